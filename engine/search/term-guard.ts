// A quick look whether a text can hold a word or date at all, before the text is cut into words to count it. It may be
// wrong in one way only: a text that holds the term is never passed over.

/** Written dates have one of these; so has a year's term (2017年), which 二〇一七年 has too. */
const DATE = /[年月日号]|\d[-/.]\d|\d{8}/;

const YEAR = /^\d+年$/;

/** Signs and blanks that a word may have where its term has none: 2,160 of 2160, WiFi 6 of wifi6. */
const BETWEEN = '[^\\p{L}\\p{N}]{0,3}';

const SYNTAX = /[\\^$.*+?()[\]{}|/]/g;

/** @param term not one Han run: a word, a word with its neighbour, or a date key */
export function guardOf(term: string): RegExp {
  if (term.startsWith('@') || YEAR.test(term)) return DATE;
  return new RegExp([...term].map((char) => char.replace(SYNTAX, '\\$&')).join(BETWEEN), 'u');
}
