import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { checkedBytes, withChecksum } from '../../../engine/index/checksum.ts';

test('checked bytes are those that were given a checksum', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect([...checkedBytes(withChecksum(bytes), 'test')]).toEqual([...bytes]);
    }),
  );
});

test('any changed bit, missing byte or added byte is found', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, change) => {
      const stored = withChecksum(bytes);
      const damaged = stored.slice();
      damaged[at % stored.length]! ^= change;
      expect(() => checkedBytes(damaged, 'block 7')).toThrow(CorruptIndexError);
      expect(() => checkedBytes(damaged, 'block 7')).toThrow('block 7');
      expect(() => checkedBytes(stored.subarray(0, 3), 'test')).toThrow(CorruptIndexError);
    }),
  );
});

test('bytes in the middle of a larger buffer are checked where they are', () => {
  const stored = withChecksum(Uint8Array.of(1, 2, 3));
  const larger = new Uint8Array(20);
  larger.set(stored, 5);
  expect([...checkedBytes(larger.subarray(5, 5 + stored.length), 'test')]).toEqual([1, 2, 3]);
});
