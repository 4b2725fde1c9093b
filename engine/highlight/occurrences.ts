// Where a wanted text stands in a folded text. Every occurrence counts, overlapping ones too (哈哈 stands
// twice in 哈哈哈), and none begins or ends inside a surrogate pair or, where asked, inside a Latin word.

import { isInsideGrouped } from '../analysis/runs.ts';
import { isCharacterBorder, wordKind } from './characters.ts';
import { spellingsOf } from './spellings.ts';

/** A text to look for: folded, not empty. */
export interface Needle {
  text: string;
  /** Whether it must start and end where a Latin word or a number does: `go` is not in `google`. */
  boundary: boolean;
  /** Whether other spellings of its words and numbers are meant too; only with `boundary`. */
  anySpelling?: boolean;
}

/** A span of a text, UTF-16 units, and which of the wanted things it is (an index into a list the caller keeps). */
export interface Occurrence {
  start: number;
  end: number;
  item: number;
}

/** Append all occurrences of a needle, ascending. Returns how many there are. */
export function findOccurrences(folded: string, needle: Needle, item: number, found: Occurrence[]): number {
  const { text, boundary, anySpelling = false } = needle;
  if (text === '') return 0;
  const before = found.length;
  const take = (start: number, end: number): void => {
    if (!isCharacterBorder(folded, start) || !isCharacterBorder(folded, end)) return;
    if (boundary && !(isWordBorder(folded, start) && isWordBorder(folded, end))) return;
    found.push({ start, end, item });
  };
  if (anySpelling) {
    const spellings = spellingsOf(text);
    for (let match = spellings.exec(folded); match !== null; match = spellings.exec(folded)) {
      take(match.index, match.index + match[0].length);
      spellings.lastIndex = match.index + 1;
    }
  } else {
    for (let start = folded.indexOf(text); start !== -1; start = folded.indexOf(text, start + 1))
      take(start, start + text.length);
  }
  return found.length - before;
}

/**
 * Whether a Latin word or a number may end or start at a position: the characters on its two sides are not of
 * one kind. Letters and digits part (iphone|15), signs always do, but not those of a number (3.5, 2,160).
 */
function isWordBorder(folded: string, at: number): boolean {
  const before = wordKind(folded, at - 1);
  const after = wordKind(folded, at);
  if (before !== 'none' && before === after) return false;
  if (isInsideGrouped(folded, at)) return false;
  if (before === 'digit' && folded[at] === '.') return wordKind(folded, at + 1) !== 'digit';
  if (after === 'digit' && folded[at - 1] === '.') return wordKind(folded, at - 2) !== 'digit';
  return true;
}

/** Ascending by start, the longer one first: the order in which marks are made. */
export function sortOccurrences(occurrences: Occurrence[]): Occurrence[] {
  return occurrences.sort((a, b) => a.start - b.start || b.end - a.end);
}
