// What the speed bench asks of an engine, inside a process of its own: an index built into a folder, and answers from
// that folder or from the same files on S3. Nothing here may import what an engine does not need: it would be counted
// as the engine's start.

import type { BenchDocument } from '../data-set.ts';

/** Where a built index lies. */
export interface Place {
  folder: string;
  /** `s3://bucket`, which holds the same files; null for engines that read files. */
  store: string | null;
  /** Names of the folder's files: what a program that loads them all knows beforehand. */
  files: readonly string[];
}

/** Ids of the ten best articles at most, best first. */
export type Ask = (text: string) => Promise<string[]>;

export interface SpeedEngine {
  /** @param folder empty */
  build(articles: AsyncIterable<BenchDocument>, folder: string): Promise<void>;
  open(place: Place): Promise<Ask>;
}

/** How many ids are asked for. */
export const HITS = 10;
