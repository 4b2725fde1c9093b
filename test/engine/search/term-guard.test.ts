import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAnalyzer } from '../../../engine/analysis/analyzer.ts';
import { fold, normalizeStored } from '../../../engine/analysis/fold.ts';
import { runs } from '../../../engine/analysis/runs.ts';
import { guardOf } from '../../../engine/search/term-guard.ts';

const analyzer = createAnalyzer(null);

const isHan = (term: string): boolean => runs(term).every(({ kind }) => kind === 'han') && !term.startsWith('@');

const pieces = fc.constantFrom(
  ...[
    '2',
    '160',
    ',',
    '，',
    '.',
    ' ',
    '  ',
    '-',
    '/',
    '年',
    '月',
    '日',
    '号',
    '元',
    '米',
    'wifi',
    '6',
    'Node',
    'js',
    'U.S.',
    'C++',
    'é',
  ],
  ...[
    '二〇一七',
    '十一',
    '廿五',
    '2017',
    '11',
    '25',
    '徐汇',
    '第',
    '%',
    '‑',
    "'",
    '５Ｇ',
    '\n',
    '&',
    '_',
    '#',
    '。',
    'カ',
    '한',
    '𠮷',
  ],
);

test('no text that holds a term is passed over', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      const text = normalizeStored(parts.join(''));
      const folded = fold(text);
      for (const term of analyzer.analyze(text).terms)
        if (!isHan(term)) expect([term, text, guardOf(term).test(folded)]).toEqual([term, text, true]);
    }),
    { numRuns: 20_000 },
  );
});

test('most texts without a term are passed over', () => {
  expect(guardOf('nodejs').test('徐汇文明城市')).toBe(false);
  expect(guardOf('2160').test('216 万')).toBe(false);
  expect(guardOf('@2017-11').test('徐汇文明城市')).toBe(false);
  expect(guardOf('c++').test('c 语言')).toBe(false);
});
