// Asks a stored text what postings can only tell roughly: exact BM25 with the true frequencies, single characters,
// what stands together and where, which atoms it holds for certain, and in which fields. Terms are counted as the
// indexer counts them.

import { createAnalyzer } from '../analysis/analyzer.ts';
import { fold } from '../analysis/fold.ts';
import { isInsideGrouped } from '../analysis/runs.ts';
import type { Manifest } from '../index/manifest.ts';
import { impact, K1, lengthNorm } from '../index/slots.ts';
import type { StoredArticle } from '../index/stored-fields.ts';
import { bestWay, type Way } from './choices.ts';
import { coordination, type Standing } from './coordination.ts';
import type { PlanKeyword } from './keyword.ts';
import type { Plan, PlanCharacter, PlanTerm } from './plan.ts';
import {
  LEAD_LENGTH,
  LEAD_WEIGHT,
  SENTENCE_WEIGHT,
  SINGLE_UNIT_TITLE_WEIGHT,
  TITLE_COVERAGE_WEIGHT,
} from './ranking.ts';
import { bestSentence, coveredShare, leadSum, type SentenceTerm } from './sentences.ts';
import { lettersOf, mayHold } from './term-guard.ts';

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
type Field = (typeof FIELDS)[number];

/** Words and dates are cut by the indexer's own code; Han terms are found by looking for them. */
const wordAnalyzer = createAnalyzer(null);

interface FieldText {
  text: string;
  folded: string;
  length: number;
  counts: Map<string, number>;
  others: Map<string, number> | null;
  /** Without signs and blanks, once that is asked for. */
  letters: string | null;
}

/** @param explain is told every summand */
export function scoreText(
  plan: Plan,
  stored: StoredArticle,
  settings: ScoreSettings,
  explain?: (part: ScorePart) => void,
): TextScore {
  const fields = openFields(stored);
  const terms = termsOf(plan);
  const frequencyIn = (name: Field, term: string, only: 'title' | null): number =>
    only === 'title' && name === 'body' ? 0 : countTerm(fields[name], terms.get(term)!);
  const present: Record<Field, SentenceTerm[]> = { title: [], body: [] };
  let score = 0;
  let ofTitle = 0;
  const addTerm = (
    what: 'term' | 'character',
    term: SentenceTerm,
    title: number,
    body: number,
    source: ScorePart['source'],
  ): void => {
    if (title + body === 0) return;
    if (title > 0) present.title.push(term);
    if (body > 0) present.body.push(term);
    const { weight } = term;
    const share = impactOf(title, body, fields, settings);
    explain?.({ what, text: term.term, title, body, weight, impact: share, score: weight * share, source });
    score += weight * share;
  };
  const addWhole = (what: 'title' | 'best sentence' | 'beginning', weight: number, share: number): void => {
    explain?.({ what, text: '', title: 0, body: 0, weight, impact: share, score: weight * share, source: null });
    score += weight * share;
  };
  for (const planTerm of plan.terms) {
    const { term, weight, field: only } = planTerm;
    if (weight > 0)
      addTerm('term', planTerm, frequencyIn('title', term, only), frequencyIn('body', term, only), planTerm);
  }
  for (const choice of plan.choices) {
    const { field: only } = choice;
    const frequencies = (term: string): [number, number] => [
      frequencyIn('title', term, only),
      frequencyIn('body', term, only),
    ];
    const best = bestWay(choice, (term) => impactOf(...frequencies(term), fields, settings));
    if (best === null) continue;
    const { way } = best;
    for (const term of way.terms) addTerm('term', { term, weight: way.weight }, ...frequencies(term), way);
  }
  const matched = FIELDS.filter((name) => present[name].length > 0);
  if (present.title.length > 0) {
    for (const { term, weight } of present.title)
      ofTitle += weight * impact(frequencyIn('title', term, 'title'), fields.title.length, settings.pivots.title);
    const share = TITLE_COVERAGE_WEIGHT * coveredShare(fields.title.folded, present.title);
    const single = plan.clauses.length === 1 && plan.keywords.length === 1 ? SINGLE_UNIT_TITLE_WEIGHT : 0;
    addWhole('title', ofTitle, share + single);
  }
  for (const character of plan.characters) {
    const [title, body] = FIELDS.map((name) => countHan(fields[name], character.term));
    addTerm('character', character, title, body, character);
  }
  if (matched.includes('body')) {
    const sentence = bestSentence(fields.body.folded, present.body);
    addWhole('best sentence', sentence, SENTENCE_WEIGHT);
    const lead = leadSum(fields.body.folded, LEAD_LENGTH, present.body);
    addWhole('beginning', lead, LEAD_WEIGHT);
  }
  const held = heldAtoms(plan, terms, fields);
  const standing = plan.keywords.map((keyword) => standingOf(keyword, held, fields));
  return {
    score: score * coordination(plan, held, standing),
    held,
    standing,
    matched,
  };
}

/**
 * Saturated frequency of a term over both fields (BM25F, Robertson, Zaragoza & Taylor 2004): each field's frequency is
 * brought to its mean length and weighed, and only then saturated, so that no title outweighs a whole text.
 */
function impactOf(title: number, body: number, fields: Record<Field, FieldText>, settings: ScoreSettings): number {
  const { pivots, titleBoost } = settings;
  const weighed =
    (title === 0 ? 0 : (titleBoost * title) / lengthNorm(fields.title.length, pivots.title)) +
    (body === 0 ? 0 : body / lengthNorm(fields.body.length, pivots.body));
  return weighed / (weighed + K1);
}

/** Bits of the atoms that a text holds: `held` of its score, without the rest. */
export function heldInText(plan: Plan, stored: StoredArticle): number {
  return heldAtoms(plan, termsOf(plan), openFields(stored));
}

function heldAtoms(plan: Plan, known: ReadonlyMap<string, PlanTerm>, fields: Record<Field, FieldText>): number {
  let held = 0;
  plan.atoms.forEach(({ mode, terms, field: only, phrase }, atom) => {
    const holds = (name: Field): boolean => {
      if (only === 'title' && name === 'body') return false;
      if (phrase !== null) return countPhrase(fields[name].folded, phrase) > 0;
      const isThere = (term: string): boolean => countTerm(fields[name], known.get(term)!) > 0;
      return mode === 'any' ? terms.some(isThere) : terms.every(isThere);
    };
    if (holds('title') || holds('body')) held = (held | (1 << atom)) >>> 0;
  });
  return held;
}

const withoutBlanks = (text: string): string => text.replace(/[ \t]+/g, '');

function standingOf(keyword: PlanKeyword, held: number, fields: Record<Field, FieldText>): Standing {
  const { texts, stretches, whole, mixesScripts } = keyword;
  const stands = (part: string): boolean => FIELDS.some((name) => countPhrase(fields[name].folded, part) > 0);
  if ((whole & held) !== 0 || texts.some(stands)) return 2;
  if (mixesScripts) {
    const unspaced = FIELDS.map((name) => withoutBlanks(fields[name].folded));
    if (texts.some((text) => unspaced.some((folded) => countPhrase(folded, withoutBlanks(text)) > 0))) return 2;
  }
  return stretches.length > 1 && stretches.every(stands) ? 1 : 0;
}

const termsOf = (plan: Plan): Map<string, PlanTerm> => new Map(plan.terms.map((term) => [term.term, term]));

function openFields({ article, titleLength, bodyLength }: StoredArticle): Record<Field, FieldText> {
  return { title: openField(article.title, titleLength), body: openField(article.body, bodyLength) };
}

function openField(text: string, length: number): FieldText {
  return { text, folded: fold(text), length, counts: new Map(), others: null, letters: null };
}

function countTerm(field: FieldText, { term, guard }: Pick<PlanTerm, 'term' | 'guard'>): number {
  const known = field.counts.get(term);
  if (known !== undefined) return known;
  let count = 0;
  if (guard === null) count = countHan(field, term);
  else if (mayHold(guard, field.folded, () => (field.letters ??= lettersOf(field.folded)))) {
    // A date or a word may be written in other ways than its term.
    field.others ??= analyzeWords(field.text);
    count = field.others.get(term) ?? 0;
  }
  field.counts.set(term, count);
  return count;
}

function countHan({ folded }: FieldText, term: string): number {
  let count = 0;
  for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) count++;
  return count;
}

function analyzeWords(text: string): Map<string, number> {
  const { terms, frequencies } = wordAnalyzer.analyze(text);
  return new Map(terms.map((term, i) => [term, frequencies[i]]));
}

const WORD_CHARACTER = /[a-z0-9]/;

/**
 * How often a folded phrase stands literally in a folded text; a phrase that begins or ends with a Latin
 * letter or a digit must begin or end where a letter or digit of its kind does.
 */
export function countPhrase(folded: string, phrase: string): number {
  let count = 0;
  for (let at = folded.indexOf(phrase); at >= 0; at = folded.indexOf(phrase, at + 1))
    if (isBorder(folded, at) && isBorder(folded, at + phrase.length)) count++;
  return count;
}

function isBorder(text: string, at: number): boolean {
  if (isInsideGrouped(text, at)) return false;
  const before = text.charAt(at - 1);
  const after = text.charAt(at);
  if (!WORD_CHARACTER.test(before) || !WORD_CHARACTER.test(after)) return true;
  return /[0-9]/.test(before) !== /[0-9]/.test(after);
}
