import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MERGE_POLICY, planMerges, type SegmentSize } from '../../../indexer/incremental/merge-policy.ts';

const sizes = (...live: number[]): SegmentSize[] => live.map((one) => ({ live: one, deleted: 0 }));
const plan = (segments: SegmentSize[], most = 200_000) => planMerges(segments, most, MERGE_POLICY);

describe('the merge policy', () => {
  test('leaves a new segment beside a large one', () => {
    expect(plan(sizes(30_000, 1))).toEqual([]);
  });

  test('makes small segments one', () => {
    expect(plan(sizes(30_000, 40, 1))).toEqual([[2, 1]]);
    expect(plan(sizes(900, 5))).toEqual([[1, 0]]);
  });

  test('takes a large segment in when the small ones are a tenth of it', () => {
    expect(plan(sizes(30_000, 2_600, 400))).toEqual([[2, 1, 0]]);
    expect(plan(sizes(30_000, 2_590, 400))).toEqual([[2, 1]]);
  });

  test('makes no segment larger than they may be', () => {
    expect(plan(sizes(195_000, 5_000, 4_000), 200_000)).toEqual([[2, 1]]);
    expect(plan(sizes(200_000, 200_000), 200_000)).toEqual([]);
  });

  test('writes a segment anew of which more than a fifth is deleted, and small ones with any deletion', () => {
    expect(plan([{ live: 7_999, deleted: 2_001 }, ...sizes(100_000)])).toEqual([[0]]);
    expect(plan([{ live: 8_000, deleted: 2_000 }, ...sizes(100_000)])).toEqual([]);
    expect(plan([{ live: 999, deleted: 1 }, ...sizes(50_000)])).toEqual([[0]]);
  });

  test('leaves out segments of which nothing is live', () => {
    expect(plan([{ live: 0, deleted: 5 }, ...sizes(50_000)])).toEqual([]);
  });

  test('keeps segments few and rewrites few articles, whatever the sizes of a thousand additions', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1000, maxLength: 1000 }), (additions) => {
        let segments = [30_000];
        let written = 0;
        for (const addition of additions) {
          segments.push(addition);
          const [group = []] = plan(sizes(...segments));
          const merged = group.reduce((sum, place) => sum + segments[place]!, 0);
          written += merged;
          segments = [...segments.filter((_, place) => !group.includes(place)), ...(merged > 0 ? [merged] : [])];
          expect(segments.length).toBeLessThanOrEqual(5);
        }
        const added = additions.reduce((sum, one) => sum + one, 0);
        expect(written / added).toBeLessThan(30);
      }),
      { numRuns: 5 },
    );
  });
});
