import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { createIdsBuilder, readIds, rowDigest } from '../../../engine/index/ids.ts';

const identities = fc.array(
  fc.record({ id: fc.string({ unit: 'binary', maxLength: 30 }), digest: fc.string().map(rowDigest) }),
  { maxLength: 40 },
);

function pack(all: readonly { id: string; digest: string }[]): Uint8Array {
  const builder = createIdsBuilder();
  for (const one of all) builder.add(one);
  return builder.finish();
}

test('ids and digests are read as they were written', () => {
  fc.assert(
    fc.property(identities, (all) => {
      const read = readIds(pack(all), 'ids');
      // From the last to the first: each is read by itself.
      const found = Array.from({ length: read.length }, (_, i) => read.length - 1 - i).map((document) => ({
        id: read.idOf(document),
        digest: read.digestOf(document),
      }));
      expect(found.reverse()).toEqual(all);
    }),
  );
});

test('ids with a changed byte are refused', () => {
  const packed = pack([
    { id: '报道/1.txt', digest: rowDigest('a') },
    { id: 'b', digest: rowDigest('b') },
  ]);
  fc.assert(
    fc.property(fc.nat({ max: packed.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const damaged = packed.slice();
      damaged[place]! ^= change;
      expect(() => readIds(damaged, 'ids')).toThrow(CorruptIndexError);
    }),
  );
});
