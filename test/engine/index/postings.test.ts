import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { createBitReader, createBitWriter } from '../../../engine/index/bits.ts';
import {
  CHUNK_BYTES,
  CHUNK_PAYLOAD,
  chunkedBytes,
  fromChunks,
  passPostings,
  readPostings,
  riceParameter,
  takePostings,
  toChunks,
  writePostings,
} from '../../../engine/index/postings.ts';
import { SLOTS } from '../../../engine/index/slots.ts';

/** Of the segment. */
const DOCUMENTS = 2 ** 31;

/** Documents by slot, each ascending; a document has one slot. */
const bySlot = fc
  .uniqueArray(fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: DOCUMENTS - 1 })), { maxLength: 60 })
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

function encode(lists: readonly (readonly number[])[], documents = DOCUMENTS): Uint8Array {
  const out = createBitWriter();
  writePostings(out, lists, flat(lists).length, documents);
  return out.view().slice();
}

function decode(bytes: Uint8Array, total: number): [number, number][] {
  const { documents, slots, count } = readPostings(bytes, total, DOCUMENTS, 'a list');
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
    const bytes = encode(lists, 1600);
    const { count } = readPostings(bytes.subarray(0, bytes.length / 2), 1600, 1600, 'a list');
    expect(count).toBeGreaterThan(700);
    expect(count).toBeLessThan(900);
  });

  test('lists that follow one another in a stream are taken or passed over one by one', () => {
    fc.assert(
      fc.property(fc.array(bySlot, { maxLength: 5 }), (all) => {
        const out = createBitWriter();
        for (const lists of all) writePostings(out, lists, flat(lists).length, DOCUMENTS);
        const input = createBitReader(out.view());
        const passed = createBitReader(out.view());
        for (const lists of all) {
          const total = flat(lists).length;
          const into = { documents: new Uint32Array(total), slots: new Uint8Array(total), count: 0 };
          expect(takePostings(input, total, DOCUMENTS, into, 'a list')).toBe(total);
          expect([...into.documents].map((document, i) => [document, into.slots[i]])).toEqual(flat(lists));
          expect(passPostings(passed, total, DOCUMENTS)).toBe(true);
          expect(passed.position).toBe(input.position);
        }
      }),
    );
  });

  test('a list of every document in one slot takes a bit for each', () => {
    const documents = Array.from({ length: 4000 }, (_, i) => i);
    expect(encode([documents, ...Array.from({ length: SLOTS - 1 }, () => [])], 4000).length).toBeLessThan(510);
  });

  test('damage is told, or gives fewer postings; it never gives documents that do not exist, and ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(), fc.nat({ max: 1000 }), (bytes, total, documents) => {
        let found: [number, number][] = [];
        try {
          const postings = readPostings(bytes, total, documents, 'a list');
          found = Array.from({ length: postings.count }, (_, i) => [postings.documents[i]!, postings.slots[i]!]);
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptIndexError);
        }
        expect(found.length).toBeLessThanOrEqual(Math.min(total, bytes.length * 8));
        expect(found.every(([document, slot]) => document < documents && slot < SLOTS)).toBe(true);
      }),
    );
  });

  test('the Rice parameter is the one of the fewest bits for gaps of random lists, or one beside it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0.0001, max: 1, noNaN: true }),
        (documents, share) => {
          const inGroup = Math.max(1, Math.floor(documents * share));
          // Expected bits of a code: 1 + k + expected quotient of a geometric gap (Golomb 1966).
          const bits = (k: number): number => 1 + k + 1 / ((1 - inGroup / (documents + 1)) ** -(2 ** k) - 1);
          const best = Array.from({ length: 21 }, (_, k) => k).reduce((a, b) => (bits(b) < bits(a) ? b : a));
          expect(Math.abs(riceParameter(inGroup, documents) - best)).toBeLessThanOrEqual(1);
        },
      ),
    );
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
