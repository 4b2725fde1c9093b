// The chance of benches: repeatable, and not biased.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { below, createRandom, shuffled } from '../../bench/random.ts';

describe('seeded chance', () => {
  it('gives the same numbers for the same seed, others for another', () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, createRandom(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('stays below the end', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, end) => {
        const value = below(createRandom(seed), end);
        expect(Number.isInteger(value) && value >= 0 && value < end).toBe(true);
      }),
    );
  });

  it('shuffles without losing or changing anything, and leaves its input alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (values, seed) => {
        const before = [...values];
        const after = shuffled(values, createRandom(seed));
        expect([...after].sort()).toEqual([...values].sort());
        expect(values).toEqual(before);
      }),
    );
  });

  it('puts every value at every place about equally often', () => {
    const random = createRandom(1);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) counts[shuffled([0, 1, 2, 3], random).indexOf(0)]++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
