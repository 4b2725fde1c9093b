// A plan as it is asked of texts: all that it looks for as needles, found in one pass over a text.

import { createNeedles, createPlaces, findNeedles, type Needles, type Places } from '../analysis/needles.ts';
import type { StoredArticle } from '../index/stored-fields.ts';
import type { Choice } from './choices.ts';
import type { PlanKeyword } from './keyword.ts';
import type { Plan, PlanCharacter, PlanTerm } from './plan.ts';
import { SENTENCE_ENDS } from './sentences.ts';
import { type FieldText, textOf } from './stored-text.ts';
import type { Guard } from './term-guard.ts';

export type Field = 'title' | 'body';

/** A term to count in a text. */
export interface TextTerm {
  term: string;
  needle: number;
  /** Null for one made of Han characters alone, which is counted where it stands. */
  guard: Guard | null;
}

/** An atom: by its terms, or by its phrase where it has one. */
interface TextAtom {
  titleOnly: boolean;
  needsAll: boolean;
  terms: readonly TextTerm[];
  phrase: number | null;
}

/** A keyword, its texts and stretches as needles. */
export interface TextKeyword {
  keyword: PlanKeyword;
  texts: readonly number[];
  stretches: readonly number[];
}

export interface TextPlan {
  readonly needles: Needles;
  /** By needle: 1 where a sentence ends. */
  readonly isEnd: Uint8Array;
  /** Terms that are scored by themselves. */
  readonly terms: readonly { source: PlanTerm; term: TextTerm }[];
  readonly choices: readonly { choice: Choice; terms: ReadonlyMap<string, TextTerm> }[];
  readonly characters: readonly { source: PlanCharacter; needle: number }[];
  readonly atoms: readonly TextAtom[];
  readonly keywords: readonly TextKeyword[];
  /** The text that was looked through last. */
  readonly found: Record<Field, FoundText>;
}

/** What stands where in one field of an article. */
export interface FoundText {
  text: FieldText;
  readonly places: Places;
}

const NO_TEXT: FieldText = { folded: '', length: 0, count: () => 0 };

const known = new WeakMap<Plan, TextPlan>();

/** The plan for texts; made once for a plan, which must not change any more. */
export function textPlanOf(plan: Plan): TextPlan {
  let textPlan = known.get(plan);
  if (textPlan === undefined) {
    textPlan = createTextPlan(plan);
    known.set(plan, textPlan);
  }
  return textPlan;
}

function createTextPlan(plan: Plan): TextPlan {
  const numbers = new Map<string, number>();
  const needleOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const byTerm = new Map<string, TextTerm>();
  for (const { term, guard } of plan.terms)
    if (!byTerm.has(term)) byTerm.set(term, { term, needle: needleOf(term), guard });
  const termsOf = (terms: readonly string[]): TextTerm[] => terms.map((term) => byTerm.get(term)!);
  const asked = {
    terms: plan.terms.filter(({ weight }) => weight > 0).map((source) => ({ source, term: byTerm.get(source.term)! })),
    choices: plan.choices.map((choice) => ({ choice, terms: byTerm })),
    characters: plan.characters.map((source) => ({ source, needle: needleOf(source.term) })),
    atoms: plan.atoms.map(({ mode, terms, field, phrase }) => ({
      titleOnly: field === 'title',
      needsAll: mode === 'all',
      terms: phrase === null ? termsOf(terms) : [],
      phrase: phrase === null ? null : needleOf(phrase),
    })),
    keywords: plan.keywords.map((keyword) => ({
      keyword,
      texts: keyword.texts.map(needleOf),
      stretches: keyword.stretches.map(needleOf),
    })),
  };
  const ends = SENTENCE_ENDS.map(needleOf);
  const needles = createNeedles([...numbers.keys()]);
  const isEnd = new Uint8Array(numbers.size);
  for (const end of ends) isEnd[end] = 1;
  const found = {
    title: { text: NO_TEXT, places: createPlaces(needles) },
    body: { text: NO_TEXT, places: createPlaces(needles) },
  };
  return { needles, isEnd, ...asked, found };
}

/** Look for all of a plan in an article. The answer stands until the next article is looked at. */
export function findInTexts({ needles, found }: TextPlan, stored: StoredArticle): Record<Field, FoundText> {
  const texts = textOf(stored);
  for (const field of ['title', 'body'] as const) {
    found[field].text = texts[field];
    findNeedles(needles, texts[field].folded, found[field].places);
  }
  return found;
}

export function countTerm({ text, places }: FoundText, { term, needle, guard }: TextTerm): number {
  return guard === null ? places.counts[needle] : text.count(term, guard);
}
