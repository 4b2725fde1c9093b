// Where a wanted text stands in a folded text. Every occurrence counts, overlapping ones too (哈哈 stands
// twice in 哈哈哈), and none begins or ends inside a surrogate pair or, where asked, inside a Latin word.

import { isCharacterBorder, wordKind } from './characters.ts';

/** A text to look for: folded, not empty. */
export interface Needle {
  text: string;
  /** Whether it must start and end where a Latin word or a number does: `go` is not in `google`. */
  boundary: boolean;
}

/** A span of a text, UTF-16 units, and which of the wanted things it is (an index into a list the caller keeps). */
export interface Occurrence {
  start: number;
  end: number;
  item: number;
}

/** Append all occurrences of a needle, ascending. Returns how many there are. */
export function findOccurrences(folded: string, needle: Needle, item: number, found: Occurrence[]): number {
  const { text, boundary } = needle;
  if (text === '') return 0;
  const before = found.length;
  for (let start = folded.indexOf(text); start !== -1; start = folded.indexOf(text, start + 1)) {
    const end = start + text.length;
    if (!isCharacterBorder(folded, start) || !isCharacterBorder(folded, end)) continue;
    if (boundary && !(isWordBorder(folded, start) && isWordBorder(folded, end))) continue;
    found.push({ start, end, item });
  }
  return found.length - before;
}

/**
 * Whether a Latin word or a number may end or start at a position: the characters on its two sides are not of
 * one kind. Letters and digits part (iphone|15), signs always do, and a decimal point does not (3.5 is one number).
 */
function isWordBorder(folded: string, at: number): boolean {
  const before = wordKind(folded, at - 1);
  const after = wordKind(folded, at);
  if (before !== 'none' && before === after) return false;
  if (before === 'digit' && folded[at] === '.') return wordKind(folded, at + 1) !== 'digit';
  if (after === 'digit' && folded[at - 1] === '.') return wordKind(folded, at - 2) !== 'digit';
  return true;
}

/** Ascending by start, the longer one first: the order in which marks are made. */
export function sortOccurrences(occurrences: Occurrence[]): Occurrence[] {
  return occurrences.sort((a, b) => a.start - b.start || b.end - a.end);
}
