import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { CorruptIndexError, UnsupportedFormatError } from '../../../engine/errors.ts';
import { createByteWriter } from '../../../engine/index/bytes.ts';
import { FORMAT } from '../../../engine/index/manifest.ts';
import {
  FOOTER_BYTES,
  REQUIRED_SECTIONS,
  readTail,
  type SectionTable,
  writeTail,
} from '../../../engine/index/segment-file.ts';

const required: SectionTable = Object.fromEntries(
  REQUIRED_SECTIONS.map((name, i) => [name, { offset: i * 2 ** 33, length: 2 ** 33 }]),
);
const SIZE = 2 ** 40;

/** A tail of other sections or another format, as a newer writer would write it. */
function newerTail(extra: { name: string; flags: number } | null, format: number): Uint8Array {
  const out = createByteWriter();
  const entries = Object.entries(required).map(([name, range]) => ({ name, flags: 1, ...range }));
  if (extra) entries.push({ ...extra, offset: 0, length: 1 });
  out.varint(entries.length);
  for (const { name, flags, offset, length } of entries) {
    out.varint(name.length);
    out.units(name, 0);
    out.byte(flags);
    out.u64(offset);
    out.u64(length);
  }
  const length = out.length;
  const check = crc32(out.view());
  for (const value of [length, check, format, 0]) out.u32(value);
  out.units('XUNWENSG', 0);
  return out.view().slice();
}

describe('the tail of a segment', () => {
  test('sections beyond 4 GB come back, also when more than the tail was read', () => {
    const tail = writeTail(required);
    expect(readTail(tail, SIZE, 'x.seg')).toEqual(required);
    expect(readTail(Buffer.concat([new Uint8Array(99), tail]), SIZE, 'x.seg')).toEqual(required);
  });

  test('an unknown optional section is skipped', () => {
    expect(readTail(newerTail({ name: 'embeddings', flags: 0 }, FORMAT), SIZE, 'x.seg')).toMatchObject(required);
  });

  test('an unknown required section is refused, with its name and the way out', () => {
    const read = () => readTail(newerTail({ name: 'embeddings', flags: 1 }, FORMAT), SIZE, 'x.seg');
    expect(read).toThrow(UnsupportedFormatError);
    expect(read).toThrow(/x\.seg.*"embeddings".*update Xunwen/);
  });

  test('a newer format is refused, with both numbers', () => {
    const read = () => readTail(newerTail(null, FORMAT + 1), SIZE, 'x.seg');
    expect(read).toThrow(UnsupportedFormatError);
    expect(read).toThrow(new RegExp(`format ${FORMAT + 1}, newer than ${FORMAT}`));
  });

  test('a missing required section, or one behind the end, is damage', () => {
    const { terms: _terms, ...rest } = required;
    expect(() => readTail(writeTail(rest), SIZE, 'x.seg')).toThrow(/"terms" is missing/);
    expect(() => readTail(writeTail(required), 2 ** 34, 'x.seg')).toThrow(CorruptIndexError);
  });

  test('no byte of it can change unnoticed', () => {
    const tail = writeTail(required);
    for (let i = 0; i < tail.length; i++)
      for (const change of [1, 0x80, 0xff]) {
        const damaged = Uint8Array.from(tail);
        damaged[i]! ^= change;
        let error: unknown;
        try {
          readTail(damaged, SIZE, 'x.seg');
        } catch (thrown) {
          error = thrown;
        }
        expect(error instanceof CorruptIndexError || error instanceof UnsupportedFormatError, `byte ${i}`).toBe(true);
      }
  });

  test('what is too short for a footer is no segment', () => {
    for (const length of [0, 1, FOOTER_BYTES - 1])
      expect(() => readTail(new Uint8Array(length), length, 'x.seg')).toThrow(/x\.seg is not a whole segment/);
  });
});
