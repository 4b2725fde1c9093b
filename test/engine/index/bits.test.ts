import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BitReader,
  type BitWriter,
  createBitReader,
  createBitWriter,
  isOverrun,
  readAscending,
  readBits,
  readGamma,
  readRice,
  readUnary,
} from '../../../engine/index/bits.ts';

/** A code, how it is written and read, and the bits that it is by its definition. */
interface Code {
  write(out: BitWriter): void;
  read(input: BitReader): number;
  value: number;
  bits: string;
}

/** The low bits of a number, the least significant first. */
const low = (value: number, width: number): string =>
  Array.from({ length: width }, (_, i) => Math.floor(value / 2 ** i) % 2).join('');

const plain = fc.integer({ min: 0, max: 32 }).chain((width) =>
  fc.nat({ max: 2 ** 31 - 1 }).map((seed): Code => {
    const value = (seed * 2 + (seed % 2)) % 2 ** width;
    return {
      write: (out) => out.write(value, width),
      read: (input) => readBits(input, width),
      value,
      bits: low(value, width),
    };
  }),
);
const unary = fc
  .oneof(fc.nat({ max: 60 }), fc.nat({ max: 2000 }))
  .map((value): Code => ({ write: (out) => out.unary(value), read: readUnary, value, bits: `${'0'.repeat(value)}1` }));
const gamma = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 31 - 1 })).map((value): Code => {
  const below = Math.floor(Math.log2(value));
  return {
    write: (out) => out.gamma(value),
    read: readGamma,
    value,
    bits: `${'0'.repeat(below)}1${low(value, below)}`,
  };
});
const rice = fc
  .record({ k: fc.integer({ min: 0, max: 31 }), zeros: fc.nat({ max: 60 }), seed: fc.nat() })
  .map(({ k, zeros, seed }): Code => {
    const value = Math.min(2 ** 32 - 1, zeros * 2 ** k + (seed % 2 ** k));
    const bits = `${'0'.repeat(Math.floor(value / 2 ** k))}1${low(value, k)}`;
    return { write: (out) => out.rice(value, k), read: (input) => readRice(input, k), value, bits };
  });
const codes = fc.array(fc.oneof(plain, unary, gamma, rice), { maxLength: 50 });

function written(all: readonly Code[], out = createBitWriter(1)): Uint8Array {
  for (const code of all) code.write(out);
  return out.view().slice();
}

describe('bits', () => {
  test('codes are the bits of their definitions, one after another, and come back', () => {
    fc.assert(
      fc.property(codes, (all) => {
        const bits = all.map((code) => code.bits).join('');
        const bytes = written(all);
        expect([...bytes].map((byte) => low(byte, 8)).join('')).toBe(bits.padEnd(bytes.length * 8, '0'));
        expect(bytes.length).toBe(Math.ceil(bits.length / 8));
        const input = createBitReader(bytes);
        for (const { read, value } of all) expect(read(input)).toBe(value);
        expect([input.position, isOverrun(input)]).toEqual([bits.length, false]);
      }),
    );
  });

  test('a writer that starts anew leaves nothing of what it held', () => {
    fc.assert(
      fc.property(codes, codes, (before, all) => {
        const out = createBitWriter(1);
        written(before, out);
        out.reset();
        expect([...written(all, out)]).toEqual([...written(all)]);
      }),
    );
  });

  test('reading past the end is told, and ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.array(fc.oneof(plain, unary, gamma, rice)), (bytes, all) => {
        const input = createBitReader(bytes);
        for (let i = 0; !isOverrun(input); i++) {
          expect(i).toBeLessThanOrEqual(bytes.length * 8);
          const before = input.position;
          (all[i % all.length]?.read ?? readUnary)(input);
          if (input.position === before) readUnary(input);
        }
      }),
    );
  });

  test('ascending integers are found as far as the bits reach', () => {
    const numbers = fc.uniqueArray(fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 2 ** 31 })), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 20, max: 31 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (some, k, share) => {
          const sorted = some.sort((a, b) => a - b);
          const out = createBitWriter();
          sorted.forEach((value, i) => {
            out.rice(value - (i === 0 ? 0 : sorted[i - 1]! + 1), k);
          });
          const found = new Uint32Array(sorted.length + 2);
          const bytes = out.view().slice(0, Math.ceil(out.view().length * share));
          const count = readAscending(createBitReader(bytes), k, sorted.length, 2 ** 32, found, 2);
          expect([...found.subarray(2, 2 + count)]).toEqual(sorted.slice(0, count));
          if (share === 1) expect(count).toBe(sorted.length);
        },
      ),
    );
  });

  test('of ascending integers none reaches the bound', () => {
    const out = createBitWriter();
    for (const gap of [4, 0, 3]) out.rice(gap, 2);
    const read = (bound: number): number =>
      readAscending(createBitReader(out.view()), 2, 3, bound, new Uint32Array(3), 0);
    expect([read(10), read(9), read(5)]).toEqual([3, -1, -1]);
  });
});
