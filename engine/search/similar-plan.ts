// Asks the index for articles that share what tells an article from others: a weighted OR over its units.

import { FULL_COVERAGE } from './coverage.ts';
import type { PlanTerm } from './plan.ts';
import { createPlan, type Plan } from './plan.ts';
import { isHan } from './plan-builder.ts';
import { SHARE_SIMILAR } from './telling.ts';
import type { TellingUnit } from './telling-units.ts';
import { guardOf } from './term-guard.ts';

/** @param units at most MOST_ATOMS */
export function similarPlan(units: readonly TellingUnit[]): Plan {
  const plan = createPlan();
  const terms = new Map<string, PlanTerm>();
  units.forEach(({ unit, idf, weight }, atom) => {
    const group = unit.alternatives[0];
    plan.atoms.push({ ...group, field: null, phrase: null });
    for (const term of group.terms) {
      const known = terms.get(term) ?? {
        term,
        field: null,
        weight: 0,
        idf,
        guard: isHan(term) ? null : guardOf(term),
        atoms: [],
        whole: false,
        isRead: true,
        prefix: false,
      };
      known.weight = Math.max(known.weight, weight / group.terms.length);
      known.atoms.push(atom);
      terms.set(term, known);
    }
    const mask = (1 << atom) >>> 0;
    plan.clauses.push({ leaves: [[mask]], required: false, weight });
    plan.units.push({ unit, text: unit.text, field: null, mask });
    plan.marks.push({ unit, text: unit.text, weight, field: null, isSynonym: false });
  });
  plan.terms = [...terms.values()];
  plan.wanted = plan.clauses.length;
  plan.needed = Math.ceil(SHARE_SIMILAR * FULL_COVERAGE);
  return plan;
}
