// The build-time stand-in for FlexSearch's `map`: it looks like the Map of slot arrays that
// `Index.add` fills, but keeps each posting as two integers in typed arrays, and is emptied at
// every commit. Documents must be added in ascending order.
//
// FlexSearch looks up every term of a document in an object of its own, to file none twice. Ours are distinct, and as
// keys of an object the places of an array cost a third of strings. So it is given the places of a document's terms, and
// the sink is told beforehand which term stands at each.

import type { TermTable } from '../analysis/term-table.ts';
import { SLOTS } from './slots.ts';

/** What FlexSearch does to a slot array when it files a posting. */
interface SlotArray {
  push(document: number): void;
}

/** The part of Map that `Index.add` and `Index.commit` use. */
export interface PostingsSink {
  /** The terms of the next document, all different, by their numbers in the table; read until the one after it. */
  expect(numbers: Uint32Array): void;
  /** @param place of a term of that document, see `placesOf` */
  get(place: string): readonly SlotArray[];
  clear(): void;
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

/** @param table of the terms' numbers; it must not be emptied before the sink is drained */
export function createPostingsSink(table: TermTable): PostingsSink {
  let expected: Uint32Array = new Uint32Array(0);
  /** Number of the term that FlexSearch asked for last. */
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
    for (const slot of slots) slot.count = 0;
  };

  return {
    expect(numbers) {
      expected = numbers;
    },
    get(place) {
      current = expected[Number(place)];
      return slots;
    },
    clear,
    get postings() {
      return countPostings();
    },
    drain(visit) {
      // A counting sort by term, slot by slot, so that each list is by slot and then by document.
      const ends = new Uint32Array(table.end + 1);
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
      for (const number of table.sorted()) {
        const start = number === 0 ? 0 : ends[number - 1];
        if (start < ends[number]) visit(table.term(number), sorted, start, ends[number]);
      }
      clear();
    },
  };
}

/** Names of the first places of a list. */
let places: readonly string[] = [];

/** What FlexSearch is given for the terms of a document: their places in its list. */
export function placesOf(terms: number): readonly string[] {
  if (places.length < terms) places = Array.from({ length: 2 * terms }, (_, place) => String(place));
  return places.slice(0, terms);
}

function doubled(array: Uint32Array): Uint32Array {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
