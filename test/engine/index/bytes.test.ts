import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { createByteReader, createByteWriter } from '../../../engine/index/bytes.ts';

/** Any UTF-16 units, lone surrogates and the escape range included. */
const units = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0x4e00, max: 0x9fff }),
      fc.integer({ min: 0x2ff0, max: 0x3010 }),
      fc.integer({ min: 0xaff0, max: 0xb010 }),
      fc.integer({ min: 0xd800, max: 0xdfff }),
    ),
    { maxLength: 40 },
  )
  .map((codes) => String.fromCharCode(...codes));

describe('bytes', () => {
  test('integers up to 2^53 come back as they were written', () => {
    const edges = [0, 127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 49, Number.MAX_SAFE_INTEGER, 2 ** 53];
    const integer = fc.oneof(fc.constantFrom(...edges), fc.maxSafeNat());
    fc.assert(
      fc.property(fc.array(integer), (values) => {
        const out = createByteWriter(1);
        for (const value of values) {
          out.varint(value);
          out.u64(value);
          out.u32(value % 2 ** 32);
        }
        const input = createByteReader(out.view(), 'test');
        for (const value of values)
          expect([input.varint(), input.u64(), input.u32()]).toEqual([value, value, value % 2 ** 32]);
        expect(input.position).toBe(out.length);
      }),
    );
  });

  test('any UTF-16 units come back, ASCII in one byte and common Han in two', () => {
    fc.assert(
      fc.property(units, fc.nat({ max: 5 }), (text, from) => {
        const out = createByteWriter(1);
        out.units(text, from);
        const rest = text.slice(from);
        expect(createByteReader(out.view(), 'test').units(rest.length)).toBe(rest);
      }),
    );
    const out = createByteWriter();
    out.units('a徐', 0);
    expect(out.length).toBe(3);
  });

  test('a string of many units comes back', () => {
    const text = '徐汇a𠮷'.repeat(20_000);
    const out = createByteWriter();
    out.units(text, 0);
    expect(createByteReader(out.view(), 'test').units(text.length)).toBe(text);
  });

  test('what is written in turns is read in the same turns, also after a reset', () => {
    const out = createByteWriter(1);
    out.varint(7);
    out.reset();
    out.byte(255);
    out.bytes(Uint8Array.of(1, 2, 3));
    out.units('寻文', 0);
    const input = createByteReader(out.view(), 'test');
    expect([input.byte(), [...input.bytes(3)], input.units(2)]).toEqual([255, [1, 2, 3], '寻文']);
  });

  test.each([
    ['a byte', (bytes: Uint8Array) => createByteReader(bytes, 'the list').byte()],
    ['a varint', (bytes: Uint8Array) => createByteReader(bytes, 'the list').varint()],
    ['a u32', (bytes: Uint8Array) => createByteReader(bytes, 'the list').u32()],
    ['bytes', (bytes: Uint8Array) => createByteReader(bytes, 'the list').bytes(1)],
    ['units', (bytes: Uint8Array) => createByteReader(bytes, 'the list').units(1)],
  ])('reading %s behind the end names what was read', (_, read) => {
    expect(() => read(new Uint8Array(0))).toThrow(CorruptIndexError);
    expect(() => read(new Uint8Array(0))).toThrow('the list');
  });

  test('a reader stops at its end although the buffer goes on', () => {
    const input = createByteReader(Uint8Array.of(1, 2, 3), 'test', 1, 2);
    expect(input.byte()).toBe(2);
    expect(() => input.byte()).toThrow(CorruptIndexError);
  });

  test('a varint that never ends is damage, not an endless number', () => {
    expect(() => createByteReader(new Uint8Array(100).fill(255), 'test').varint()).toThrow(CorruptIndexError);
  });
});
