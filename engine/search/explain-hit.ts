// Tells of one hit why it has its score: its text is scored once more, and every summand written down. What is told
// adds up to the score exactly, because it is the same code that scores.

import type { StoredArticle } from '../index/stored-fields.ts';
import { coordination, type Standing } from './coordination.ts';
import { coverageOf, FULL_COVERAGE } from './coverage.ts';
import type { ExplainedKeyword, ExplainedPart, ExplainedUnit, Explanation } from './explanation.ts';
import type { PlanKeyword } from './keyword.ts';
import { createPlan, isExcluded, type Plan, type PlanUnit } from './plan.ts';
import { recencyIn, type ScorePart, type ScoreSettings, scoreText } from './text-score.ts';
import type { Unit } from './unit.ts';

/**
 * @param firstPhase the hit's score from postings, null when there was none
 * @param frequencyOf articles that hold a term
 */
export function explainHit(
  plan: Plan,
  stored: StoredArticle,
  settings: ScoreSettings,
  firstPhase: number | null,
  frequencyOf: (term: string) => number,
): Explanation {
  const parts: ExplainedPart[] = [];
  const { score, held, standing } = scoreText(plan, stored, settings, (part) =>
    parts.push(explainPart(part, frequencyOf)),
  );
  return {
    score,
    sum: parts.reduce((sum, part) => sum + part.score, 0),
    factor: coordination(plan, held, standing),
    recency: recencyIn(plan, stored),
    keywords: plan.keywords.flatMap((keyword, i) =>
      // One of nothing but words that ask or bind weighs nothing.
      keyword.units.length > 0 ? [explainKeyword(keyword, held, standing[i])] : [],
    ),
    parts,
    units: plan.units
      .filter(({ mask }) => !isExclusion(plan, mask))
      .map((unit) => explainUnit(unit, held, (one) => heldGroup(plan, one, unit.field, stored, settings))),
    covered: Math.max(0, coverageOf(plan)(held)) / FULL_COVERAGE,
    lengths: { title: stored.titleLength, body: stored.bodyLength },
    firstPhase,
  };
}

/** Whether a unit's or phrase's atoms exclude. */
export const isExclusion = (plan: Plan, mask: number): boolean =>
  plan.atoms.some((_, atom) => (mask & (1 << atom)) !== 0 && isExcluded(plan, atom));

function explainPart(part: ScorePart, frequencyOf: (term: string) => number): ExplainedPart {
  const { what, text, score, weight, impact, source, title, body } = part;
  const told = { what, text, score, weight, impact };
  if (source === null) {
    const nothing = { occurrences: null, termWeight: null, idf: null, documentFrequency: null, synonymOf: null };
    return { ...told, ...nothing };
  }
  // A character typed alone is weighed without its rarity.
  const idf = 'prefix' in source && source.prefix ? null : source.idf;
  return {
    ...told,
    occurrences: { title, body },
    termWeight: weight / (idf ?? 1),
    idf,
    documentFrequency: what === 'character' || idf === null ? null : frequencyOf(text),
    synonymOf: 'synonymOf' in source ? source.synonymOf : null,
  };
}

function explainKeyword({ texts, units }: PlanKeyword, held: number, standing: Standing): ExplainedKeyword {
  const there = units.filter(({ mask }) => (mask & held) !== 0).length;
  const scattered = there === 0 ? 'missing' : there < units.length ? 'partly' : 'apart';
  return { text: texts[0], stands: standing === 2 ? 'as typed' : standing === 1 ? 'in parts' : scattered };
}

/** @param groupOf number of the first group of terms of a unit that the article holds, or -1 */
function explainUnit(
  { unit, text, field, mask }: PlanUnit,
  held: number,
  groupOf: (unit: Unit) => number,
): ExplainedUnit {
  const told = { text, field, held: (mask & held) !== 0, synonym: null };
  if (!told.held) return { ...told, by: null };
  if (unit === null) return { ...told, by: 'phrase' };
  const group = groupOf(unit);
  if (group < 0)
    return { ...told, by: 'synonym', synonym: unit.synonyms.find((one) => groupOf(one) >= 0)?.text ?? null };
  if (unit.alternatives[group].mode === 'any') return { ...told, by: 'word' };
  return { ...told, by: unit.kind === 'run' && group === 0 ? 'bigrams' : 'parts' };
}

/** The number of the first group of a unit's terms that a text holds, asked of it as an atom of its own; -1 for none. */
function heldGroup(
  plan: Plan,
  { alternatives }: Unit,
  field: 'title' | null,
  stored: StoredArticle,
  settings: ScoreSettings,
): number {
  const atoms = alternatives.map((group) => ({ ...group, field, phrase: null }));
  const terms = plan.terms.map((term) => ({ ...term, weight: 0 }));
  const { held } = scoreText({ ...createPlan(), atoms, terms }, stored, settings);
  return alternatives.findIndex((_, atom) => (held & (1 << atom)) !== 0);
}
