// `node bench/collections.ts DATA_FOLDER`: what asking several collections at once costs and is worth, beside one
// collection of all their articles. The articles of a judged set are dealt out at random; each has a minute of ten years
// as its date, since the dates of all are what several collections read besides.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openStore } from '../engine/store/open.ts';
import type { ObjectStore } from '../engine/store/store.ts';
import type { SourceItem } from '../indexer/sources/read.ts';
import { toArticle } from '../indexer/sources/record.ts';
import { disguise, publishItems } from './collection.ts';
import { type BenchDocument, readDocuments } from './data-set.ts';
import { type JudgedQuery, readTask } from './judged-queries.ts';
import { runBench } from './main.ts';
import { mean, reciprocalRank } from './metrics.ts';
import { createProgress } from './progress.ts';
import { below, createRandom } from './random.ts';
import { pageOf } from './search-cost.ts';
import { formatShare, formatTable } from './table.ts';

const HELP = `node bench/collections.ts DATA_FOLDER [options]
  --set news_title   a judged set
  --parts 1,2,4      numbers of collections that its articles are dealt out to
  --queries 100      queries that are asked, each of a searcher with nothing in memory`;

const SEED = 20171125;
const MINUTES = 10 * 365 * 24 * 60;
const HITS = 10;

interface Row {
  parts: number;
  ids: string[][];
  ranks: number[];
  rounds: number[];
  requests: number[];
  kilobytes: number[];
}

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      set: { type: 'string', default: 'news_title' },
      parts: { type: 'string', default: '1,2,4' },
      queries: { type: 'string', default: '100' },
    },
  });
  const counts = values.parts.split(',').map(Number);
  if (!counts.every((count) => Number.isInteger(count) && count > 0))
    throw new UsageError(`--parts: ${values.parts} are no numbers of collections`);
  const [folder] = positionals;
  const documents = disguise(await readDocuments(folder, values.set));
  const { queries } = await readTask(folder, { set: values.set }, Number(values.queries));
  const temporary = mkdtempSync(join(tmpdir(), 'xunwen-collections-'));
  const progress = createProgress();
  try {
    const rows: Row[] = [];
    for (const parts of counts) {
      const store = await openStore(`file:${join(temporary, String(parts))}`);
      const names = await publishParts(store, documents, parts, progress);
      progress.show(`${parts}: asking`);
      rows.push(await measure(store, names, queries));
    }
    progress.end();
    process.stdout.write(`${report(rows)}\n`);
  } finally {
    progress.end();
    rmSync(temporary, { recursive: true, force: true });
  }
});

/** @returns the names of the collections */
async function publishParts(
  store: ObjectStore,
  documents: readonly BenchDocument[],
  parts: number,
  progress: ReturnType<typeof createProgress>,
): Promise<string[]> {
  const names = Array.from({ length: parts }, (_, part) => `part-${part}`);
  const random = createRandom(SEED);
  const dealt = documents.map((document) => ({ document, part: below(random, parts), minute: below(random, MINUTES) }));
  for (const [part, name] of names.entries()) {
    const items = async function* (timeZone: string): AsyncGenerator<SourceItem> {
      for (const { document, part: own, minute } of dealt) {
        if (own !== part) continue;
        const { id, title, text } = document;
        const record = { id, title, body: text, date: Date.UTC(2015, 0, 1) + minute * 60_000 };
        const result = toArticle(record, {}, { fallbackId: id, timeZone });
        if ('article' in result) yield { kind: 'article', article: result.article, origin: id };
      }
    };
    await publishItems(store, ({ timeZone }) => items(timeZone), `${parts}: ${name}`, progress, name);
  }
  return names;
}

async function measure(store: ObjectStore, names: readonly string[], queries: readonly JudgedQuery[]): Promise<Row> {
  const row: Row = { parts: names.length, ids: [], ranks: [], rounds: [], requests: [], kilobytes: [] };
  const [collection, ...further] = names;
  for (const { text, grades } of queries) {
    const searcher = openSearcher({ reader: store, collection, further, residentBytes: 0 });
    const { response, cost } = await searcher.search({ ...pageOf(text, 2), collections: [...names] });
    const ids = response.hits.map(({ id }) => id);
    row.ids.push(ids);
    row.ranks.push(reciprocalRank(ids, grades, HITS));
    row.rounds.push(cost.rounds);
    row.requests.push(cost.requests);
    row.kilobytes.push(cost.bytes / 1000);
  }
  return row;
}

function report(rows: readonly Row[]): string {
  const [first] = rows;
  const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
  return formatTable(
    ['collections', 'rounds', 'requests', 'KB', 'MRR@10', 'first ten as of the first row'],
    rows.map(({ parts, ids, ranks, rounds, requests, kilobytes }) => {
      const shared = ids.map((own, i) =>
        first.ids[i].length === 0 ? 1 : first.ids[i].filter((id) => own.includes(id)).length / first.ids[i].length,
      );
      const costs = [median(rounds), median(requests), median(kilobytes).toFixed(0)];
      return [parts, ...costs, formatShare(mean(ranks)), formatShare(mean(shared))];
    }),
  );
}
