// A trie over UTF-16 units in three typed arrays. Nodes are numbered level by level, so the children of
// a node are neighbours: a step is a short search in a stretch that lies in one or two cache lines.

/** The node of the empty string. */
export const ROOT = 0;

/** What a trie is made of: for threads to share. */
export interface TrieTables {
  /** The unit that leads to each node; the root's is 0. */
  units: Uint16Array;
  /** First child of each node, and one more: the next node's first child ends the stretch. */
  firstChild: Uint32Array;
}

export interface Trie {
  /** Nodes, the root included. */
  readonly size: number;
  /** The node one unit further, or -1. */
  child(node: number, unit: number): number;
  /** The node of a string, or -1. */
  find(word: string): number;
}

/** Children up to this many are looked through one by one. */
const FEW = 8;

/**
 * Lay out a trie of the words.
 * @param words distinct, not empty, in ascending order of UTF-16 units (the order of `<`)
 * @param visit told the node of each word, by its index in `words`
 */
export function buildTrie(words: readonly string[], visit: (word: number, node: number) => void): TrieTables {
  let capacity = 1 << 10;
  let units = new Uint16Array(capacity);
  let firstChild = new Uint32Array(capacity + 1);
  let size = 1;

  const addNode = (unit: number): void => {
    if (size === capacity) {
      capacity *= 2;
      const moreUnits = new Uint16Array(capacity);
      moreUnits.set(units);
      units = moreUnits;
      const moreChildren = new Uint32Array(capacity + 1);
      moreChildren.set(firstChild);
      firstChild = moreChildren;
    }
    units[size++] = unit;
  };

  // One level at a time: the nodes of a level are the distinct prefixes of that length, in order. Of each
  // word only the node it has reached is kept.
  const reached = new Uint32Array(words.length);
  let open = Array.from(words.keys());
  /** The next node whose stretch of children begins; up to the current parent all have begun. */
  let begins = ROOT;
  for (let depth = 0; open.length > 0; depth++) {
    const levelEnd = size;
    const longer: number[] = [];
    for (const word of open) {
      const text = words[word]!;
      const unit = text.charCodeAt(depth);
      const parent = reached[word]!;
      const isFirst = begins <= parent;
      while (begins <= parent) firstChild[begins++] = size;
      if (isFirst || units[size - 1] !== unit) addNode(unit);
      reached[word] = size - 1;
      if (text.length === depth + 1) visit(word, size - 1);
      else longer.push(word);
    }
    while (begins < levelEnd) firstChild[begins++] = size;
    open = longer;
  }
  while (begins <= size) firstChild[begins++] = size;
  return { units: units.slice(0, size), firstChild: firstChild.slice(0, size + 1) };
}

/** A trie over its tables. */
export function openTrie({ units, firstChild }: TrieTables): Trie {
  const child = (node: number, unit: number): number => {
    let low = firstChild[node]!;
    let high = firstChild[node + 1]!;
    while (high - low > FEW) {
      const middle = (low + high) >> 1;
      if (units[middle]! <= unit) low = middle;
      else high = middle;
    }
    for (; low < high; low++) if (units[low] === unit) return low;
    return -1;
  };

  return {
    size: units.length,
    child,
    find(word) {
      let node: number = ROOT;
      for (let i = 0; i < word.length && node >= 0; i++) node = child(node, word.charCodeAt(i));
      return node;
    },
  };
}
