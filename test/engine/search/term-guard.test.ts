import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAnalyzer } from '../../../engine/analysis/analyzer.ts';
import { fold, normalizeStored } from '../../../engine/analysis/fold.ts';
import { runs } from '../../../engine/analysis/runs.ts';
import { guardOf, lettersOf, mayHold } from '../../../engine/search/term-guard.ts';

const analyzer = createAnalyzer(null);

const passes = (term: string, folded: string): boolean => mayHold(guardOf(term), folded, () => lettersOf(folded));

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
        if (!isHan(term)) expect([term, text, passes(term, folded)]).toEqual([term, text, true]);
    }),
    { numRuns: 3_000 },
  );
});

test('most texts without a term are passed over', () => {
  expect(passes('nodejs', '徐汇文明城市')).toBe(false);
  expect(passes('2160', '216 万')).toBe(false);
  expect(passes('@2017-11', '徐汇文明城市')).toBe(false);
});

test('a long row of signs takes no longer than reading it', () => {
  const signs = '+'.repeat(100_000);
  expect(passes(`c${'+'.repeat(190)}`, `c${signs}b`)).toBe(true);
  expect(passes(`c${'+'.repeat(190)}d`, `c${signs}b`)).toBe(false);
});
