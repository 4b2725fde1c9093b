// Stop words are taken out of a text as if there were a space, so that what stands around them is cut, preferred
// and marked by itself. A text of nothing else is left as it is: it is all that was asked.

import { findDates } from '../analysis/dates.ts';
import { isParticle } from '../analysis/function-characters.ts';
import { runs } from '../analysis/runs.ts';
import { type Cut, cutPieces, knownWords, outside } from './known-words.ts';
import { loneCharacters } from './lone-characters.ts';
import type { Words } from './unit.ts';
import { keysIn, type Vocabulary } from './vocabulary.ts';

/**
 * A folded text with its stop words blanked, where they are whole words of its cut, and with them the particles
 * that bind them (地铁的|报道); of the same length.
 */
export function withoutStopWords(folded: string, words: Words): string {
  const { vocabulary } = words;
  if (!vocabulary.hasStopWords) return folded;
  const cut = cutPieces(folded, outside(runs(folded), findDates(folded)), words);
  const stops = knownWords(folded, cut, words).filter(
    ({ key, isCharacter }) => vocabulary.isStopWord(key) && !isCharacter,
  );
  const touches = (at: Cut): boolean => stops.some(({ start, end }) => start === at.end || end === at.start);
  const particles = cut.filter((at) => isParticle(folded.slice(at.start, at.end)) && touches(at));
  const left = [...stops, ...particles].reduce((text, { start, end }) => blank(text, start, end), folded);
  if (runs(left).length === 0) return folded;
  // What starts with a character is looked up beforehand or not at all.
  const lookedUp = charactersBesideStopWords(folded, vocabulary);
  return loneCharacters(left).every((character) => lookedUp.includes(character)) ? left : folded;
}

/** The characters that may be all that is left of a text, before it can be cut. */
export function charactersBesideStopWords(folded: string, vocabulary: Vocabulary): string[] {
  const keys = keysIn(folded, vocabulary).filter(vocabulary.isStopWord);
  if (keys.length === 0) return loneCharacters(folded);
  keys.sort((a, b) => b.length - a.length);
  const left = keys.reduce((text, key) => text.split(key).join(' '), folded);
  const characters = loneCharacters(left);
  return characters.length > 0
    ? characters
    : loneCharacters([...left].map((char) => (isParticle(char) ? ' ' : char)).join(''));
}

const blank = (text: string, start: number, end: number): string =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
