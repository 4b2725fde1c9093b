// What is a letter or a digit, without asking the regular expression where Chinese text has its characters: its
// tables take V8 a millisecond to make, and most cold queries never need them.

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** ASCII letters and digits, and the CJK ideographs: all but a few of the characters of a query. */
const isCommon = (unit: number): boolean =>
  (unit >= 0x4e00 && unit <= 0x9fff) ||
  (unit >= 0x30 && unit <= 0x39) ||
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x41 && unit <= 0x5a);

/** Whether a text has any letter or digit, astral ones too. */
export function hasLetterOrDigit(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (isCommon(text.charCodeAt(i))) return true;
  return LETTER_OR_DIGIT.test(text);
}

/** By UTF-16 unit: whether it is one, 0 until it is asked about. */
const kinds = new Uint8Array(0x10000);
const OTHER = 1;
const COUNTS = 2;

/** Whether a UTF-16 unit is a letter or digit; half a surrogate pair is none. */
export function isLetterOrDigit(unit: number): boolean {
  if (isCommon(unit)) return true;
  if (kinds[unit] === 0) kinds[unit] = LETTER_OR_DIGIT.test(String.fromCharCode(unit)) ? COUNTS : OTHER;
  return kinds[unit] === COUNTS;
}
