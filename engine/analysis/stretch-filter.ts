// Tells stretches that occur in none of some texts, so that a few articles need only a few words of a dictionary.

import { fold } from './fold.ts';

/** Whether `[start, end)` of a folded text may occur in the texts: when false, it does not. UTF-16 units. */
export type StretchFilter = (folded: string, start: number, end: number) => boolean;

/** A byte for each; three hundred articles fill a tenth of them. */
const PLACES_BITS = 20;

const placeOf = (unit: number, next: number): number =>
  (Math.imul(unit, 0x9e3779b1) + Math.imul(next, 0x85ebca6b)) >>> (32 - PLACES_BITS);

/** A stretch may occur where all pairs of neighbouring units in it do; one unit, where it does. */
export function createStretchFilter(texts: Iterable<string>): StretchFilter {
  const pairs = new Uint8Array(1 << PLACES_BITS);
  const units = new Uint8Array(0x10000);
  for (const text of texts) {
    const folded = fold(text);
    for (let i = 0; i < folded.length; i++) {
      units[folded.charCodeAt(i)] = 1;
      if (i > 0) pairs[placeOf(folded.charCodeAt(i - 1), folded.charCodeAt(i))] = 1;
    }
  }
  return (folded, start, end) => {
    if (units[folded.charCodeAt(start)] === 0) return false;
    for (let i = start + 1; i < end; i++)
      if (pairs[placeOf(folded.charCodeAt(i - 1), folded.charCodeAt(i))] === 0) return false;
    return true;
  };
}
