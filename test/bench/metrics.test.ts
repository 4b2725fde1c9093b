// Figures of relevance against cases worked out by hand.

import { describe, expect, it } from 'vitest';
import { mean, percentile, rankOfFirst, recall, reciprocalRank } from '../../bench/metrics.ts';

const relevant = new Set(['a', 'b']);

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
    expect(() => recall(['a'], new Set(), 10)).toThrow(RangeError);
  });
});

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
