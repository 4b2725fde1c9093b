// One order over all segments. Documents are numbered over the whole index, newest first, and deleted ones have no
// number, so an index of many segments has the numbers that one segment of its live articles would have.
//
// Where the segments of a version interleave in time, its manifest says how, as runs of live documents:
//   deflate(varint runs, per run: varint segment, varint live documents), base64

import { deflateRawSync } from 'node:zlib';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import type { Postings } from './postings.ts';
import { inflateChecked } from './sparse-terms.ts';

/** The next `documents` live documents of a segment, by the segment's place in the manifest. */
export interface OrderRun {
  segment: number;
  documents: number;
}

export function packOrder(runs: readonly OrderRun[]): string {
  const out = createByteWriter();
  out.varint(runs.length);
  for (const { segment, documents } of runs) {
    out.varint(segment);
    out.varint(documents);
  }
  return deflateRawSync(out.view(), { level: 9 }).toString('base64');
}

/** @throws CorruptIndexError */
export function readOrder(packed: string): OrderRun[] {
  const name = 'the order of the segments in the manifest';
  const input = createByteReader(inflateChecked(Buffer.from(packed, 'base64'), name), name);
  return Array.from({ length: input.varint() }, () => ({ segment: input.varint(), documents: input.varint() }));
}

/** What numbering asks of a segment. */
export interface NumberedSegment {
  /** Live and deleted. */
  documents: number;
  /** Dated ones among them; they come first. */
  dated: number;
  /** Ascending numbers in the segment. */
  deleted: Uint32Array;
}

/** Numbers in the index of the documents of one segment. */
export interface SegmentNumbers {
  /** Where all of them follow `base`. */
  readonly base: number;
  /** Otherwise the number of each, NO_DOCUMENT of a deleted one. */
  readonly each: Uint32Array | null;
}

/** In place of a number: the document is deleted. */
export const NO_DOCUMENT = 0xffffffff;

export interface Numbering {
  /** Live documents. */
  readonly documents: number;
  /** Live documents with a date; they come first. */
  readonly dated: number;
  readonly segments: readonly SegmentNumbers[];
  /** Where a document of the index is. */
  locate(document: number): { segment: number; local: number };
}

/**
 * @param runs null where the segments follow one another
 * @throws CorruptIndexError when runs and segments do not agree
 */
export function createNumbering(segments: readonly NumberedSegment[], runs: readonly OrderRun[] | null): Numbering {
  const order =
    runs ?? segments.map(({ documents, deleted }, segment) => ({ segment, documents: documents - deleted.length }));
  const runsOf = new Uint32Array(segments.length);
  for (const { segment } of order) runsOf[segment]++;
  const numbers = segments.map(({ documents, deleted }, i) => ({
    base: 0,
    each: runsOf[i] > 1 || deleted.length > 0 ? new Uint32Array(documents).fill(NO_DOCUMENT) : null,
  }));
  /** Per segment: its next document, its next deletion, and its live documents so far. */
  const next = new Uint32Array(segments.length);
  const nextDeleted = new Uint32Array(segments.length);
  const live = new Uint32Array(segments.length);
  /** Per run: its first document's number in the index and among the live ones of its segment. */
  const starts = new Float64Array(order.length);
  const firstLive = new Uint32Array(order.length);
  let number = 0;
  order.forEach(({ segment, documents }, run) => {
    starts[run] = number;
    firstLive[run] = live[segment] ?? 0;
    const own = numbers[segment];
    if (!own || firstLive[run] + documents > segments[segment].documents - segments[segment].deleted.length)
      throw new CorruptIndexError(`the order of the segments does not fit them; ${REPAIR}`);
    live[segment] += documents;
    if (own.each === null) {
      own.base = number;
      number += documents;
      return;
    }
    const { deleted } = segments[segment];
    for (let left = documents; left > 0; next[segment]++) {
      if (deleted[nextDeleted[segment]] === next[segment]) nextDeleted[segment]++;
      else {
        own.each[next[segment]] = number++;
        left--;
      }
    }
  });
  if (segments.some(({ documents, deleted }, i) => live[i] !== documents - deleted.length))
    throw new CorruptIndexError(`the order of the segments leaves documents out; ${REPAIR}`);
  return {
    documents: number,
    dated: segments.reduce((sum, { dated, deleted }) => sum + dated - countBelow(deleted, dated), 0),
    segments: numbers,
    locate(document) {
      let low = 0;
      let high = order.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if (starts[middle] <= document) low = middle;
        else high = middle - 1;
      }
      const { segment } = order[low];
      return { segment, local: liveDocument(segments[segment].deleted, firstLive[low] + document - starts[low]) };
    },
  };
}

/** How many of ascending numbers are below `limit`. */
function countBelow(numbers: Uint32Array, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The number in its segment of the live document that has `rank` live ones before it. */
function liveDocument(deleted: Uint32Array, rank: number): number {
  let low = 0;
  let high = deleted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // So many live documents are before this deleted one.
    if (deleted[middle] - middle <= rank) low = middle + 1;
    else high = middle;
  }
  return rank + low;
}

/** Postings of a segment under the numbers of the index, those of deleted documents left out: add `base` to each. */
export function numbered<T extends Postings>({ base, each }: SegmentNumbers, postings: T): { base: number; slice: T } {
  if (each === null) return { base, slice: postings };
  const documents = new Uint32Array(postings.count);
  const slots = new Uint8Array(postings.count);
  let count = 0;
  for (let i = 0; i < postings.count; i++) {
    const number = each[postings.documents[i]];
    if (number === NO_DOCUMENT) continue;
    documents[count] = number;
    slots[count++] = postings.slots[i];
  }
  return { base: 0, slice: { ...postings, documents, slots, count } };
}
