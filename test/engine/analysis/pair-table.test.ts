import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPairTable, pairOf, pairTerm } from '../../../engine/analysis/pair-table.ts';

const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const short = fc.array(unit, { minLength: 1, maxLength: 2 }).map((units) => units.join(''));

test('a term of one or two units comes back from its pair; one with a zero, and any longer one, has none', () => {
  fc.assert(
    fc.property(short, (term) => {
      const pair = pairOf(term);
      if (term.includes('\0')) expect(pair).toBe(0);
      else expect(pairTerm(pair)).toBe(term);
    }),
  );
  expect(pairOf('')).toBe(0);
  expect(pairOf('徐汇区')).toBe(0);
});

test('a table numbers pairs as a Map does, sorts them as their terms, and forgets them', () => {
  const table = createPairTable();
  fc.assert(
    fc.property(fc.array(short, { maxLength: 6000 }), (given) => {
      const terms = given.filter((term) => !term.includes('\0'));
      const numbers = new Map<string, number>();
      for (const term of terms) {
        if (!numbers.has(term)) numbers.set(term, numbers.size);
        expect(table.add(pairOf(term))).toBe(numbers.get(term));
      }
      expect(table.size).toBe(numbers.size);
      expect([...table.sorted()].map(pairTerm)).toEqual([...numbers.keys()].sort());
      table.clear();
      expect(table.size).toBe(0);
    }),
    { numRuns: 30 },
  );
});

test('a table grows with all that it holds', () => {
  const table = createPairTable();
  for (let i = 0; i < 50_000; i++) table.add(0x10000 + i * 7919);
  const wrong = Array.from({ length: 50_000 }, (_, i) => i).filter((i) => table.add(0x10000 + i * 7919) !== i);
  expect([wrong, table.size]).toEqual([[], 50_000]);
});
