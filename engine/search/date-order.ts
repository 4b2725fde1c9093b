// Dates without reading texts: documents are numbered from the newest to the oldest, the undated last,
// so that a date range is a few stretches of numbers and sorting by date is sorting numbers.

import { dayOf } from '../index/doc-values.ts';
import { NO_DOCUMENT, type Numbering } from '../index/numbering.ts';
import type { PublishedIndex } from '../index/published-index.ts';
import type { ReadSession } from '../index/reads.ts';
import { civilDaysPart } from '../index/segment.ts';

/** Stretches `[start, end)` of document numbers, ascending. */
export type Ranges = readonly (readonly [start: number, end: number])[];

/**
 * Documents dated from `from` to `to` (civil dates, inclusive), or all documents when neither is given.
 * One round of reads where dates are asked for.
 */
export async function documentRanges(
  index: PublishedIndex,
  session: ReadSession,
  numbering: Numbering,
  from: string | undefined,
  to: string | undefined,
): Promise<Ranges> {
  if (from === undefined && to === undefined) return [[0, numbering.documents]];
  const first = from === undefined ? Number.NEGATIVE_INFINITY : dayOf(from);
  const last = to === undefined ? Number.POSITIVE_INFINITY : dayOf(to);
  return stretches(daysInOrder(await readCivilDays(index, session), numbering), first, last);
}

/** The days of the dated documents of each segment: one round of reads. */
export const readCivilDays = (index: PublishedIndex, session: ReadSession): Promise<Float64Array[]> =>
  index.reads.fetch(session, index.segments.map(civilDaysPart));

/** The days of all dated documents of the index in their order. @param columns by segment */
export function daysInOrder(columns: readonly Float64Array[], { dated, segments }: Numbering): Float64Array {
  const days = new Float64Array(dated);
  for (const [i, column] of columns.entries()) {
    const { base, each } = segments[i];
    for (let local = 0; local < column.length; local++) {
      const document = each === null ? base + local : each[local];
      if (document !== NO_DOCUMENT) days[document] = column[local];
    }
  }
  return days;
}

/**
 * Where days lie from `first` to `last`. Documents are in the order of their instants; civil dates that
 * were given with different offsets from UTC do not fall with them, so a range can have several stretches.
 */
function stretches(days: Float64Array, first: number, last: number): [start: number, end: number][] {
  const found: [number, number][] = [];
  let inside = false;
  for (let i = 0; i < days.length; i++) {
    const wasInside = inside;
    inside = days[i] >= first && days[i] <= last;
    if (!inside) continue;
    if (wasInside) found[found.length - 1][1] = i + 1;
    else found.push([i, i + 1]);
  }
  return found;
}

/** The ranges without single documents. @param documents ascending */
export function without(ranges: Ranges, documents: readonly number[]): Ranges {
  if (documents.length === 0) return ranges;
  const left: [number, number][] = [];
  let next = 0;
  for (const [start, end] of ranges) {
    let from = start;
    while (next < documents.length && documents[next] < start) next++;
    for (; next < documents.length && documents[next] < end; next++) {
      if (documents[next] > from) left.push([from, documents[next]]);
      from = documents[next] + 1;
    }
    if (from < end) left.push([from, end]);
  }
  return left;
}

export function isInside(ranges: Ranges, document: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle][1] <= document) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && ranges[low][0] <= document;
}

/** Documents by date; the undated last either way. */
export function orderByDate(
  { dated: datedOnes }: Numbering,
  documents: readonly number[] | Uint32Array,
  order: 'newest' | 'oldest',
): number[] {
  const sorted = [...Uint32Array.from(documents).sort()];
  if (order === 'newest') return sorted;
  const dated = sorted.filter((document) => document < datedOnes);
  return [...dated.reverse(), ...sorted.slice(dated.length)];
}
