// Where words of three characters and more may start: most positions of a text start none, and a filter
// and a hash table over the words' first units say so without a walk through the trie.

/** Finds the start of long words: the node of the first two of three units, or -1 when no word starts so. */
export type LongWordStarts = (first: number, second: number, third: number) => number;

/** The filter and the hash table: for threads to share. */
export interface LongWordTables {
  filter: Uint32Array;
  /** Slots of (pair of units, node), a power of two; pair 0 is free. At most half full. */
  table: Int32Array;
}

/** Bits of the filter: 256 KB for a quarter of a million beginnings. */
const FILTER_BITS = 21;

const pairHash = (pair: number): number => Math.imul(pair ^ (pair >>> 15), 0x9e3779b1) >>> 0;
const tripleHash = (pair: number, third: number): number =>
  Math.imul(Math.imul(pair ^ (pair >>> 15), 0x9e3779b1) ^ third, 0x85ebca6b) >>> (32 - FILTER_BITS);

/**
 * Build the filter and the table.
 * @param words long words, each of three units or more
 * @param nodeOf the trie's node of a word's first two units
 */
export function buildLongWords(words: readonly string[], nodeOf: (prefix: string) => number): LongWordTables {
  const filter = new Uint32Array(1 << (FILTER_BITS - 5));
  const nodes = new Map<number, number>();
  for (const word of words) {
    const pair = (word.charCodeAt(0) << 16) | word.charCodeAt(1);
    const bit = tripleHash(pair, word.charCodeAt(2));
    filter[bit >>> 5]! |= 1 << (bit & 31);
    if (!nodes.has(pair)) nodes.set(pair, nodeOf(word.slice(0, 2)));
  }

  const bits = 33 - Math.clz32(nodes.size + 1);
  const shift = 32 - bits;
  const mask = (1 << bits) - 1;
  const table = new Int32Array(2 << bits);
  for (const [pair, node] of nodes) {
    let slot = pairHash(pair) >>> shift;
    while (table[2 * slot] !== 0) slot = (slot + 1) & mask;
    table[2 * slot] = pair;
    table[2 * slot + 1] = node;
  }
  return { filter, table };
}

/** Starts of long words over their tables. */
export function openLongWords({ filter, table }: LongWordTables): LongWordStarts {
  const shift = Math.clz32(table.length / 2 - 1);
  const mask = table.length / 2 - 1;
  return (first, second, third) => {
    const pair = (first << 16) | second;
    const bit = tripleHash(pair, third);
    if ((filter[bit >>> 5]! & (1 << (bit & 31))) === 0) return -1;
    for (let slot = pairHash(pair) >>> shift; ; slot = (slot + 1) & mask) {
      const key = table[2 * slot];
      if (key === pair) return table[2 * slot + 1]!;
      if (key === 0) return -1;
    }
  };
}
