// Where words of three characters and more may start: most positions of a text start none, and a filter
// and a hash table over the words' first three units say so without a walk through the trie.

import type { Trie } from './trie.ts';

/** Finds the start of long words: what is known of the node of three units (see `NODE_SHIFT`), or 0 when no word starts so. */
export type LongWordStarts = (first: number, second: number, third: number) => number;

/** The filter and the hash table: for threads to share. */
export interface LongWordTables {
  filter: Uint32Array;
  /** Slots of (first and second unit, third unit, what is known, 0), a power of two; at most three quarters full. */
  table: Uint32Array;
}

/** The three units are a long word by themselves. */
export const IS_WORD = 1;
/** Longer words begin with them. */
export const GOES_ON = 2;
/** What is above these bits is the node of the three units, never the root. */
export const NODE_SHIFT = 2;

/** Bits of the filter: 256 KB for a quarter of a million beginnings. */
const FILTER_BITS = 21;
const SLOT_UNITS = 4;

const hashOf = (pair: number, third: number): number =>
  Math.imul(Math.imul(pair ^ (pair >>> 15), 0x9e3779b1) ^ third, 0x85ebca6b) >>> 0;

/**
 * Build the filter and the table.
 * @param words long words, each of three units or more, in ascending order
 */
export function buildLongWords(words: readonly string[], { find }: Pick<Trie, 'find'>): LongWordTables {
  /** Of all beginnings, three numbers each. */
  const starts: number[] = [];
  let pair = -1;
  let third = -1;
  for (const word of words) {
    const wordPair = ((word.charCodeAt(0) << 16) | word.charCodeAt(1)) >>> 0;
    if (wordPair !== pair || word.charCodeAt(2) !== third) {
      pair = wordPair;
      third = word.charCodeAt(2);
      starts.push(pair, third, find(word.slice(0, 3)) << NODE_SHIFT);
    }
    starts[starts.length - 1]! |= word.length === 3 ? IS_WORD : GOES_ON;
  }
  const filter = new Uint32Array(1 << (FILTER_BITS - 5));
  const bits = 32 - Math.clz32(Math.ceil((starts.length * 4) / 9));
  const table = new Uint32Array(SLOT_UNITS << bits);
  for (let i = 0; i < starts.length; i += 3) {
    const [pair, third, known] = [starts[i]!, starts[i + 1]!, starts[i + 2]!];
    const hash = hashOf(pair, third);
    const bit = hash >>> (32 - FILTER_BITS);
    filter[bit >>> 5]! |= 1 << (bit & 31);
    let at = (hash & ((1 << bits) - 1)) * SLOT_UNITS;
    while (table[at + 2] !== 0) at = (at + SLOT_UNITS) % table.length;
    table[at] = pair;
    table[at + 1] = third;
    table[at + 2] = known;
  }
  return { filter, table };
}

/** Starts of long words over their tables. */
export function openLongWords({ filter, table }: LongWordTables): LongWordStarts {
  const slots = table.length / SLOT_UNITS - 1;
  const mask = table.length - 1;
  return (first, second, third) => {
    const pair = ((first << 16) | second) >>> 0;
    const hash = hashOf(pair, third);
    const bit = hash >>> (32 - FILTER_BITS);
    if ((filter[bit >>> 5]! & (1 << (bit & 31))) === 0) return 0;
    for (let at = (hash & slots) * SLOT_UNITS; ; at = (at + SLOT_UNITS) & mask) {
      const known = table[at + 2]!;
      if (known === 0 || (table[at] === pair && table[at + 1] === third)) return known;
    }
  };
}
