import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { createIdLookupBuilder, documentsOfId, idBucketRange, readIdBucket } from '../../../engine/index/id-lookup.ts';

function pack(ids: readonly string[]): Uint8Array {
  const builder = createIdLookupBuilder();
  for (const id of ids) builder.add(id);
  return builder.finish();
}

function candidates(packed: Uint8Array, documents: number, id: string): number[] {
  const { offset, length } = idBucketRange(id, documents, packed.length);
  return documentsOfId(readIdBucket(packed.subarray(offset, offset + length), 'ids'), id);
}

test('every id leads to its document, in ascending order where an id comes several times', () => {
  const ids = fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(ids, (all) => {
      const packed = pack(all);
      for (const id of new Set(all)) {
        const own = all.flatMap((other, document) => (other === id ? [document] : []));
        const found = candidates(packed, all.length, id);
        expect(found.filter((document) => all[document] === id)).toEqual(own);
        expect(found).toEqual([...found].sort((a, b) => a - b));
      }
    }),
    { numRuns: 40 },
  );
});

test('of 30,000 documents a look-up reads less than 700 bytes and meets hardly any other', () => {
  const all = Array.from({ length: 30_000 }, (_, i) => `news/${i}.txt`);
  const packed = pack(all);
  expect(packed.length).toBeLessThan(30_000 * 6);
  let others = 0;
  for (let i = 0; i < all.length; i += 7) {
    expect(idBucketRange(all[i]!, all.length, packed.length).length).toBeLessThan(700);
    const found = candidates(packed, all.length, all[i]!);
    expect(found).toContain(i);
    others += found.length - 1;
  }
  for (let i = 0; i < 3000; i++) others += candidates(packed, all.length, `other/${i}`).length;
  expect(others).toBeLessThan(40);
});

test('buckets fill the section, each as long as the others', () => {
  for (const documents of [1, 128, 129, 1000]) {
    const packed = pack(Array.from({ length: documents }, (_, i) => `a${i}`));
    const offsets = new Set<number>();
    for (let i = 0; i < documents; i++) {
      const { offset, length } = idBucketRange(`a${i}`, documents, packed.length);
      expect(Number.isInteger(packed.length / length)).toBe(true);
      expect(offset % length).toBe(0);
      expect(offset + length).toBeLessThanOrEqual(packed.length);
      offsets.add(offset);
    }
    expect(offsets.size).toBe(2 ** Math.max(0, Math.ceil(Math.log2(documents / 128))));
  }
});

test('a bucket with a changed byte is refused', () => {
  const packed = pack(['报道/1.txt', 'b', 'c']);
  fc.assert(
    fc.property(fc.nat({ max: packed.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const damaged = packed.slice();
      damaged[place]! ^= change;
      expect(() => candidates(damaged, 3, 'b')).toThrow(CorruptIndexError);
    }),
  );
});
