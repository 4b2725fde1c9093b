import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import {
  buildDeletions,
  type Decrement,
  deletedPart,
  deletionsPagePart,
  describeDeletions,
  isReadWhole,
  wholeDeletionsPart,
} from '../../../engine/index/deletions.ts';
import { blockOf } from '../../../engine/index/sparse-terms.ts';

const decrement = fc.record({ body: fc.nat({ max: 300 }), title: fc.nat({ max: 3 }) });
const term = fc
  .array(fc.constantFrom('徐', '汇', '𠮷', 'a', '5', 'é'), { minLength: 1, maxLength: 6 })
  .map((c) => c.join(''));
const decrements = fc
  .dictionary(term, decrement, { maxKeys: 60 })
  .map((all) => Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
const deleted = fc
  .uniqueArray(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 50 })
  .map((all) => all.sort((a, b) => a - b));

/** So many terms that they fill several pages. */
const many = Array.from({ length: 9000 }, (_, i): [string, Decrement] => [
  String(100_000 + i),
  { body: i % 5, title: i % 2 },
]);

describe('deletions', () => {
  test('are read as they were written', () => {
    fc.assert(
      fc.property(deleted, decrements, (documents, terms) => {
        const { bytes, manifest } = buildDeletions(documents, terms);
        const deletions = describeDeletions('articles', manifest, null);
        const read = wholeDeletionsPart(deletions).decode(bytes);
        expect([...read.deleted!]).toEqual(documents);
        expect([...read.pages.values()].flatMap((page) => [...page])).toEqual(terms);
      }),
    );
  });

  test('of the same documents and terms are the same object', () => {
    const object = () => buildDeletions([1, 5], many).manifest.object;
    expect(object()).toBe(object());
    expect(object()).toMatch(/^[0-9a-f]{64}\.del$/);
  });

  test('are read page by page where they are large', () => {
    const { bytes, manifest } = buildDeletions([3, 4, 70_000], many);
    const deletions = describeDeletions('articles', manifest, null);
    expect(deletions.sparse.keys.length).toBeGreaterThan(3);
    const numbers = deletedPart(deletions);
    expect([...numbers.decode(bytes.subarray(numbers.offset, numbers.offset + numbers.length)).deleted!]).toEqual([
      3, 4, 70_000,
    ]);
    for (const [wanted, expected] of many.filter((_, i) => i % 700 === 0)) {
      const part = deletionsPagePart(deletions, blockOf(deletions.sparse, wanted));
      const { pages } = part.decode(bytes.subarray(part.offset, part.offset + part.length));
      expect([...pages.values()][0]!.get(wanted)).toEqual(expected);
    }
  });

  test('of up to 32 KB are read whole', () => {
    const sizes = [many.slice(0, 10), many].map((terms) => {
      const { manifest } = buildDeletions([1], terms);
      return { bytes: manifest.bytes, whole: isReadWhole(describeDeletions('articles', manifest, null)) };
    });
    for (const { bytes, whole } of sizes) expect(whole).toBe(bytes <= 32 * 1024);
  });

  test('are refused when any byte is another one', () => {
    const { bytes, manifest } = buildDeletions([1, 2, 9], many.slice(0, 40));
    const part = wholeDeletionsPart(describeDeletions('articles', manifest, null));
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const damaged = bytes.slice();
        damaged[place] = damaged[place]! ^ change;
        expect(() => part.decode(damaged)).toThrow(CorruptIndexError);
      }),
    );
    const other = describeDeletions('articles', { ...manifest, documents: 4 }, null);
    expect(() => wholeDeletionsPart(other).decode(bytes)).toThrow(CorruptIndexError);
  });
});
