import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { createDocValuesBuilder, dayOf, readNumbers, readStrings } from '../../../engine/index/doc-values.ts';

const date = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => ({ instant: day.getTime(), civil: day.toISOString().slice(0, 10) }));
const name = fc.oneof(fc.constantFrom('徐汇报', '新华社', '𠮷', ''), fc.string({ unit: 'grapheme' }));
const fields = { date, source: name, tags: fc.array(name, { maxLength: 4 }) };
const values = fc.record(fields, { requiredKeys: [] });

const build = (all: readonly Partial<Article>[]) => {
  const builder = createDocValuesBuilder();
  for (const one of all) builder.add({ id: '1', title: '', body: '文', ...one });
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

test('sources and tags of every document come back', () => {
  fc.assert(
    fc.property(fc.array(values), (all) => {
      const { columns } = build(all);
      const read = (packed: Uint8Array): string[][] => {
        const column = readStrings(packed, 'test');
        return column.documents.map((numbers) => numbers.map((number) => column.values[number]!));
      };
      expect(read(columns.source)).toEqual(all.map(({ source }) => (source === undefined ? [] : [source])));
      expect(read(columns.tags)).toEqual(all.map(({ tags }) => tags ?? []));
    }),
  );
});

test('a civil date is a number of days, also before 1970', () => {
  expect([dayOf('1970-01-01'), dayOf('1970-01-02'), dayOf('1969-12-31'), dayOf('2000-03-01')]).toEqual([
    0, 1, -1, 11017,
  ]);
});

test('a damaged column is damage', () => {
  const { columns } = build([{ source: '徐汇报' }]);
  const damaged = Uint8Array.from(columns.source);
  damaged[3]! ^= 1;
  expect(() => readStrings(damaged, 'sources of x.seg')).toThrow(CorruptIndexError);
  expect(() => readNumbers(new Uint8Array(2), 'dates of x.seg')).toThrow('dates of x.seg');
});
