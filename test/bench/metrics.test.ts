// Figures of relevance against cases worked out by hand.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, ndcg, percentile, rankOfFirst, recall, reciprocalRank } from '../../bench/metrics.ts';

const relevant = new Map([
  ['a', 1],
  ['b', 1],
]);

describe('reciprocal rank', () => {
  it('is one over the rank of the first relevant document', () => {
    expect(reciprocalRank(['a', 'x', 'b'], relevant, 10)).toBe(1);
    expect(reciprocalRank(['x', 'y', 'b', 'a'], relevant, 10)).toBe(1 / 3);
  });

  it('is 0 without a relevant document, and for one below the depth', () => {
    expect(reciprocalRank([], relevant, 10)).toBe(0);
    expect(reciprocalRank(['x', 'y'], relevant, 10)).toBe(0);
    expect(reciprocalRank(['x', 'y', 'a'], relevant, 2)).toBe(0);
    expect(reciprocalRank(['x', 'a'], relevant, 2)).toBe(1 / 2);
  });

  it('is no rank at all where nothing relevant was found', () => {
    expect(rankOfFirst(['x'], relevant)).toBeNull();
    expect(rankOfFirst(['x', 'b'], relevant)).toBe(2);
  });
});

describe('recall', () => {
  it('is the share of the relevant documents within the depth', () => {
    expect(recall(['a', 'x', 'b'], relevant, 10)).toBe(1);
    expect(recall(['a', 'x', 'b'], relevant, 2)).toBe(1 / 2);
    expect(recall(['x'], relevant, 10)).toBe(0);
  });

  it('counts a document once', () => {
    expect(recall(['a', 'a'], relevant, 10)).toBe(1 / 2);
  });

  it('is refused for a query that nothing answers', () => {
    expect(() => recall(['a'], new Map(), 10)).toThrow(RangeError);
  });
});

describe('nDCG', () => {
  const graded = new Map([
    ['best', 2],
    ['good', 1],
  ]);

  it('is 1 for the ideal order and less for any other', () => {
    expect(ndcg(['best', 'good', 'x'], graded, 10)).toBe(1);
    // (1 / log2 2 + 2 / log2 3) / (2 / log2 2 + 1 / log2 3) = 2.2618595 / 2.6309298
    expect(ndcg(['good', 'best'], graded, 10)).toBeCloseTo(0.8597187, 7);
    // (2 / log2 3 + 1 / log2 5) / 2.6309298 = (1.2618595 + 0.4306766) / 2.6309298
    expect(ndcg(['x', 'best', 'y', 'good'], graded, 10)).toBeCloseTo(0.6433224, 7);
  });

  it('looks at the depth alone, in the answer and in the ideal', () => {
    expect(ndcg(['x', 'best'], graded, 1)).toBe(0);
    expect(ndcg(['best', 'x'], graded, 1)).toBe(1);
    expect(ndcg(['good'], graded, 1)).toBe(1 / 2);
    expect(ndcg([], graded, 10)).toBe(0);
  });

  it('is the share of the best sum that any order of all documents reaches', () => {
    const grades = fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 })
      .filter((all) => all.some((grade) => grade > 0));
    fc.assert(
      fc.property(grades, fc.integer({ min: 1, max: 7 }), (gains, depth) => {
        const sum = (order: readonly number[]): number =>
          order.reduce((total, gain, at) => (at < depth ? total + gain * (Math.LN2 / Math.log(at + 2)) : total), 0);
        const best = Math.max(...permutations(gains).map(sum));
        const known = new Map(gains.flatMap((grade, i): [string, number][] => (grade > 0 ? [[`d${i}`, grade]] : [])));
        expect(
          ndcg(
            [...gains.keys()].map((i) => `d${i}`),
            known,
            depth,
          ),
        ).toBeCloseTo(sum(gains) / best, 12);
      }),
    );
  });

  it('is refused for a query that nothing answers', () => {
    expect(() => ndcg(['a'], new Map(), 10)).toThrow(RangeError);
  });
});

function permutations(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]];
  return values.flatMap((value, i) =>
    permutations(values.filter((_, other) => other !== i)).map((rest) => [value, ...rest]),
  );
}

describe('mean and percentile', () => {
  it('average', () => {
    expect(mean([1, 0, 0.5, 0.5])).toBe(0.5);
    expect(() => mean([])).toThrow(RangeError);
  });

  it('take the nearest rank of the sorted values', () => {
    expect(percentile([3, 1, 2], 0.5)).toBe(2);
    expect(percentile([4, 3, 1, 2], 0.5)).toBe(2);
    expect(percentile([4, 3, 1, 2], 0.51)).toBe(3);
    expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.95)).toBe(10);
    expect(percentile([7], 0.01)).toBe(7);
    expect(percentile([100, 20, 3], 1)).toBe(100);
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});
