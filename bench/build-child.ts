// One build in a process of its own, told by one line of JSON: how long its phases took, what it cost, what it gave.

import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildIndex } from '../indexer/build/build.ts';
import { loadConfig } from '../indexer/config/load.ts';
import { readArticles } from '../indexer/sources/read.ts';

export interface BuildMeasure {
  articles: number;
  /** Of the clock. Indexing ends when the first merge has something to tell; packing goes on beside merging. */
  seconds: { read: number; index: number; merge: number };
  /** Of all threads. */
  cpuSeconds: number;
  /** A digest over the segments, too. */
  version: string;
}

const [, , path, commit] = process.argv as [string, string, string, string];
const start = performance.now();
const workFolder = mkdtempSync(join(dirname(path), 'build-'));
try {
  const config = await loadConfig({ cwd: workFolder, env: process.env, flags: { map: { body: 'text' } } });
  config.limits.articlesPerCommit = Number(commit);
  const ends = { read: start, index: start };
  const build = await buildIndex({
    items: readArticles([path], { cwd: workFolder, map: config.map, timeZone: config.timeZone }),
    workFolder,
    config,
    now: new Date(0),
    progress({ phase }) {
      if (phase !== 'merge') ends[phase] = performance.now();
    },
  });
  const { user, system } = process.cpuUsage();
  const measure: BuildMeasure = {
    articles: build.counts.articles,
    seconds: {
      read: (ends.read - start) / 1000,
      index: (ends.index - ends.read) / 1000,
      merge: (performance.now() - ends.index) / 1000,
    },
    cpuSeconds: (user + system) / 1e6,
    version: build.manifest.version,
  };
  process.stdout.write(`${JSON.stringify(measure)}\n`);
} finally {
  rmSync(workFolder, { recursive: true, force: true });
}
