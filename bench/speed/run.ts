// One engine at one size: built by one process, asked cold by several, and warm by the last of them. S3 is the test
// server in this process, which does nothing else meanwhile, over the files that were built.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { filesBelow, openFolderBucket } from '../../test/s3-server/folder.ts';
import { environmentOf, startS3Server } from '../../test/s3-server/server.ts';
import { BENCH_COLLECTION } from '../collection.ts';
import { mean, percentile } from '../metrics.ts';
import { documentLine } from '../peers/lucene/lines.ts';
import type { Articles } from './articles.ts';
import { readArticles } from './child.ts';
import type { EngineSpec, Starter } from './engines.ts';
import type { FirstAnswer, Job, Pass } from './jobs.ts';
import { GaveUpError, type Limits, runMeasured } from './measured-process.ts';
import type { BuildFigures, ColdFigures, PassFigures, WarmFigures } from './results.ts';
import { type Traffic, trafficOf } from './traffic.ts';

const BUCKET = 'bench';
/** Milliseconds: so long that sending the requests of a round takes nothing beside it. */
const ROUNDS_LATENCY = 250;

/** A built index, kept for the next run together with what building it took. */
export async function buildOnce(
  spec: EngineSpec,
  starter: Starter,
  articles: Articles,
  folder: string,
  limits: Limits,
): Promise<BuildFigures> {
  const figuresFile = `${folder}.json`;
  if (existsSync(figuresFile)) return JSON.parse(readFileSync(figuresFile, 'utf8'));
  // A run that was stopped leaves half an index there.
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const jobFile = `${folder}.job.json`;
  const job: Job = { mode: 'build', articles: articles.path, folder: unfinished };
  writeFileSync(jobFile, JSON.stringify(job));
  const command = starter.build(articles.path, unfinished, jobFile);
  const { seconds, cpuSeconds, peakMegabytes } = await runMeasured(
    command,
    limits,
    spec.library === null ? { input: luceneLines(articles.path) } : {},
  );
  renameSync(unfinished, folder);
  const indexBytes = filesBelow(folder).reduce((sum, path) => sum + statSync(path).size, 0);
  const figures: BuildFigures = { seconds, cpuSeconds, peakMegabytes, indexBytes };
  writeFileSync(figuresFile, JSON.stringify(figures));
  return figures;
}

async function* luceneLines(path: string): AsyncGenerator<string> {
  for await (const article of readArticles(path)) yield documentLine(article);
}

export interface AskOptions {
  cold: number;
  warmSeconds: number;
  latency: number;
  limits: Limits;
}

/** @param queries the first ones are the first queries of a process each, the others are asked warm */
export async function askAll(
  spec: EngineSpec,
  starter: Starter,
  folder: string,
  queries: readonly string[],
  options: AskOptions,
): Promise<{ cold: ColdFigures; warm: WarmFigures }> {
  const onDisk = spec.reads === 'disk';
  const { bucket, close } = openFolderBucket(folder);
  const server = await startS3Server({ buckets: [BUCKET] });
  server.objects.set(BUCKET, bucket);
  const store = onDisk ? null : `s3://${BUCKET}`;
  const environment = {
    ...environmentOf(server),
    XUNWEN_STORE: `s3://${BUCKET}`,
    XUNWEN_COLLECTION: BENCH_COLLECTION,
  };
  const place = { folder, store, files: filesBelow(folder).map((path) => relative(folder, path).split(sep).join('/')) };

  /** One process: its first answer, and those after it when there is a time for them. */
  const askOnce = async (first: number, latency: number, warmSeconds: number) => {
    const asked = [queries[first], ...(warmSeconds > 0 ? queries.slice(options.cold) : [])];
    const jobFile = `${folder}.job.json`;
    const queriesFile = `${folder}.queries.txt`;
    writeFileSync(jobFile, JSON.stringify({ mode: 'ask', place, queries: asked, warmSeconds } satisfies Job));
    writeFileSync(queriesFile, asked.join('\n'));
    server.latencyMs = latency;
    server.log.length = 0;
    const told: { first?: FirstAnswer & { traffic: Traffic }; passes: PassFigures[] } = { passes: [] };
    const measured = await runMeasured(starter.ask(folder, jobFile, queriesFile, warmSeconds), options.limits, {
      environment,
      onLine(line, child) {
        const traffic = trafficOf(server.log);
        server.log.length = 0;
        if (told.first === undefined) told.first = { ...JSON.parse(line), traffic };
        else told.passes.push(passOf(JSON.parse(line), traffic));
        if (warmSeconds > 0 && told.passes.length < 2) child.stdin!.write('more\n');
        else child.stdin!.end();
      },
    });
    return { ...complete(told.first, spec.name), passes: told.passes, ...measured };
  };

  try {
    const runs: Awaited<ReturnType<typeof askOnce>>[] = [];
    for (let first = 0; first < options.cold; first++) runs.push(await askOnce(first, options.latency, 0));
    // Who finds nothing is fast, and asked wrongly.
    if (runs.every(({ hits }) => hits === 0)) throw new GaveUpError('found nothing for any first query');
    const { rounds } = onDisk ? { rounds: 0 } : (await askOnce(0, ROUNDS_LATENCY, 0)).traffic;
    const last = await askOnce(0, options.latency, options.warmSeconds);
    return {
      cold: {
        wall: runs.map(({ answeredAt, startedAt }) => answeredAt - startedAt),
        cpu: runs.map(({ cpu }) => cpu),
        requests: runs.map(({ traffic }) => traffic.requests),
        bytes: runs.map(({ traffic }) => traffic.bytes),
        rounds,
        peakMegabytes: Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes)),
      },
      warm: {
        fresh: complete(last.passes[0], spec.name),
        again: complete(last.passes[1], spec.name),
        peakMegabytes: last.peakMegabytes,
      },
    };
  } finally {
    await server.close();
    close();
  }
}

function passOf({ wall, cpu }: Pass, { requests, bytes }: Traffic): PassFigures {
  const { length: queries } = wall;
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(wall, share));
  const each = { cpu: cpu / queries, requests: requests / queries, bytes: bytes / queries };
  return { queries, p50, p95, p99, mean: mean(wall), ...each };
}

function complete<T>(answer: T | undefined, name: string): T {
  if (answer === undefined) throw new GaveUpError(`${name} ended without an answer`);
  return answer;
}
