// What a character is to the analysis: part of a Han run, a letter, a digit or a mark of a word, or a
// separator. The table is generated, so that an index and a query agree whatever Unicode their Node has.

import { CHARACTERS } from './character-table.ts';

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

const { classes } = CHARACTERS;

/** Where runs of one class end, from U+10000 on, and their classes; made when first asked for: few texts have such characters. */
let astral: { ends: Uint32Array; classes: Uint8Array } | null = null;

function readAstral(): { ends: Uint32Array; classes: Uint8Array } {
  const { astralRuns } = CHARACTERS;
  const runs = { ends: new Uint32Array(astralRuns.length / 2), classes: new Uint8Array(astralRuns.length / 2) };
  let end = 0x10000;
  for (let i = 0; i < runs.ends.length; i++) {
    end += astralRuns[2 * i]!;
    runs.ends[i] = end;
    runs.classes[i] = astralRuns[2 * i + 1]!;
  }
  return runs;
}

function astralClass(codePoint: number): number {
  astral ??= readAstral();
  let low = 0;
  let high = astral.ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (astral.ends[middle]! > codePoint) high = middle;
    else low = middle + 1;
  }
  return astral.classes[low]!;
}

/** Class of a code point; a lone surrogate is a separator. */
export function classOf(codePoint: number): number {
  return codePoint < 0x10000 ? classes[codePoint]! : astralClass(codePoint);
}

/** UTF-16 units of the character that starts at `index`: 2 for a surrogate pair, else 1. */
export function unitsAt(text: string, index: number): 1 | 2 {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  const next = text.charCodeAt(index + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}
