import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverageOf, FULL_COVERAGE, relaxedCoverageOf } from '../../../engine/search/coverage.ts';
import { perMask } from '../../../engine/search/per-mask.ts';
import { createPlan } from '../../../engine/search/plan.ts';

const mask = fc.nat({ max: 31 });
const leaf = fc.array(mask, { minLength: 1, maxLength: 2 });
const clause = fc.record({
  leaves: fc.array(leaf, { minLength: 1, maxLength: 2 }),
  required: fc.boolean(),
  weight: fc.integer({ min: 1, max: 9 }),
});

test('coverage is the weight of the wanted clauses that are held, of all that is wanted', () => {
  fc.assert(
    fc.property(
      fc.array(clause, { maxLength: 5 }),
      fc.array(leaf, { maxLength: 2 }),
      mask,
      (clauses, excluded, held) => {
        const plan = { ...createPlan(), clauses, excluded };
        const holds = (leaves: number[][]): boolean =>
          leaves.some((units) => units.every((unit) => (unit & held) !== 0));
        const refused = holds(excluded);
        const wanted = clauses.filter(({ required }) => !required);
        const sum = (some: typeof clauses): number => some.reduce((total, { weight }) => total + weight, 0);
        const share = sum(wanted.filter(({ leaves }) => holds(leaves))) / Math.max(1, sum(wanted));
        const lacks = clauses.some(({ required, leaves }) => required && !holds(leaves));
        const level = share === 0 ? 0 : Math.max(1, Math.floor(FULL_COVERAGE * share + 1e-9));
        expect(coverageOf(plan)(held)).toBe(refused || lacks ? -1 : level);
        expect(relaxedCoverageOf(plan)(held)).toBe(refused ? -1 : clauses.filter(({ leaves }) => holds(leaves)).length);
      },
    ),
  );
});

test('a value is worked out once per mask, however many masks there are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 0xffffffff }), { maxLength: 2_000 }), (masks) => {
      const asked: number[] = [];
      const half = perMask((one) => {
        asked.push(one);
        return one / 2;
      });
      expect([...masks, ...masks].map(half)).toEqual([...masks, ...masks].map((one) => one / 2));
      expect(asked.length).toBe(new Set(masks).size);
    }),
  );
});
