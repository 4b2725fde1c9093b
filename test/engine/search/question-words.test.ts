import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segmentRun } from '../../../engine/analysis/segment.ts';
import { isQuestion, joinQuestions } from '../../../engine/search/question-words.ts';

const none = (): boolean => false;

/** The cut of a text with a dictionary of equally frequent words; what asks is in brackets. */
function cut(text: string, dictionary: readonly string[], isKnown: (word: string) => boolean = none): string {
  const chars = [...text];
  const cost = (start: number, end: number): number | undefined =>
    dictionary.includes(chars.slice(start, end).join('')) ? 100 : undefined;
  return joinQuestions(chars, segmentRun(chars, cost, 8), isKnown)
    .map(({ start, end, asks }) => {
      const word = chars.slice(start, end).join('');
      return asks ? `[${word}]` : word;
    })
    .join(' ');
}

describe('a question phrase', () => {
  test.each([
    '哪一年',
    '哪一年度',
    '哪年',
    '在哪里',
    '有几个',
    '有几层',
    '第几集',
    '几分',
    '多少天',
    '是谁的',
    '是什么意思',
    '什么时候',
    '能给我介绍一下',
    '请介绍一下',
    '介绍一下',
    '请问',
    '好吗',
    '怎么办',
    '哪家好',
    '有没有',
    '是不是',
    '为什么',
    '叫什么',
    '多久',
    '如何',
    '何时',
    '何种',
    '分别',
    '是否',
    '好不好',
    '可以吗',
    '请教',
    '请说明',
    '我想知道',
    '想问一下',
    '谁知道',
  ])('is %s', (text) => {
    expect(isQuestion(text)).toBe(true);
  });

  test.each(['几何', '谁知', '多少钱', '几月份', '哪吒', '介绍', '意思', '一年', '好', '几'.repeat(40)])(
    'is not %s',
    (text) => {
      expect(isQuestion(text)).toBe(false);
    },
  );
});

describe('question phrases join the cut', () => {
  test('whatever words the dictionary has in them', () => {
    expect(cut('建于哪一年', ['建于', '一年'])).toBe('建于 [哪一年]');
    expect(cut('能给我介绍一下鲁迅', ['介绍', '一下', '鲁迅'])).toBe('[能给我介绍一下] 鲁迅');
    expect(cut('作品是谁的', ['作品'])).toBe('作品 [是谁的]');
    expect(cut('中得几分', [])).toBe('中 得 [几分]');
  });

  test('the longest first', () => {
    expect(cut('这里有多少天', ['这里', '多少'])).toBe('这里 [有多少天]');
    expect(cut('哪家医院', ['医院'])).toBe('[哪家] 医院');
  });

  test('but take nothing from a word of the cut', () => {
    expect(cut('有几何意义', ['几何', '意义'])).toBe('有 几何 意义');
    expect(cut('现在哪里', ['现在'])).toBe('现在 [哪里]');
    expect(cut('多少年代', ['多少', '年代'])).toBe('[多少] 年代');
    expect(cut('他友好吗', ['友好'])).toBe('他 友好 吗');
  });

  test('but take nothing from a word of the site', () => {
    expect(cut('几米画展', ['几米', '画展'])).toBe('[几米] 画展');
    expect(cut('几米画展', ['几米', '画展'], (word) => word === '几米')).toBe('几米 画展');
  });

  test('but what may be a name is one when it is all that was typed', () => {
    expect(cut('几米', [])).toBe('几 米');
    expect(cut('几个', ['几个'])).toBe('几个');
  });

  test('and leave a cover of the run, in order, of any text', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'在哪一几多少年是谁的什么意思请问介绍下能给我城市有个'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, (it) => {
        const chars = [...it];
        const joined = joinQuestions(
          chars,
          segmentRun(chars, () => undefined, 8),
          none,
        );
        let last = 0;
        for (const { start, end, asks } of joined) {
          expect(start).toBe(last);
          expect(asks).toBe(isQuestion(it.slice(start, end)) && !(it[0] === '几' && start === 0 && end === it.length));
          last = end;
        }
        expect(last).toBe(chars.length);
      }),
    );
  });
});
