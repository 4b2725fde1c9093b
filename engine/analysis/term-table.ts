// Numbers the terms of many texts. Those of one or two UTF-16 units, which nine of ten postings have, are found
// without a string: an open-addressing table from their units to a number. Terms met often were mostly met early, so
// what is kept by number stays in the processor's cache.

export interface TermTable {
  /** Terms held. */
  readonly size: number;
  /** All numbers are below it. */
  readonly end: number;
  /** The number of a term of two units, neither 0, or with `first` 0 of one. */
  addUnits(first: number, second: number): number;
  /** The number of any term. Keeps it: a slice must not keep a whole text alive, see `ownCopy`. */
  add(term: string): number;
  term(number: number): string;
  /** The numbers in the UTF-16 order of their terms. */
  sorted(): Uint32Array;
  /** Forget all terms. */
  clear(): void;
  /** How often it was emptied: numbers are those of one generation. */
  readonly generation: number;
}

/** V8 keeps slices of 13 units and more as views, which would keep the whole text alive. */
const LONGEST_COPIED_SLICE = 12;

/** A string that does not keep alive the text it was cut from. */
function ownCopy(text: string): string {
  if (text.length <= LONGEST_COPIED_SLICE) return text;
  const units: number[] = [];
  for (let i = 0; i < text.length; i++) units.push(text.charCodeAt(i));
  return String.fromCharCode(...units);
}

/** The units of a short term as one number; a single unit goes before all pairs that begin with it. */
const pairTerm = (pair: number): string =>
  (pair & 0xffff) === 0 ? String.fromCharCode(pair >>> 16) : String.fromCharCode(pair >>> 16, pair & 0xffff);

const FIRST_BITS = 12;

export function createTermTable(): TermTable {
  let bits = FIRST_BITS;
  /**
   * (pair, its place among the pairs) at each place; pair 0 is free. At most three quarters full: what matters is how
   * much of it fits the processor's cache.
   */
  let table = new Uint32Array(2 << bits);
  let pairs = new Uint32Array(3 << (bits - 2));
  let pairCount = 0;
  /** All other terms. */
  const places = new Map<string, number>();
  let others: string[] = [];
  /** Null when terms came since. */
  let order: Uint32Array | null = null;
  let generation = 0;

  const grow = (): void => {
    bits++;
    table = new Uint32Array(2 << bits);
    const larger = new Uint32Array(3 << (bits - 2));
    larger.set(pairs);
    pairs = larger;
    for (let i = 0; i < pairCount; i++) {
      const at = find(pairs[i]!);
      table[at] = pairs[i]!;
      table[at + 1] = i;
    }
  };
  /** Where a pair is in the table, or belongs. */
  const find = (pair: number): number => {
    const mask = (2 << bits) - 1;
    let at = (Math.imul(pair, 0x9e3779b1) >>> (32 - bits)) << 1;
    while (table[at] !== pair && table[at] !== 0) at = (at + 2) & mask;
    return at;
  };
  // Pairs have even numbers, the others odd ones.
  const addPair = (pair: number): number => {
    const at = find(pair);
    if (table[at] === pair) return 2 * table[at + 1]!;
    order = null;
    const place = pairCount++;
    table[at] = pair;
    table[at + 1] = place;
    pairs[place] = pair;
    if (pairCount === pairs.length) grow();
    return 2 * place;
  };
  const addOther = (term: string): number => {
    const known = places.get(term);
    if (known !== undefined) return 2 * known + 1;
    order = null;
    const own = ownCopy(term);
    places.set(own, others.length);
    others.push(own);
    return 2 * others.length - 1;
  };
  const termOf = (number: number): string =>
    (number & 1) === 0 ? pairTerm(pairs[number >>> 1]!) : others[number >>> 1]!;

  const sortAll = (): Uint32Array => {
    const sorted = new Uint32Array(pairCount + others.length);
    const longer = [...others].sort();
    let count = 0;
    let next = 0;
    for (const pair of pairs.slice(0, pairCount).sort()) {
      const term = pairTerm(pair);
      for (; next < longer.length && longer[next]! < term; next++) sorted[count++] = addOther(longer[next]!);
      sorted[count++] = addPair(pair);
    }
    for (; next < longer.length; next++) sorted[count++] = addOther(longer[next]!);
    return sorted;
  };

  return {
    get size() {
      return pairCount + others.length;
    },
    get end() {
      return 2 * Math.max(pairCount, others.length);
    },
    addUnits: (first, second) => addPair(first === 0 ? (second << 16) >>> 0 : ((first << 16) | second) >>> 0),
    add(term) {
      const first = term.charCodeAt(0);
      const second = term.charCodeAt(1);
      // A zero would make the pair that of a single unit, or none.
      if (term.length === 1 && first !== 0) return addPair((first << 16) >>> 0);
      if (term.length === 2 && first !== 0 && second !== 0) return addPair(((first << 16) | second) >>> 0);
      return addOther(term);
    },
    term: termOf,
    sorted() {
      order ??= sortAll();
      return order;
    },
    get generation() {
      return generation;
    },
    clear() {
      generation++;
      table.fill(0);
      pairCount = 0;
      places.clear();
      others = [];
      order = null;
    },
  };
}
