// `npm run bench:relevance -- DATA_FOLDER`: how well each set of judged queries is answered, beside what
// others reach. Everything goes through the code that users run: build, publish, search.

import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openStore } from '../engine/store/open.ts';
import { BARS, type Bar, compareToBar } from './bars.ts';
import { BENCH_COLLECTION, indexedId, publishDocuments } from './collection.ts';
import { type BenchDocument, readDocuments, readJudgements, readQueries } from './data-set.ts';
import { type JudgedQuery, judge, type RelevanceFigures, summarize } from './judged-queries.ts';
import { runBench } from './main.ts';
import { plainText } from './plain-text.ts';
import { createProgress } from './progress.ts';
import { formatShare, formatTable } from './table.ts';

const HELP = `node bench/relevance.ts DATA_FOLDER [--sets a,b] [--queries N] [--losses FILE]
  --sets a,b      these sets only (default: ${[...new Set(BARS.map(({ set }) => set))].join(',')})
  --queries N     the first N queries of each set
  --losses FILE   write a JSON line for each query whose answer is not ranked first
Queries are asked as plain text: without quotation marks and other operators.`;

interface Result extends RelevanceFigures {
  bar: Bar;
  documents: number;
}

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { sets: { type: 'string' }, queries: { type: 'string' }, losses: { type: 'string' } },
  });
  const [folder] = positionals;
  const bars = chosenBars(values.sets);
  const most = values.queries === undefined ? Number.POSITIVE_INFINITY : Number(values.queries);
  if (!(most >= 1)) throw new UsageError(`--queries ${values.queries} is not a number of 1 or more`);
  const losses = values.losses === undefined ? null : openSync(values.losses, 'w');
  const results: Result[] = [];
  for (const set of new Set(bars.map((bar) => bar.set))) {
    const documents = await readDocuments(folder, set);
    const ofSet = bars.filter((bar) => bar.set === set);
    results.push(...(await benchSet(folder, documents, ofSet, most, losses)));
  }
  if (losses !== null) closeSync(losses);
  process.stdout.write(`${report(results)}\n`);
});

function chosenBars(sets: string | undefined): readonly Bar[] {
  if (sets === undefined) return BARS;
  return sets.split(',').flatMap((name) => {
    const bars = BARS.filter(({ set }) => set === name);
    if (bars.length === 0)
      throw new UsageError(`--sets: "${name}" is not one of ${[...new Set(BARS.map(({ set }) => set))].join(', ')}`);
    return bars;
  });
}

/** Index a set once and ask all its query files. */
async function benchSet(
  folder: string | undefined,
  documents: readonly BenchDocument[],
  bars: readonly Bar[],
  most: number,
  losses: number | null,
): Promise<Result[]> {
  const progress = createProgress();
  const storeFolder = mkdtempSync(join(tmpdir(), 'xunwen-relevance-'));
  try {
    const { set } = bars[0];
    const judgements = await readJudgements(folder, set);
    const store = await openStore(`file:${storeFolder}`);
    const { articles } = await publishDocuments(store, documents, set, progress);
    const residentBytes = Number.POSITIVE_INFINITY;
    const searcher = openSearcher({ reader: store, collection: BENCH_COLLECTION, residentBytes });
    const originals = new Map(documents.map((document) => [indexedId(document.id), document]));
    const results: Result[] = [];
    for (const bar of bars) {
      const queries = (await readQueries(folder, set, bar.queries)).filter(({ id }) => judgements.has(id));
      const judged: JudgedQuery[] = [];
      for (const { id, text } of queries.slice(0, most)) {
        const one = await judge(searcher, { id, text: bar.asTyped ? text : plainText(text) }, judgements);
        judged.push(one);
        if (losses !== null && one.rank !== 1)
          writeSync(losses, `${JSON.stringify(describeLoss(bar, one, originals))}\n`);
        progress.show(`${rowName(bar)}: ${judged.length} of ${Math.min(most, queries.length)} queries`);
      }
      results.push({ bar, documents: articles, ...summarize(judged) });
    }
    return results;
  } finally {
    progress.end();
    rmSync(storeFolder, { recursive: true, force: true });
  }
}

function rowName({ set, queries, asTyped }: Bar): string {
  if (asTyped) return `${set} (as typed)`;
  return queries === undefined ? set : `${set} (${queries})`;
}

function describeLoss(bar: Bar, judged: JudgedQuery, originals: ReadonlyMap<string, BenchDocument>): object {
  const { query, relevant, ranked, rank, total, relaxed, refused } = judged;
  const top = ranked.slice(0, 5).map((id) => {
    const { id: document, title, text } = originals.get(id)!;
    return { document, title, text: text.slice(0, 80) };
  });
  return {
    set: rowName(bar),
    id: query.id,
    query: query.text,
    rank,
    total,
    relaxed,
    refused,
    gold: [...relevant],
    top,
  };
}

function report(results: readonly Result[]): string {
  const columns = ['set', 'documents', 'queries', 'MRR@10', 'Recall@10', 'Recall@100', 'bigrams', '', 'Lucene', ''];
  const rows = results.map(({ bar, documents, queries, mrr10, recall10, recall100 }) => [
    rowName(bar),
    documents,
    queries,
    formatShare(mrr10),
    formatShare(recall10),
    formatShare(recall100),
    formatShare(bar.bigrams),
    compareToBar(mrr10, bar.bigrams),
    formatShare(bar.lucene),
    compareToBar(mrr10, bar.lucene),
  ]);
  return formatTable(columns, rows);
}
