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
  /** Atoms that show that it stands as typed, however that is written: 2,160 for 2160, a day for a day; 0 for most. */
  whole: number;
  /** Several scripts touch in it, so blanks between them say nothing: AI 大模型 for AI大模型. */
  mixesScripts: boolean;
}

/** Ways of writing a keyword that are looked for. */
const MOST_TEXTS = 32;

const ASCII_WORD = /[a-z0-9]/;
const MIXED_SCRIPTS = /[a-z0-9][\p{Script=Han}]|[\p{Script=Han}][a-z0-9]/u;

/** @param text folded, as typed */
export function keywordOf(text: string, cut: readonly Unit[], units: PlanKeyword['units']): PlanKeyword {
  let texts = [text.trim()];
  for (const unit of cut)
    if (unit.synonyms.length > 0) {
      const ways = [unit, ...unit.synonyms].map((way) => way.text);
      texts = texts.flatMap((known) => ways.map((way) => known.replace(unit.text, way)));
    }
  // An unknown run is held by its bigrams wherever they stand: that shows nothing.
  const [one, ...others] = cut;
  const isOne = others.length === 0 && units.length === 1 && one.text === text.trim();
  const showsWhole = isOne && one.kind !== 'run' && one.kind !== 'character';
  return {
    texts: [...new Set(texts)].slice(0, MOST_TEXTS),
    stretches: typedStretches(text),
    units,
    whole: showsWhole ? units[0].mask : 0,
    // Most keywords have no Latin, and the tables of a script take V8 a millisecond to make.
    mixesScripts: ASCII_WORD.test(text) && MIXED_SCRIPTS.test(text),
  };
}
