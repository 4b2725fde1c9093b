// How much of what a plan wants a document holds, told from the bits of its atoms.

import type { Plan, PlanClause } from './plan.ts';

/** The level of a document that holds everything wanted. */
export const FULL_COVERAGE = 100;

/** The order in which weights are added makes no level of two. */
const ROUNDING = 1e-9;

/** How much of a plan a document with these atoms holds; -1 when it is no hit at all. */
export type Coverage = (held: number) => number;

/** 0 to FULL_COVERAGE by the clauses' weights; -1 when a required one is missing or an excluded one is held. */
export function coverageOf(plan: Plan): Coverage {
  const isRefused = refusal(plan);
  const clauses = plan.clauses.map((clause) => ({ ...clause, single: singleMask(clause) }));
  return (held) => {
    if (isRefused(held)) return -1;
    let covered = 0;
    let missing = 0;
    for (let i = 0; i < clauses.length; i++) {
      const clause = clauses[i];
      const holds = clause.single === 0 ? holdsClause(clause, held) : (clause.single & held) !== 0;
      if (clause.required) {
        if (!holds) return -1;
      } else if (holds) covered += clause.weight;
      else missing += clause.weight;
    }
    if (covered === 0) return 0;
    return Math.max(1, Math.floor((FULL_COVERAGE * covered) / (covered + missing) + ROUNDING));
  };
}

/** How many clauses, every one merely wanted: for a query whose phrases stand in no article with its words. */
export function relaxedCoverageOf(plan: Plan): Coverage {
  const isRefused = refusal(plan);
  return (held) => (isRefused(held) ? -1 : plan.clauses.filter((clause) => holdsClause(clause, held)).length);
}

/** The one mask that decides a clause of one unit, as most are; else 0. */
const singleMask = ({ leaves: [leaf, ...others] }: PlanClause): number =>
  others.length === 0 && leaf?.length === 1 ? leaf[0] : 0;

const refusal = ({ excluded }: Plan): ((held: number) => boolean) =>
  excluded.length === 0 ? () => false : (held) => excluded.some((leaf) => leaf.every((unit) => (unit & held) !== 0));

const holdsClause = ({ leaves }: PlanClause, held: number): boolean =>
  leaves.some((leaf) => leaf.every((unit) => (unit & held) !== 0));
