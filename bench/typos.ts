// `npm run bench:typos -- DATA_FOLDER`: how many mistyped queries are offered what was meant, how many right ones are
// offered something else, by kind of mistake, and what that costs a cold search. On 28,000 news articles. Constants are
// chosen on one half of every list; figures are of the other.

import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Searcher } from '../engine/search/contract.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openColdStore, readColdDocuments } from './cold-index.ts';
import { BENCH_COLLECTION } from './collection.ts';
import { dataFile, readQueries } from './data-set.ts';
import { runBench } from './main.ts';
import { percentile } from './metrics.ts';
import { createProgress, type Progress } from './progress.ts';
import { formatShare, formatTable } from './table.ts';
import { type Mistyped, mistypedWords } from './typo-queries.ts';

const HELP = `node bench/typos.ts DATA_FOLDER [options]
  --half figures   which half of each list: figures, or the one for tuning
  --queries 1000   queries of each list at most
  --mistakes 150   mistyped words of each kind
  --losses 0       mistyped queries to list that were not offered what was meant
  --work FOLDER    keep the index there and use it the next time (delete it when the indexer changed)`;

const COLUMNS = [
  'typed',
  'queries',
  'offered as meant',
  'something else',
  'nothing',
  'rounds',
  'requests',
  'KB',
  'CPU ms',
];

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      half: { type: 'string', default: 'figures' },
      queries: { type: 'string', default: '1000' },
      mistakes: { type: 'string', default: '150' },
      losses: { type: 'string', default: '0' },
      work: { type: 'string' },
    },
  });
  const folder = positionals[0];
  const work = values.work ? resolve(values.work) : mkdtempSync(join(tmpdir(), 'xunwen-typos-'));
  const progress = createProgress();
  const own = <T>(all: readonly T[]): T[] =>
    all.filter((_, i) => (i % 2 === 0) === (values.half === 'tuning')).slice(0, Number(values.queries));
  try {
    const documents = await readColdDocuments(folder);
    const store = await openColdStore(work, documents, progress);
    const open = (): Searcher =>
      openSearcher({ reader: store, collection: BENCH_COLLECTION, residentBytes: 0, cacheBytes: 256 << 20 });
    const typos = await readTypos(folder);
    const right = async (set: string) => own((await readQueries(folder, set)).map(({ text }) => asTyped(text)));
    const lists: [string, Mistyped[]][] = [
      ['same sound (query_typos)', own(typos)],
      ...mistypedWords(
        documents.map(({ text }) => text),
        Number(values.mistakes),
        values.half === 'tuning' ? 1 : 2,
      ),
      ['right: what the typos meant', own(typos.map(({ meant }) => asTyped(meant)))],
      ['right: headlines', await right('news_title')],
      ['right: keywords', await right('xwlb_kw')],
    ];
    const losses: string[] = [];
    const rows = [];
    for (const [name, queries] of lists) rows.push(await measure(name, queries, open, progress, losses));
    progress.end();
    process.stdout.write(`${formatTable(COLUMNS, rows)}\n`);
    for (const loss of losses.slice(0, Number(values.losses))) process.stdout.write(`${loss}\n`);
  } finally {
    progress.end();
    if (!values.work) rmSync(work, { recursive: true, force: true });
  }
});

function asTyped(text: string): Mistyped {
  return { typed: text, meant: text };
}

async function readTypos(folder: string | undefined): Promise<Mistyped[]> {
  const [, ...lines] = (await readFile(dataFile(folder, 'typo', 'query_typos.tsv'), 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const [typed, meant] = line.split('\t');
    return { typed, meant };
  });
}

/** Each with a searcher of its own: medians of what a cold search costs, what is offered included. */
async function measure(
  name: string,
  queries: readonly Mistyped[],
  open: () => Searcher,
  progress: Progress,
  losses: string[],
): Promise<(string | number)[]> {
  let asMeant = 0;
  let otherwise = 0;
  const costs = { rounds: [] as number[], requests: [] as number[], bytes: [] as number[], cpu: [] as number[] };
  for (const [i, { typed, meant }] of queries.entries()) {
    if (i % 50 === 0) progress.show(`${name} ${i}`);
    const request = { q: typed, limit: 10, offset: 0, sort: 'relevance', snippets: 2, snippetLength: 120 } as const;
    const searcher = open();
    await searcher.status();
    const start = process.cpuUsage();
    const { response, cost } = await searcher.search({ ...request, exactTotal: false });
    const { user, system } = process.cpuUsage(start);
    costs.cpu.push((user + system) / 1000);
    for (const figure of ['rounds', 'requests', 'bytes'] as const) costs[figure].push(cost[figure]);
    const offered = response.didYouMean?.query ?? null;
    if (offered === meant) asMeant++;
    else if (offered !== null) otherwise++;
    if (offered !== (typed === meant ? null : meant)) losses.push(`${name}: ${typed} -> ${offered}, meant ${meant}`);
  }
  const share = (count: number): string => formatShare(count / queries.length);
  const median = (figures: readonly number[]): number => percentile(figures, 0.5);
  return [
    name,
    queries.length,
    queries.some(({ typed, meant }) => typed !== meant) ? share(asMeant) : '',
    share(otherwise),
    share(queries.length - asMeant - otherwise),
    // The pointer was read before.
    median(costs.rounds) + 1,
    median(costs.requests) + 1,
    Math.round(median(costs.bytes) / 1024),
    median(costs.cpu).toFixed(1),
  ];
}
