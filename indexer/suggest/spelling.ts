// How a suggestion is spelt: which words it is cut into, since words are what people start to type, and how each of its
// characters is read in its word.

import { CLASS_HAN, classOf, unitsAt } from '../../engine/analysis/classes.ts';
import { fold } from '../../engine/analysis/fold.ts';
import { isFunctionCharacter } from '../../engine/analysis/function-characters.ts';
import { runs } from '../../engine/analysis/runs.ts';
import { segmentRun } from '../../engine/analysis/segment.ts';
import { readWord } from '../pinyin/readings.ts';
import type { Suggestion } from './collect.ts';

export interface Spelling {
  /** Of each UTF-16 unit of the suggestion: its syllable (ü as v), or the unit itself. */
  syllables: readonly string[];
  /** Where words start that it may be found by, in units. */
  starts: readonly number[];
}

/** Characters of the longest word that titles are cut into; longer ones start as their parts do. */
const LONGEST = 4;
/** Distinct words whose readings are kept. */
const MOST_KEPT = 50_000;

/** @param words folded, with their costs: see `segmentRun` */
export function createSpeller(words: ReadonlyMap<string, { cost: number }>): (suggestion: Suggestion) => Spelling {
  const mayBeWord = createWordFilter(words.keys());
  const kept = new Map<string, readonly string[]>();
  const read = (word: string): readonly string[] => {
    let syllables = kept.get(word);
    if (!syllables) {
      if (kept.size >= MOST_KEPT) kept.clear();
      syllables = perUnit(word, readWord(word));
      kept.set(word, syllables);
    }
    return syllables;
  };
  return ({ text, units, isTitle }) => {
    if (!isTitle) return { syllables: read(units), starts: [0] };
    const syllables: string[] = [];
    const starts: number[] = [];
    const folded = fold(text);
    for (const { kind, start, end } of runs(folded)) {
      if (kind === 'word') {
        starts.push(syllables.length);
        for (const unit of folded.slice(start, end)) if (isBare(unit)) syllables.push(...perUnit(unit, [unit]));
        continue;
      }
      const run = folded.slice(start, end);
      const chars = [...run];
      // Outside the BMP a character is two units.
      const cut = chars.length === run.length ? (from: number, to: number) => run.slice(from, to) : null;
      const wordAt = cut ?? ((from: number, to: number) => chars.slice(from, to).join(''));
      const costOf = cut
        ? (from: number, to: number) => (mayBeWord(run, from, to) ? words.get(cut(from, to))?.cost : undefined)
        : (from: number, to: number) => words.get(wordAt(from, to))?.cost;
      for (const word of segmentRun(chars, costOf, LONGEST)) {
        // A lone character starts what no dictionary has (长款), unless it binds other words.
        if (word.end - word.start > 1 || word.start === 0 || !isFunctionCharacter(chars[word.start]))
          starts.push(syllables.length);
        for (const syllable of read(wordAt(word.start, word.end))) syllables.push(syllable);
      }
    }
    // Signs inside of words are counted by `bareText` as they are here; marks that start no run are not.
    return syllables.length === units.length ? { syllables, starts } : { syllables: [...units], starts: [0] };
  };
}

/** Bits of a number of a text: of 100,000 words they are nine tenths empty. */
const FILTER_BITS = 20;

/** Tells most stretches of a text that are no words without making a string of them: nearly all of them are none. */
function createWordFilter(words: Iterable<string>): (text: string, from: number, to: number) => boolean {
  const numberOf = (text: string, from: number, to: number): number => {
    let number = 0;
    for (let i = from; i < to; i++) number = Math.imul(number ^ text.charCodeAt(i), 0x9e3779b1);
    return number >>> (32 - FILTER_BITS);
  };
  const known = new Uint8Array(1 << FILTER_BITS);
  for (const word of words) known[numberOf(word, 0, word.length)] = 1;
  return (text, from, to) => known[numberOf(text, from, to)] === 1;
}

const isBare = (character: string): boolean => classOf(character.codePointAt(0)!) !== 0;

/** A character outside the BMP has no syllable, and is two units. */
function perUnit(text: string, syllables: readonly string[]): readonly string[] {
  const units: string[] = [];
  let place = 0;
  for (let i = 0; i < text.length; place++) {
    const count = unitsAt(text, i);
    if (count === 1) units.push(syllables[place]);
    else units.push(text[i], text[i + 1]);
    i += count;
  }
  return units;
}

/** Whether a Han character starts at a place. */
export const isHanAt = (units: string, place: number): boolean => classOf(units.codePointAt(place)!) === CLASS_HAN;
