// Makes texts comparable: width, case, accents, Traditional and Simplified. One UTF-16 unit becomes one,
// so an offset into the folded text is an offset into the text; the table is its own fixpoint.

import { CHARACTERS } from './character-table.ts';

const { moves } = CHARACTERS;

/** Units turned into a string at once; far below the argument limit of any engine. */
const CHUNK = 4096;
const buffer = new Uint16Array(CHUNK);

/** What a UTF-16 unit becomes. */
export const foldUnit = (unit: number): number => (unit + moves[unit]!) & 0xffff;

/**
 * Fold a text: full and half width, case, Latin, Greek and Cyrillic accents, and Traditional to
 * Simplified characters (OpenCC's TSCharacters, first candidate, BMP only).
 * @returns a string of the same length; the very `text` when nothing changes
 */
export function fold(text: string): string {
  const length = text.length;
  let first = 0;
  for (; first < length; first++) {
    if (moves[text.charCodeAt(first)] !== 0) break;
  }
  if (first === length) return text;
  let folded = first > CHUNK ? text.slice(0, first) : '';
  let at = folded.length;
  while (at < length) {
    const count = Math.min(CHUNK, length - at);
    for (let i = 0; i < count; i++) {
      const unit = text.charCodeAt(at + i);
      // The buffer keeps the sum modulo 65,536.
      buffer[i] = unit + moves[unit]!;
    }
    folded += String.fromCharCode.apply(
      null,
      (count === CHUNK ? buffer : buffer.subarray(0, count)) as unknown as number[],
    );
    at += count;
  }
  return folded;
}

/**
 * The form in which texts are stored and queries are read: NFC, lone surrogates replaced by U+FFFD.
 * Offsets of highlights count in this form.
 */
export function normalizeStored(text: string): string {
  return text.toWellFormed().normalize('NFC');
}
