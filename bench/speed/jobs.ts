// What the speed bench tells an engine's process, and what that answers: lines of JSON on standard output.
// LuceneSpeed.java says the same lines.

import type { Place } from './engine.ts';

export type Job =
  | { mode: 'build'; articles: string; folder: string }
  | { mode: 'ask'; place: Place; queries: readonly string[]; warmSeconds: number };

/** The first answer of a process. It then waits for a line on standard input, and again between the two passes. */
export interface FirstAnswer {
  /** Milliseconds since the epoch. */
  answeredAt: number;
  /** Milliseconds of all threads since the process began. */
  cpu: number;
  hits: number;
}

/** One query at a time: first queries that were not asked before, then the same again. */
export interface Pass {
  /** Milliseconds of each. */
  wall: number[];
  /** Milliseconds of all threads during the whole pass. */
  cpu: number;
}
