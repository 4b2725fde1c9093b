// Asks a stored text what postings can only tell roughly: exact BM25 with the true frequencies, single characters,
// what stands together and where, which atoms it holds for certain, and in which fields. Terms are counted as the
// indexer counts them.

import { createAnalyzer } from '../analysis/analyzer.ts';
import { fold } from '../analysis/fold.ts';
import type { Manifest } from '../index/manifest.ts';
import { impact } from '../index/slots.ts';
import type { StoredArticle } from '../index/stored-fields.ts';
import { bestWay } from './choices.ts';
import { coordination, type Standing } from './coordination.ts';
import type { PlanKeyword } from './keyword.ts';
import type { Plan, PlanTerm } from './plan.ts';
import { LEAD_LENGTH, LEAD_WEIGHT, SENTENCE_WEIGHT, TITLE_COVERAGE_WEIGHT } from './ranking.ts';
import { bestSentence, coveredShare, leadSum, type SentenceTerm } from './sentences.ts';

export interface TextScore {
  score: number;
  /** Bits of the atoms that the text holds. */
  held: number;
  matched: ('title' | 'body')[];
}

/** One summand of a score, before the factor that multiplies their sum. */
export interface ScorePart {
  what: 'term' | 'character' | 'title coverage' | 'best sentence' | 'beginning';
  field: 'title' | 'body';
  /** The term or character, else empty. */
  text: string;
  frequency: number;
  /** Term weight x IDF; of the other parts, the sum that they weigh. */
  weight: number;
  /** tf / (tf + k1 (1 - b + b length / pivot)), or the weight of the part. */
  impact: number;
  boost: number;
  score: number;
}

/** How a text is scored: means of the index and the weight of its titles. */
export interface ScoreSettings {
  /** Mean field lengths of the index, in tokens. */
  pivots: { title: number; body: number };
  /** Weight of a title match. */
  titleBoost: number;
}

export const scoreSettings = ({ pivots, settings }: Manifest): ScoreSettings => ({
  pivots,
  titleBoost: settings.titleBoost,
});

const FIELDS = ['title', 'body'] as const;
type Field = (typeof FIELDS)[number];

/** Words and dates are cut by the indexer's own code; Han terms are found by looking for them. */
const wordAnalyzer = createAnalyzer({ cost: () => undefined, longest: 0, forEachWord: () => {} });

interface FieldText {
  text: string;
  folded: string;
  length: number;
  counts: Map<string, number>;
  others: Map<string, number> | null;
}

/** @param explain is told every summand */
export function scoreText(
  plan: Plan,
  stored: StoredArticle,
  settings: ScoreSettings,
  explain?: (part: ScorePart) => void,
): TextScore {
  const { article } = stored;
  const fields = {
    title: openField(article.title, stored.titleLength),
    body: openField(article.body, stored.bodyLength),
  };
  const terms = new Map(plan.terms.map((planTerm) => [planTerm.term, planTerm]));
  const matched = new Set<Field>();
  let score = 0;
  for (const name of FIELDS) {
    const field = fields[name];
    const boost = name === 'title' ? settings.titleBoost : 1;
    const add = (part: Omit<ScorePart, 'field' | 'score'>): number => {
      const value = part.boost * part.weight * part.impact;
      explain?.({ ...part, field: name, score: value });
      score += value;
      return value;
    };
    const present: SentenceTerm[] = [];
    let ofTerms = 0;
    for (const planTerm of plan.terms) {
      const { term, weight, field: only } = planTerm;
      if (weight === 0 || (only === 'title' && name === 'body')) continue;
      const frequency = countTerm(field, planTerm);
      if (frequency === 0) continue;
      matched.add(name);
      present.push(planTerm);
      const impactOfTerm = impact(frequency, field.length, settings.pivots[name]);
      ofTerms += weight * impactOfTerm;
      add({ what: 'term', text: term, frequency, weight, impact: impactOfTerm, boost });
    }
    for (const choice of plan.choices) {
      if (choice.field === 'title' && name === 'body') continue;
      const frequencyOf = (term: string): number => countTerm(field, terms.get(term)!);
      const best = bestWay(choice, (term) => impact(frequencyOf(term), field.length, settings.pivots[name]));
      if (best === null) continue;
      matched.add(name);
      const { way } = best;
      for (const term of way.terms) {
        const frequency = frequencyOf(term);
        const impactOfTerm = impact(frequency, field.length, settings.pivots[name]);
        present.push({ term, weight: way.weight });
        ofTerms += way.weight * impactOfTerm;
        add({ what: 'term', text: term, frequency, weight: way.weight, impact: impactOfTerm, boost });
      }
    }
    const words = present.length;
    for (const character of plan.characters) {
      const frequency = countHan(field, character.term);
      if (frequency === 0) continue;
      present.push(character);
      const impactOfCharacter = impact(frequency, field.length, settings.pivots[name]);
      const { term, weight } = character;
      add({ what: 'character', text: term, frequency, weight, impact: impactOfCharacter, boost });
    }
    if (words === 0) continue;
    const rest = { text: '', frequency: 1 };
    if (name === 'title') {
      const share = coveredShare(field.folded, present.slice(0, words));
      add({ ...rest, what: 'title coverage', weight: ofTerms, impact: share, boost: TITLE_COVERAGE_WEIGHT });
    } else {
      const sentence = bestSentence(field.folded, present);
      add({ ...rest, what: 'best sentence', weight: sentence, impact: 1, boost: SENTENCE_WEIGHT });
      const lead = leadSum(field.folded, LEAD_LENGTH, present);
      add({ ...rest, what: 'beginning', weight: lead, impact: 1, boost: LEAD_WEIGHT });
    }
  }
  const held = heldAtoms(plan, terms, fields);
  const standing = plan.keywords.map((keyword) => standingOf(keyword, fields));
  return {
    score: score * coordination(plan, held, standing),
    held,
    matched: FIELDS.filter((name) => matched.has(name)),
  };
}

/** Bits of the atoms that a text holds. */
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

function standingOf({ texts, stretches }: PlanKeyword, fields: Record<Field, FieldText>): Standing {
  const stands = (part: string): boolean => FIELDS.some((name) => countPhrase(fields[name].folded, part) > 0);
  if (texts.some(stands)) return 2;
  return stretches.length > 1 && stretches.every(stands) ? 1 : 0;
}

function openField(text: string, length: number): FieldText {
  return { text, folded: fold(text), length, counts: new Map(), others: null };
}

function countTerm(field: FieldText, { term, isHan }: Pick<PlanTerm, 'term' | 'isHan'>): number {
  const known = field.counts.get(term);
  if (known !== undefined) return known;
  let count = 0;
  if (isHan) count = countHan(field, term);
  else if (term.startsWith('@') || field.folded.includes(term)) {
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
  const before = text.charAt(at - 1);
  const after = text.charAt(at);
  if (!WORD_CHARACTER.test(before) || !WORD_CHARACTER.test(after)) return true;
  return /[0-9]/.test(before) !== /[0-9]/.test(after);
}
