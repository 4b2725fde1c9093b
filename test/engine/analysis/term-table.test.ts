import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTermTable } from '../../../engine/analysis/term-table.ts';

const unit = fc.oneof(
  fc.constantFrom('\0', 'a', '市', '\ud842', '\udfb7', '\uffff'),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
);
const terms = fc.array(unit, { minLength: 1, maxLength: 4 }).map((units) => units.join(''));

test('a table gives every term one number and back, sorts them as strings, and forgets them', () => {
  const table = createTermTable();
  fc.assert(
    fc.property(fc.array(terms, { maxLength: 3000 }), (given) => {
      const numbers = new Map<string, number>();
      for (const term of given) {
        const number = table.add(term);
        expect(number).toBeLessThan(table.end);
        expect(numbers.get(term) ?? number).toBe(number);
        numbers.set(term, number);
      }
      expect(new Set(numbers.values()).size).toBe(numbers.size);
      for (const [term, number] of numbers) expect(table.term(number)).toBe(term);
      expect(table.size).toBe(numbers.size);
      expect(Array.from(table.sorted(), table.term)).toEqual([...numbers.keys()].sort());
      table.clear();
      expect([table.size, table.sorted().length]).toEqual([0, 0]);
    }),
    { numRuns: 30 },
  );
});

test('units by themselves are the term that they spell', () => {
  const table = createTermTable();
  for (const term of ['徐汇', '市', '\ud842\udfb7', '\uffff\uffff'])
    expect(table.addUnits(term.length === 1 ? 0 : term.charCodeAt(0), term.charCodeAt(term.length - 1))).toBe(
      table.add(term),
    );
  expect(table.size).toBe(4);
});

test('what came after the terms were sorted is sorted too', () => {
  const table = createTermTable();
  const added: string[] = [];
  for (const term of ['汇区', '徐汇', '徐汇区', '市', '5g', '文明城市', '5']) {
    table.add(term);
    added.push(term);
    expect(Array.from(table.sorted(), table.term)).toEqual([...added].sort());
  }
});

test('a table grows with all that it holds', () => {
  const table = createTermTable();
  const units = (i: number): [number, number] => [1 + (i % 251), 1 + Math.floor(i / 251)];
  const numbers = Array.from({ length: 50_000 }, (_, i) => table.addUnits(...units(i)));
  const wrong = numbers.filter((number, i) => table.addUnits(...units(i)) !== number);
  expect([wrong, table.size, new Set(numbers).size]).toEqual([[], 50_000, 50_000]);
});
