import { expect, test } from 'vitest';
import { displayWidth, tableLines } from '../../../indexer/cli/columns.ts';

test.each([
  ['', 0],
  ['abc 12', 6],
  ['文明城市', 8],
  ['５Ｇ基站', 8],
  ['《徐汇报》，', 12],
  ['かなカナ', 8],
  ['한글', 4],
  ['𠮷', 2],
  ['e\u0301', 1],
  ['“é·…”', 5],
])('%j takes %i columns of a terminal', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test('columns stand under one another whatever script they are in', () => {
  const columns = [
    { heading: 'word', align: 'left', cell: ([word]: readonly [string, number]) => word },
    { heading: 'n', align: 'right', cell: ([, n]: readonly [string, number]) => String(n) },
  ] as const;
  expect(
    tableLines(columns, [
      ['文明城市', 7],
      ['a', 1234],
    ]),
  ).toEqual(['word         n', '文明城市     7', 'a         1234']);
});
