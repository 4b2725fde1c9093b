import { describe, expect, it } from 'vitest';
import { coordinatesByAtoms, coordination } from '../../../engine/search/coordination.ts';
import { createPlan, type Plan } from '../../../engine/search/plan.ts';

/** Keywords of one unit each, the i-th with bit i and the weight given. */
const planOf = (...weights: number[]): Plan => ({
  ...createPlan(),
  wanted: weights.length,
  keywords: weights.map((weight, i) => ({
    texts: [`k${i}`],
    stretches: [`k${i}`],
    units: [{ mask: 1 << i, weight }],
    whole: 0,
    mixesScripts: false,
  })),
});

describe('coordination', () => {
  it('is one for an article with all keywords as they were typed', () => {
    expect(coordination(planOf(2, 3, 4), 0b111, [2, 2, 2])).toBe(1);
    expect(coordination(planOf(2), 0b1, [2])).toBe(1);
    expect(coordination(planOf(2, 3), 0b11)).toBe(1);
  });

  it('grows with what is held, and the rarer keyword counts for more', () => {
    const plan = planOf(1, 5);
    const [none, common, rare, both] = [0, 0b01, 0b10, 0b11].map((held) => coordination(plan, held));
    expect(none).toBeLessThan(common);
    expect(common).toBeLessThan(rare);
    expect(rare).toBeLessThan(both);
  });

  it('prefers keywords that stand literally to the same words apart', () => {
    const plan = planOf(1, 1);
    expect(coordination(plan, 0b11, [2, 2])).toBeGreaterThan(coordination(plan, 0b11, [2, 0]));
    expect(coordination(planOf(1), 0b1, [2])).toBeGreaterThan(coordination(planOf(1), 0b1, [0]));
  });

  it('is one for whatever is held where atoms make no difference', () => {
    for (const count of [0, 1, 2, 6, 7, 12]) {
      const plan = planOf(...new Array<number>(count).fill(1));
      const factors = [0, 1, 0b11, 0xfff].map((held) => coordination(plan, held));
      expect(factors.every((factor) => factor === 1)).toBe(!coordinatesByAtoms(plan));
    }
  });

  it('leaves headlines and queries without keywords alone', () => {
    expect(coordination(planOf(...new Array(12).fill(1)), 0b1, new Array(12).fill(0))).toBe(1);
    expect(coordination(createPlan(), 0)).toBe(1);
  });
});
