import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTermCounter } from '../../../engine/analysis/term-counter.ts';
import { createTermTable } from '../../../engine/analysis/term-table.ts';

/** The lexicon's, by number. */
const WORDS = ['文明城市', '徐汇区'];

const texts = fc.array(
  fc.array(fc.constantFrom('徐汇', '汇区', '市', '5g', 'iphone', ...WORDS, '城', 'a longer word than most'), {
    maxLength: 60,
  }),
  { maxLength: 20 },
);

test('counts what a Map counts, in one text after the other', () => {
  fc.assert(
    fc.property(texts, fc.boolean(), (all, isShared) => {
      const shared = createTermTable();
      const counter = createTermCounter(WORDS.length, isShared ? shared : undefined);
      for (const terms of all) {
        const slow = new Map<string, number>();
        counter.begin();
        for (const term of terms) {
          if (term === '徐汇' || term === '城')
            counter.addUnits(term.length === 1 ? 0 : 0x5f90, term.charCodeAt(term.length - 1));
          else if (WORDS.includes(term)) counter.addWord(WORDS.indexOf(term), `在${term}内`, 1, 1 + term.length);
          else counter.addText(term);
          slow.set(term, (slow.get(term) ?? 0) + 1);
        }
        const { numbers, frequencies } = counter.finish();
        expect(Array.from(numbers, (number, i) => [counter.table.term(number), frequencies[i]])).toEqual([...slow]);
      }
      expect(shared.size > 0).toBe(isShared && all.some((terms) => terms.length > 0));
    }),
  );
});

test('a shared table may be emptied between two texts', () => {
  const table = createTermTable();
  const counter = createTermCounter(WORDS.length, table);
  for (const term of ['文明城市', '徐汇', '徐汇区', '文明城市']) {
    counter.begin();
    if (WORDS.includes(term)) counter.addWord(WORDS.indexOf(term), term, 0, term.length);
    else counter.addText(term);
    const { numbers, frequencies } = counter.finish();
    expect([Array.from(numbers, table.term), [...frequencies]]).toEqual([[term], [1]]);
    table.clear();
  }
});

test('more terms than there is room for at first, and more occurrences than are counted', () => {
  const counter = createTermCounter(0);
  for (const repeat of [1, 70_000]) {
    counter.begin();
    for (let i = 0; i < 20_000; i++) counter.addText(`term ${i}`);
    for (let i = 1; i < repeat; i++) counter.addText('term 7');
    const { numbers, frequencies } = counter.finish();
    expect([numbers.length, frequencies[7], frequencies[8]]).toEqual([20_000, Math.min(repeat, 0xffff), 1]);
  }
});
