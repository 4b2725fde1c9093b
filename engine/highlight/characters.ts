// What a position between two UTF-16 units of a text is: a cut there must never tear a character.

import { CLASS_DIGIT, CLASS_LETTER, CLASS_MARK, classOf } from '../analysis/classes.ts';

/** Joined to the character before: combining marks, variation selectors, joiners, skin tones. */
const EXTENDS = /\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}]/u;
const ZERO_WIDTH_JOINER = 0x200d;

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
const isRegional = (code: number) => code >= 0x1f1e6 && code <= 0x1f1ff;

/** False inside a surrogate pair. */
export function isCharacterBorder(text: string, at: number): boolean {
  return !(isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1)));
}

/** False inside a surrogate pair and before whatever combines with the character before (accents, emoji parts). */
export function isClusterBorder(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  const unit = text.charCodeAt(at);
  // Nothing below U+0300 combines, and neither does the CJK and Hangul block: the usual case ends here.
  if ((unit < 0x300 || (unit > 0x3100 && unit < 0xd800)) && text.charCodeAt(at - 1) !== ZERO_WIDTH_JOINER) return true;
  if (!isCharacterBorder(text, at) || text.charCodeAt(at - 1) === ZERO_WIDTH_JOINER) return false;
  const code = text.codePointAt(at)!;
  if (isRegional(code) && at >= 2 && isRegional(text.codePointAt(at - 2)!)) return false;
  return !EXTENDS.test(String.fromCodePoint(code));
}

/** What the character that holds a unit means for Latin words and numbers; `none` outside the text. */
export function wordKind(text: string, at: number): 'letter' | 'digit' | 'none' {
  if (at < 0 || at >= text.length) return 'none';
  switch (classOf(text.codePointAt(isCharacterBorder(text, at) ? at : at - 1)!)) {
    case CLASS_DIGIT:
      return 'digit';
    case CLASS_LETTER:
    case CLASS_MARK:
      return 'letter';
    default:
      return 'none';
  }
}

/** Whether a position lies inside a Latin word or a number, where no text should be cut. */
export function isInsideWord(text: string, at: number): boolean {
  return wordKind(text, at - 1) !== 'none' && wordKind(text, at) !== 'none';
}

/** White space as `String.prototype.trim` has it. */
export function isSpace(unit: number): boolean {
  return (
    unit === 32 ||
    (unit >= 9 && unit <= 13) ||
    unit === 0x3000 ||
    unit === 0xa0 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0xfeff ||
    unit === 0x1680
  );
}
