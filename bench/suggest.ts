// `npm run bench:suggest -- DATA_FOLDER`: what a suggestion costs and whether what is meant is among the ten, for each way of
// typing it: on the 20,000 articles of xwlb_kw, and on 200,000 words beside their titles. Cold, each query has a searcher of
// its own behind a store where every read takes 20 ms.

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ANALYSIS, decodeManifest, encodeManifest, FORMAT, objectKey, pointerKey } from '../engine/index/manifest.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openStore } from '../engine/store/open.ts';
import { openReader } from '../engine/store/reader.ts';
import { createObjectReader } from '../indexer/build/built-objects.ts';
import { writeCompanion } from '../indexer/build/companion-writer.ts';
import { readDictionaries } from '../indexer/build/lexicon.ts';
import type { CollectOptions } from '../indexer/suggest/collect.ts';
import { readLiveTitles, readLiveWords } from '../indexer/suggest/live.ts';
import { suggestSections } from '../indexer/suggest/suggest-companion.ts';
import { BENCH_COLLECTION, publishDocuments } from './collection.ts';
import { readDocuments } from './data-set.ts';
import { runBench } from './main.ts';
import { percentile } from './metrics.ts';
import { createProgress, type Progress } from './progress.ts';
import { startS3Process } from './s3-process.ts';
import { type TypedMode, typedModes } from './suggest-queries.ts';
import { formatShare, formatTable } from './table.ts';

const HELP = `node bench/suggest.ts DATA_FOLDER [options]
  --queries 100    queries of each kind
  --words 200000   words of the larger collection, from jieba's dictionary with its frequencies
  --work FOLDER    keep the index of the articles there and use it the next time (delete it when the indexer changed)
  --latency 20     milliseconds that every read of the store takes longer`;

const SET = 'xwlb_kw';

const COLUMNS = ['typed', 'queries', 'rounds', 'requests', 'KB', 'cold ms', 'warm CPU ms', 'among ten', 'first'];

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      queries: { type: 'string', default: '100' },
      words: { type: 'string', default: '200000' },
      latency: { type: 'string', default: '20' },
      work: { type: 'string' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-suggest-'));
  const progress = createProgress();
  try {
    const documents = await readDocuments(positionals[0], SET);
    const small = values.work ? resolve(values.work) : join(folder, 'small');
    const large = join(folder, 'large');
    const store = await openStore(`file:${small}`);
    const isThere = existsSync(join(small, pointerKey(BENCH_COLLECTION)));
    const build = () => publishDocuments(store, documents, SET, progress);
    const built = isThere ? null : await secondsOf(build);
    const manifest = decodeManifest((await store.get(pointerKey(BENCH_COLLECTION))).bytes, 'current.json');
    const read = createObjectReader(BENCH_COLLECTION, [], store);
    const titles = [...(await readLiveTitles(manifest, read))!];
    const own: CollectOptions = { words: (await readLiveWords(manifest, read))!, titles, dictionary: null };
    const words = await frequentWords(Number(values.words));
    const many: CollectOptions = { words, titles, dictionary: null, mostWords: words.size };
    const seconds = await secondsOf(() => writeLarge(join(folder, 'made'), own));
    await writeLarge(large, many);
    const tables: string[] = [];
    for (const [name, at, options] of [
      [`${documents.length} articles`, small, own],
      [`${words.size} words and ${titles.length} titles`, large, many],
    ] as const) {
      const server = await startS3Process('bench', at, Number(values.latency));
      try {
        Object.assign(process.env, server.environment);
        const modes = typedModes(options, Number(values.queries));
        const rows = [];
        for (const mode of modes) rows.push(await measure(mode, name, `file:${at}`, progress));
        tables.push(`${name}\n\n${formatTable(COLUMNS, rows)}`);
      } finally {
        server.stop();
      }
    }
    progress.end();
    process.stdout.write(`Each read takes ${values.latency} ms longer; p50 / p95.\n\n${tables.join('\n\n')}\n\n`);
    const share = built === null ? '' : `, ${formatShare(seconds / built)} of building the index`;
    process.stdout.write(`Making the suggestions of ${SET}: ${seconds.toFixed(1)} s of CPU${share}.\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Of the processor: the clock is that of a machine with other work. */
async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function frequentWords(count: number): Promise<CollectOptions['words']> {
  const { dictionaries } = await readDictionaries(undefined);
  const lines = dictionaries[0].text.split('\n').map((line) => line.split(' '));
  const words = lines
    .filter(([word]) => word.length >= 2)
    .map(([word, frequency]) => ({ word, frequency: Number(frequency) + 2 }));
  words.sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1));
  return new Map(words.slice(0, count).map(({ word, frequency }) => [word, { cost: 120, frequency }]));
}

/** A published version that has suggestions alone. */
async function writeLarge(folder: string, options: CollectOptions): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { companion, file } = await writeCompanion(folder, 'suggest', suggestSections(options)!);
  const path = join(folder, objectKey(BENCH_COLLECTION, file.object));
  mkdirSync(dirname(path), { recursive: true });
  await rename(file.path, path);
  const settings = { timeZone: 'Asia/Shanghai', titleBoost: 1 };
  const base = { format: FORMAT, analysis: ANALYSIS, collection: BENCH_COLLECTION, version: 'bench', documents: 0 };
  const rest = { pivots: { title: 1, body: 1 }, settings, termsDigest: '', segments: [], created: '' };
  writeFileSync(
    join(folder, pointerKey(BENCH_COLLECTION)),
    encodeManifest({ ...base, ...rest, companions: { suggest: companion } }),
  );
}

async function measure({ name, queries }: TypedMode, where: string, local: string, progress: Progress) {
  const cold: { rounds: number; requests: number; bytes: number; wall: number }[] = [];
  const open = (url: string) =>
    openSearcher({ reader: openReader(url), collection: BENCH_COLLECTION, residentBytes: 0 });
  let among = 0;
  let first = 0;
  const warm: number[] = [];
  const searcher = open(local);
  for (const [i, { typed, wanted }] of queries.entries()) {
    progress.show(`${where}, ${name}: ${i}`);
    const start = performance.now();
    const { response, cost } = await open('s3://bench').suggest({ q: typed, limit: 10 });
    cold.push({ ...cost, wall: performance.now() - start });
    const place = response.suggestions.findIndex(({ text }) => text === wanted);
    if (place >= 0) among++;
    if (place === 0) first++;
    await searcher.suggest({ q: typed, limit: 10 });
  }
  for (const { typed } of queries) {
    const before = process.cpuUsage();
    await searcher.suggest({ q: typed, limit: 10 });
    const { user, system } = process.cpuUsage(before);
    warm.push((user + system) / 1000);
  }
  const both = (figures: number[], digits = 0): string =>
    [0.5, 0.95].map((share) => percentile(figures, share).toFixed(digits)).join(' / ');
  return [
    name,
    queries.length,
    both(cold.map(({ rounds }) => rounds)),
    both(cold.map(({ requests }) => requests)),
    both(cold.map(({ bytes }) => bytes / 1000)),
    both(cold.map(({ wall }) => wall)),
    both(warm, 2),
    formatShare(among / queries.length),
    formatShare(first / queries.length),
  ];
}
