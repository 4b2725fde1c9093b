// The build-time stand-in for FlexSearch's `map`: it looks like the Map of slot arrays that
// `Index.add` fills, but keeps each posting as two integers in typed arrays, and is emptied at
// every commit. Documents must be added in ascending order.

import { SLOTS } from './slots.ts';

/** What FlexSearch does to a slot array when it files a posting. */
interface SlotArray {
  push(document: number): void;
}

/** The part of Map that `Index.add` and `Index.commit` use. */
export interface PostingsSink {
  get(term: string): readonly SlotArray[];
  clear(): void;
  readonly size: number;
  /** Postings held. */
  readonly postings: number;
  /** Visit the terms in order, each with its documents by slot (ascending; valid during the visit). */
  drain(visit: (term: string, bySlot: readonly Uint32Array[]) => void): void;
}

const NO_DOCUMENTS = new Uint32Array(0);

export function createPostingsSink(): PostingsSink {
  const numbers = new Map<string, number>();
  let capacity = 1 << 16;
  let postingTerms = new Uint32Array(capacity);
  let postingDocuments = new Uint32Array(capacity);
  let postingSlots = new Uint8Array(capacity);
  let count = 0;
  let current = 0;

  const grow = (): void => {
    capacity *= 2;
    const copy = <T extends Uint32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    postingTerms = copy(postingTerms, new Uint32Array(capacity));
    postingDocuments = copy(postingDocuments, new Uint32Array(capacity));
    postingSlots = copy(postingSlots, new Uint8Array(capacity));
  };

  const slots: readonly SlotArray[] = Array.from({ length: SLOTS }, (_, slot) => ({
    push(document: number): void {
      if (count === capacity) grow();
      postingTerms[count] = current;
      postingDocuments[count] = document;
      postingSlots[count++] = slot;
    },
  }));

  const clear = (): void => {
    numbers.clear();
    count = 0;
  };

  return {
    get(term) {
      const known = numbers.get(term);
      if (known === undefined) {
        current = numbers.size;
        numbers.set(term, current);
      } else current = known;
      return slots;
    },
    clear,
    get size() {
      return numbers.size;
    },
    get postings() {
      return count;
    },
    drain(visit) {
      // A counting sort by (term, slot) keeps the documents of each list in ascending order.
      const starts = new Uint32Array(numbers.size * SLOTS + 1);
      for (let i = 0; i < count; i++) starts[postingTerms[i] * SLOTS + postingSlots[i] + 1]++;
      for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
      const next = starts.slice();
      const sorted = new Uint32Array(count);
      for (let i = 0; i < count; i++) sorted[next[postingTerms[i] * SLOTS + postingSlots[i]]++] = postingDocuments[i];
      const bySlot: Uint32Array[] = new Array(SLOTS);
      for (const term of [...numbers.keys()].sort()) {
        const base = numbers.get(term)! * SLOTS;
        for (let slot = 0; slot < SLOTS; slot++) {
          const [start, end] = [starts[base + slot], starts[base + slot + 1]];
          // Most slots of most terms are empty, and a view costs more than all else that is done here.
          bySlot[slot] = start === end ? NO_DOCUMENTS : sorted.subarray(start, end);
        }
        visit(term, bySlot);
      }
      clear();
    },
  };
}
