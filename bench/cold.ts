// `npm run bench:cold -- DATA_FOLDER`: what a query costs and what re-scoring is worth, on 28,000 news articles. Cold,
// every query has a searcher of its own behind a store where every read takes 20 ms, so the pointer, the dictionary,
// the postings and the texts are all read; warm, they are at hand.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openStore } from '../engine/store/open.ts';
import { openReader } from '../engine/store/reader.ts';
import { copyStore, openColdStore, readColdDocuments } from './cold-index.ts';
import { COLD_HELP, parseColdOptions } from './cold-options.ts';
import { readKinds } from './cold-queries.ts';
import { reportCold, reportDepths, reportWarm } from './cold-report.ts';
import { measureKinds } from './cold-run.ts';
import { runBench } from './main.ts';
import { createProgress } from './progress.ts';
import { startS3Process } from './s3-process.ts';

const S3_URL = 's3://bench/cold';

await runBench(COLD_HELP, async () => {
  const options = parseColdOptions(process.argv.slice(2));
  const temporary = options.work === null ? mkdtempSync(join(tmpdir(), 'xunwen-cold-')) : null;
  const folder = resolve(temporary ?? options.work!);
  const progress = createProgress();
  try {
    const documents = await readColdDocuments(options.folder);
    const kinds = await readKinds(options.folder, documents, Math.max(options.queries, options.warm, options.judged));
    const local = await openColdStore(folder, documents, progress);
    const server = await startS3Process('bench', options.latency);
    try {
      Object.assign(process.env, server.environment);
      await copyStore(local, folder, await openStore(S3_URL));
      const figures = await measureKinds(kinds, options, () => openReader(S3_URL), local, progress);
      progress.end();
      const reports = [reportCold(figures, options.latency), reportWarm(figures), reportDepths(figures)];
      process.stdout.write(`${reports.join('\n\n')}\n`);
    } finally {
      server.stop();
    }
  } finally {
    progress.end();
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
  }
});
