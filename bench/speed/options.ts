// What `npm run bench:speed` can be told, and what it says when it is told something else.

import { parseArgs } from 'node:util';
import { UsageError } from '../../engine/errors.ts';
import { ENGINES, type EngineSpec } from './engines.ts';
import type { Limits } from './measured-process.ts';

export const SPEED_HELP = `node bench/speed.ts DATA_FOLDER [options]
  --sizes 1000,10000      numbers of articles, recombined from the news sets
  --engines LIST          of ${ENGINES.map(({ name }) => name).join(', ')} (all of them)
  --work FOLDER           keep articles, indexes and figures there, and go on where a run before ended
  --fresh                 build indexes again that are there
  --cold 5                processes that answer a first query, each another one
  --warm 100              queries that a process is asked after its first, twice
  --warm-seconds 20       for each of the two at most
  --latency 20            milliseconds that each read of S3 takes longer
  --limit-minutes 10      for building one index, or for one process that answers
  --limit-megabytes 6000  of memory for one process; an engine that met a limit is not tried with more articles
  The figures of all runs are collected in WORK/speed.json. On two cores, all engines together take about 3 minutes at
  1,000 articles, 15 at 10,000, and up to 10 for each engine above; ours about a minute for 20,000 articles.`;

export interface SpeedOptions {
  /** The data folder; undefined when none was named. */
  folder: string | undefined;
  sizes: number[];
  engines: EngineSpec[];
  /** Null for a temporary folder. */
  work: string | null;
  fresh: boolean;
  cold: number;
  warm: number;
  warmSeconds: number;
  /** Milliseconds. */
  latency: number;
  limits: Limits;
}

/** @throws UsageError, and what `parseArgs` throws for unknown options */
export function parseSpeedOptions(args: readonly string[]): SpeedOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      sizes: { type: 'string', default: '1000,10000' },
      engines: { type: 'string' },
      work: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      cold: { type: 'string', default: '5' },
      warm: { type: 'string', default: '100' },
      'warm-seconds': { type: 'string', default: '20' },
      latency: { type: 'string', default: '20' },
      'limit-minutes': { type: 'string', default: '10' },
      'limit-megabytes': { type: 'string', default: '6000' },
    },
  });
  return {
    folder: positionals[0],
    sizes: values.sizes.split(',').map((size) => whole('--sizes', size)),
    engines:
      values.engines === undefined
        ? [...ENGINES]
        : values.engines.split(',').map((name) => engineNamed('--engines', name)),
    work: values.work ?? null,
    fresh: values.fresh,
    cold: whole('--cold', values.cold),
    warm: whole('--warm', values.warm),
    warmSeconds: whole('--warm-seconds', values['warm-seconds']),
    latency: whole('--latency', values.latency),
    limits: {
      seconds: 60 * whole('--limit-minutes', values['limit-minutes']),
      megabytes: whole('--limit-megabytes', values['limit-megabytes']),
    },
  };
}

function whole(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new UsageError(`${option} ${text} is not a whole number of 1 or more`);
}

/** @param option for the message. @throws UsageError that names all of them */
export function engineNamed(option: string, name: string): EngineSpec {
  const spec = ENGINES.find((engine) => engine.name === name);
  if (spec !== undefined) return spec;
  throw new UsageError(`${option} ${name} is none of ${ENGINES.map((engine) => engine.name).join(', ')}`);
}
