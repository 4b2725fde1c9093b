// SimHash (Charikar 2002, as Manku, Jain and Das Sarma find near-duplicates of web pages with it, 2007), over bigrams of
// letters weighted by how often they occur: what the bench of near-duplicates compares sketches with.

import { CLASS_MARK, CLASS_SEPARATOR, classOf } from '../engine/analysis/classes.ts';
import { fold } from '../engine/analysis/fold.ts';

/** 64 bits, as two unsigned integers. */
export type SimHash = readonly [number, number];

export function simHash(text: string): SimHash {
  const sums = new Int32Array(64);
  let before = 0;
  for (const character of fold(text)) {
    const code = character.codePointAt(0)!;
    const kind = classOf(code);
    if (kind === CLASS_SEPARATOR || kind === CLASS_MARK) continue;
    const bigram = Math.imul(before, 0x01000193) ^ code;
    before = code;
    for (let half = 0; half < 2; half++) {
      const bits = mixed(bigram + half);
      for (let bit = 0; bit < 32; bit++) sums[32 * half + bit] += (bits >>> bit) & 1 ? 1 : -1;
    }
  }
  const halfOf = (start: number): number => {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++) if (sums[start + bit] > 0) bits |= 1 << bit;
    return bits >>> 0;
  };
  return [halfOf(0), halfOf(32)];
}

/** Bits that differ. */
export const simHashDistance = (one: SimHash, other: SimHash): number =>
  ones(one[0] ^ other[0]) + ones(one[1] ^ other[1]);

function ones(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** MurmurHash3's finalizer. */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
