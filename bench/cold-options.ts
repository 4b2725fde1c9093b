// What `npm run bench:cold` can be told, and what it says when it is told something else.

import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';

export const COLD_HELP = `node bench/cold.ts DATA_FOLDER [options]
  --queries 100   queries of each kind that are asked of a searcher with nothing in memory
  --warm 300      queries of each kind that are asked of a searcher that is warm
  --judged 2000   queries of each judged kind that MRR@10 is taken of
  --kept 200      queries of each kind and set that are also asked with posting lists read whole
  --latency 20    milliseconds that every read of the store takes longer
  --work FOLDER   keep the built index there and use it the next time (delete it when the indexer changed)
  --index FOLDER  ask this published index instead, such as xunwen-1000000 in the --work folder of bench:speed:
                  20 texts are re-scored, nothing is judged, and it is not held in memory`;

export interface ColdOptions {
  /** The data folder; undefined when none was named. */
  folder: string | undefined;
  queries: number;
  warm: number;
  judged: number;
  kept: number;
  /** Milliseconds. */
  latency: number;
  /** Where the index is kept; null for a temporary folder. */
  work: string | null;
  /** A folder with a published index of any articles; null for that of the news sets. */
  index: string | null;
}

/** @throws UsageError, and what `parseArgs` throws for unknown options */
export function parseColdOptions(args: readonly string[]): ColdOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      queries: { type: 'string', default: '100' },
      warm: { type: 'string', default: '300' },
      judged: { type: 'string', default: '2000' },
      kept: { type: 'string', default: '200' },
      latency: { type: 'string', default: '20' },
      work: { type: 'string' },
      index: { type: 'string' },
    },
  });
  const count = (name: 'queries' | 'warm' | 'judged' | 'kept'): number => {
    const number = Number(values[name]);
    if (Number.isInteger(number) && number >= 1) return number;
    throw new UsageError(`--${name} ${values[name]} is not a whole number of 1 or more`);
  };
  const latency = Number(values.latency);
  if (!(latency >= 0)) throw new UsageError(`--latency ${values.latency} is not a number of milliseconds`);
  return {
    folder: positionals[0],
    queries: count('queries'),
    warm: count('warm'),
    judged: count('judged'),
    kept: count('kept'),
    latency,
    work: values.work ?? null,
    index: values.index ?? null,
  };
}
