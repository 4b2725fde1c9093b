import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { createByteWriter } from '../../../engine/index/bytes.ts';
import {
  CHUNK_BYTES,
  CHUNK_PAYLOAD,
  chunkedBytes,
  fromChunks,
  readPostings,
  toChunks,
  writePostings,
} from '../../../engine/index/postings.ts';
import { SLOTS } from '../../../engine/index/slots.ts';

const DOCUMENTS = 2 ** 31;

/** Documents by slot, each ascending; a document has one slot. */
const bySlot = fc
  .uniqueArray(fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: DOCUMENTS })), { maxLength: 60 })
  .chain((documents) =>
    fc.array(fc.nat({ max: SLOTS - 1 }), { minLength: documents.length, maxLength: documents.length }).map((slots) => {
      const lists: number[][] = Array.from({ length: SLOTS }, () => []);
      [...documents]
        .sort((a, b) => a - b)
        .forEach((document, i) => {
          lists[slots[i]!]!.push(document);
        });
      return lists;
    }),
  );

const flat = (lists: readonly (readonly number[])[]): [number, number][] =>
  lists.flatMap((documents, slot) => documents.map((document): [number, number] => [document, slot]));

function encode(lists: readonly (readonly number[])[]): Uint8Array {
  const out = createByteWriter();
  writePostings(out, lists);
  return out.view().slice();
}

function decode(bytes: Uint8Array, total: number): [number, number][] {
  const { documents, slots, count } = readPostings(bytes, total);
  return Array.from({ length: count }, (_, i): [number, number] => [documents[i]!, slots[i]!]);
}

describe('postings', () => {
  test('a list comes back, best slot first', () => {
    fc.assert(
      fc.property(bySlot, (lists) => {
        const all = flat(lists);
        expect(decode(encode(lists), all.length)).toEqual(all);
      }),
    );
  });

  test('the first bytes of a list are the first of its postings', () => {
    fc.assert(
      fc.property(bySlot, fc.double({ min: 0, max: 1, noNaN: true }), (lists, share) => {
        const all = flat(lists);
        const bytes = encode(lists);
        const found = decode(bytes.subarray(0, Math.floor(bytes.length * share)), all.length);
        expect(found).toEqual(all.slice(0, found.length));
      }),
    );
  });

  test('half of the bytes of a long list hold about half of it', () => {
    const lists = Array.from({ length: SLOTS }, (_, slot) => Array.from({ length: 100 }, (_, i) => i * SLOTS + slot));
    const bytes = encode(lists);
    const { count } = readPostings(bytes.subarray(0, bytes.length / 2), 1600);
    expect(count).toBeGreaterThan(700);
    expect(count).toBeLessThan(900);
  });
});

describe('chunks', () => {
  const payloads = fc
    .tuple(
      fc.constantFrom(0, 1, CHUNK_PAYLOAD - 1, CHUNK_PAYLOAD, CHUNK_PAYLOAD + 1, 2 * CHUNK_PAYLOAD),
      fc.nat({ max: 9 }),
    )
    .map(([length, seed]) => Uint8Array.from({ length: length + seed }, (_, i) => (i * 31 + seed) % 256))
    .filter(({ length }) => length > 0);

  test('cut and joined again, a payload is the same and takes the bytes that were foretold', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const stored = Buffer.concat([...toChunks(payload)]);
        expect(stored.length).toBe(chunkedBytes(payload.length));
        expect(Buffer.from(fromChunks(stored, 'test')).equals(payload)).toBe(true);
      }),
    );
  });

  test('leading chunks are read without the rest', () => {
    const payload = Uint8Array.from({ length: 3 * CHUNK_PAYLOAD + 5 }, (_, i) => i % 251);
    const stored = Buffer.concat([...toChunks(payload)]);
    for (const chunks of [1, 2, 3])
      expect(
        Buffer.from(fromChunks(stored.subarray(0, chunks * CHUNK_BYTES), 'test')).equals(
          payload.subarray(0, chunks * CHUNK_PAYLOAD),
        ),
      ).toBe(true);
  });

  test('damage in any chunk is found', () => {
    const stored = Buffer.concat([...toChunks(new Uint8Array(2 * CHUNK_PAYLOAD + 9))]);
    for (const at of [0, CHUNK_PAYLOAD, CHUNK_BYTES + 1, stored.length - 1]) {
      const damaged = Buffer.from(stored);
      damaged[at]! ^= 1;
      expect(() => fromChunks(damaged, 'a list')).toThrow(CorruptIndexError);
    }
    expect(() => fromChunks(stored.subarray(0, stored.length - 1), 'a list')).toThrow(CorruptIndexError);
  });
});
