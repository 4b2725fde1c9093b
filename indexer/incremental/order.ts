// The one order of the articles of several segments: newest first, the undated last, of one instant by id. Each
// segment is in this order by itself, so theirs is a merge.

import type { OrderRun } from '../../engine/index/numbering.ts';

/** Live documents of one segment, by rank among them. */
export interface OrderedSegment {
  live: number;
  idOf(rank: number): string;
  /** -Infinity for the undated. */
  instantOf(rank: number): number;
}

/** The next document of a segment. */
interface Head {
  segment: OrderedSegment;
  place: number;
  rank: number;
  instant: number;
}

const isBefore = (a: Head, b: Head): boolean =>
  a.instant === b.instant ? a.segment.idOf(a.rank) < b.segment.idOf(b.rank) : a.instant > b.instant;

/** Of which segment each document of the index is, in the order of the index. */
export function interleave(segments: readonly OrderedSegment[]): Uint32Array {
  const order = new Uint32Array(segments.reduce((sum, { live }) => sum + live, 0));
  const left: Head[] = [];
  for (const [place, segment] of segments.entries())
    if (segment.live > 0) left.push({ segment, place, rank: 0, instant: segment.instantOf(0) });
  for (let document = 0; left.length > 0; document++) {
    let best = 0;
    for (let i = 1; i < left.length; i++) if (isBefore(left[i], left[best])) best = i;
    const head = left[best];
    order[document] = head.place;
    if (++head.rank < head.segment.live) head.instant = head.segment.instantOf(head.rank);
    else left.splice(best, 1);
  }
  return order;
}

/** The ids of the documents of the index, in its order. @param order as `interleave` gives it */
export function* idsInOrder(segments: readonly OrderedSegment[], order: Uint32Array): Generator<string> {
  const ranks = new Uint32Array(segments.length);
  for (const place of order) yield segments[place].idOf(ranks[place]++);
}

/** The same as runs. */
export function toRuns(order: Uint32Array): OrderRun[] {
  const runs: OrderRun[] = [];
  for (const segment of order) {
    const last = runs.at(-1);
    if (last?.segment === segment) last.documents++;
    else runs.push({ segment, documents: 1 });
  }
  return runs;
}
