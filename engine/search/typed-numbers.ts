// Numbers and dates that were typed with spaces (849 元, 2017 年 11 月 25 日) are asked for as what they are. To the
// query language every space ends a text.

import { findDates } from '../analysis/dates.ts';
import { fold } from '../analysis/fold.ts';
import type { Clause } from './query-language.ts';

const COUNTERS = new Set('年月日号时点分秒元角分个万亿千百名位人次届条项家所座岁级期版本章回米吨斤度');

/** Whether a character measures what a number counts: 2017年, 25日, 3个, 5万. */
export const isCounter = (character: string): boolean => COUNTERS.has(character);

/** Texts that one date may be typed in: 2017 年 11 月 25 日. */
const MOST_TEXTS = 6;

/** Clauses in which a number and its unit, or a date, is one text. Only texts without an operator are joined. */
export function joinTypedNumbers(clauses: readonly Clause[]): readonly Clause[] {
  const joined: Clause[] = [];
  for (let first = 0; first < clauses.length; first++) {
    const texts = plainTexts(clauses.slice(first, first + MOST_TEXTS));
    while (texts.length > 1 && !isDate(texts) && !isCounted(texts)) texts.pop();
    const last = first + Math.max(0, texts.length - 1);
    const text = texts.join(isCounted(texts) ? '' : ' ');
    const [start, { end }] = [clauses[first]!.alternatives[0]!, clauses[last]!.alternatives[0]!];
    joined.push(last === first ? clauses[first]! : { alternatives: [{ ...start, text, end }] });
    first = last;
  }
  return joined;
}

/** What was typed, as far as it is texts without an operator. */
function plainTexts(clauses: readonly Clause[]): string[] {
  const texts: string[] = [];
  for (const { alternatives } of clauses) {
    const [leaf] = alternatives;
    if (alternatives.length > 1 || leaf?.kind !== 'text' || leaf.field !== null) break;
    texts.push(leaf.text);
  }
  return texts;
}

function isCounted(texts: readonly string[]): boolean {
  const [number = '', counter = ''] = texts;
  return texts.length === 2 && /[0-9]$/.test(fold(number)) && isCounter(fold(counter));
}

function isDate(texts: readonly string[]): boolean {
  const folded = fold(texts.join(' '));
  const [mention] = findDates(folded);
  return mention !== undefined && mention.start === 0 && mention.end === folded.length;
}
