// Merges the runs of a segment into its terms, in one pass over all of them. Runs of a field are given
// in commit order: later ones hold later documents, so that lists of one term are joined slot by slot.
// Memory is a window of each run and the lists of one term.

import { createSlotLists, openRun, type Run, type RunCursor } from './runs.ts';
import { FIELDS } from './term-block.ts';
import type { TermLists } from './term-block-builder.ts';

/** One term of the merged runs, with its list in each field that has it. */
export type MergedTerm = Omit<TermLists, 'cost'>;

const NO_DOCUMENTS = new Uint32Array(0);

/** A run in the heap; `order` is its place among the runs. */
interface Entry {
  cursor: RunCursor;
  order: number;
}

/** Less than 0 when the term of `a` is before that of `b`, 0 when they are the same. */
function compareTerms(a: RunCursor, b: RunCursor): number {
  if (a.key !== b.key) return a.key - b.key;
  if (a.units <= 3 && a.units === b.units) return 0;
  const [left, right] = [a.term(), b.term()];
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Merge runs into terms in UTF-16 order. Lists are valid until the next term.
 * @throws CorruptIndexError when a run was cut off
 */
export function* mergeRuns(runs: readonly Run[]): Generator<MergedTerm> {
  /** A binary heap by term and then by order. */
  const heap: Entry[] = [];
  const isBefore = (a: Entry, b: Entry): boolean => {
    const compared = compareTerms(a.cursor, b.cursor);
    return compared === 0 ? a.order < b.order : compared < 0;
  };
  const siftDown = (from: number): void => {
    const entry = heap[from];
    let i = from;
    for (let child = 2 * i + 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], entry)) break;
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = entry;
  };
  runs.forEach((run, order) => {
    const cursor = openRun(run);
    if (cursor) heap.push({ cursor, order });
  });
  for (let i = (heap.length >> 1) - 1; i >= 0; i--) siftDown(i);

  const lists = { body: createSlotLists(), title: createSlotLists() };
  while (heap.length > 0) {
    const merged: MergedTerm = { term: heap[0].cursor.term(), body: null, title: null };
    for (const field of FIELDS) lists[field].counts.fill(0);
    const frequencies = { body: 0, title: 0 };
    const { key, units } = heap[0].cursor;
    do {
      const { cursor } = heap[0];
      frequencies[cursor.field] += cursor.count;
      if (!cursor.take(lists[cursor.field])) {
        const last = heap.pop()!;
        if (heap.length === 0) break;
        heap[0] = last;
      }
      siftDown(0);
    } while (isSame(heap[0].cursor, key, units, merged.term));
    for (const field of FIELDS) {
      if (frequencies[field] === 0) continue;
      const { documents, counts } = lists[field];
      // Most slots of most terms are empty, and a view costs more than all else that is done here.
      const bySlot = documents.map((list, slot) =>
        counts[slot] === 0 ? NO_DOCUMENTS : list.subarray(0, counts[slot]),
      );
      merged[field] = { documentFrequency: frequencies[field], bySlot };
    }
    yield merged;
  }
}

function isSame(cursor: RunCursor, key: number, units: number, term: string): boolean {
  return cursor.key === key && cursor.units === units && (units <= 3 || cursor.term() === term);
}
