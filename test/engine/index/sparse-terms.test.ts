import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import {
  blockOf,
  blocksOfPrefix,
  createSparseTermsBuilder,
  isCheapBorder,
  readSparseTerms,
} from '../../../engine/index/sparse-terms.ts';

/** Han that lies close and far, kana, characters of two units, signs before and behind Han. */
const unit = fc.oneof(
  fc.constantFrom('一', '丁', '丂', '与', '龥', '徐', 'の', '가', '𠮷', '𠮸', '𡃁', '1', '2', 'a', '@', '\uffee'),
  fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCharCode(code)),
);
const term = fc.array(unit, { minLength: 1, maxLength: 5 }).map((units) => units.join(''));
/** Terms in blocks, each with its bytes. */
const blocks = fc
  .uniqueArray(term, { minLength: 1, maxLength: 150 })
  .map((terms) => terms.sort())
  .chain((terms) =>
    fc
      .array(
        fc.record({
          terms: fc.integer({ min: 1, max: 9 }),
          bytes: fc.oneof(
            fc.nat({ max: 70_000 }),
            fc.nat({ max: 90 }).map((steps) => 32 * steps),
          ),
        }),
      )
      .map((cuts) => {
        const made: { terms: string[]; bytes: number }[] = [];
        let start = 0;
        for (const { terms: count, bytes } of [...cuts, { terms: terms.length, bytes: 2050 }]) {
          if (start < terms.length) made.push({ terms: terms.slice(start, start + count), bytes });
          start += count;
        }
        return made;
      }),
  );

function pack(made: readonly { terms: readonly string[]; bytes: number }[]): Uint8Array {
  const builder = createSparseTermsBuilder();
  made.forEach(({ terms, bytes }, i) => {
    builder.add(terms[0]!, made[i - 1]?.terms.at(-1) ?? '', bytes);
  });
  return builder.finish();
}

describe('sparse index of the dictionary', () => {
  test('names the block of each term, and where blocks lie', () => {
    fc.assert(
      fc.property(blocks, (made) => {
        const sparse = readSparseTerms(pack(made), 'a segment');
        made.forEach(({ terms }, i) => {
          for (const one of terms) expect(blockOf(sparse, one)).toBe(i);
        });
        let offset = 0;
        expect([...sparse.offsets]).toEqual([0, ...made.map(({ bytes }) => (offset += bytes))]);
      }),
    );
  });

  test('names every block that has terms with a prefix, and one more at most on either side', () => {
    fc.assert(
      fc.property(blocks, term, (made, prefix) => {
        const range = blocksOfPrefix(readSparseTerms(pack(made), 'a segment'), prefix);
        const having = made.flatMap(({ terms }, i) => (terms.some((one) => one.startsWith(prefix)) ? [i] : []));
        for (const block of having) {
          expect(range).not.toBeNull();
          expect(block).toBeGreaterThanOrEqual(range![0]);
          expect(block).toBeLessThanOrEqual(range![1]);
        }
        if (range && having.length > 0) {
          expect(range[0]).toBeGreaterThanOrEqual(having[0]! - 1);
          expect(range[1]).toBeLessThanOrEqual(having.at(-1)! + 1);
        }
      }),
    );
  });

  test('a cheap border is told by two units, and the second by its high bits; by four of figures', () => {
    expect(isCheapBorder('徐汇', '徐家')).toBe(true);
    expect(isCheapBorder('徐汇', '徐')).toBe(true);
    expect(isCheapBorder('徐汇', '律师')).toBe(true);
    expect(isCheapBorder('徐一', '徐')).toBe(true);
    expect(isCheapBorder('徐丁', '徐一')).toBe(false);
    expect(isCheapBorder('徐汇区', '徐汇人')).toBe(false);
    expect(isCheapBorder('12', '11')).toBe(true);
    expect(isCheapBorder('12345', '1233')).toBe(true);
    expect(isCheapBorder('123456', '123455')).toBe(false);
  });

  test('cheap borders take less than expensive ones', () => {
    const seconds = Array.from({ length: 200 }, (_, i) => String.fromCharCode(0x4e01 + 64 * i));
    const at = (terms: readonly string[][]): number => pack(terms.map((some) => ({ terms: some, bytes: 2050 }))).length;
    const cheap = seconds.map((second) => [`徐${second}`]);
    const dear = seconds.map((second) => [`徐${second}一`, `徐${second}丁`]).map(([a, b]) => [b!, a!].sort());
    expect(at(cheap)).toBeLessThan(at(dear.flatMap(([a, b]) => [[a!], [b!]])) / 2);
  });

  test('nothing is an index of no blocks', () => {
    const sparse = readSparseTerms(pack([]), 'a segment');
    expect(blockOf(sparse, '徐汇')).toBe(-1);
    expect(blocksOfPrefix(sparse, '徐')).toBeNull();
    expect([...sparse.offsets]).toEqual([0]);
  });

  test('any bytes are an index or damage, and nothing else happens', () => {
    const damaged = fc.record({ blocks, at: fc.nat(), mask: fc.integer({ min: 1, max: 255 }), kept: fc.nat() });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      damaged.map(({ blocks: made, at, mask, kept }) => {
        const packed = pack(made).slice();
        packed[at % packed.length]! ^= mask;
        return packed.subarray(0, 1 + (kept % packed.length));
      }),
    );
    fc.assert(
      fc.property(bytes, term, (packed, sought) => {
        try {
          const sparse = readSparseTerms(packed, 'a segment');
          expect(blockOf(sparse, sought)).toBeLessThan(sparse.keys.length);
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptIndexError);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('an index that ends too early is damage', () => {
    const packed = pack([
      { terms: ['徐汇'], bytes: 2050 },
      { terms: ['徐汇区'], bytes: 2060 },
    ]);
    for (let length = 0; length < packed.length - 1; length++)
      expect(() => readSparseTerms(packed.subarray(0, length), 'a.seg')).toThrow(CorruptIndexError);
  });
});
