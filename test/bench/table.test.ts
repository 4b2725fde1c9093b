// Tables of figures: Markdown that is also readable as text.

import { expect, it } from 'vitest';
import { formatShare, formatTable } from '../../bench/table.ts';

it('aligns names to the left and figures to the right', () => {
  expect(
    formatTable(
      ['set', 'MRR@10'],
      [
        ['tea', '.9'],
        ['coffee', 12],
      ],
    ),
  ).toBe(['| set    | MRR@10 |', '| ------ | -----: |', '| tea    |     .9 |', '| coffee |     12 |'].join('\n'));
});

it('writes shares with three decimals and no zero before the point', () => {
  expect([0.9634, 1, 0, -0.01].map(formatShare)).toEqual(['.963', '1.000', '.000', '-.010']);
});
