// The tables of the ablation bench, on reciprocal ranks written by hand.

import { describe, expect, it } from 'vitest';
import { reportAblation } from '../../bench/ablation-report.ts';
import type { AblationRow } from '../../bench/ablation-run.ts';

const row = (name: string, asItIs: number[], changed: number[]): AblationRow => ({
  name,
  halves: ['tuning', 'tuning', 'held-out', 'held-out'],
  asItIs,
  changed: [
    { change: { name: 'WORD_WEIGHT', value: 0 }, reciprocalRanks: changed },
    { change: { name: 'WORD_WEIGHT', value: 2 }, reciprocalRanks: asItIs },
  ],
});

const CONSTANTS = new Map([['WORD_WEIGHT', 1]]);
const ROWS = [
  row('tea', [1, 1, 1, 0.5], [1, 0, 0.5, 0]),
  row('pots', [0, 0, 0, 0], [0, 1, 1, 1]),
  row('cups', [1, 0, 1, 0], [1, 0, 0, 1]),
];

const cells = (table: string): string[][] =>
  table.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('the report of the ablation bench', () => {
  it('has a table a constant: both halves as they are and changed, and how sure the difference is', () => {
    const [heading, table] = reportAblation(ROWS, CONSTANTS, 'all').split('\n\n');
    expect(heading).toBe('### WORD_WEIGHT = 1');
    const [columns, , ...lines] = cells(table);
    expect(columns).toEqual(['set', 'held-out', 'as it is', '0', '2']);
    expect(lines).toEqual([
      ['tea', '2', '1.000 .750', '.500 .250 -.500 (-.500 to -.500)*', '='],
      ['pots', '2', '.000 .000', '.500 1.000 +1.000 (+1.000 to +1.000)*', '='],
      ['cups', '2', '.500 .500', '.500 .500 .000 (-1.000 to +1.000)', '='],
    ]);
  });

  it('says in short where a change is clearly worse or better', () => {
    const [, , heading, table] = reportAblation(ROWS, CONSTANTS, 'all').split('\n\n');
    expect(heading).toBe('### In short');
    expect(cells(table).slice(2)).toEqual([
      ['WORD_WEIGHT 1 -> 0', '+.167', 'tea -.500', 'pots +1.000'],
      ['WORD_WEIGHT 1 -> 2', '.000', '-', '-'],
    ]);
  });

  it('compares on the half that was asked', () => {
    const tuning = ROWS.map((one): AblationRow => ({ ...one, halves: ['tuning', 'tuning', 'tuning', 'tuning'] }));
    const report = reportAblation(tuning, CONSTANTS, 'tuning');
    const [, table] = report.split('\n\n');
    expect(cells(table)[2]).toEqual(['tea', '4', '.875 -', '.375 - -.500 (-.875 to -.125)*', '=']);
    expect(report).toContain('the tuning half with its 95 % interval');
  });

  it('leaves out differences of a row whose queries are all on the other half', () => {
    const [tea] = ROWS;
    const other: AblationRow = { ...tea, halves: ['tuning', 'tuning', 'tuning', 'tuning'] };
    const [, table, , short] = reportAblation([other], CONSTANTS, 'all').split('\n\n');
    expect(cells(table)[2]).toEqual(['tea', '0', '.875 -', '.375 -', '=']);
    expect(cells(short)[2]).toEqual(['WORD_WEIGHT 1 -> 0', '-', '-', '-']);
  });
});
