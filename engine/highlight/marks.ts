// From occurrences to marks. Marks are ascending and disjoint, and a mark is never more than was typed:
// occurrences that overlap or touch become one mark only if the whole of it stands in something typed
// (徐汇 + 徐汇区 of 徐汇区), otherwise they stay side by side and the longer, then the earlier, stays whole.

import { isCharacterBorder } from './characters.ts';
import type { Occurrence } from './occurrences.ts';

/** `[start, end)`, UTF-16 units. */
export type Span = [start: number, end: number];

/** A stretch to mark and the items (with repeats) whose occurrences it shows. */
export interface Mark {
  start: number;
  end: number;
  items: number[];
}

interface Stretch extends Mark {
  /** Units before any clipping; a date is stronger than any word, since it is marked whole. */
  strength: number;
}

/**
 * @param folded the text the occurrences are spans of
 * @param occurrences ascending by start, the longer first
 * @param typed folded tokens as they were typed
 * @param isDate whether an item is a date
 */
export function makeMarks(
  folded: string,
  occurrences: readonly Occurrence[],
  typed: readonly string[],
  isDate: (item: number) => boolean,
): Mark[] {
  const longest = typed.reduce((length, token) => Math.max(length, token.length), 0);
  const wasTyped = (start: number, end: number) => {
    if (end - start > longest) return false;
    const union = folded.slice(start, end);
    return typed.some((token) => token.includes(union));
  };
  return join(clip(folded, unite(occurrences, wasTyped, isDate)), wasTyped);
}

/** Stretches with ascending starts and ends; they may still overlap where their union was not typed. */
function unite(
  occurrences: readonly Occurrence[],
  wasTyped: (start: number, end: number) => boolean,
  isDate: (item: number) => boolean,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { start, end, item } of occurrences) {
    const last = stretches.at(-1);
    const strength = isDate(item) ? Number.POSITIVE_INFINITY : end - start;
    if (last && (end <= last.end || (start <= last.end && wasTyped(last.start, end)))) {
      last.end = Math.max(last.end, end);
      last.items.push(item);
      last.strength = Math.max(last.strength, strength, last.end - last.start);
    } else {
      stretches.push({ start, end, items: [item], strength });
    }
  }
  return stretches;
}

/** Where two stretches overlap the stronger, then the earlier, stays whole and the other keeps its rest. */
function clip(folded: string, stretches: Stretch[]): Mark[] {
  const marks: Stretch[] = [];
  for (const stretch of stretches) {
    let last = marks.at(-1);
    while (last && last.end > stretch.start && last.strength < stretch.strength) {
      last.end = stretch.start;
      if (isWorthAMark(folded, last, stretch)) break;
      stretch.items.push(...last.items);
      marks.pop();
      last = marks.at(-1);
    }
    if (last && last.end > stretch.start) {
      stretch.start = last.end;
      if (!isWorthAMark(folded, stretch, last)) {
        last.items.push(...stretch.items);
        continue;
      }
    }
    marks.push(stretch);
  }
  return marks;
}

/** What clipping left may touch: 哈哈哈哈 is 哈哈 twice, not 哈哈, 哈 and 哈. */
function join(marks: readonly Mark[], wasTyped: (start: number, end: number) => boolean): Mark[] {
  const joined: Mark[] = [];
  for (const mark of marks) {
    const last = joined.at(-1);
    if (last && last.end === mark.start && wasTyped(last.start, mark.end)) {
      last.end = mark.end;
      last.items.push(...mark.items);
    } else {
      joined.push(mark);
    }
  }
  return joined;
}

/** A date that takes all of a word but one character has shown that it was no word: 25日|方世忠 holds no 日方. */
function isWorthAMark(folded: string, { start, end }: Mark, winner: Stretch): boolean {
  if (start >= end) return false;
  const isOneCharacter = end - start === 1 || (end - start === 2 && !isCharacterBorder(folded, start + 1));
  return !(isOneCharacter && winner.strength === Number.POSITIVE_INFINITY);
}
