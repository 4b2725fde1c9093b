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
import { sharedUnits } from './term-block.ts';

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

export function writeEntry(out: ByteWriter, entry: SuggestEntry, previousKey: string): void {
  const { key, units, lengths, text, start, weight } = entry;
  const shared = sharedUnits(previousKey, key);
  out.varint(shared);
  out.varint(key.length - shared);
  out.units(key, shared);
  const isSingle = lengths.every((length) => length === 1);
  const isPlain = isSingle && key.length === units.length + 1 && key.endsWith(units);
  out.byte((text < 0 ? INLINE : 0) | (start > 0 ? INSIDE : 0) | (isPlain ? PLAIN : 0) | (isSingle ? SINGLE : 0));
  out.byte(weight);
  if (text >= 0) out.varint(text);
  if (start > 0) out.varint(start);
  if (isPlain) return;
  out.varint(units.length);
  out.units(units, 0);
  if (!isSingle) out.bytes(lengths);
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

export const packSuggest = (out: ByteWriter): Uint8Array => withChecksum(deflateRawSync(out.view()));

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
