// Tells how a query was read: what articles are asked for, what was dropped, and which terms were looked up.

import { wordKey } from '../analysis/word-key.ts';
import type { Manifest } from '../index/manifest.ts';
import { B, K1 } from '../index/slots.ts';
import type { SearchRequest } from './contract.ts';
import { FULL_COVERAGE } from './coverage.ts';
import { isExclusion } from './explain-hit.ts';
import type { PlannedTerm, PlannedUnit, QueryExplanation } from './explanation.ts';
import type { Plan, PlanCut, PlanTerm, PlanUnit } from './plan.ts';
import { matchOf } from './plan-query.ts';
import { vocabularyOf } from './vocabulary.ts';

/** @param frequencyOf articles that hold a term */
export function explainQuery(
  plan: Plan,
  request: Pick<SearchRequest, 'match' | 'sort'>,
  { pivots, documents, settings }: Pick<Manifest, 'pivots' | 'documents' | 'settings'>,
  frequencyOf: (term: string) => number,
): QueryExplanation {
  const { isStopWord } = vocabularyOf(settings);
  return {
    order: request.sort === 'relevance' && plan.clauses.length === 0 ? 'newest' : request.sort,
    match: matchOf(request),
    needed: plan.needed / FULL_COVERAGE,
    units: plan.units.map((unit) => explainUnit(plan, unit)),
    dropped: plan.cuts.flatMap((cut) => droppedOf(plan, cut, (text) => isStopWord(wordKey(text)))),
    terms: plan.terms.map((term) => explainTerm(plan, term, frequencyOf)),
    characters: plan.characters.map(({ term, weight, idf }) => ({ text: term, termWeight: weight / idf, idf })),
    bm25: { k1: K1, b: B, titleBoost: settings.titleBoost, pivots, documents },
  };
}

function explainUnit(plan: Plan, { unit, text, field, mask }: PlanUnit): PlannedUnit {
  const clause = plan.clauses.findIndex(({ leaves }) => leaves.some((leaf) => leaf.includes(mask)));
  const isExcluded = isExclusion(plan, mask);
  const use = isExcluded ? 'excluded' : plan.clauses[clause]?.required ? 'required' : 'wanted';
  return {
    text,
    kind: unit?.kind ?? 'phrase',
    field,
    use,
    clause: isExcluded ? null : clause,
    weight: isExcluded ? 0 : plan.clauses[clause].weight,
    synonyms: unit?.synonyms.map((synonym) => synonym.text) ?? [],
  };
}

function explainTerm(plan: Plan, planTerm: PlanTerm, frequencyOf: (term: string) => number): PlannedTerm {
  const { term, field, prefix, atoms } = planTerm;
  // A way of writing a word with synonyms has its weight there.
  const way = plan.choices
    .filter((choice) => choice.field === field)
    .flatMap(({ ways }) => ways)
    .find(({ terms }) => terms.includes(term));
  const { weight, idf } = way ?? planTerm;
  const isExcluded = atoms.length > 0 && atoms.every((atom) => isExclusion(plan, (1 << atom) >>> 0));
  return {
    text: term,
    field,
    use: isExcluded ? 'excluded' : atoms.length > 0 ? 'asked' : 'ranks',
    prefix,
    termWeight: prefix ? weight : weight / idf,
    idf: prefix ? null : idf,
    documentFrequency: prefix ? null : frequencyOf(term),
    synonymOf: way?.synonymOf ?? null,
  };
}

function droppedOf(
  plan: Plan,
  { typed, left, units }: PlanCut,
  isStopWord: (text: string) => boolean,
): QueryExplanation['dropped'] {
  const dropped: QueryExplanation['dropped'] = [];
  for (const text of blanked(typed, left)) dropped.push({ text, why: 'stop word' });
  for (const { text, weak } of units)
    if (!plan.units.some((unit) => unit.text === text) && !dropped.some((known) => known.text === text))
      dropped.push({ text, why: !weak ? 'too many words' : isStopWord(text) ? 'stop word' : 'asks or binds' });
  return dropped;
}

/** The stretches of a text that are blank in a copy of it. */
function blanked(text: string, copy: string): string[] {
  let stretches = '';
  for (let i = 0; i < text.length; i++) stretches += text[i] === copy[i] ? ' ' : text[i];
  return stretches.split(/\s+/).filter((stretch) => stretch !== '');
}
