// What was typed between spaces, as it may stand literally in a text: just so, in its parts between signs, or with a
// synonym in a word's place.

import type { Unit } from './unit.ts';
import { typedStretches } from './units.ts';

/** A keyword of a plan. */
export interface PlanKeyword {
  /** Folded: as typed, and with synonyms in the places of their words. */
  texts: readonly string[];
  /** Its parts between signs. */
  stretches: readonly string[];
  /** Its units that count: atoms as a mask, and the IDF of the rarest term. */
  units: readonly { mask: number; weight: number }[];
}

/** Ways of writing a keyword that are looked for. */
const MOST_TEXTS = 8;

/** @param text folded, as typed */
export function keywordOf(text: string, cut: readonly Unit[], units: PlanKeyword['units']): PlanKeyword {
  let texts = [text.trim()];
  for (const unit of cut)
    if (unit.synonyms.length > 0) {
      const ways = [unit, ...unit.synonyms].map((way) => way.text);
      texts = texts.flatMap((known) => ways.map((way) => known.replace(unit.text, way)));
    }
  return { texts: [...new Set(texts)].slice(0, MOST_TEXTS), stretches: typedStretches(text), units };
}
