// The build-time stand-in for FlexSearch's `map`: it looks like the Map of slot arrays that
// `Index.add` fills, but keeps each posting as two integers in typed arrays, and is emptied at
// every commit. Documents must be added in ascending order.

import { createPairTable, pairOf, pairTerm } from '../analysis/pair-table.ts';
import { SLOTS } from './slots.ts';

/** What FlexSearch does to a slot array when it files a posting. */
interface SlotArray {
  push(document: number): void;
}

/** The part of Map that `Index.add` and `Index.commit` use. */
export interface PostingsSink {
  get(term: string): readonly SlotArray[];
  clear(): void;
  /** Terms held. */
  readonly size: number;
  /** Postings held. */
  readonly postings: number;
  /**
   * Visit the terms in UTF-16 order, and empty the sink.
   * @param visit gets each term with its postings, `document * SLOTS + slot`, in `postings[start, end)`:
   *   by slot, then by document; valid during the visit
   */
  drain(visit: (term: string, postings: Uint32Array, start: number, end: number) => void): void;
}

/** The postings of one slot in the order in which they came. */
interface SlotPostings extends SlotArray {
  terms: Uint32Array;
  documents: Uint32Array;
  count: number;
}

const FIRST_CAPACITY = 1 << 12;

export function createPostingsSink(): PostingsSink {
  /** Terms of one and two units, nine of ten, are found without a string; numbers count from 0 in both. */
  const pairs = createPairTable();
  const others = new Map<string, number>();
  /** Number of the term that FlexSearch asked for last; pairs are even, others odd. */
  let current = 0;

  const createSlot = (): SlotPostings => ({
    terms: new Uint32Array(FIRST_CAPACITY),
    documents: new Uint32Array(FIRST_CAPACITY),
    count: 0,
    push(document) {
      if (this.count === this.terms.length) {
        this.terms = doubled(this.terms);
        this.documents = doubled(this.documents);
      }
      this.terms[this.count] = current;
      this.documents[this.count++] = document;
    },
  });
  const slots: readonly SlotPostings[] = Array.from({ length: SLOTS }, createSlot);

  const countPostings = (): number => slots.reduce((sum, { count }) => sum + count, 0);
  const clear = (): void => {
    pairs.clear();
    others.clear();
    for (const slot of slots) slot.count = 0;
  };

  return {
    get(term) {
      const pair = pairOf(term);
      if (pair !== 0) {
        current = 2 * pairs.add(pair);
        return slots;
      }
      let number = others.get(term);
      if (number === undefined) {
        number = others.size;
        others.set(term, number);
      }
      current = 2 * number + 1;
      return slots;
    },
    clear,
    get size() {
      return pairs.size + others.size;
    },
    get postings() {
      return countPostings();
    },
    drain(visit) {
      // A counting sort by term, slot by slot, so that each list is by slot and then by document.
      const ends = new Uint32Array(2 * Math.max(pairs.size, others.size) + 1);
      for (const { terms, count } of slots) for (let i = 0; i < count; i++) ends[terms[i]]++;
      const sorted = new Uint32Array(countPostings());
      let total = 0;
      for (let i = 0; i < ends.length; i++) {
        total += ends[i];
        ends[i] = total - ends[i];
      }
      slots.forEach(({ terms, documents, count }, slot) => {
        for (let i = 0; i < count; i++) sorted[ends[terms[i]]++] = documents[i] * SLOTS + slot;
      });
      const visitNumber = (term: string, number: number): void =>
        visit(term, sorted, number === 0 ? 0 : ends[number - 1], ends[number]);

      const longer = [...others.keys()].sort();
      let next = 0;
      for (const pair of pairs.sorted()) {
        const term = pairTerm(pair);
        for (; next < longer.length && longer[next] < term; next++)
          visitNumber(longer[next], 2 * others.get(longer[next])! + 1);
        visitNumber(term, 2 * pairs.add(pair));
      }
      for (; next < longer.length; next++) visitNumber(longer[next], 2 * others.get(longer[next])! + 1);
      clear();
    },
  };
}

function doubled(array: Uint32Array): Uint32Array {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
