// Asks a stored text what postings can only tell roughly: exact BM25 with the true frequencies, single characters,
// what stands together and where, which atoms it holds for certain, and in which fields. Terms are counted as the
// indexer counts them.

import type { Manifest } from '../index/manifest.ts';
import { impact, K1, lengthNorm } from '../index/slots.ts';
import type { StoredArticle } from '../index/stored-fields.ts';
import { bestWay, type Way } from './choices.ts';
import { coordination, type Standing } from './coordination.ts';
import { holdsPhrase, standsAsPhrase } from './phrase.ts';
import type { Plan, PlanCharacter, PlanTerm } from './plan.ts';
import {
  LEAD_LENGTH,
  LEAD_WEIGHT,
  SENTENCE_WEIGHT,
  SINGLE_UNIT_TITLE_WEIGHT,
  TITLE_COVERAGE_WEIGHT,
} from './ranking.ts';
import { bestSentence, coveredShare, leadSum, type SentenceTerm } from './sentences.ts';
import { textOf } from './stored-text.ts';
import {
  countTerm,
  type Field,
  type FoundText,
  findInTexts,
  type TextKeyword,
  type TextPlan,
  type TextTerm,
  textPlanOf,
} from './text-plan.ts';

export interface TextScore {
  score: number;
  /** Bits of the atoms that the text holds. */
  held: number;
  /** How each keyword of the plan stands in it. */
  standing: Standing[];
  matched: ('title' | 'body')[];
}

/** One summand of a score, before the factor that multiplies their sum. */
export interface ScorePart {
  what: 'term' | 'character' | 'title' | 'best sentence' | 'beginning';
  /** The term or character, else empty. */
  text: string;
  /** Occurrences of a term or character; of the other parts 0. */
  title: number;
  body: number;
  /** Term weight x IDF; of the other parts, the sum that they weigh. */
  weight: number;
  /** Of a term or character its saturated frequency, 0 to 1; of the other parts, what their sum is multiplied by. */
  impact: number;
  /** weight x impact */
  score: number;
  /** What the plan says of the term or character. */
  source: PlanTerm | PlanCharacter | Way | null;
}

/** How a text is scored: means of the index and the weight of its titles. */
export interface ScoreSettings {
  /** Mean field lengths of the index, in tokens. */
  pivots: { title: number; body: number };
  /** What an occurrence in the title counts beside one in the body. */
  titleBoost: number;
}

export const scoreSettings = ({ pivots, settings }: Manifest): ScoreSettings => ({
  pivots,
  titleBoost: settings.titleBoost,
});

const FIELDS = ['title', 'body'] as const;

/** @param explain is told every summand */
export function scoreText(
  plan: Plan,
  stored: StoredArticle,
  settings: ScoreSettings,
  explain?: (part: ScorePart) => void,
): TextScore {
  const asked = textPlanOf(plan);
  const { needles } = asked;
  const found = findInTexts(asked, stored);
  const { title, body } = found;
  const impactOf = saturation(found, settings);
  const present: Record<Field, SentenceTerm[]> = { title: [], body: [] };
  const frequenciesInTitle: number[] = [];
  let score = 0;
  const addTerm = (
    what: 'term' | 'character',
    { needle, term }: { needle: number; term: string },
    weight: number,
    inTitle: number,
    inBody: number,
    source: ScorePart['source'],
  ): void => {
    if (inTitle + inBody === 0) return;
    if (inTitle > 0) {
      present.title.push({ needle, weight });
      frequenciesInTitle.push(inTitle);
    }
    if (inBody > 0) present.body.push({ needle, weight });
    const share = impactOf(inTitle, inBody);
    explain?.({ what, text: term, title: inTitle, body: inBody, weight, impact: share, score: weight * share, source });
    score += weight * share;
  };
  const addWhole = (what: 'title' | 'best sentence' | 'beginning', weight: number, share: number): void => {
    explain?.({ what, text: '', title: 0, body: 0, weight, impact: share, score: weight * share, source: null });
    score += weight * share;
  };
  for (const { source, term } of asked.terms)
    addTerm('term', term, source.weight, countTerm(title, term), countIn(body, term, source.field), source);
  for (const { choice, terms } of asked.choices) {
    const inBody = (term: TextTerm): number => countIn(body, term, choice.field);
    const best = bestWay(choice, (text) => {
      const term = terms.get(text)!;
      return impactOf(countTerm(title, term), inBody(term));
    });
    if (best === null) continue;
    const { way } = best;
    for (const text of way.terms) {
      const term = terms.get(text)!;
      addTerm('term', term, way.weight, countTerm(title, term), inBody(term), way);
    }
  }
  const matched = FIELDS.filter((name) => present[name].length > 0);
  if (present.title.length > 0) {
    const { folded, length } = title.text;
    let ofTitle = 0;
    present.title.forEach(({ weight }, i) => {
      ofTitle += weight * impact(frequenciesInTitle[i], length, settings.pivots.title);
    });
    const share = TITLE_COVERAGE_WEIGHT * coveredShare(folded, needles, title.places, present.title);
    const single = plan.clauses.length === 1 && plan.keywords.length === 1 ? SINGLE_UNIT_TITLE_WEIGHT : 0;
    addWhole('title', ofTitle, share + single);
  }
  for (const { source, needle } of asked.characters) {
    const [inTitle, inBody] = [title.places.counts[needle], body.places.counts[needle]];
    addTerm('character', { needle, term: source.term }, source.weight, inTitle, inBody, source);
  }
  if (matched.includes('body')) {
    addWhole('best sentence', bestSentence(body.places, asked.isEnd, present.body), SENTENCE_WEIGHT);
    addWhole('beginning', leadSum(needles, body.places, LEAD_LENGTH, present.body), LEAD_WEIGHT);
  }
  const held = heldAtoms(asked, found);
  const standing = asked.keywords.map((keyword) => standingOf(keyword, asked, held, found));
  return {
    score: score * coordination(plan, held, standing) * recencyIn(plan, stored),
    held,
    standing,
    matched,
  };
}

/** What the plan multiplies an article's score by for its date. */
export const recencyIn = ({ recency }: Plan, { article }: StoredArticle): number =>
  recency?.of(article.date?.civil) ?? 1;

const countIn = (body: FoundText, term: TextTerm, only: 'title' | null): number =>
  only === 'title' ? 0 : countTerm(body, term);

/**
 * Saturated frequency of a term over both fields (BM25F, Robertson, Zaragoza & Taylor 2004): each field's frequency is
 * brought to its mean length and weighed, and only then saturated, so that no title outweighs a whole text.
 */
function saturation(
  { title, body }: Record<Field, FoundText>,
  { pivots, titleBoost }: ScoreSettings,
): (inTitle: number, inBody: number) => number {
  const ofTitle = lengthNorm(title.text.length, pivots.title);
  const ofBody = lengthNorm(body.text.length, pivots.body);
  return (inTitle, inBody) => {
    const weighed = (inTitle === 0 ? 0 : (titleBoost * inTitle) / ofTitle) + (inBody === 0 ? 0 : inBody / ofBody);
    return weighed / (weighed + K1);
  };
}

/**
 * Bits of the atoms that a text holds, where postings that were read whole tell of all but those with a phrase: only the
 * phrases are looked for.
 * @param held bits of the atoms that postings show
 */
export function heldWithPhrases(plan: Plan, stored: StoredArticle, held: number): number {
  const { title, body } = textOf(stored);
  let all = held & ~plan.inexact;
  plan.atoms.forEach(({ phrase, field }, atom) => {
    if (phrase === null) return;
    if (holdsPhrase(title.folded, phrase) || (field !== 'title' && holdsPhrase(body.folded, phrase))) all |= 1 << atom;
  });
  return all >>> 0;
}

function heldAtoms({ atoms, needles }: TextPlan, found: Record<Field, FoundText>): number {
  let held = 0;
  atoms.forEach(({ needsAll, terms, titleOnly, phrase }, atom) => {
    const holds = (name: Field): boolean => {
      if (titleOnly && name === 'body') return false;
      const field = found[name];
      if (phrase !== null) return standsAsPhrase(needles, field.text.folded, field.places, phrase);
      const isThere = (term: TextTerm): boolean => countTerm(field, term) > 0;
      return needsAll ? terms.every(isThere) : terms.some(isThere);
    };
    if (holds('title') || holds('body')) held = (held | (1 << atom)) >>> 0;
  });
  return held;
}

const withoutBlanks = (text: string): string => text.replace(/[ \t]+/g, '');

function standingOf(
  { keyword, texts, stretches }: TextKeyword,
  { needles }: TextPlan,
  held: number,
  found: Record<Field, FoundText>,
): Standing {
  const stands = (needle: number): boolean =>
    FIELDS.some((name) => standsAsPhrase(needles, found[name].text.folded, found[name].places, needle));
  if ((keyword.whole & held) !== 0 || texts.some(stands)) return 2;
  if (keyword.mixesScripts) {
    const unspaced = FIELDS.map((name) => withoutBlanks(found[name].text.folded));
    const unspacedKeywords = keyword.texts.map(withoutBlanks);
    if (unspacedKeywords.some((text) => unspaced.some((folded) => holdsPhrase(folded, text)))) return 2;
  }
  return stretches.length > 1 && stretches.every(stands) ? 1 : 0;
}
