// Dates without reading texts: documents are numbered from the newest to the oldest, the undated last
// in each segment, so that a date range is a stretch of numbers and sorting by date is sorting numbers.

import { dayOf } from '../index/doc-values.ts';
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
  from: string | undefined,
  to: string | undefined,
): Promise<Ranges> {
  if (from === undefined && to === undefined)
    return index.segments.map(({ base, manifest }) => [base, base + manifest.documents] as const);
  const first = from === undefined ? Number.NEGATIVE_INFINITY : dayOf(from);
  const last = to === undefined ? Number.POSITIVE_INFINITY : dayOf(to);
  const columns = await index.reads.fetch(session, index.segments.map(civilDaysPart));
  return index.segments.map(({ base }, i) => {
    const days = columns[i];
    return [base + countNewer(days, last), base + countNewer(days, first - 1)] as const;
  });
}

/** How many of the days, newest first, are after `day`. */
function countNewer(days: Float64Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle] > day) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const isInside = (ranges: Ranges, document: number): boolean =>
  ranges.some(([start, end]) => document >= start && document < end);

/** Documents by date; the undated last either way. */
export function orderByDate(index: PublishedIndex, documents: readonly number[], order: 'newest' | 'oldest'): number[] {
  const dated: number[] = [];
  const undated: number[] = [];
  for (const document of [...documents].sort((a, b) => a - b)) {
    const segment = index.segments.findLast(({ base }) => base <= document)!;
    (document - segment.base < segment.manifest.dated ? dated : undated).push(document);
  }
  return [...(order === 'newest' ? dated : dated.reverse()), ...undated];
}
