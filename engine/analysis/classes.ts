// What a character is to the analysis: part of a Han run, a letter, a digit or a mark of a word, or a
// separator. The table is generated, so that an index and a query agree whatever Unicode their Node has.

import { CLASS_RUNS } from './fold-table.generated.ts';
import { readNumbers } from './packed-numbers.ts';

/** Spaces, punctuation, symbols, emoji, zero-width characters, lone surrogates. */
export const CLASS_SEPARATOR = 0;
/** Han (also outside the BMP), 々〇〆, kana with ー, Hangul, bopomofo. */
export const CLASS_HAN = 1;
/** Letters of all other scripts. */
export const CLASS_LETTER = 2;
/** Decimal digits. */
export const CLASS_DIGIT = 3;
/** Combining marks of other scripts: they continue a word, never start one. */
export const CLASS_MARK = 4;

/** Class of each UTF-16 unit below the surrogates and above; astral ones are looked up in `astral`. */
const bmp = new Uint8Array(0x10000);
/** First code points of the runs from U+10000, ascending, and their classes. */
const astralStarts: number[] = [];
const astralClasses: number[] = [];

{
  let codePoint = 0;
  for (const run of readNumbers(CLASS_RUNS)) {
    const end = codePoint + Math.floor(run / 5);
    // Separators, half of the runs, are there already.
    if (codePoint < 0x10000 && run % 5 !== CLASS_SEPARATOR) bmp.fill(run % 5, codePoint, Math.min(end, 0x10000));
    if (end > 0x10000) {
      astralStarts.push(Math.max(codePoint, 0x10000));
      astralClasses.push(run % 5);
    }
    codePoint = end;
  }
}

function astralClass(codePoint: number): number {
  let low = 0;
  let high = astralStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (astralStarts[middle]! <= codePoint) low = middle;
    else high = middle - 1;
  }
  return astralClasses[low] ?? CLASS_SEPARATOR;
}

/** Class of a code point; a lone surrogate is a separator. */
export function classOf(codePoint: number): number {
  return codePoint < 0x10000 ? bmp[codePoint]! : astralClass(codePoint);
}

/** UTF-16 units of the character that starts at `index`: 2 for a surrogate pair, else 1. */
export function unitsAt(text: string, index: number): 1 | 2 {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  const next = text.charCodeAt(index + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}
