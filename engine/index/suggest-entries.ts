// The entries of a suggestion's companion: beginnings under which a suggestion is found, sorted, in front-coded blocks
// that are read one by one. An entry says by itself which characters it stands for and how they are spelt there, so that
// a mixture of characters and pinyin is told without another read.
//
//   entries  per entry: varint units of the key shared with the one before, varint further units, the units, flags byte, weight
//            byte; unless INLINE varint number of the text; if INSIDE varint start; unless PLAIN varint characters, these,
//            and unless SINGLE the units of each one's spelling, a byte each
//   keys     blocks: deflate(varint entries, entries), u32 crc
//   tops     blocks: deflate(varint lists, per list varint units, the units of its beginning, varint entries, entries), u32 crc

import { deflateRawSync } from 'node:zlib';
import { type ByteReader, type ByteWriter, createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { inflateChecked } from './sparse-terms.ts';

export interface SuggestEntry {
  /** What is sorted: one of the letters of ORDERS, and a spelling of the characters. */
  key: string;
  /** The first characters from `start` on, folded, without signs and blanks: UTF-16 units. */
  units: string;
  /** Units of the key that spell each of them. */
  lengths: Uint8Array;
  /** Number of the text; -1 where it is `units`. */
  text: number;
  /** Where in the text, counted in units without signs and blanks. */
  start: number;
  /** How frequent it is, see `weightOf`. */
  weight: number;
}

/** By which spelling an entry is sorted: as written, in full pinyin, by the initials of its characters. */
export const ORDERS = { text: 't', sound: 's', initials: 'i' } as const;
export type Order = (typeof ORDERS)[keyof typeof ORDERS];

/** Characters that an entry stands for at most, by order: what is typed beyond is looked for in the text. */
export const ENTRY_UNITS: Readonly<Record<Order, number>> = { t: 8, s: 6, i: 8 };

/** Units of keys behind the letter of the order that decide a search; an entry that is cut off may end there. */
export const SEARCHED_UNITS: Readonly<Record<Order, number>> = { t: 8, s: 12, i: 8 };

/** A frequency of 0 to 3 * 10^9 on a logarithmic scale, as one byte. */
export const weightOf = (frequency: number): number => Math.min(255, Math.round(8 * Math.log2(1 + frequency)));

/** Of entries of one order: what begins a text counts eight times as often as it is. */
export const STARTS_BONUS = 24;

const INLINE = 1;
const INSIDE = 2;
/** The characters are the key's. */
const PLAIN = 4;
/** Each is spelt by one unit. */
const SINGLE = 8;

/** An entry to write. Its key is the letter of an order and a stretch of UTF-16 units, since there are millions of them. */
export interface WrittenEntry extends Pick<SuggestEntry, 'text' | 'start' | 'weight'> {
  order: Order;
  letters: Uint16Array;
  at: number;
  length: number;
  /** All of what is suggested; the entry stands for `count` units of it from `start` on. */
  units: string;
  count: number;
  /** How each of its units is spelt; null where each is by one unit. */
  syllables: readonly string[] | null;
}

/** @param shared units of the key, with the letter of the order, that the one before has too; 0 for the first of a block */
export function writeEntry(out: ByteWriter, entry: WrittenEntry, shared: number): void {
  const { order, letters, at, length, units, start, count, syllables, text, weight } = entry;
  const end = at + length;
  out.varint(shared);
  out.varint(length + 1 - shared);
  if (shared === 0) out.units(order, 0);
  out.codes(letters, at + Math.max(0, shared - 1), end);
  let isSingle = true;
  if (syllables) for (let i = 0; i < count && isSingle; i++) isSingle = syllables[start + i].length === 1;
  let isPlain = isSingle && length === count;
  for (let i = 0; i < count && isPlain; i++) isPlain = letters[at + i] === units.charCodeAt(start + i);
  out.byte((text < 0 ? INLINE : 0) | (start > 0 ? INSIDE : 0) | (isPlain ? PLAIN : 0) | (isSingle ? SINGLE : 0));
  out.byte(weight);
  if (text >= 0) out.varint(text);
  if (start > 0) out.varint(start);
  if (isPlain) return;
  out.varint(count);
  out.units(units.slice(start, start + count), 0);
  if (!isSingle && syllables) for (let i = start; i < start + count; i++) out.byte(syllables[i].length);
}

/** @throws CorruptIndexError */
function readEntries(input: ByteReader): SuggestEntry[] {
  let key = '';
  return Array.from({ length: input.varint() }, () => {
    key = key.slice(0, input.varint()) + input.units(input.varint());
    const flags = input.byte();
    const weight = input.byte();
    const text = flags & INLINE ? -1 : input.varint();
    const start = flags & INSIDE ? input.varint() : 0;
    const units = flags & PLAIN ? key.slice(1) : input.units(input.varint());
    const lengths = flags & SINGLE ? new Uint8Array(units.length).fill(1) : input.bytes(units.length).slice();
    return { key, units, lengths, text, start, weight };
  });
}

/** At the fastest level: blocks of so few bytes gain a fiftieth by the usual one, for twice the time. */
export const packSuggest = (out: ByteWriter): Uint8Array => withChecksum(deflateRawSync(out.view(), { level: 1 }));

const unpack = (bytes: Uint8Array, name: string): ByteReader =>
  createByteReader(inflateChecked(checkedBytes(bytes, name), name), name);

/** A block of `keys`. @throws CorruptIndexError */
export const readEntryBlock = (bytes: Uint8Array, name: string): SuggestEntry[] => readEntries(unpack(bytes, name));

/** A block of `tops`: the best entries of the beginnings that have many. @throws CorruptIndexError */
export function readTopsBlock(bytes: Uint8Array, name: string): Map<string, SuggestEntry[]> {
  const input = unpack(bytes, name);
  return new Map(Array.from({ length: input.varint() }, () => [input.units(input.varint()), readEntries(input)]));
}

/** A block of `texts`: varint texts, each varint units and the units. @throws CorruptIndexError */
export function readTextBlock(bytes: Uint8Array, name: string): string[] {
  const input = unpack(bytes, name);
  return Array.from({ length: input.varint() }, () => input.units(input.varint()));
}

/** A list of strings, as `readTextBlock` reads it. */
export function writeTextBlock(texts: readonly string[]): Uint8Array {
  const out = createByteWriter();
  out.varint(texts.length);
  for (const text of texts) {
    out.varint(text.length);
    out.units(text, 0);
  }
  return packSuggest(out);
}
