// Whether a phrase stands literally in a folded text. One that begins or ends with a Latin letter or a digit must begin
// or end where a letter or digit of its kind does.

import type { Needles, Places } from '../analysis/needles.ts';
import { isInsideGrouped } from '../analysis/runs.ts';

/** @param needle number of the phrase among the needles that the text was searched for */
export function standsAsPhrase({ lengths }: Needles, folded: string, places: Places, needle: number): boolean {
  for (let place = places.first[needle]; place >= 0; place = places.next[place])
    if (isPhraseAt(folded, places.at[place], lengths[needle])) return true;
  return false;
}

/** The same in a text that was not searched for it. @param phrase not empty */
export function holdsPhrase(folded: string, phrase: string): boolean {
  for (let at = folded.indexOf(phrase); at >= 0; at = folded.indexOf(phrase, at + 1))
    if (isPhraseAt(folded, at, phrase.length)) return true;
  return false;
}

const isPhraseAt = (folded: string, at: number, length: number): boolean =>
  isBorder(folded, at) && isBorder(folded, at + length);

const WORD_CHARACTER = /[a-z0-9]/;

function isBorder(text: string, at: number): boolean {
  if (isInsideGrouped(text, at)) return false;
  const before = text.charAt(at - 1);
  const after = text.charAt(at);
  if (!WORD_CHARACTER.test(before) || !WORD_CHARACTER.test(after)) return true;
  return /[0-9]/.test(before) !== /[0-9]/.test(after);
}
