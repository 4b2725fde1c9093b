import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkedBytes } from '../../../engine/index/checksum.ts';
import { blockOf, readSparseTerms } from '../../../engine/index/sparse-terms.ts';
import { packSpelling, readSpellingBlock, type Spelled } from '../../../engine/index/spelling-blocks.ts';

/** What a reader finds under a key, by the directory and one block. */
function open(filed: [string, Spelled[]][]): (key: string) => readonly Spelled[] | undefined {
  const { blocks, directory } = packSpelling(filed);
  const sparse = readSparseTerms(checkedBytes(directory, 'directory'), 'directory');
  return (key) => {
    const number = blockOf(sparse, key);
    if (number < 0) return undefined;
    const bytes = blocks.subarray(sparse.offsets[number], sparse.offsets[number + 1]);
    return readSpellingBlock(bytes, `block ${number}`).get(key);
  };
}

const text = fc
  .array(fc.constantFrom(...'ab fx上海文明徐'), { minLength: 1, maxLength: 5 })
  .map((units) => units.join(''));
const spelled = fc.record({ text, documents: fc.integer({ min: 1, max: 100_000 }), isWord: fc.boolean() });
const entries = fc
  .uniqueArray(fc.tuple(text, fc.array(spelled, { minLength: 1, maxLength: 4 })), {
    selector: ([key]) => key,
    maxLength: 30,
  })
  .map((all) => all.sort(([a], [b]) => (a < b ? -1 : 1)));

describe('spelling blocks', () => {
  test('give back what was filed under a key, documents to some 6 %', () => {
    fc.assert(
      fc.property(entries, (filed) => {
        const find = open(filed);
        for (const [key, strings] of filed) {
          const found = find(key)!;
          expect(found.map((one) => [one.text, one.isWord])).toEqual(strings.map((one) => [one.text, one.isWord]));
          found.forEach((one, i) => {
            expect(Math.abs(Math.log(one.documents / strings[i].documents))).toBeLessThan(0.0601);
          });
        }
        expect(find('上海滩')).toBeUndefined();
      }),
    );
  });

  test('of many keys each is in the block that the directory names', () => {
    const filed = Array.from({ length: 5_000 }, (_, i): [string, Spelled[]] => [
      `key ${String(i).padStart(4, '0')}`,
      [{ text: `文${String.fromCharCode(0x4e00 + i)}`, documents: 1 + i, isWord: i % 2 === 0 }],
    ]);
    const find = open(filed);
    for (const [key, [{ text: own }]] of filed) expect(find(key)?.map((one) => one.text)).toEqual([own]);
  });

  test('a damaged block is an error', () => {
    const { blocks } = packSpelling([['a b', [{ text: '上海', documents: 3, isWord: true }]]]);
    const bytes = Uint8Array.from(blocks);
    bytes[2] ^= 4;
    expect(() => readSpellingBlock(bytes, 'block 7')).toThrow(/block 7 does not match its checksum/);
  });
});
