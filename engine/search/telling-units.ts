// The words and names by which an article is told from others: the units of its telling stretches, weighed by how often
// they stand in it and how rare they are in the index (tf-idf, as Lucene's MoreLikeThis weighs them).

import type { TermLookup } from '../index/published-index.ts';
import { documentFrequency } from './plan-builder.ts';
import { inverseDocumentFrequency } from './ranking.ts';
import { FEWEST_TELLING_ARTICLES, FEWEST_TELLING_TIMES, MOST_TELLING_UNITS } from './telling.ts';
import { type CountedStretch, timesOf } from './telling-stretches.ts';
import type { Unit, Words } from './unit.ts';
import { cutUnits } from './units.ts';

/** A unit with what it tells. */
export interface TellingUnit {
  /** Without synonyms. */
  unit: Unit;
  idf: number;
  /** tf x idf. */
  weight: number;
}

/**
 * The units that tell most, best first.
 * @param documents of the index
 */
export function tellingUnits(
  stretches: readonly CountedStretch[],
  words: Words,
  lookup: TermLookup,
  documents: number,
): TellingUnit[] {
  const counted = new Map<string, { unit: Unit; times: number }>();
  for (const stretch of stretches)
    for (const unit of cutUnits(stretch.text, words, false).units) {
      if (unit.weak || unit.kind === 'character' || unit.kind === 'date') continue;
      const known = counted.get(unit.text) ?? { unit: { ...unit, synonyms: [] }, times: 0 };
      known.times += timesOf(stretch);
      counted.set(unit.text, known);
    }
  const telling: TellingUnit[] = [];
  for (const { unit, times } of counted.values()) {
    const { mode, terms } = unit.alternatives[0];
    const frequencies = terms.map((term) => documentFrequency(lookup.find(term)));
    const frequency = mode === 'all' ? Math.min(...frequencies) : Math.max(...frequencies);
    if (frequency < FEWEST_TELLING_ARTICLES) continue;
    // What is no word may be the border between two: a name is repeated.
    if (unit.kind === 'run' && times < FEWEST_TELLING_TIMES) continue;
    const idf = inverseDocumentFrequency(documents, frequency);
    telling.push({ unit, idf, weight: times * idf });
  }
  return telling
    .sort((a, b) => b.weight - a.weight || (a.unit.text < b.unit.text ? -1 : 1))
    .slice(0, MOST_TELLING_UNITS);
}
