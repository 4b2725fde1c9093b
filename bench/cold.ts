// `npm run bench:cold -- DATA_FOLDER`: what a query costs that finds nothing in memory, on 28,000 news
// articles behind a store where every read takes 20 ms. Each query has a searcher of its own, so the
// pointer, the dictionary, the postings and the texts are all read.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';
import { pointerKey } from '../engine/index/manifest.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openStore } from '../engine/store/open.ts';
import { openReader } from '../engine/store/reader.ts';
import type { ObjectStore } from '../engine/store/store.ts';
import { BENCH_COLLECTION, publishDocuments } from './collection.ts';
import { type BenchQuery, readDocuments, readQueries } from './data-set.ts';
import { runBench } from './main.ts';
import { percentile } from './metrics.ts';
import { createProgress, type Progress } from './progress.ts';
import { createRandom, shuffled } from './random.ts';
import { startS3Process } from './s3-process.ts';
import { formatTable } from './table.ts';

const HELP = `node bench/cold.ts DATA_FOLDER [--queries 100] [--latency 20] [--work FOLDER]
  --work FOLDER   keep the built index there and use it the next time (delete it when the indexer changed)`;

const SETS = ['xwlb_kw', 'news_title'] as const;
const S3_URL = 's3://bench/cold';

/** Budgets are medians unless they say p95. */
const KINDS = [
  { name: 'keywords', set: 'xwlb_kw', budget: '4 rounds, 100 KB, 30 requests' },
  { name: 'headlines', set: 'news_title', budget: '4 rounds, 160 (p95 225) KB, 50 (p95 70) requests' },
] as const;

interface Cost {
  rounds: number;
  requests: number;
  kilobytes: number;
  /** Milliseconds. */
  wall: number;
  cpu: number;
}

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      queries: { type: 'string', default: '100' },
      latency: { type: 'string', default: '20' },
      work: { type: 'string' },
    },
  });
  const count = Number(values.queries);
  const latency = Number(values.latency);
  if (!(count >= 1)) throw new UsageError(`--queries ${values.queries} is not a number of 1 or more`);
  if (!(latency >= 0)) throw new UsageError(`--latency ${values.latency} is not a number of milliseconds`);
  const temporary = values.work === undefined ? mkdtempSync(join(tmpdir(), 'xunwen-cold-')) : null;
  const folder = resolve(temporary ?? values.work!);
  const progress = createProgress();
  try {
    const local = await openStore(`file:${folder}`);
    if (!existsSync(join(folder, pointerKey(BENCH_COLLECTION)))) await buildAll(positionals[0], local, progress);
    const questions = await Promise.all(KINDS.map(({ set }) => chooseQueries(positionals[0], set, count)));
    const server = await startS3Process('bench', latency);
    try {
      Object.assign(process.env, server.environment);
      await copyStore(local, folder, await openStore(S3_URL));
      const rows: (string | number)[][] = [];
      for (const [i, kind] of KINDS.entries()) {
        const costs: Cost[] = [];
        // The first answers are those of a process that has compiled nothing yet; they are not counted.
        for (const query of [...questions[i].slice(0, 5), ...questions[i]]) {
          costs.push(await askCold(query.text));
          progress.show(`${kind.name}: ${costs.length}`);
        }
        rows.push(row(kind.name, costs.slice(5), kind.budget));
      }
      progress.end();
      process.stdout.write(`${report(rows, latency)}\n`);
    } finally {
      server.stop();
    }
  } finally {
    progress.end();
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
  }
});

async function buildAll(folder: string | undefined, store: ObjectStore, progress: Progress): Promise<void> {
  const sets = await Promise.all(SETS.map((set) => readDocuments(folder, set)));
  const documents = sets.flatMap((set, i) => set.map((document) => ({ ...document, id: `${SETS[i]}/${document.id}` })));
  await publishDocuments(store, documents, 'news', progress);
}

async function chooseQueries(folder: string | undefined, set: string, count: number): Promise<BenchQuery[]> {
  return shuffled(await readQueries(folder, set), createRandom(1)).slice(0, count);
}

/** A published store as it is: objects first, so that the pointer never points to nothing. */
async function copyStore(from: ObjectStore, folder: string, to: ObjectStore): Promise<void> {
  const keys: string[] = [];
  for await (const { key } of from.list('')) keys.push(key);
  const pointer = pointerKey(BENCH_COLLECTION);
  for (const key of keys) if (key !== pointer) await to.putFile(key, join(folder, key));
  await to.put(pointer, (await from.get(pointer)).bytes);
}

async function askCold(q: string): Promise<Cost> {
  const searcher = openSearcher({ reader: openReader(S3_URL), collection: BENCH_COLLECTION, residentBytes: 0 });
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const { cost } = await searcher.search({
    q,
    limit: 10,
    offset: 0,
    sort: 'relevance',
    snippets: 2,
    snippetLength: 120,
    exactTotal: false,
  });
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  const { rounds, requests, bytes } = cost;
  return { rounds, requests, kilobytes: bytes / 1000, wall, cpu: (user + system) / 1000 };
}

function row(name: string, costs: readonly Cost[], budget: string): string[] {
  const both = (of: (cost: Cost) => number): string =>
    [0.5, 0.95].map((share) => percentile(costs.map(of), share).toFixed(0)).join(' / ');
  return [
    name,
    String(costs.length),
    both(({ rounds }) => rounds),
    both(({ requests }) => requests),
    both(({ kilobytes }) => kilobytes),
    both(({ wall }) => wall),
    both(({ cpu }) => cpu),
    budget,
  ];
}

function report(rows: readonly (readonly (string | number)[])[], latency: number): string {
  const columns = ['p50 / p95', 'queries', 'rounds', 'requests', 'KB', 'ms', 'CPU ms', 'budget (CPU: 80 ms)'];
  return `Every read takes ${latency} ms longer; connections are kept.\n\n${formatTable(columns, rows)}`;
}
