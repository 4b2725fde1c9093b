import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeadlineError } from '../../../engine/errors.ts';
import { createBlockCache } from '../../../engine/index/block-cache.ts';
import { createReadSession, createSegmentReads, type Part } from '../../../engine/index/reads.ts';
import { createMemoryStore } from '../../memory-store.ts';

const BYTES = Uint8Array.from({ length: 1 << 16 }, (_, i) => (i * 7) % 251);

function storeWith(...keys: string[]) {
  const store = createMemoryStore();
  for (const key of keys) store.objects.set(key, { bytes: BYTES, modified: 0 });
  return store;
}

const part = (key: string, offset: number, length: number, resident: Uint8Array | null = null): Part<string> => ({
  source: { key, resident },
  offset,
  length,
  decode: (bytes) => Buffer.from(bytes).toString('hex'),
  expansion: 2,
});

const expected = ({ offset, length }: Part<string>): string =>
  Buffer.from(BYTES.subarray(offset, offset + length)).toString('hex');

describe('reading parts', () => {
  const ranges = fc.array(
    fc.record({
      key: fc.constantFrom('a', 'b'),
      offset: fc.nat({ max: 60_000 }),
      length: fc.integer({ min: 1, max: 5000 }),
    }),
    { minLength: 1, maxLength: 12 },
  );

  test('every part gets its own bytes in one round, whatever is joined or asked twice', async () => {
    await fc.assert(
      fc.asyncProperty(ranges, fc.constantFrom(0, 1000, 1 << 20), async (asked, capacity) => {
        const reads = createSegmentReads(storeWith('a', 'b'), createBlockCache(capacity));
        const parts = asked.map(({ key, offset, length }) => part(key, offset, length));
        for (let again = 0; again < 2; again++) {
          const session = createReadSession();
          expect(await reads.fetch(session, parts)).toEqual(parts.map(expected));
          expect(session.rounds).toBeLessThanOrEqual(1);
          expect(session.requests).toBeLessThanOrEqual(parts.length);
        }
      }),
    );
  });

  test('neighbours are one request, distant parts are two', async () => {
    const reads = createSegmentReads(storeWith('a'), createBlockCache(0));
    const session = createReadSession();
    await reads.fetch(session, [part('a', 0, 10), part('a', 1000, 10), part('a', 50_000, 10)]);
    expect(session).toMatchObject({ rounds: 1, requests: 2, bytes: 1020 });
  });

  test('what is in the cache or in memory costs nothing', async () => {
    const reads = createSegmentReads(storeWith('a'), createBlockCache(1 << 20));
    await reads.fetch(createReadSession(), [part('a', 5, 10)]);
    const session = createReadSession();
    await reads.fetch(session, [part('a', 5, 10), part('elsewhere', 70, 3, BYTES)]);
    expect(session).toMatchObject({ rounds: 0, requests: 0, bytes: 0 });
  });

  test('a part that cannot be decoded fails the step and is not kept', async () => {
    const store = storeWith('a');
    const reads = createSegmentReads(store, createBlockCache(1 << 20));
    const strict: Part<string> = {
      ...part('a', 0, 4),
      decode(bytes) {
        if (bytes[0] === 99) throw new Error('damaged');
        return 'good';
      },
    };
    store.objects.set('a', { bytes: new Uint8Array(100).fill(99), modified: 0 });
    await expect(reads.fetch(createReadSession(), [strict])).rejects.toThrow('damaged');
    store.objects.set('a', { bytes: BYTES, modified: 0 });
    expect(await reads.fetch(createReadSession(), [strict])).toEqual(['good']);
  });

  test('nothing is begun when the time is over', async () => {
    const reads = createSegmentReads(storeWith('a'), createBlockCache(0));
    const session = createReadSession(AbortSignal.abort());
    await expect(reads.fetch(session, [part('a', 0, 1)])).rejects.toThrow(DeadlineError);
  });
});
