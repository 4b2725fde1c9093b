import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ORDERS } from '../../../engine/index/suggest-entries.ts';
import { keyOf, sortKeys } from '../../../indexer/suggest/keys.ts';

const syllable = fc.constantFrom('lian', 'yi', 'lv', 'a', 'zhong', '5', 'b', 'か', '가', 'ÿ', 'ā');

it('keys are in UTF-16 order, equal ones in that of their suggestions', () => {
  const suggestion = fc.array(syllable, { minLength: 1, maxLength: 9 }).map((syllables) => ({
    units: syllables.map((one) => (one.length > 1 ? '连衣绿中'[one.length % 4] : one)).join(''),
    syllables,
    starts: syllables.map((_, i) => i),
    weight: 1,
    number: 0,
  }));
  fc.assert(
    fc.property(fc.array(suggestion, { maxLength: 30 }), (suggestions) => {
      for (const order of Object.values(ORDERS)) {
        const keys = sortKeys(suggestions, order);
        const listed = Array.from({ length: keys.size }, (_, i) => ({
          key: keyOf(keys, i),
          suggestion: keys.owners[i]!,
        }));
        const sorted = [...listed].sort((a, b) =>
          a.key < b.key ? -1 : a.key > b.key ? 1 : a.suggestion - b.suggestion,
        );
        expect(listed).toEqual(sorted);
      }
    }),
  );
});
