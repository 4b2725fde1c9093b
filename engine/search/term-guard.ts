// A quick look whether a text can hold a word or date at all, before the text is cut into words to count it. It may be
// wrong in one way only: a text that holds the term is never passed over.

/** Written dates have one of these; so has a year's term (2017年), which 二〇一七年 has too. */
const DATE = /[年月日号]|\d[-/.]\d|\d{8}/;

const YEAR = /^\d+年$/;

/** `date`, or the letters and digits of a term, which a text has in this order without other ones between. */
export type Guard = 'date' | { letters: string };

/** A text without its signs and blanks: 2,160 as 2160, WiFi 6 as wifi6. In linear time, whatever is in it. */
export const lettersOf = (folded: string): string => folded.replace(/[^\p{L}\p{N}]+/gu, '');

/** @param term not one Han run: a word, a word with its neighbour, or a date key */
export const guardOf = (term: string): Guard =>
  term.startsWith('@') || YEAR.test(term) ? 'date' : { letters: lettersOf(term) };

/** @param letters of the text, by `lettersOf` */
export const mayHold = (guard: Guard, folded: string, letters: () => string): boolean =>
  guard === 'date' ? DATE.test(folded) : letters().includes(guard.letters);
