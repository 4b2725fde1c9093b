// Asks a stored text what postings can only tell roughly: exact BM25 with the true frequencies, which
// atoms it holds for certain, and in which fields. Terms are counted as the indexer counts them.

import { createAnalyzer } from '../analysis/analyzer.ts';
import { fold } from '../analysis/fold.ts';
import { runs } from '../analysis/runs.ts';
import { impact } from '../index/slots.ts';
import type { StoredArticle } from '../index/stored-fields.ts';
import { bestSentence, type SentenceTerm } from './best-sentence.ts';
import { bestWay } from './choices.ts';
import { coordination, type Plan } from './plan.ts';
import { SENTENCE_WEIGHT } from './ranking.ts';

export interface TextScore {
  score: number;
  /** Bits of the atoms that the text holds. */
  held: number;
  matched: ('title' | 'body')[];
}

/** Words and dates are cut by the indexer's own code; Han terms are found by looking for them. */
const wordAnalyzer = createAnalyzer({ cost: () => undefined, longest: 0, forEachWord: () => {} });

const isHan = (term: string): boolean => {
  const [first, ...more] = runs(term);
  return more.length === 0 && first?.kind === 'han' && first.end - first.start === term.length;
};

type FieldText = { folded: string; length: number; counts: Map<string, number>; others: Map<string, number> | null };

/**
 * @param pivots mean field lengths of the index, in tokens
 * @param titleBoost weight of a title match
 */
export function scoreText(
  plan: Plan,
  stored: StoredArticle,
  pivots: { title: number; body: number },
  titleBoost: number,
): TextScore {
  const { article } = stored;
  const fields = {
    title: openField(article.title, stored.titleLength),
    body: openField(article.body, stored.bodyLength),
  };
  const count = (term: string, field: 'title' | 'body'): number => countTerm(fields[field], term, article[field]);
  let score = 0;
  const matched = new Set<'title' | 'body'>();
  for (const { term, field: only, weight } of plan.terms) {
    if (weight === 0) continue;
    for (const field of ['title', 'body'] as const) {
      if (only === 'title' && field === 'body') continue;
      const frequency = count(term, field);
      if (frequency === 0) continue;
      matched.add(field);
      const boost = field === 'title' ? titleBoost : 1;
      score += boost * weight * impact(frequency, fields[field].length, pivots[field]);
    }
  }
  const chosen: Record<'title' | 'body', SentenceTerm[]> = { title: [], body: [] };
  for (const choice of plan.choices)
    for (const field of ['title', 'body'] as const) {
      if (choice.field === 'title' && field === 'body') continue;
      const best = bestWay(choice, (term) => impact(count(term, field), fields[field].length, pivots[field]));
      if (best === null) continue;
      matched.add(field);
      score += (field === 'title' ? titleBoost : 1) * best.score;
      for (const term of best.way.terms) chosen[field].push({ term, weight: best.way.weight });
    }
  for (const { text, field: only, weight } of plan.literals)
    for (const field of ['title', 'body'] as const) {
      const frequency = only === 'title' && field === 'body' ? 0 : countPhrase(fields[field].folded, text);
      const boost = field === 'title' ? titleBoost : 1;
      if (frequency > 0) score += boost * weight * impact(frequency, fields[field].length, pivots[field]);
    }
  const sentenceIn = (field: 'title' | 'body'): number => {
    const present = plan.terms.filter(
      ({ term, field: only, weight }) => weight > 0 && (only ?? field) === field && count(term, field) > 0,
    );
    return bestSentence(fields[field].folded, [...present, ...chosen[field]]);
  };
  score += SENTENCE_WEIGHT * Math.max(sentenceIn('body'), titleBoost * sentenceIn('title'));
  let held = 0;
  plan.atoms.forEach(({ mode, terms, field: only, phrase }, atom) => {
    const holds = (field: 'title' | 'body'): boolean => {
      if (only === 'title' && field === 'body') return false;
      if (phrase !== null) return countPhrase(fields[field].folded, phrase) > 0;
      return mode === 'any'
        ? terms.some((term) => count(term, field) > 0)
        : terms.every((term) => count(term, field) > 0);
    };
    if (holds('title') || holds('body')) held = (held | (1 << atom)) >>> 0;
  });
  return {
    score: score * coordination(plan, held),
    held,
    matched: (['title', 'body'] as const).filter((field) => matched.has(field)),
  };
}

function openField(text: string, length: number): FieldText {
  return { folded: fold(text), length, counts: new Map(), others: null };
}

function countTerm(field: FieldText, term: string, text: string): number {
  const known = field.counts.get(term);
  if (known !== undefined) return known;
  let count = 0;
  if (isHan(term)) {
    for (let at = field.folded.indexOf(term); at >= 0; at = field.folded.indexOf(term, at + 1)) count++;
  } else if (term.startsWith('@') || field.folded.includes(term)) {
    field.others ??= analyzeWords(text);
    count = field.others.get(term) ?? 0;
  }
  field.counts.set(term, count);
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
