// A trie over UTF-16 units in hash tables of typed arrays: a step is one probe, whatever the fan-out.
// Nodes are numbers from 0 (the root) in order of insertion.

/** The node of the empty string. */
export const ROOT = 0;

/** A trie while words are added. */
export interface TrieBuilder {
  /** Add a word; `long` marks those that `longPrefix` must lead to. Returns the word's node. */
  insert(word: string, long: boolean): number;
  /** Nodes so far. */
  size(): number;
  freeze(): Trie;
}

export interface Trie {
  /** The node one unit further, or -1. */
  child(node: number, unit: number): number;
  /** The node of two units with which a long word starts, or -1. */
  longPrefix(first: number, second: number): number;
  /** Whether a long word ends here. */
  isLong(node: number): boolean;
}

/** Unsigned 32-bit hash of an edge (Fibonacci hashing over both halves). */
const hashOf = (node: number, unit: number): number =>
  Math.imul(Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b), 0x2c1b3c6d) >>> 0;

/** An open-addressing map from (number, unit) to a node; keys are `number * 65536 + unit`. */
interface Edges {
  find(from: number, unit: number): number;
  set(from: number, unit: number, to: number): void;
}

function createEdges(bits: number): Edges {
  let shift = 32 - bits;
  let keys = new Float64Array(1 << bits).fill(-1);
  let targets = new Int32Array(1 << bits);
  let count = 0;

  const slotOf = (from: number, unit: number): number => {
    const key = from * 65536 + unit;
    const mask = keys.length - 1;
    let slot = hashOf(from, unit) >>> shift;
    while (keys[slot] !== key && keys[slot] !== -1) slot = (slot + 1) & mask;
    return slot;
  };

  const grow = (): void => {
    const oldKeys = keys;
    const oldTargets = targets;
    shift--;
    keys = new Float64Array(oldKeys.length * 2).fill(-1);
    targets = new Int32Array(oldKeys.length * 2);
    for (let i = 0; i < oldKeys.length; i++) {
      const key = oldKeys[i]!;
      if (key === -1) continue;
      const unit = key % 65536;
      const slot = slotOf((key - unit) / 65536, unit);
      keys[slot] = key;
      targets[slot] = oldTargets[i]!;
    }
  };

  return {
    find(from, unit) {
      const slot = slotOf(from, unit);
      return keys[slot] === -1 ? -1 : targets[slot]!;
    },
    set(from, unit, to) {
      // At most 5/8 full.
      if (count * 8 >= keys.length * 5) grow();
      const slot = slotOf(from, unit);
      if (keys[slot] === -1) count++;
      keys[slot] = from * 65536 + unit;
      targets[slot] = to;
    },
  };
}

export function createTrie(): TrieBuilder {
  const edges = createEdges(16);
  const prefixes = createEdges(14);
  let size = 1;
  let long = new Uint8Array(1 << 16);

  const insert = (word: string, isLong: boolean): number => {
    let node = ROOT;
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i);
      let next = edges.find(node, unit);
      if (next < 0) {
        next = size++;
        edges.set(node, unit, next);
      }
      node = next;
      if (i === 1 && isLong) prefixes.set(word.charCodeAt(0), unit, node);
    }
    if (isLong) {
      if (node >= long.length) {
        const larger = new Uint8Array(Math.max(long.length * 2, node + 1));
        larger.set(long);
        long = larger;
      }
      long[node] = 1;
    }
    return node;
  };

  return {
    insert,
    size: () => size,
    freeze: () => ({
      child: edges.find,
      longPrefix: prefixes.find,
      isLong: (node) => long[node] === 1,
    }),
  };
}
