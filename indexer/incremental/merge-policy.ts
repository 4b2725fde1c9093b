// Which segments are merged. Every segment costs each query requests, and every merge writes articles again; after
// Lucene's LogMergePolicy sizes grow by a factor, so both stay logarithmic: an article is written again at most
// `factor` times on each of the few levels, and a collection of a million has a handful of segments.

export interface MergePolicy {
  /** A segment joins the smaller ones while it is at most this many times as large as they are together. */
  factor: number;
  /** Smaller groups count as this many articles, so segments of up to `factor` times as many are always one. */
  floor: number;
  /** A segment of which more than this share is deleted is written anew. */
  mostDeleted: number;
}

export const MERGE_POLICY: MergePolicy = { factor: 10, floor: 100, mostDeleted: 0.2 };

export interface SegmentSize {
  /** Live articles. */
  live: number;
  deleted: number;
}

/**
 * @param mostArticles of a segment that a merge makes
 * @returns groups of places among the segments, each group to become one segment
 */
export function planMerges(
  segments: readonly SegmentSize[],
  mostArticles: number,
  { factor, floor, mostDeleted }: MergePolicy,
): number[][] {
  const smallestFirst = segments
    .map(({ live }, place) => ({ live, place }))
    .filter(({ live }) => live > 0)
    .sort((a, b) => a.live - b.live || a.place - b.place);
  const group: number[] = [];
  let articles = 0;
  for (const { live, place } of smallestFirst) {
    const isFar = group.length > 0 && live > factor * Math.max(articles, floor);
    if (isFar || articles + live > mostArticles) break;
    group.push(place);
    articles += live;
  }
  // Alone, a small one is written again to be rid of its deletions.
  const isSmall = articles <= factor * floor && group.some((place) => segments[place].deleted > 0);
  const groups = group.length > 1 || isSmall ? [group] : [];
  for (const [place, { live, deleted }] of segments.entries())
    if (live > 0 && deleted > mostDeleted * (live + deleted) && !groups[0]?.includes(place)) groups.push([place]);
  return groups;
}
