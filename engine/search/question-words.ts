// The phrases of a question that ask and tell nothing of the article: 哪一年, 在哪里, 有几个, 是谁的, 介绍一下.
// They join the walk's cut where they fit between its words: 几何 in 有几何意义 stays a word.

import type { Segment } from '../analysis/segment.ts';

/**
 * What is counted or chosen from, behind 哪, 几 and 多少. Only what is no more than a measure: 钱 of 多少钱 and 月份 of
 * 几月份 stand in the articles that answer.
 */
const MEASURE =
  '(?:年度?|[月日号天周岁届次场回集章层级期版代点时分秒个位名人家座所部本条支只首枚颗张台辆架艘套件项款类种句字国省市县州区处边站米克吨斤元块倍度])';

const ASKS = [
  '(?:是|有|为|叫)?什么(?:样|时候|时间|地方|意思|原因)?的?',
  '[在是从由到于有为]?哪(?:里|儿|些|一些|几)的?',
  `[在是从由到于有为]?哪(?:一|几)?${MEASURE}的?`,
  '哪一',
  '哪[家个里儿款种所](?:最|比较|更)?好',
  `第几${MEASURE}?|[是有为]?几${MEASURE}`,
  `[是有为]?多少${MEASURE}?`,
  '[是有为]?多[大长久高远宽]',
  '[是由被给和跟]?谁的?',
  '怎(?:么|么样|么办|么回事|样)的?',
  '如何|为什么|为何|何时|何地|何处|何种|是何|分别',
  '是否|是不是|有没有|能不能|会不会|要不要|可不可以|好不好|好吗|可以吗|行吗|对吗',
  '请问|请教|请说明|请介绍|我想知道|想问一下|谁知道',
  '(?:能|可以|请)?(?:[给跟帮为](?:我们?|大家))?(?:简单)?介绍(?:一下|下)',
];
const QUESTION = new RegExp(`^(?:${ASKS.join('|')})$`);

/** Each of them has one of these, and most words have none: the expression takes V8 a millisecond to make. */
const ASKING = /[么哪几多谁怎何别否不没吗问教请知绍]/;

/** Characters of the longest of them. */
const LONGEST = 10;

export const isQuestion = (text: string): boolean => text.length <= LONGEST && ASKING.test(text) && QUESTION.test(text);

/** A segment of a query's Han run; one that asks may be several words of the walk. */
export interface AskingSegment extends Segment {
  asks: boolean;
}

/**
 * Join the segments of a cut that are a question phrase together, the longest first.
 * @param chars the run's characters, folded
 * @param isKnown whether a word is the site's own, and so no part of a question
 */
export function joinQuestions(
  chars: readonly string[],
  cut: readonly Segment[],
  isKnown: (word: string) => boolean,
): AskingSegment[] {
  const asksAt = (first: number, last: number): boolean => {
    const { start } = cut[first]!;
    const { end } = cut[last]!;
    if (!isQuestion(chars.slice(start, end).join('')) || isName(chars, start, end)) return false;
    return cut.slice(first, last + 1).every((word) => !isKnown(chars.slice(word.start, word.end).join('')));
  };
  const joined: AskingSegment[] = [];
  for (let i = 0; i < cut.length; i++) {
    const { start } = cut[i]!;
    let last = i;
    while (last + 1 < cut.length && cut[last + 1]!.end - start <= LONGEST) last++;
    while (last > i && !asksAt(i, last)) last--;
    joined.push({ start, end: cut[last]!.end, asks: asksAt(i, last) });
    i = last;
  }
  return joined;
}

/** 几米 typed by itself is somebody; in a sentence it is a length. */
const isName = (chars: readonly string[], start: number, end: number): boolean =>
  chars[start] === '几' && start === 0 && end === chars.length;
