// Cuts a query's Han run into words: the most probable way through the words the index knows.
// The dictionary itself stays in the index; the caller hands in the costs of the words it found there.

import { isFunctionCharacter } from './function-characters.ts';

/** A word or a single character of the cut: `[start, end)` in characters of the run. */
export interface Segment {
  start: number;
  end: number;
}

/** Steps of a cost per nat: a cost is -ln p in steps of 1/12, so that 255 is p = 6e-10. */
export const COST_STEPS_PER_NAT = 12;

/**
 * -ln p of a function character (p = 1.3e-3) and of any other character that stands alone (p = 1e-5):
 * about the median of each kind among the single characters of jieba's dictionary.
 */
export const FUNCTION_CHARACTER_COST = 80;
export const CHARACTER_COST = 138;

/**
 * Maximum-probability segmentation (Viterbi over a unigram model, as in jieba without its HMM).
 * @param chars the run's characters, folded
 * @param wordCost cost of `chars[start, end)` where that is a word of two characters or more
 * @param longest characters of the longest word
 * @returns segments that cover the run in order; of equally probable cuts the one with longer words first
 */
export function segmentRun(
  chars: readonly string[],
  wordCost: (start: number, end: number) => number | undefined,
  longest: number,
): Segment[] {
  const count = chars.length;
  /** Cheapest cost from each position to the end, and where its first segment ends. */
  const best = new Float64Array(count + 1);
  const next = new Uint32Array(count + 1);
  for (let start = count - 1; start >= 0; start--) {
    best[start] = best[start + 1]! + (isFunctionCharacter(chars[start]!) ? FUNCTION_CHARACTER_COST : CHARACTER_COST);
    next[start] = start + 1;
    for (let end = start + 2; end <= Math.min(count, start + longest); end++) {
      const cost = wordCost(start, end);
      if (cost !== undefined && cost + best[end]! <= best[start]!) {
        best[start] = cost + best[end]!;
        next[start] = end;
      }
    }
  }
  const segments: Segment[] = [];
  for (let start = 0; start < count; start = next[start]!) segments.push({ start, end: next[start]! });
  return segments;
}
