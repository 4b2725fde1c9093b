// Numbers terms of one or two UTF-16 units, which nine of ten postings have, without a string for each:
// an open-addressing table from the units to a number counted from 0.

export interface PairTable {
  /** Pairs held. */
  readonly size: number;
  /** The number of a pair, not 0; a new pair gets the next one. */
  add(pair: number): number;
  /** The pairs in the UTF-16 order of their terms. */
  sorted(): Uint32Array;
  clear(): void;
}

/** The units of a term as one number, the first in the upper half; 0 for a term of another form. */
export function pairOf(term: string): number {
  if (term.length === 2) {
    const first = term.charCodeAt(0);
    const second = term.charCodeAt(1);
    // A zero would make the pair that of a single unit, or sort it there.
    return first === 0 || second === 0 ? 0 : first * 0x10000 + second;
  }
  // A single unit goes before all pairs that begin with it.
  return term.length === 1 ? term.charCodeAt(0) * 0x10000 : 0;
}

/** The term of a pair. */
export function pairTerm(pair: number): string {
  const second = pair & 0xffff;
  return second === 0 ? String.fromCharCode(pair >>> 16) : String.fromCharCode(pair >>> 16, second);
}

const FIRST_BITS = 12;

export function createPairTable(): PairTable {
  let bits = FIRST_BITS;
  /** (pair, its number) at each place; pair 0 is free. At most half full. */
  let table = new Uint32Array(2 << bits);
  let size = 0;

  const placeOf = (pair: number): number => {
    const mask = (1 << bits) - 1;
    let place = Math.imul(pair, 0x9e3779b1) >>> (32 - bits);
    while (table[2 * place] !== pair && table[2 * place] !== 0) place = (place + 1) & mask;
    return place;
  };

  const grow = (): void => {
    const smaller = table;
    bits++;
    table = new Uint32Array(2 << bits);
    for (let i = 0; i < smaller.length; i += 2) {
      if (smaller[i] === 0) continue;
      const place = placeOf(smaller[i]);
      table[2 * place] = smaller[i];
      table[2 * place + 1] = smaller[i + 1];
    }
  };

  return {
    get size() {
      return size;
    },
    add(pair) {
      const place = placeOf(pair);
      if (table[2 * place] === pair) return table[2 * place + 1];
      table[2 * place] = pair;
      table[2 * place + 1] = size;
      // Half of the places, of two numbers each.
      if (++size * 4 > table.length) grow();
      return size - 1;
    },
    sorted() {
      const pairs = new Uint32Array(size);
      let count = 0;
      for (let i = 0; i < table.length; i += 2) if (table[i] !== 0) pairs[count++] = table[i];
      return pairs.sort();
    },
    clear() {
      table.fill(0);
      size = 0;
    },
  };
}
