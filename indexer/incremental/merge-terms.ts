// The terms of several segments as those of one: a k-way merge of their dictionaries, whose lists are put together
// under new numbers. Segments interleave in time, so the documents of a slot are sorted anew.

import { numbered } from '../../engine/index/numbering.ts';
import { SLOTS } from '../../engine/index/slots.ts';
import { FIELDS, type TermEntry } from '../../engine/index/term-block.ts';
import type { TermLists } from '../../engine/index/term-block-builder.ts';
import type { LocalSegment } from './local-segment.ts';

/** Stands for the many empty slots. */
const NO_DOCUMENTS: number[] = [];

/**
 * In UTF-16 order, without terms that no live document holds.
 * @param numbers by segment: the new number of each of its documents, NO_DOCUMENT of a deleted one
 */
export function* mergeTerms(segments: readonly LocalSegment[], numbers: readonly Uint32Array[]): Generator<TermLists> {
  const cursors = segments.map((segment, i) => {
    const terms = segment.terms();
    return { segment, each: numbers[i], terms, entry: next(terms) };
  });
  for (;;) {
    let term: string | null = null;
    for (const { entry } of cursors) if (entry && (term === null || entry.term < term)) term = entry.term;
    if (term === null) return;
    const holders = cursors.filter(({ entry }) => entry?.term === term);
    const lists: TermLists = { term, cost: holders[0].entry!.cost, body: null, title: null };
    for (const field of FIELDS) {
      const bySlot: number[][] = new Array(SLOTS).fill(NO_DOCUMENTS);
      let documentFrequency = 0;
      for (const { segment, each, entry } of holders) {
        const list = entry![field];
        if (!list) continue;
        const { slice } = numbered({ base: 0, each }, segment.postings(list));
        for (let i = 0; i < slice.count; i++) {
          const slot = slice.slots[i];
          if (bySlot[slot] === NO_DOCUMENTS) bySlot[slot] = [];
          bySlot[slot].push(slice.documents[i]);
        }
        documentFrequency += slice.count;
      }
      if (documentFrequency === 0) continue;
      if (holders.length > 1) for (const documents of bySlot) documents.sort((a, b) => a - b);
      lists[field] = { documentFrequency, bySlot };
    }
    if (lists.body || lists.title) yield lists;
    for (const cursor of holders) cursor.entry = next(cursor.terms);
  }
}

const next = (terms: Generator<TermEntry>): TermEntry | null => {
  const { value, done } = terms.next();
  return done ? null : value;
};
