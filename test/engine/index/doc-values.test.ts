import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { civilOf, createDocValuesBuilder, dayOf, readNumbers } from '../../../engine/index/doc-values.ts';

const date = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => ({ instant: day.getTime(), civil: day.toISOString().slice(0, 10) }));
const values = fc.record({ date }, { requiredKeys: [] });

const build = (all: readonly Partial<Article>[]) => {
  const builder = createDocValuesBuilder();
  for (const one of all) builder.add(one);
  return { columns: builder.finish(), dated: builder.dated };
};

test('days and instants of the dated come back in document order', () => {
  fc.assert(
    fc.property(fc.array(values), (all) => {
      const dated = all.filter((one) => one.date !== undefined);
      const { columns, dated: count } = build(all);
      expect(count).toBe(dated.length);
      expect([...readNumbers(columns.civil, 'test')]).toEqual(dated.map((one) => dayOf(one.date!.civil)));
      expect([...readNumbers(columns.instant, 'test')]).toEqual(dated.map((one) => one.date!.instant));
    }),
  );
});

test('a civil date is a number of days, also before 1970', () => {
  expect([dayOf('1970-01-01'), dayOf('1970-01-02'), dayOf('1969-12-31'), dayOf('2000-03-01')]).toEqual([
    0, 1, -1, 11017,
  ]);
});

test('a day is its civil date', () => {
  fc.assert(
    fc.property(date, ({ civil }) => {
      expect(civilOf(dayOf(civil))).toBe(civil);
    }),
  );
});

test('damaged dates are damage', () => {
  const { columns } = build([{ date: { instant: 0, civil: '1970-01-01' } }]);
  const damaged = Uint8Array.from(columns.civil);
  damaged[1]! ^= 1;
  expect(() => readNumbers(damaged, 'dates of x.seg')).toThrow(CorruptIndexError);
  expect(() => readNumbers(new Uint8Array(2), 'dates of x.seg')).toThrow('dates of x.seg');
});
