// Doc values: one value of every document, column by column, for sorting, date ranges, filters and
// facets without reading texts. Documents are in date-descending order, the undated last, so dates
// are small deltas. Each column is deflated on its own, with a checksum.

import { deflateRawSync } from 'node:zlib';
import type { Article } from '../article.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { inflateChecked } from './sparse-terms.ts';

const DAY = 86_400_000;

/** Days since 1970-01-01 of a civil date `YYYY-MM-DD`. */
export const dayOf = (civil: string): number => Math.round(Date.parse(`${civil}T00:00:00Z`) / DAY);

export interface DocValuesBuilder {
  add(article: Article): void;
  /** Number of dated documents so far. */
  readonly dated: number;
  finish(): { civil: Uint8Array; instant: Uint8Array; source: Uint8Array; tags: Uint8Array };
}

export function createDocValuesBuilder(): DocValuesBuilder {
  const days: number[] = [];
  const instants: number[] = [];
  const sources: string[][] = [];
  const tags: string[][] = [];
  return {
    add({ date, source, tags: articleTags }) {
      if (date) {
        days.push(dayOf(date.civil));
        instants.push(date.instant);
      }
      sources.push(source === undefined ? [] : [source]);
      tags.push(articleTags ?? []);
    },
    get dated() {
      return days.length;
    },
    finish: () => ({
      civil: packNumbers(days),
      instant: packNumbers(instants),
      source: packStrings(sources),
      tags: packStrings(tags),
    }),
  };
}

const pack = (bytes: Uint8Array): Uint8Array => withChecksum(deflateRawSync(bytes, { level: 9 }));
const unpack = (packed: Uint8Array, name: string): Uint8Array => inflateChecked(checkedBytes(packed, name), name);

/** Numbers as zigzag varint differences. */
function packNumbers(values: readonly number[]): Uint8Array {
  const out = createByteWriter();
  out.varint(values.length);
  let previous = 0;
  for (const value of values) {
    const difference = previous - value;
    out.varint(difference < 0 ? -difference * 2 - 1 : difference * 2);
    previous = value;
  }
  return pack(out.view());
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

/** Lists of strings: the distinct strings in order of first use, then their numbers. */
function packStrings(values: readonly (readonly string[])[]): Uint8Array {
  const numbers = new Map<string, number>();
  for (const list of values) for (const value of list) if (!numbers.has(value)) numbers.set(value, numbers.size);
  const out = createByteWriter();
  out.varint(numbers.size);
  for (const value of numbers.keys()) {
    out.varint(value.length);
    out.units(value, 0);
  }
  out.varint(values.length);
  for (const list of values) {
    out.varint(list.length);
    for (const value of list) out.varint(numbers.get(value)!);
  }
  return pack(out.view());
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
