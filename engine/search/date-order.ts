// Dates without reading texts: documents are numbered from the newest to the oldest, the undated last
// in each segment, so that a date range is a few stretches of numbers and sorting by date is sorting numbers.

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
  return index.segments.flatMap(({ base }, i) =>
    stretches(columns[i], first, last).map(([start, end]) => [base + start, base + end] as const),
  );
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

export function isInside(ranges: Ranges, document: number): boolean {
  for (const range of ranges) if (document >= range[0] && document < range[1]) return true;
  return false;
}

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
