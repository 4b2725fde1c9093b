// What of a plan the highlighter marks: each unit whole, or where it is not whole its parts.

import { runs } from '../analysis/runs.ts';
import type { MarkTarget } from '../highlight/highlight.ts';
import type { Needle } from '../highlight/occurrences.ts';
import type { Plan } from './plan.ts';

/** Whether a text starts or ends with a Latin word or number, and so must be marked at word borders only. */
function hasWordEdge(text: string): boolean {
  const all = runs(text);
  return all.length > 0 && (all[0].kind === 'word' || all[all.length - 1].kind === 'word');
}

function needleOf(text: string): Needle {
  const boundary = hasWordEdge(text);
  return { text, boundary, anySpelling: boundary };
}

export function markTargets(plan: Plan): MarkTarget[] {
  return plan.marks.map(({ unit, text, weight, field, isSynonym }): MarkTarget => {
    const partTerms = unit && unit.kind !== 'word' ? unit.alternatives[unit.alternatives.length - 1].terms : [];
    const parts = partTerms.filter((part) => part !== text && !part.startsWith('@')).map(needleOf);
    const together = isSynonym;
    if (unit?.kind === 'date') return { kind: 'date', terms: unit.alternatives[0].terms, parts, together, weight };
    // What was quoted is meant as it is written.
    const needle = unit ? needleOf(text) : { text, boundary: hasWordEdge(text) };
    return { kind: 'text', ...needle, parts, together, weight, field };
  });
}
