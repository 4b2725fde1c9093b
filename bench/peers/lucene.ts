// Lucene's BM25 with the analyzers that its users choose for Chinese: words (SmartCN), character pairs
// (CJK), and the sum of both. Title and text are fields, matched as bags of words and summed
// (what Elasticsearch calls most_fields). k1, b and the title's factor are the bench's to tune.

import type { BenchQuery } from '../data-set.ts';
import { type Bm25Settings, batchLines, COMMIT_LINE, documentLine, indexLine, readIds } from './lucene/lines.ts';
import { startLucene } from './lucene/process.ts';
import type { OpenedPeer, Peer } from './peer.ts';
import { readVariant, variantsOf } from './variants.ts';

/** Lucene's defaults stand first. */
export const LUCENE_GRID = { k1: [1.2, 0.6, 0.9, 1.6], b: [0.75, 0.3, 0.5], title: [1, 0.3, 2] };

export const LUCENE_PEERS: readonly Peer[] = [
  lucene('lucene-smartcn', ['smartcn']),
  lucene('lucene-cjk', ['cjk']),
  lucene('lucene-both', ['smartcn', 'cjk']),
];

function lucene(name: string, analyzers: readonly string[]): Peer {
  return {
    name,
    variants: variantsOf(LUCENE_GRID),
    async open(documents, folder) {
      const process = await startLucene(folder);
      await process.write([indexLine(analyzers)]);
      await process.write(documents.values().map(documentLine));
      await process.write([COMMIT_LINE]);
      await process.read(1);
      const ask = async (queries: readonly BenchQuery[], limit: number, settings: Bm25Settings) => {
        await process.write(batchLines(queries, settings, limit));
        return (await process.read(queries.length)).map(readIds);
      };
      // With one field alone its factor changes no order: a third of the grid says it all.
      const oneField = documents.every(({ title }) => title === '') || documents.every(({ text }) => text === '');
      const search = askOnce(ask);
      return {
        search(queries, limit, variant) {
          const settings = readVariant(LUCENE_GRID, variant);
          return search(queries, limit, oneField ? { ...settings, title: 1 } : settings);
        },
        close: process.close,
      };
    },
  };
}

type Ask = (queries: readonly BenchQuery[], limit: number, settings: Bm25Settings) => Promise<string[][]>;

/** The answers of `ask`, remembered as long as the same array of queries is asked. */
function askOnce(ask: Ask): Ask {
  let asked: readonly BenchQuery[] | null = null;
  const answers = new Map<string, Promise<string[][]>>();
  return (queries, limit, settings) => {
    if (queries !== asked) answers.clear();
    asked = queries;
    const key = JSON.stringify([settings, limit]);
    const known = answers.get(key) ?? ask(queries, limit, settings);
    answers.set(key, known);
    return known;
  };
}
