// `npm run bench:build -- DATA_FOLDER`: how fast an index is built and in how much memory, by the number of threads,
// each in a fresh process over the same lines of JSON; and whether the bytes are the same.

import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';
import type { BuildMeasure } from './build-child.ts';
import { firstArticles, writeArticles } from './generated-news.ts';
import { runBench } from './main.ts';
import { createProgress } from './progress.ts';
import { runMeasured } from './speed/measured-process.ts';
import { formatTable } from './table.ts';

const BUILD_HELP = `node bench/build.ts DATA_FOLDER [options]
  --articles 8000  how many, recombined from the news sets as by bench/generate.ts
  --threads 1,2    numbers of threads, one build each; one for each processor when absent, after one alone
  --commit 4000    articles of a batch`;

/** No build that is worth a figure is over them. */
const LIMITS = { seconds: 7200, megabytes: 8192 };

await runBench(BUILD_HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      articles: { type: 'string', default: '8000' },
      threads: { type: 'string', default: [...new Set([1, availableParallelism()])].join(',') },
      commit: { type: 'string', default: '4000' },
    },
  });
  const count = (name: string, given: string): number => {
    if (/^[1-9][0-9]*$/.test(given)) return Number(given);
    throw new UsageError(`--${name} ${given} is not a whole number of 1 or more`);
  };
  const articles = count('articles', values.articles);
  const commit = count('commit', values.commit);
  const threads = values.threads.split(',').map((given) => count('threads', given));
  const progress = createProgress();
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-bench-'));
  try {
    const path = join(folder, 'articles.jsonl');
    progress.show(`writing ${articles} articles`);
    const lines = createWriteStream(path);
    await writeArticles(firstArticles(positionals[0], articles), lines);
    lines.end();
    await finished(lines);
    const rows: string[][] = [];
    for (const number of threads) {
      progress.show(`building with ${number} threads`);
      const args = [join(import.meta.dirname, 'build-child.ts'), path, String(commit)];
      let measure: BuildMeasure | null = null;
      const { peakMegabytes } = await runMeasured({ command: process.execPath, args }, LIMITS, {
        environment: { XUNWEN_THREADS: String(number) },
        onLine: (line) => {
          measure = JSON.parse(line);
        },
      });
      if (measure) rows.push(toRow(number, measure, peakMegabytes));
    }
    progress.end();
    process.stdout.write(`${report(articles, rows)}\n`);
  } finally {
    progress.end();
    rmSync(folder, { recursive: true, force: true });
  }
});

function toRow(threads: number, measure: BuildMeasure, peakMegabytes: number): string[] {
  const { articles, seconds, cpuSeconds, version } = measure;
  const total = seconds.read + seconds.index + seconds.merge;
  return [
    String(threads),
    ...[seconds.read, seconds.index, seconds.merge, total].map((value) => value.toFixed(1)),
    (articles / total).toFixed(0),
    cpuSeconds.toFixed(1),
    (articles / cpuSeconds).toFixed(0),
    peakMegabytes.toFixed(0),
    version,
  ];
}

function report(articles: number, rows: readonly string[][]): string {
  const columns = ['threads', 'read s', 'index s', 'merge s', 'all s', 'articles/s', 'CPU s', 'articles/CPU s', 'MB'];
  return [
    `Node ${process.versions.node}, ${availableParallelism()} processors, ${articles} news articles, each row in a fresh process`,
    'Seconds are of the clock; all of them with reading, starting threads and making the lexicon, without publishing',
    '',
    formatTable([...columns, 'version'], rows),
  ].join('\n');
}
