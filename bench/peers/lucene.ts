// Lucene's BM25 with the analyzers that its users choose for Chinese: words (SmartCN), character pairs
// (CJK), and the sum of both. Title and text are fields, matched as bags of words and summed
// (what Elasticsearch calls most_fields). k1, b and the title's factor are the bench's to tune.

import { batchLines, COMMIT_LINE, documentLine, indexLine, readIds } from './lucene/lines.ts';
import { startLucene } from './lucene/process.ts';
import type { Peer } from './peer.ts';
import { searchTuned } from './tuned.ts';
import { variantsOf } from './variants.ts';

/** Lucene's defaults stand first. */
export const LUCENE_GRID = { k1: [1.2, 0.4, 0.8, 1.6], b: [0.75, 0.3, 0.5], title: [1, 0.3, 2, 4] };

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
      await process.write(documents.map(documentLine));
      await process.write([COMMIT_LINE]);
      await process.read(1);
      return {
        search: searchTuned(LUCENE_GRID, documents, async (queries, limit, settings) => {
          await process.write(batchLines(queries, settings, limit));
          return (await process.read(queries.length)).map(readIds);
        }),
        close: process.close,
      };
    },
  };
}
