// A hash table from the first two UTF-16 units of the words to a trie node: most positions of a text
// start no word, and this says so without a walk.

/** Looks up two units: the node put under them, or -1. */
export type PrefixTable = (first: number, second: number) => number;

/** Bits of the filter in front of the table: 64 KB, which stay in the processor's cache. */
const FILTER_BITS = 19;

const hashOf = (pair: number): number => Math.imul(pair ^ (pair >>> 15), 0x9e3779b1) >>> 0;

/** Build the table. Keys are `first << 16 | second`, neither of them 0. */
export function createPrefixTable(nodes: ReadonlyMap<number, number>): PrefixTable {
  const bits = 33 - Math.clz32(nodes.size + 1);
  const shift = 32 - bits;
  const mask = (1 << bits) - 1;
  /** Pairs of (key, node); key 0 is free. At most half full. */
  const table = new Int32Array(2 << bits);
  const filter = new Uint32Array(1 << (FILTER_BITS - 5));

  for (const [pair, node] of nodes) {
    const hash = hashOf(pair);
    const bit = hash >>> (32 - FILTER_BITS);
    filter[bit >>> 5]! |= 1 << (bit & 31);
    let slot = hash >>> shift;
    while (table[2 * slot] !== 0) slot = (slot + 1) & mask;
    table[2 * slot] = pair;
    table[2 * slot + 1] = node;
  }

  return (first, second) => {
    const pair = (first << 16) | second;
    const hash = hashOf(pair);
    const bit = hash >>> (32 - FILTER_BITS);
    if ((filter[bit >>> 5]! & (1 << (bit & 31))) === 0) return -1;
    for (let slot = hash >>> shift; ; slot = (slot + 1) & mask) {
      const key = table[2 * slot];
      if (key === pair) return table[2 * slot + 1]!;
      if (key === 0) return -1;
    }
  };
}
