// Doc values of dates, for sorting, date ranges and counting without reading texts. Documents are in date-descending
// order, the undated last, so dates are small deltas. Each list is deflated on its own, with a checksum. Texts: column.ts.

import { deflateRawSync } from 'node:zlib';
import type { Article } from '../article.ts';
import { type ByteWriter, createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { filterValues } from './filter-values.ts';
import { inflateChecked } from './sparse-terms.ts';

const DAY = 86_400_000;

/** Days since 1970-01-01 of a civil date `YYYY-MM-DD`. */
export const dayOf = (civil: string): number => Math.round(Date.parse(`${civil}T00:00:00Z`) / DAY);

/** `YYYY-MM-DD` of days since 1970-01-01. */
export const civilOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** What the columns take of an article, and its title, which is no column but travels with them. */
export interface DocumentValues {
  title: string;
  date?: Article['date'];
  /** By filterable field, in the order of the fields. */
  columns: string[][];
}

/** @param fields filterable ones */
export const documentValues = (article: Article, fields: readonly string[]): DocumentValues => ({
  title: article.title,
  ...(article.date && { date: article.date }),
  columns: fields.map((field) => filterValues(article, field)),
});

export interface DocValuesBuilder {
  add(values: Pick<DocumentValues, 'date'>): void;
  /** Number of dated documents so far. */
  readonly dated: number;
  finish(): { civil: Uint8Array; instant: Uint8Array };
}

export function createDocValuesBuilder(): DocValuesBuilder {
  const civil = createNumbers();
  const instant = createNumbers();
  let dated = 0;
  return {
    add({ date }) {
      if (date) {
        civil.add(dayOf(date.civil));
        instant.add(date.instant);
        dated++;
      }
    },
    get dated() {
      return dated;
    },
    finish: () => ({ civil: civil.finish(), instant: instant.finish() }),
  };
}

const pack = (bytes: Uint8Array): Uint8Array => withChecksum(deflateRawSync(bytes, { level: 9 }));
const unpack = (packed: Uint8Array, name: string): Uint8Array => inflateChecked(checkedBytes(packed, name), name);

/** A count, and what was written of so many things. */
function packCounted(count: number, { view }: ByteWriter): Uint8Array {
  const out = createByteWriter();
  out.varint(count);
  out.bytes(view());
  return pack(out.view());
}

/** A column of numbers, written as zigzag varint differences. */
function createNumbers() {
  const out = createByteWriter();
  let count = 0;
  let previous = 0;
  return {
    add(value: number): void {
      const difference = previous - value;
      out.varint(difference < 0 ? -difference * 2 - 1 : difference * 2);
      previous = value;
      count++;
    },
    finish: () => packCounted(count, out),
  };
}

/** The dated documents' values, in document order. @throws CorruptIndexError */
export function readNumbers(packed: Uint8Array, name: string): Float64Array {
  const input = createByteReader(unpack(packed, name), name);
  const values = new Float64Array(input.varint());
  let previous = 0;
  for (let i = 0; i < values.length; i++) {
    const zigzag = input.varint();
    previous -= zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2;
    values[i] = previous;
  }
  return values;
}
