// Addresses and page numbers: small functions that every view depends on.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetOf, pagesOf } from '../../web/paging.ts';
import { LAST_OFFSET, PAGE_SIZE, readQuestion, START, toggled, writeQuestion } from '../../web/question.ts';

const filter = fc.record({
  field: fc.string({ unit: 'grapheme', minLength: 1 }),
  value: fc.string({ unit: 'grapheme', minLength: 1 }),
});

const question = fc.record({
  q: fc.string({ unit: 'grapheme', minLength: 1 }).filter((q) => q.trim() === q && q !== ''),
  offset: fc.integer({ min: 0, max: LAST_OFFSET }),
  sort: fc.constantFrom('relevance' as const, 'newest' as const, 'oldest' as const),
  filters: fc
    .uniqueArray(filter, { selector: ({ field, value }) => `${field} ${value}` })
    .map((filters) => filters.reduce(toggled, START).filters),
  from: fc.constantFrom(null, '2017', '2017-11', '2017-11-25'),
  to: fc.constantFrom(null, '2018', '2018-02', '2018-02-28'),
  collapse: fc.boolean(),
});

describe('the address of a question', () => {
  it('reads back as the question', () => {
    fc.assert(
      fc.property(question, (asked) => {
        expect(readQuestion(writeQuestion(asked))).toEqual(asked);
      }),
    );
  });

  it('leaves out what is the default', () => {
    expect(writeQuestion({ ...START, offset: 30, sort: 'newest' })).toBe('');
    expect(writeQuestion({ ...START, q: 'a b' })).toBe('?q=a+b');
  });

  it('with nonsense in it asks for the default', () => {
    for (const offset of ['-1', '1.5', '1001', 'x', 'Infinity']) {
      const nonsense = `offset=${offset}&sort=price&from=now&to=2017-1&collapse=no&filter.=x&filter.tags=`;
      expect(readQuestion(`?q=%20城市%20&${nonsense}`)).toEqual({ ...START, q: '城市' });
    }
  });
});

describe('a filter', () => {
  it('that is put on and taken off again leaves the question as it was, on its first page', () => {
    fc.assert(
      fc.property(question, filter, (asked, one) => {
        const twice = toggled(toggled(asked, one), one);
        expect(twice).toEqual({ ...asked, offset: 0 });
      }),
    );
  });
});

describe('page numbers', () => {
  it('are those a reader would draw', () => {
    const draw = (offset: number, shown: number, total: number, exact = true): string =>
      pagesOf(offset, shown, total, exact)
        .numbers.map((page) => page ?? '…')
        .join(' ');
    expect(draw(0, 10, 10)).toBe('');
    expect(draw(0, 10, 11)).toBe('1 2');
    expect(draw(0, 10, 100)).toBe('1 2 3 … 10');
    expect(draw(30, 10, 60)).toBe('1 2 3 4 5 6');
    expect(draw(40, 10, 120)).toBe('1 2 3 4 5 6 7 … 12');
    expect(draw(50, 10, 120)).toBe('1 … 4 5 6 7 8 … 12');
    expect(draw(0, 10, 10, false)).toBe('1 2');
    expect(draw(50, 10, 120, false)).toBe('1 … 4 5 6 7 8 …');
    expect(draw(20, 3, 23, false)).toBe('1 2 3');
  });

  it('ascend, hold the current page, hide no single page, and lead nowhere the search does not answer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.boolean(),
        (at, total, exact) => {
          const offset = Math.min(at, Math.ceil(total / PAGE_SIZE) - 1) * PAGE_SIZE;
          const { numbers, current, next, previous } = pagesOf(
            offset,
            Math.min(PAGE_SIZE, total - offset),
            total,
            exact,
          );
          const known = numbers.filter((page) => page !== null);
          expect(known).toEqual([...new Set(known)].sort((a, b) => a - b));
          if (numbers.length > 0) expect(known).toContain(current);
          for (const page of [...known, next ?? 1, previous ?? 1]) {
            expect(page).toBeGreaterThanOrEqual(1);
            expect(offsetOf(page)).toBeLessThanOrEqual(LAST_OFFSET);
          }
          numbers.forEach((page, index) => {
            const [before, after] = [numbers[index - 1], numbers[index + 1]];
            if (page === null && before && after) expect(after - before).toBeGreaterThan(2);
            if (page !== null && before) expect(page - before).toBe(1);
          });
          if (exact && offset + PAGE_SIZE < Math.min(total, LAST_OFFSET + 1)) expect(next).toBe(current + 1);
        },
      ),
    );
  });
});
