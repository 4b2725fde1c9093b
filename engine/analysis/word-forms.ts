// What a word of letters and digits is filed under, however it was written: 2,160 as 2160, Node.js as nodejs,
// and what stands in it as parts. A query and an article go through the same door.

import { CLASS_DIGIT, CLASS_LETTER, CLASS_MARK, CLASS_SEPARATOR, unitsAt } from './classes.ts';
import { classAt } from './runs.ts';

/** A stretch of a word, in UTF-16 units from the word's start. */
export interface WordAtom {
  start: number;
  end: number;
}

const DOT = 0x2e;
const COMMA = 0x2c;
const SUFFIX = /[+#]+$/;
const SIGN = /[-._'&]/;
const isLetter = (kind: number): boolean => kind === CLASS_LETTER || kind === CLASS_MARK;

/** Units of a word before its `+`, `++` or `#`. */
const stemLength = (word: string): number => word.length - (SUFFIX.exec(word)?.[0].length ?? 0);

/**
 * The stretches of a word between connectors and between letters and digits; a number stays whole.
 * iphone15 -> iphone, 15; 3.5 -> 3.5; 2,160 -> 2,160; gpt-4 -> gpt, 4.
 */
export function wordAtoms(word: string): WordAtom[] {
  const atoms: WordAtom[] = [];
  const length = stemLength(word);
  let start = 0;
  let last: number = CLASS_SEPARATOR;
  const close = (end: number): void => {
    if (end > start) atoms.push({ start, end });
  };
  for (let i = 0; i < length; i += unitsAt(word, i)) {
    const kind = classAt(word, i);
    if (kind === CLASS_SEPARATOR) {
      const unit = word.charCodeAt(i);
      const inNumber = (unit === DOT || unit === COMMA) && last === CLASS_DIGIT && classAt(word, i + 1) === CLASS_DIGIT;
      if (inNumber) continue;
      close(i);
      start = i + 1;
      last = CLASS_SEPARATOR;
    } else if (kind !== CLASS_MARK) {
      if (last !== CLASS_SEPARATOR && kind !== last) {
        close(i);
        start = i;
      }
      last = kind;
    }
  }
  close(length);
  return atoms;
}

/**
 * The term of a word: without the commas of its numbers, and without the signs that join letters to what stands
 * beside them (covid-19 is covid19, wi-fi is wifi); between digits a sign says something (3.5, 2010-2015).
 */
export function wordTerm(word: string): string {
  if (!SIGN.test(word) && !word.includes(',')) return word;
  let term = '';
  for (let i = 0; i < word.length; i++) {
    const unit = word.charAt(i);
    if (unit === ',') continue;
    const joins = SIGN.test(unit) && (isLetter(kindBefore(word, i)) || isLetter(classAt(word, i + 1)));
    if (!joins) term += unit;
  }
  return term;
}

/** Class of the character that ends before an index. */
function kindBefore(word: string, index: number): number {
  const pair = index >= 2 && unitsAt(word, index - 2) === 2;
  return classAt(word, index - (pair ? 2 : 1));
}

/**
 * The parts of a word that are terms of their own: its atoms of two units and more, a digit behind such
 * letters (wifi6 -> wifi, 6) and the word without its `+` or `#`. Empty when the word is its own only part (hello, 3.5, 5g, c++).
 */
export function wordParts(word: string): string[] {
  const atoms = wordAtoms(word);
  const stem = stemLength(word);
  const parts: string[] = [];
  if (stem >= 2 && stem < word.length) parts.push(wordTerm(word.slice(0, stem)));
  if (atoms.length > 1) {
    let behindLetters = false;
    for (const { start, end } of atoms) {
      const isDigits = classAt(word, start) === CLASS_DIGIT;
      const isLong = end - start >= 2;
      if (isLong || (isDigits && behindLetters)) parts.push(wordTerm(word.slice(start, end)));
      behindLetters = isLong && !isDigits;
    }
  }
  return parts;
}

const NUMBER = /^[0-9.,]+$/;
const LETTER_AT_END = /\p{L}$/u;
const LETTER_AT_START = /^\p{L}/u;

/** The one word that two words with a blank between them are for most people (WiFi 6, 4.7 GB): a number and its neighbour; else null. */
export function joinedTerm(left: string, right: string): string | null {
  const joins = NUMBER.test(left) ? LETTER_AT_START.test(right) : NUMBER.test(right) && LETTER_AT_END.test(left);
  return joins ? wordTerm(left) + wordTerm(right) : null;
}
