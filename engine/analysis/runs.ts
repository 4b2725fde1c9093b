// Cuts a folded text into Han runs and words. A run's borders depend on its own characters and their
// neighbours alone, so the same string is cut the same way in a query and in an article.

import { skipBlanks } from './blanks.ts';
import { CLASS_DIGIT, CLASS_HAN, CLASS_LETTER, CLASS_MARK, CLASS_SEPARATOR, classOf, unitsAt } from './classes.ts';

/** A stretch of one kind; `start` and `end` in UTF-16 units of the text. */
export interface Run {
  kind: 'han' | 'word';
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
const COMMA = 0x2c;
const APOSTROPHE = 0x27;

/** A number with its thousands set off: 2,160 and 12,345,678, but not the lists 1,2,3 and 1,200,30. */
const GROUPED = /(?<![a-z0-9][-._'&]?|[0-9],)[0-9]{1,3}(?:,[0-9]{3})+(?!,?[0-9])/g;

/** `.` `-` `_` `'` `&`: node.js, wi-fi, snake_case, don't, at&t. Colon, slash and @ separate. */
function isConnector(unit: number): boolean {
  return unit === DOT || unit === 0x2d || unit === 0x5f || unit === APOSTROPHE || unit === 0x26;
}

const startsWord = (kind: number): boolean => kind === CLASS_LETTER || kind === CLASS_DIGIT;

/** Class of the character at `index`; past the end a separator. */
export function classAt(text: string, index: number): number {
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

/** Longest stretch that is looked at as one number. UTF-16 units. */
const LONGEST_NUMBER = 40;
const NUMBER_CHARACTER = /[a-z0-9,.'&_-]/;

/** End of the number with set-off thousands that starts at an index; the index itself where there is none. */
function endOfGrouped(text: string, start: number): number {
  const comma = text.charCodeAt(start + 1) === COMMA || text.charCodeAt(start + 2) === COMMA;
  if (!comma && text.charCodeAt(start + 3) !== COMMA) return start;
  const before = Math.max(0, start - 2);
  const near = text.slice(before, start + LONGEST_NUMBER);
  for (const { index, 0: number } of near.matchAll(GROUPED)) if (before + index === start) return start + number.length;
  return start;
}

/** Whether a position is inside a number with set-off thousands: at a comma of 2,160 or at its sides. */
export function isInsideGrouped(folded: string, at: number): boolean {
  if (folded[at] !== ',' && folded[at - 1] !== ',') return false;
  let start = at;
  while (start > 0 && at - start < LONGEST_NUMBER && NUMBER_CHARACTER.test(folded[start - 1]!)) start--;
  for (const { index, 0: number } of folded.slice(start, at + LONGEST_NUMBER).matchAll(GROUPED))
    if (start + index < at && at < start + index + number.length) return true;
  return false;
}

/** End of the word of a folded text that starts at an index. */
export function endOfWord(text: string, start: number): number {
  let i = endOfGrouped(text, start);
  let lastKind: number = i > start ? CLASS_DIGIT : CLASS_LETTER;
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
 * Two runs that touch (`end === start`) were written without a space: 5g|基站; see `touch`.
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

/**
 * Whether two neighbouring runs of different kinds belong together: nothing or only typography stands between
 * them (849元, 849 元).
 */
export function touch(folded: string, left: Run | undefined, right: Run | undefined): boolean {
  if (left === undefined || right === undefined || left.kind === right.kind) return false;
  return left.end === right.start || skipBlanks(folded, left.end, 1) === right.start;
}
