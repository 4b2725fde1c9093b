// How a word with synonyms is scored: as one word that is written in several ways. Each way is worth the same
// rarity, and of an article's ways in a field only the best counts (Lucene's DisjunctionMaxQuery), so that
// naming a thing twice is not being about it twice.

import { inverseDocumentFrequency, SYNONYM_WEIGHT, UNKNOWN_RUN_WEIGHT, YEARLESS_WEIGHT } from './ranking.ts';
import type { Unit } from './unit.ts';

/** Terms that are one way of writing it, each with what its full impact is worth, IDF included. */
export interface Way {
  terms: readonly string[];
  weight: number;
  /** Of the word, however it is written. */
  idf: number;
  /** The word that was typed, where this is a synonym of it. */
  synonymOf: string | null;
}

export interface Choice {
  field: 'title' | null;
  ways: Way[];
}

/**
 * IDF of a unit and its synonyms as one word: that of about all the documents that hold any of them.
 * @param frequency documents that hold a term
 * @param documents of the index
 */
export function choiceIdf(unit: Unit, frequency: (term: string) => number, documents: number): number {
  const held = [unit, ...unit.synonyms].reduce((sum, one) => sum + holders(one, frequency), 0);
  return inverseDocumentFrequency(documents, Math.min(documents, held));
}

/** @param unit with synonyms; for the others see choiceIdf */
export function choiceOf(
  unit: Unit,
  field: 'title' | null,
  frequency: (term: string) => number,
  documents: number,
): Choice {
  const idf = choiceIdf(unit, frequency, documents);
  const ways = [unit, ...unit.synonyms].flatMap((one) => {
    const isTyped = one === unit;
    const means = { idf, synonymOf: isTyped ? null : unit.text };
    return waysOf(one, idf * (isTyped ? 1 : SYNONYM_WEIGHT)).map((way) => ({ ...way, ...means }));
  });
  return { field, ways };
}

/** About how many documents hold a unit whole: of terms that must all be there, the rarest decides. */
function holders({ alternatives: [whole] }: Unit, frequency: (term: string) => number): number {
  const frequencies = whole.terms.map(frequency);
  return whole.mode === 'all' ? Math.min(...frequencies) : frequencies.reduce((sum, one) => sum + one, 0);
}

/** @param worth of the unit where it stands whole */
function waysOf({ kind, alternatives }: Unit, worth: number): Pick<Way, 'terms' | 'weight'>[] {
  // A character's terms are many and unknown here: they are scored by themselves.
  if (kind === 'character') return [];
  return alternatives.flatMap(({ mode, terms }, i) => {
    const share = i === 0 ? worth : worth * UNKNOWN_RUN_WEIGHT;
    if (mode === 'all') return [{ terms, weight: share / terms.length }];
    return terms.map((term, at) => ({
      terms: [term],
      weight: kind === 'date' && at > 0 ? share * YEARLESS_WEIGHT : share,
    }));
  });
}

/**
 * The way that a text holds best, and what it adds to the score of a field before its boost; null when it holds none.
 * @param impactOf 0 for a term that is not there
 */
export function bestWay({ ways }: Choice, impactOf: (term: string) => number): { way: Way; score: number } | null {
  let best: { way: Way; score: number } | null = null;
  for (const way of ways) {
    const score = way.weight * way.terms.reduce((sum, term) => sum + impactOf(term), 0);
    if (score > (best?.score ?? 0)) best = { way, score };
  }
  return best;
}
