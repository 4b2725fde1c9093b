// `npm run bench:cold -- DATA_FOLDER`: what a query costs and what re-scoring is worth, on 28,000 news articles or, with
// --index, on any others. Cold,
// every query has a searcher of its own behind a store where every read takes 20 ms, so the pointer, the dictionary,
// the postings and the texts are all read; warm, they are at hand.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openSearcher } from '../engine/search/searcher.ts';
import { openStore } from '../engine/store/open.ts';
import { openReader } from '../engine/store/reader.ts';
import { openColdStore, readColdDocuments } from './cold-index.ts';
import { measureKept, readKeptQueries } from './cold-kept.ts';
import { measureMemory } from './cold-memory.ts';
import { COLD_HELP, parseColdOptions } from './cold-options.ts';
import { readKinds, unjudged } from './cold-queries.ts';
import { reportCold, reportDepths, reportKept, reportMemory, reportWarm } from './cold-report.ts';
import { measureKinds } from './cold-run.ts';
import { BENCH_COLLECTION } from './collection.ts';
import { foldedPerSecond } from './machine-speed.ts';
import { runBench } from './main.ts';
import { createProgress } from './progress.ts';
import { startS3Process } from './s3-process.ts';

const S3_URL = 's3://bench';

await runBench(COLD_HELP, async () => {
  const options = parseColdOptions(process.argv.slice(2));
  const temporary =
    options.work === null && options.index === null ? mkdtempSync(join(tmpdir(), 'xunwen-cold-')) : null;
  const folder = resolve(temporary ?? options.index ?? options.work!);
  const progress = createProgress();
  try {
    const documents = await readColdDocuments(options.folder);
    const most = Math.max(options.queries, options.warm, options.judged, options.kept);
    const judged = await readKinds(options.folder, documents, most);
    const kinds = options.index === null ? judged : judged.map(unjudged);
    const local =
      options.index === null ? await openColdStore(folder, documents, progress) : await openStore(`file:${folder}`);
    const server = await startS3Process('bench', folder, options.latency);
    try {
      Object.assign(process.env, server.environment);
      const figures = await measureKinds(kinds, options, () => openReader(S3_URL), local, progress);
      const remote = { reader: local, collection: BENCH_COLLECTION, residentBytes: 0, cacheBytes: 256 << 20 };
      const searchers = [
        openSearcher(remote),
        openSearcher({ ...remote, listBudget: Number.POSITIVE_INFINITY }),
      ] as const;
      const kept = [];
      const asked = await readKeptQueries(options.folder, kinds, options.kept);
      for (const queries of asked) {
        progress.show(`${queries.name}, lists cut and whole`);
        kept.push(await measureKept(queries, ...searchers));
      }
      progress.end();
      const reports = [reportCold(figures, options.latency), reportWarm(figures, foldedPerSecond()), reportKept(kept)];
      if (options.index === null) reports.push(reportDepths(figures));
      process.stdout.write(`${reports.join('\n\n')}\n`);
      process.stdout.write(`\n${reportMemory(await measureMemory(folder, asked))}\n`);
    } finally {
      server.stop();
    }
  } finally {
    progress.end();
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
  }
});
