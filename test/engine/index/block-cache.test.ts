import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBlockCache } from '../../../engine/index/block-cache.ts';

/** The same, slow and obvious: entries in the order of their last use. */
function createModel(capacity: number) {
  let entries: { key: string; value: unknown; bytes: number }[] = [];
  const take = (key: string) => {
    const found = entries.find((entry) => entry.key === key);
    entries = entries.filter((entry) => entry !== found);
    return found;
  };
  return {
    get(key: string): unknown {
      const found = take(key);
      if (found) entries.push(found);
      return found?.value;
    },
    set(key: string, value: unknown, bytes: number): void {
      take(key);
      if (bytes > capacity / 4) return;
      entries.push({ key, value, bytes });
      while (entries.reduce((sum, entry) => sum + entry.bytes, 0) > capacity) entries.shift();
    },
  };
}

const step = fc.record({
  isSet: fc.boolean(),
  object: fc.constantFrom('a', 'b'),
  offset: fc.nat({ max: 3 }),
  length: fc.integer({ min: 1, max: 3 }),
  bytes: fc.nat({ max: 40 }),
});

test('keeps what was used last, within its bound', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.constantFrom(0, 100, 200), (steps, capacity) => {
      const cache = createBlockCache(capacity);
      const model = createModel(capacity);
      steps.forEach(({ isSet, object, offset, length, bytes }, value) => {
        const key = `${object} ${offset} ${length}`;
        if (isSet) {
          cache.set(object, offset, length, value, bytes);
          model.set(key, value, bytes);
        } else expect(cache.get(object, offset, length)).toBe(model.get(key));
      });
    }),
  );
});

test('keeps what was used last within its bytes', () => {
  const cache = createBlockCache(100);
  for (const key of ['a', 'b', 'c', 'd']) cache.set(key, 0, 1, key, 25);
  cache.get('a', 0, 1);
  cache.set('e', 0, 1, 'e', 25);
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => cache.get(key, 0, 1))).toEqual(['a', undefined, 'c', 'd', 'e']);
});

test('a value too large for it is not kept and drives nothing out', () => {
  const cache = createBlockCache(100);
  cache.set('a', 0, 1, 'a', 25);
  cache.set('b', 0, 1, 'b', 26);
  expect([cache.get('a', 0, 1), cache.get('b', 0, 1)]).toEqual(['a', undefined]);
});

test('a value set again is counted once', () => {
  const cache = createBlockCache(100);
  for (let i = 0; i < 10; i++) cache.set('a', 0, 1, i, 25);
  for (const key of ['b', 'c', 'd']) cache.set(key, 0, 1, key, 25);
  expect([cache.get('a', 0, 1), cache.get('b', 0, 1)]).toEqual([9, 'b']);
});
