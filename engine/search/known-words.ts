// Where the site's own words stand in a query: only as whole words of its cut. Of one Han run they are words of
// the walk; of several runs they are put together here, where both of their ends are borders of the cut.

import { hanCharacters } from '../analysis/dictionary.ts';
import { type Run, runs } from '../analysis/runs.ts';
import { COST_STEPS_PER_NAT, type Segment, segmentRun } from '../analysis/segment.ts';
import { wordKey } from '../analysis/word-key.ts';
import { mayBeHeld, type Unit, type Words } from './unit.ts';
import { wordUnit } from './word-unit.ts';

/** A word of the site is at most as dear as one that stands in its dictionary without a frequency: -ln(1,000 in 60 million). */
const KNOWN_WORD_COST = 11 * COST_STEPS_PER_NAT;

/** The words and single characters of a Han run, as offsets in its characters. */
export function walkRun(chars: readonly string[], words: Words): Segment[] {
  const { longest, vocabulary } = words;
  // The walk asks for all words of a start one after another, and hardly any of them go beyond three characters.
  let asked = -1;
  let reached = 0;
  const cost = (start: number, end: number): number | undefined => {
    if (start !== asked) {
      asked = start;
      // A character has a unit at least.
      reached = start + words.reach(chars.slice(start, start + longest).join(''));
    }
    if (end > reached && end - start > vocabulary.longestHan) return undefined;
    return walkCost(chars.slice(start, end).join(''), end - start, words);
  };
  // Characters of the longest word that the walk may meet.
  return segmentRun(chars, cost, Math.max(longest, vocabulary.longestHan));
}

/** What a Han word of some characters, two or more, costs the walk; undefined when it is none. */
function walkCost(word: string, characters: number, words: Words): number | undefined {
  const own = characters <= words.longest ? words.cost(word) : undefined;
  if (!words.vocabulary.has(word) || !isOfUse(word, words)) return own;
  return Math.min(own ?? KNOWN_WORD_COST, KNOWN_WORD_COST);
}

/** A word that neither occurs nor finds anything is left to the cut, which finds what is close to it. */
function isOfUse(key: string, words: Words): boolean {
  if (words.vocabulary.isStopWord(key)) return true;
  return [key, ...words.vocabulary.synonymsOf(key)].some((word) => mayBeHeld(wordUnit(word, words), words));
}

/** A unit with what the site says of it: synonyms that occur, and whether it is a stop word. */
export function withVocabulary(unit: Unit, words: Words): Unit {
  if (words.vocabulary.longest === 0) return unit;
  const key = wordKey(unit.text);
  if (!words.vocabulary.has(key)) return unit;
  const synonyms = words.vocabulary
    .synonymsOf(key)
    .map((word) => wordUnit(word, words))
    .filter((synonym) => mayBeHeld(synonym, words));
  return { ...unit, synonyms, weak: unit.weak || words.vocabulary.isStopWord(key) };
}

/** A word of the vocabulary in a text; offsets in UTF-16 units. */
export interface KnownWord {
  start: number;
  end: number;
  key: string;
  /** It goes over the border of a run. */
  isMixed: boolean;
  /** It is a single character of a longer run. */
  isCharacter: boolean;
}

/** A word or single character of the cut, and the run that it is cut from. */
export interface Cut {
  start: number;
  end: number;
  piece: Run;
}

/** @param pieces the runs of a folded text, or what is left of them */
export function cutPieces(folded: string, pieces: readonly Run[], words: Words): Cut[] {
  return pieces.flatMap((piece) =>
    (piece.kind === 'word' ? [piece] : walk(folded, piece, words)).map(({ start, end }) => ({ start, end, piece })),
  );
}

/** The words of the vocabulary in the cut of a folded text, from the left, the longest first. */
export function knownWords(folded: string, cut: readonly Cut[], words: Words): KnownWord[] {
  const { vocabulary } = words;
  const found: KnownWord[] = [];
  for (let first = 0; first < cut.length; first++) {
    const { start, piece } = cut[first];
    let longest: KnownWord | null = null;
    let last = first;
    let key = '';
    for (let i = first; i < cut.length; i++) {
      const joined = i === first ? '' : joint(folded, cut[i - 1], cut[i]);
      if (joined === null) break;
      key += joined + folded.slice(cut[i].start, cut[i].end);
      if (key.length > vocabulary.longest) break;
      const { end } = cut[i];
      const isMixed = cut[i].piece !== piece;
      if ((i > first && !isMixed) || !vocabulary.has(key) || !isOfUse(key, words)) continue;
      const isCharacter = hanCharacters(key) === 1 && end - start < piece.end - piece.start;
      longest = { start, end, key, isMixed, isCharacter };
      last = i;
    }
    if (longest) found.push(longest);
    first = last;
  }
  return found;
}

/** What stands between two neighbours of the cut in a key (see wordKey); null where that is a date or a known word. */
function joint(folded: string, before: Cut, after: Cut): '' | ' ' | null {
  if (before.end === after.start) return '';
  if (runs(folded.slice(before.end, after.start)).length > 0) return null;
  return before.piece.kind === after.piece.kind ? ' ' : '';
}

/** Runs without the stretches that are something else: dates, known words. */
export function outside(all: readonly Run[], taken: readonly { start: number; end: number }[]): Run[] {
  const pieces: Run[] = [];
  for (const run of all) {
    let start = run.start;
    for (const stretch of taken) {
      if (stretch.end <= start || stretch.start >= run.end) continue;
      if (stretch.start > start) pieces.push({ kind: run.kind, start, end: stretch.start });
      start = Math.min(run.end, stretch.end);
    }
    if (start < run.end) pieces.push({ kind: run.kind, start, end: run.end });
  }
  return pieces;
}

/** The words and single characters of a Han run, as offsets in the text. */
function walk(folded: string, run: Run, words: Words): { start: number; end: number }[] {
  const chars = [...folded.slice(run.start, run.end)];
  const borders = [run.start];
  for (const char of chars) borders.push(borders[borders.length - 1] + char.length);
  return walkRun(chars, words).map(({ start, end }) => ({
    start: borders[start],
    end: borders[end],
  }));
}
