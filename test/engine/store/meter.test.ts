// Counting reads, and waiting between tries: the small parts that everything else builds on.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NotFoundError } from '../../../engine/errors.ts';
import { meter } from '../../../engine/store/meter.ts';
import { backoffMs, withRetries } from '../../../engine/store/retry.ts';
import type { ObjectReader } from '../../../engine/store/store.ts';

const reader: ObjectReader = {
  url: 'file:./nothing',
  get: async (key) => {
    if (key === 'missing') throw new NotFoundError(key);
    return { bytes: new Uint8Array(100), etag: '"x"' };
  },
  getRange: async (_key, _offset, length) => new Uint8Array(length),
};

test('each meter counts its own reads alone, those that fail too', async () => {
  const one = meter(reader);
  const two = meter(reader);
  await Promise.all([one.reader.get('a'), one.reader.getRange('a', 5, 7), two.reader.getRange('a', 0, 1)]);
  await expect(one.reader.get('missing')).rejects.toThrow(NotFoundError);
  expect(one.cost()).toEqual({ requests: 3, bytes: 107 });
  expect(two.cost()).toEqual({ requests: 1, bytes: 1 });
  expect(one.reader.url).toBe(reader.url);
});

test('a wait is below a bound that doubles up to its cap', () => {
  const policy = { attempts: 9, baseMs: 50, capMs: 1000 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
      const wait = backoffMs({ ...policy, random: () => random }, attempt);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThan(Math.min(1000, 50 * 2 ** (attempt - 1)));
    }),
  );
  const longest = [1, 2, 3, 6, 20].map((attempt) => backoffMs({ ...policy, random: () => 1 }, attempt));
  expect(longest).toEqual([50, 100, 200, 1000, 1000]);
});

test('the number of tries is bounded, and what cannot change is tried once', async () => {
  const policy = { attempts: 4, baseMs: 0, capMs: 0, random: () => 0 };
  const tries: number[] = [];
  const fail = (attempt: number) => {
    tries.push(attempt);
    return Promise.reject(new Error(`try ${attempt}`));
  };
  await expect(withRetries(fail, () => true, policy)).rejects.toThrow('try 4');
  await expect(withRetries(fail, () => false, policy)).rejects.toThrow('try 1');
  expect(tries).toEqual([1, 2, 3, 4, 1]);
});
