// One engine in a process of its own: builds, or answers a first query and then the others. Bundled with the engine,
// so that no process compiles types on the way and none loads the code of another engine.

import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { BenchDocument } from '../data-set.ts';
import type { Ask, SpeedEngine } from './engine.ts';
import type { FirstAnswer, Job, Pass } from './jobs.ts';

/** @param engine what the file of the job, named by the first argument, is told to */
export async function runChild(engine: SpeedEngine): Promise<void> {
  const job: Job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  if (job.mode === 'build') {
    await engine.build(readArticles(job.articles), job.folder);
    process.exit(0);
  }
  const ask = await engine.open(job.place);
  const [first, ...others] = job.queries;
  const { length: hits } = await ask(first);
  print({ answeredAt: Date.now(), cpu: cpuSince(), hits } satisfies FirstAnswer);
  let queries = others;
  // A line asks for the next pass; the end of the input ends the process.
  for await (const _ of createInterface({ input: process.stdin })) {
    const pass = await timed(ask, queries, job.warmSeconds);
    queries = queries.slice(0, pass.wall.length);
    print(pass);
  }
  process.exit(0);
}

/** One JSON object a line. */
export async function* readArticles(path: string): AsyncGenerator<BenchDocument> {
  for await (const line of createInterface({ input: createReadStream(path) })) yield JSON.parse(line);
}

/** One query after the other, as many as are asked before the time is over. */
async function timed(ask: Ask, queries: readonly string[], seconds: number): Promise<Pass> {
  const wall: number[] = [];
  const cpu = process.cpuUsage();
  const begin = performance.now();
  for (const query of queries) {
    const start = performance.now();
    await ask(query);
    wall.push(performance.now() - start);
    if (performance.now() - begin > seconds * 1000) break;
  }
  return { wall, cpu: cpuSince(cpu) };
}

/** Milliseconds. */
function cpuSince(before?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
