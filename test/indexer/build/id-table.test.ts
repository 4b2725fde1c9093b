import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIdTable } from '../../../indexer/build/id-table.ts';

/** Ids that differ in the least: by a zero, by a byte's place in a wider unit, by a lone surrogate. */
const id = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('a', '\0', '\u6100', 'ÿ', '徐', '\ud842', '\udfb7'), { maxLength: 4 })
    .map((all) => all.join('')),
);

test('ids are numbered as a Map numbers them, and come back as they were', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 200 }), (ids) => {
      const table = createIdTable();
      const numbers = new Map<string, number>();
      for (const one of ids) {
        if (!numbers.has(one)) numbers.set(one, numbers.size);
        expect(table.add(one)).toBe(numbers.get(one));
      }
      expect(table.size).toBe(numbers.size);
      for (const [one, number] of numbers) expect(table.idOf(number)).toBe(one);
    }),
  );
});

test('a hundred thousand ids are each found again', () => {
  const table = createIdTable();
  const idOf = (i: number): string => (i % 3 === 0 ? `文章/${i}` : `articles/2017/${i}.txt`);
  for (let i = 0; i < 100_000; i++) table.add(idOf(i));
  for (let i = 99_999; i >= 0; i--) if (table.add(idOf(i)) !== i || table.idOf(i) !== idOf(i)) expect(i).toBe(-1);
  expect(table.size).toBe(100_000);
});
