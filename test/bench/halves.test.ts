// Which half a query is in.

import { expect, it } from 'vitest';
import { halfOf } from '../../bench/halves.ts';
import { judge } from '../../bench/judged-queries.ts';

it('is said by the last bit of the hash of the document', () => {
  // printf d1 | sha256sum: 8b53639f...abbb35, of d2: e788103e...33e548
  expect(halfOf('d1')).toBe('held-out');
  expect(halfOf('d2')).toBe('tuning');
});

it('is about as large as the other', () => {
  const tuning = Array.from({ length: 2000 }, (_, i) => halfOf(`document ${i}`)).filter((half) => half === 'tuning');
  expect(Math.abs(tuning.length - 1000)).toBeLessThan(100);
});

it('holds all queries of a document, whatever else is relevant to them and however documents are indexed', () => {
  const queries = ['q1', 'q2', 'q3'].map((id) => ({ id, text: id }));
  const judgements = new Map([
    ['q1', new Map([['d1', 1]])],
    [
      'q2',
      new Map([
        ['d1', 1],
        ['d2', 2],
      ]),
    ],
    ['q3', new Map([['d2', 1]])],
  ]);
  for (const prefix of ['', 'set/']) {
    const halves = judge(queries, judgements, prefix).map(({ half }) => half);
    expect(halves).toEqual([halfOf('d1'), halfOf('d1'), halfOf('d2')]);
  }
});
