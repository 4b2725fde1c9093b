// How long a text is for the ranking, as the analyzer counts it. Every article is measured at every build, also those
// that an incremental one takes as they are, so it makes neither a folded text nor runs: only words that are more
// than letters and digits are cut as the analyzer cuts them.

import { CLASS_DIGIT, CLASS_HAN, CLASS_LETTER, CLASS_MARK, CLASS_SEPARATOR, classOf, unitsAt } from './classes.ts';
import { fold, foldUnit } from './fold.ts';
import { endOfWord, LONGEST_WORD } from './runs.ts';

function isSurrogate(unit: number): boolean {
  return (unit & 0xf800) === 0xd800;
}

/** Instead of a class. */
const SURROGATE = 255;

/** Class of each UTF-16 unit once it is folded. */
const classes = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
  isSurrogate(unit) ? SURROGATE : classOf(foldUnit(unit)),
);

/** What a separator may be to the word before it. */
const ENDS = 0;
const CONNECTS = 1;
const COMMA = 2;
const LOOK = 3;
const roles = new Uint8Array(0x10000);
for (let unit = 0; unit < roles.length; unit++) {
  if (classes[unit] !== CLASS_SEPARATOR) continue;
  const folded = String.fromCharCode(foldUnit(unit));
  roles[unit] = '.-_&'.includes(folded) ? CONNECTS : folded === ',' ? COMMA : "'+#".includes(folded) ? LOOK : ENDS;
}

/** What a unit adds to the length by itself, or `WORD` where a word or a surrogate begins. */
const WORD = 2;
const added = classes.map((kind) =>
  kind === CLASS_HAN ? 1 : kind === CLASS_SEPARATOR || kind === CLASS_MARK ? 0 : WORD,
);

/** Units before and after the start of a word that its end depends on. */
const BEFORE = 2;
const AFTER = LONGEST_WORD + 8;

/** Han characters and words of a stored text. */
export function fieldLength(text: string): number {
  const { length: units } = text;
  let length = 0;
  let i = 0;
  for (;;) {
    // Nearly all of a text, and so a loop of its own.
    for (; i < units; i++) {
      const more = added[text.charCodeAt(i)]!;
      if (more === WORD) break;
      length += more;
    }
    if (i >= units) return length;
    const kind = classes[text.charCodeAt(i)]!;
    const exact = kind === SURROGATE ? classOf(text.codePointAt(i)!) : kind;
    if (exact !== CLASS_SEPARATOR && exact !== CLASS_MARK) length++;
    const isWord = exact === CLASS_LETTER || exact === CLASS_DIGIT;
    i = isWord ? (endOfPlainWord(text, i) ?? i + lengthOfWord(text, i)) : i + unitsAt(text, i);
  }
}

/** End of a word of letters, digits and what connects them (3.5, wi-fi); undefined where it takes a closer look. */
function endOfPlainWord(text: string, start: number): number | undefined {
  let isConnected = false;
  // With room for a connector and what follows it.
  for (let i = start; i < text.length && i < start + LONGEST_WORD - 2; i++) {
    const unit = text.charCodeAt(i);
    const kind = classes[unit]!;
    if (kind === CLASS_LETTER || kind === CLASS_DIGIT) continue;
    if (kind === CLASS_HAN) return i;
    const role = kind === CLASS_SEPARATOR ? roles[unit]! : LOOK;
    if (role === ENDS) return i;
    if (role === LOOK) return undefined;
    const nextKind = classes[text.charCodeAt(i + 1)];
    if (nextKind === CLASS_HAN || nextKind === CLASS_SEPARATOR) return i;
    if (nextKind !== CLASS_LETTER && nextKind !== CLASS_DIGIT) return undefined;
    // Thousands are set off at the beginning of a word alone.
    if (role === COMMA) return isConnected ? i : undefined;
    isConnected = true;
  }
  return undefined;
}

function lengthOfWord(text: string, start: number): number {
  const before = Math.max(0, start - BEFORE);
  return endOfWord(fold(text.slice(before, start + AFTER)), start - before) - (start - before);
}
