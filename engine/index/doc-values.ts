// Doc values: one value of every document, column by column, for sorting, date ranges, filters and
// facets without reading texts. Documents are in date-descending order, the undated last, so dates
// are small deltas. Each column is deflated on its own, with a checksum.

import { deflateRawSync } from 'node:zlib';
import type { Article } from '../article.ts';
import { type ByteWriter, createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { inflateChecked } from './sparse-terms.ts';

const DAY = 86_400_000;

/** Days since 1970-01-01 of a civil date `YYYY-MM-DD`. */
export const dayOf = (civil: string): number => Math.round(Date.parse(`${civil}T00:00:00Z`) / DAY);

/** What the columns take of an article, and its title, which is no column but travels with them. */
export type DocumentValues = Pick<Article, 'title' | 'date' | 'source' | 'tags'>;

export const documentValues = ({ title, date, source, tags }: DocumentValues): DocumentValues => ({
  title,
  ...(date && { date }),
  ...(source !== undefined && { source }),
  ...(tags && { tags }),
});

export interface DocValuesBuilder {
  add(values: DocumentValues): void;
  /** Number of dated documents so far. */
  readonly dated: number;
  finish(): { civil: Uint8Array; instant: Uint8Array; source: Uint8Array; tags: Uint8Array };
}

export function createDocValuesBuilder(): DocValuesBuilder {
  const civil = createNumbers();
  const instant = createNumbers();
  const sources = createStrings();
  const allTags = createStrings();
  let dated = 0;
  return {
    add({ date, source, tags }) {
      if (date) {
        civil.add(dayOf(date.civil));
        instant.add(date.instant);
        dated++;
      }
      sources.add(source === undefined ? [] : [source]);
      allTags.add(tags ?? []);
    },
    get dated() {
      return dated;
    },
    finish: () => ({
      civil: civil.finish(),
      instant: instant.finish(),
      source: sources.finish(),
      tags: allTags.finish(),
    }),
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

/** A column of lists of strings: the distinct strings in order of first use, then their numbers. */
function createStrings() {
  const numbers = new Map<string, number>();
  const lists = createByteWriter();
  let count = 0;
  return {
    add(list: readonly string[]): void {
      lists.varint(list.length);
      for (const value of list) {
        const number = numbers.get(value) ?? numbers.size;
        if (number === numbers.size) numbers.set(value, number);
        lists.varint(number);
      }
      count++;
    },
    finish(): Uint8Array {
      const out = createByteWriter();
      out.varint(numbers.size);
      for (const value of numbers.keys()) {
        out.varint(value.length);
        out.units(value, 0);
      }
      out.varint(count);
      out.bytes(lists.view());
      return pack(out.view());
    },
  };
}

/** A column of string lists: the distinct values, and for each document the numbers of its own. */
export interface StringColumn {
  values: readonly string[];
  documents: readonly (readonly number[])[];
}

/** @throws CorruptIndexError */
export function readStrings(packed: Uint8Array, name: string): StringColumn {
  const input = createByteReader(unpack(packed, name), name);
  const values = Array.from({ length: input.varint() }, () => input.units(input.varint()));
  const documents = Array.from({ length: input.varint() }, () =>
    Array.from({ length: input.varint() }, () => input.varint()),
  );
  return { values, documents };
}
