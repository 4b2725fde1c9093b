// `npm run bench:build -- DATA_FOLDER`: how fast an index is built and in how much memory, by the number of threads,
// each in a fresh process over the same lines of JSON; whether the bytes are the same; and beside other engines.

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';
import type { BuildMeasure } from './build-child.ts';
import { runBench } from './main.ts';
import { createProgress } from './progress.ts';
import { articlesOf } from './speed/articles.ts';
import { prepare } from './speed/engines.ts';
import { type Measured, runMeasured } from './speed/measured-process.ts';
import { engineNamed } from './speed/options.ts';
import type { BuildFigures } from './speed/results.ts';
import { buildOnce } from './speed/run.ts';
import { formatTable } from './table.ts';

const BUILD_HELP = `node bench/build.ts DATA_FOLDER [options]
  --articles 8000  how many, recombined from the news sets as by bench/generate.ts
  --threads 1,2    numbers of threads, one build each; one for each processor when absent, after one alone
  --commit 4000    articles of a batch
  --peers LIST     engines of npm run bench:speed that build an index of the same articles, such as lucene,lancedb`;

/** No build that is worth a figure is over them. */
const LIMITS = { seconds: 7200, megabytes: 8192 };

await runBench(BUILD_HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      articles: { type: 'string', default: '8000' },
      threads: { type: 'string', default: [...new Set([1, availableParallelism()])].join(',') },
      commit: { type: 'string', default: '4000' },
      peers: { type: 'string' },
    },
  });
  const count = (name: string, given: string): number => {
    if (/^[1-9][0-9]*$/.test(given)) return Number(given);
    throw new UsageError(`--${name} ${given} is not a whole number of 1 or more`);
  };
  const articles = count('articles', values.articles);
  const commit = count('commit', values.commit);
  const threads = values.threads.split(',').map((given) => count('threads', given));
  const peers = values.peers === undefined ? [] : values.peers.split(',').map((name) => engineNamed('--peers', name));
  const progress = createProgress();
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-bench-'));
  try {
    progress.show(`writing ${articles} articles`);
    const written = await articlesOf(positionals[0], articles, folder);
    const starters = await Promise.all(
      peers.map(async (spec) => ({ spec, starter: await prepare(spec, join(folder, 'programs'), LIMITS.megabytes) })),
    );
    const rows: string[][] = [];
    for (const number of threads) {
      progress.show(`building with ${number} threads`);
      const args = [join(import.meta.dirname, 'build-child.ts'), written.path, String(commit)];
      let measure: BuildMeasure | null = null;
      const measured = await runMeasured({ command: process.execPath, args }, LIMITS, {
        environment: { XUNWEN_THREADS: String(number) },
        onLine: (line) => {
          measure = JSON.parse(line);
        },
      });
      if (measure) rows.push(ourRow(number, measure, measured));
    }
    for (const { spec, starter } of starters) {
      progress.show(`building with ${spec.name}`);
      const figures = await buildOnce(spec, starter, written, join(folder, spec.name), LIMITS);
      rows.push([spec.name, '', '', '', '', ...speedOf(articles, figures), '']);
    }
    progress.end();
    process.stdout.write(`${report(articles, rows)}\n`);
  } finally {
    progress.end();
    rmSync(folder, { recursive: true, force: true });
  }
});

function ourRow(threads: number, measure: BuildMeasure, { seconds, peakMegabytes }: Measured): string[] {
  const { articles, cpuSeconds, version } = measure;
  const { read, index, merge } = measure.seconds;
  const phases = [read, index, merge].map((value) => value.toFixed(1));
  return ['xunwen', String(threads), ...phases, ...speedOf(articles, { seconds, cpuSeconds, peakMegabytes }), version];
}

function speedOf(
  articles: number,
  { seconds, cpuSeconds = 0, peakMegabytes }: Pick<BuildFigures, 'seconds' | 'cpuSeconds' | 'peakMegabytes'>,
): string[] {
  return [
    seconds.toFixed(1),
    (articles / seconds).toFixed(0),
    cpuSeconds.toFixed(1),
    (articles / cpuSeconds).toFixed(0),
    peakMegabytes.toFixed(0),
  ];
}

function report(articles: number, rows: readonly string[][]): string {
  const columns = [
    'engine',
    'threads',
    'read s',
    'index s',
    'merge s',
    'all s',
    'articles/s',
    'CPU s',
    'articles/CPU s',
    'MB',
  ];
  return [
    `Node ${process.versions.node}, ${availableParallelism()} processors, ${articles} news articles, each row in a fresh process`,
    'Seconds are of the clock; all of them from the start of the process to its end, ours without publishing',
    '',
    formatTable([...columns, 'version'], rows),
  ].join('\n');
}
