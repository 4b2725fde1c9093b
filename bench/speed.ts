// `npm run bench:speed -- DATA_FOLDER`: ours beside other engines by number of articles, each in processes of its own:
// how fast and in how much memory an index is built, how large it is, what a first answer costs a process that has
// nothing, and how fast the answers after it are.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runBench } from './main.ts';
import { createProgress } from './progress.ts';
import { articlesOf } from './speed/articles.ts';
import { ENGINES, prepare } from './speed/engines.ts';
import { GaveUpError } from './speed/measured-process.ts';
import { parseSpeedOptions, SPEED_HELP } from './speed/options.ts';
import { readSpeedQueries } from './speed/queries.ts';
import { reportSpeed } from './speed/report.ts';
import { failedBefore, type Result, type Results, readResults, withResult, writeResults } from './speed/results.ts';
import { askAll, buildOnce } from './speed/run.ts';

await runBench(SPEED_HELP, async () => {
  const options = parseSpeedOptions(process.argv.slice(2));
  const temporary = options.work === null ? mkdtempSync(join(tmpdir(), 'xunwen-speed-')) : null;
  const work = resolve(temporary ?? options.work!);
  mkdirSync(work, { recursive: true });
  const resultsFile = join(work, 'speed.json');
  const progress = createProgress();
  try {
    const queries = await readSpeedQueries(options.folder, options.cold + options.warm);
    const starters = new Map(
      await Promise.all(
        options.engines.map(
          async (spec) => [spec, await prepare(spec, join(work, 'programs'), options.limits.megabytes)] as const,
        ),
      ),
    );
    let results = readResults(resultsFile)?.results ?? [];
    for (const size of [...options.sizes].sort((a, b) => a - b)) {
      progress.show(`${size} articles`);
      const articles = await articlesOf(options.folder, size, work);
      for (const [spec, starter] of starters) {
        const result = await measure(
          size,
          articles.textBytes,
          failedBefore(results, spec.name, size),
          async (partly) => {
            const folder = join(work, `${spec.as ?? spec.name}-${size}`);
            if (options.fresh && spec.as === undefined) rmSync(`${folder}.json`, { force: true });
            progress.show(`${size} articles: building ${spec.name}`);
            partly.build = await buildOnce(spec, starter, articles, folder, options.limits);
            progress.show(`${size} articles: asking ${spec.name}`);
            Object.assign(partly, await askAll(spec, starter, folder, queries, options));
          },
        );
        results = withResult(
          results,
          { ...result, engine: spec.name },
          ENGINES.map(({ name }) => name),
        );
        writeResults(resultsFile, allOf(results, options.latency));
      }
    }
    progress.end();
    process.stdout.write(`${reportSpeed(allOf(results, options.latency))}\n`);
  } finally {
    progress.end();
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
  }
});

/** @param lost why the engine is not tried again; a failure is a result, and what was measured before it is kept */
async function measure(
  articles: number,
  textBytes: number,
  lost: string | null,
  work: (partly: Pick<Result, 'build' | 'cold' | 'warm'>) => Promise<void>,
): Promise<Omit<Result, 'engine'>> {
  const result = { articles, textBytes, build: null, cold: null, warm: null };
  if (lost !== null) return { ...result, failed: lost };
  try {
    await work(result);
    return { ...result, failed: null };
  } catch (error) {
    if (!(error instanceof GaveUpError)) throw error;
    return { ...result, failed: error.message };
  }
}

function allOf(results: Result[], latency: number): Results {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores, ${cpu.model.trim()}, Node ${process.versions.node}`,
    latency,
    results,
  };
}
