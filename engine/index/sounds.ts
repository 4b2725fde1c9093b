// How characters are read, as bytes of a companion: so a function carries no such table, and reads it only when a query
// needs it. The syllable of every unit of a block stands at its place, and further readings follow as a list.
//
//   deflate(varint syllables, each varint length and units; varint first unit, varint units; per unit the low byte of the
//           number of its usual syllable, counted from 1 (0: none); per unit the high byte;
//           varint further readings, each varint distance to the unit of the one before, varint syllable), u32 crc

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';

export interface Sounds {
  /** The readings of a folded character, toneless, ü as v, the most usual first; none where they are not known. */
  readingsOf(character: string): readonly string[];
  /** All of them, in the order of the alphabet. */
  readonly syllables: readonly string[];
}

/** @param readings of characters of one UTF-16 unit, the most usual first */
export function packSounds(readings: ReadonlyMap<string, readonly string[]>): Uint8Array {
  const syllables = [...new Set([...readings.values()].flat())].sort();
  const numbers = new Map(syllables.map((syllable, i) => [syllable, i + 1]));
  const units = [...readings.keys()].map((character) => character.charCodeAt(0)).sort((a, b) => a - b);
  const first = units[0] ?? 0;
  const count = units.length === 0 ? 0 : units[units.length - 1] + 1 - first;
  const low = new Uint8Array(count);
  const high = new Uint8Array(count);
  const out = createByteWriter();
  out.varint(syllables.length);
  for (const syllable of syllables) {
    out.varint(syllable.length);
    out.units(syllable, 0);
  }
  out.varint(first);
  out.varint(count);
  const further: [unit: number, syllable: number][] = [];
  for (const unit of units) {
    const [usual, ...others] = readings.get(String.fromCharCode(unit))!;
    low[unit - first] = numbers.get(usual)!;
    high[unit - first] = numbers.get(usual)! >>> 8;
    for (const other of others) further.push([unit, numbers.get(other)!]);
  }
  out.bytes(low);
  out.bytes(high);
  out.varint(further.length);
  let before = first;
  for (const [unit, syllable] of further) {
    out.varint(unit - before);
    out.varint(syllable);
    before = unit;
  }
  return withChecksum(deflateRawSync(out.view(), { level: 9 }));
}

/**
 * @param name what the bytes are, for messages
 * @throws CorruptIndexError
 */
export function readSounds(bytes: Uint8Array, name: string): Sounds {
  const packed = checkedBytes(bytes, name);
  const input = createByteReader(inflateRawSync(packed), name);
  const syllables = Array.from({ length: input.varint() }, () => input.units(input.varint()));
  const first = input.varint();
  const count = input.varint();
  const low = input.bytes(count);
  const high = input.bytes(count);
  const syllableOf = (number: number): string => {
    const syllable = syllables[number - 1];
    if (syllable === undefined) throw new CorruptIndexError(`${name} has a reading without a syllable; ${REPAIR}`);
    return syllable;
  };
  const further = new Map<number, string[]>();
  let unit = first;
  for (let left = input.varint(); left > 0; left--) {
    unit += input.varint();
    const others = further.get(unit);
    const syllable = syllableOf(input.varint());
    if (others) others.push(syllable);
    else further.set(unit, [syllable]);
  }
  return {
    syllables,
    readingsOf(character) {
      const place = character.charCodeAt(0) - first;
      if (character.length !== 1 || place < 0 || place >= count) return [];
      const number = low[place] | (high[place] << 8);
      return number === 0 ? [] : [syllableOf(number), ...(further.get(place + first) ?? [])];
    },
  };
}
