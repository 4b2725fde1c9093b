// Cuts a folded text into Han runs and words. A run's borders depend on its own characters and their
// neighbours alone, so the same string is cut the same way in a query and in an article.

import { CLASS_DIGIT, CLASS_HAN, CLASS_LETTER, CLASS_MARK, CLASS_SEPARATOR, classOf, unitsAt } from './classes.ts';

/** A stretch of one kind; `start` and `end` in UTF-16 units of the text. */
export interface Run {
  kind: 'han' | 'word';
  start: number;
  end: number;
}

/** A stretch of a word, in UTF-16 units from the word's start. */
export interface WordAtom {
  start: number;
  end: number;
}

/**
 * A word longer than this (base64, a line of dashes and letters) is several runs, so that no term
 * outgrows a dictionary block. UTF-16 units.
 */
export const LONGEST_WORD = 64;

const PLUS = 0x2b;
const HASH = 0x23;
const DOT = 0x2e;
const APOSTROPHE = 0x27;

/** `.` `-` `_` `'` `&`: node.js, wi-fi, snake_case, don't, at&t. Colon, slash and @ separate. */
function isConnector(unit: number): boolean {
  return unit === DOT || unit === 0x2d || unit === 0x5f || unit === APOSTROPHE || unit === 0x26;
}

const startsWord = (kind: number): boolean => kind === CLASS_LETTER || kind === CLASS_DIGIT;

/** Class of the character at `index`; past the end a separator. */
function classAt(text: string, index: number): number {
  return index < text.length ? classOf(text.codePointAt(index)!) : CLASS_SEPARATOR;
}

function endOfHan(text: string, start: number): number {
  let i = start;
  while (classAt(text, i) === CLASS_HAN) i += unitsAt(text, i);
  return i;
}

/** End of `++` or `+` after a letter (c++, a+), of `#` after a word of one letter (c#); else `end`. */
function endOfSuffix(text: string, start: number, end: number, lastKind: number): number {
  if (lastKind === CLASS_DIGIT) return end;
  let i = end;
  if (text.charCodeAt(i) === PLUS) {
    i += text.charCodeAt(i + 1) === PLUS ? 2 : 1;
  } else if (text.charCodeAt(i) === HASH && end - start === 1) {
    i++;
  }
  // Not in a+b, where it joins nothing.
  return startsWord(classAt(text, i)) ? end : i;
}

function endOfWord(text: string, start: number): number {
  let i = start;
  let lastKind: number = CLASS_LETTER;
  while (i - start < LONGEST_WORD) {
    const kind = classAt(text, i);
    if (startsWord(kind) || kind === CLASS_MARK) {
      if (kind !== CLASS_MARK) lastKind = kind;
      i += unitsAt(text, i);
      continue;
    }
    const unit = text.charCodeAt(i);
    const next = kind === CLASS_SEPARATOR && isConnector(unit) ? classAt(text, i + 1) : CLASS_SEPARATOR;
    const joins = unit === APOSTROPHE ? next === CLASS_LETTER && lastKind === CLASS_LETTER : startsWord(next);
    if (!joins) return endOfSuffix(text, start, i, lastKind);
    if (i + 1 - start >= LONGEST_WORD) return i;
    i++;
  }
  return i;
}

/**
 * The Han runs and words of a folded text, in order; everything between them separates.
 * Two runs that touch (`end === start`) were written without a space: 5g|基站.
 */
export function runs(folded: string): Run[] {
  const found: Run[] = [];
  let i = 0;
  while (i < folded.length) {
    const kind = classAt(folded, i);
    if (kind === CLASS_HAN) {
      const end = endOfHan(folded, i);
      found.push({ kind: 'han', start: i, end });
      i = end;
    } else if (startsWord(kind)) {
      const end = endOfWord(folded, i);
      found.push({ kind: 'word', start: i, end });
      i = end;
    } else {
      i += unitsAt(folded, i);
    }
  }
  return found;
}

/** Units of a word before its `+`, `++` or `#`. */
function stemLength(word: string): number {
  let end = word.length;
  while (end > 0 && (word.charCodeAt(end - 1) === PLUS || word.charCodeAt(end - 1) === HASH)) end--;
  return end;
}

/**
 * The stretches of a word between connectors and between letters and digits; a decimal number stays
 * whole. iphone15 -> iphone, 15; 3.5 -> 3.5; gpt-4 -> gpt, 4.
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
      const decimal = word.charCodeAt(i) === DOT && last === CLASS_DIGIT && classAt(word, i + 1) === CLASS_DIGIT;
      if (decimal) continue;
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
 * The parts of a word that are terms of their own: its atoms of two units and more, and the word
 * without its `+` or `#`. Empty when the word is its own only part (hello, 3.5, 5g, c++).
 */
export function wordParts(word: string): string[] {
  const atoms = wordAtoms(word);
  const stem = stemLength(word);
  const parts: string[] = [];
  if (stem >= 2 && stem < word.length) parts.push(word.slice(0, stem));
  if (atoms.length > 1) {
    for (const { start, end } of atoms) if (end - start >= 2) parts.push(word.slice(start, end));
  }
  return parts;
}
