// The interval of a difference, against all resamples there are and against what theory says.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedBootstrap } from '../../bench/bootstrap.ts';
import { mean } from '../../bench/metrics.ts';
import { createRandom } from '../../bench/random.ts';

/** The means of all equally likely resamples, ascending: n to the power of n. */
function allMeans(values: readonly number[]): number[] {
  let sums = [0];
  for (let drawn = 0; drawn < values.length; drawn++) sums = sums.flatMap((sum) => values.map((value) => sum + value));
  return sums.map((sum) => sum / values.length).sort((a, b) => a - b);
}

/** The share of the values up to `limit`, with room for rounding. */
const shareUpTo = (values: readonly number[], limit: number): number =>
  values.filter((value) => value <= limit + 1e-9).length / values.length;

describe('the paired bootstrap', () => {
  it('agrees with the enumeration of all resamples', () => {
    const difference = fc.constantFrom(-1, -0.5, 0, 1 / 3, 0.5, 1);
    fc.assert(
      fc.property(fc.array(difference, { minLength: 1, maxLength: 6 }), (differences) => {
        const { mean: measured, low, high } = pairedBootstrap(differences);
        const means = allMeans(differences);
        expect(measured).toBeCloseTo(mean(differences), 12);
        // Both ends are values that a resample can have, at the right share of all of them.
        expect(shareUpTo(means, low)).toBeGreaterThan(0.025 - 0.008);
        expect(shareUpTo(means, low - 1e-6)).toBeLessThan(0.025 + 0.008);
        expect(shareUpTo(means, high)).toBeGreaterThan(0.975 - 0.008);
        expect(shareUpTo(means, high - 1e-6)).toBeLessThan(0.975 + 0.008);
      }),
      { numRuns: 30 },
    );
  });

  it('is as wide as the normal approximation for many queries', () => {
    const random = createRandom(5);
    const differences = Array.from({ length: 400 }, () => random() - 0.4);
    const { mean: measured, low, high } = pairedBootstrap(differences);
    const variance = mean(differences.map((value) => (value - measured) ** 2));
    const error = 1.96 * Math.sqrt(variance / differences.length);
    expect(Math.abs(measured - low - error)).toBeLessThan(0.05 * error);
    expect(Math.abs(high - measured - error)).toBeLessThan(0.05 * error);
  });

  it('is no wider than nothing where all queries differ alike, and the same in every run', () => {
    expect(pairedBootstrap([0.25, 0.25, 0.25])).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
    const differences = [0, 1, -0.5, 0.5, 0, 0, 1];
    expect(pairedBootstrap(differences)).toEqual(pairedBootstrap(differences));
    expect(pairedBootstrap(differences, 1000, 1)).not.toEqual(pairedBootstrap(differences, 1000, 2));
  });

  it('needs queries', () => {
    expect(() => pairedBootstrap([])).toThrow(RangeError);
  });
});
