import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { createWordsBuilder, readWords, type SegmentWord } from '../../../engine/index/words.ts';

const count = fc.nat({ max: 1e6 });
const words = fc.uniqueArray(
  fc.record({
    word: fc.string({ unit: fc.constantFrom(...'连衣裙长款重庆𠀀'), minLength: 2, maxLength: 6 }),
    cost: fc.nat({ max: 255 }),
    frequency: fc.record({ body: count, title: count }),
  }),
  { selector: ({ word }) => word, maxLength: 40 },
);

function pack(all: readonly SegmentWord[]): Uint8Array {
  const builder = createWordsBuilder();
  for (const one of all) builder.add(one);
  return builder.finish();
}

test('words are read as they were written', () => {
  fc.assert(
    fc.property(words, (all) => {
      const sorted = all.sort((a, b) => (a.word < b.word ? -1 : 1));
      expect([...readWords(pack(sorted), 'words')]).toEqual(sorted);
    }),
  );
});

test('words with a changed byte are refused', () => {
  const packed = pack([{ word: '连衣裙', cost: 200, frequency: { body: 3, title: 1 } }]);
  for (let place = 0; place < packed.length; place++) {
    const damaged = packed.slice();
    damaged[place] ^= 1;
    expect(() => [...readWords(damaged, 'words')]).toThrow(CorruptIndexError);
  }
});
