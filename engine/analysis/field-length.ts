// How long a text is for the ranking, as the analyzer counts it. Every article is measured at every build, also those
// that an incremental one takes as they are, so it makes neither a folded text nor runs: only words that are more
// than letters and digits are cut as the analyzer cuts them.

import { CLASS_DIGIT, CLASS_HAN, CLASS_LETTER, CLASS_SEPARATOR, classOf, unitsAt } from './classes.ts';
import { fold, foldUnit } from './fold.ts';
import { endOfWord, LONGEST_WORD } from './runs.ts';

/** Class of each UTF-16 unit once it is folded; of surrogates, that of a lone one. */
const classes = Uint8Array.from({ length: 0x10000 }, (_, unit) => classOf(foldUnit(unit)));

/** Where a separator in or after a word may belong to it; any other one ends it. */
const joins = new Uint8Array(0x10000);
for (let unit = 0; unit < joins.length; unit++)
  if (classes[unit] === CLASS_SEPARATOR && ".-_'&,+#".includes(String.fromCharCode(foldUnit(unit)))) joins[unit] = 1;

/** Units before and after the start of a word that its end depends on. */
const BEFORE = 2;
const AFTER = LONGEST_WORD + 8;

/** Han characters and words of a stored text. */
export function fieldLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; ) {
    const unit = text.charCodeAt(i);
    const kind = isSurrogate(unit) ? classOf(text.codePointAt(i)!) : classes[unit]!;
    if (kind === CLASS_HAN) {
      length++;
      i += unitsAt(text, i);
    } else if (kind === CLASS_LETTER || kind === CLASS_DIGIT) {
      length++;
      i = endOfPlainWord(text, i) ?? i + lengthOfWord(text, i);
    } else {
      i += unitsAt(text, i);
    }
  }
  return length;
}

/** End of a word of letters and digits; undefined where more may belong to it. */
function endOfPlainWord(text: string, start: number): number | undefined {
  for (let i = start; i < text.length && i < start + LONGEST_WORD; i++) {
    const unit = text.charCodeAt(i);
    const kind = classes[unit]!;
    if (kind === CLASS_LETTER || kind === CLASS_DIGIT) continue;
    const isPlain = kind === CLASS_HAN || (kind === CLASS_SEPARATOR && !isSurrogate(unit) && joins[unit] === 0);
    return isPlain ? i : undefined;
  }
  return undefined;
}

function lengthOfWord(text: string, start: number): number {
  const before = Math.max(0, start - BEFORE);
  return endOfWord(fold(text.slice(before, start + AFTER)), start - before) - (start - before);
}

const isSurrogate = (unit: number): boolean => (unit & 0xf800) === 0xd800;
