import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { createTitlesBuilder, readTitles } from '../../../engine/index/titles.ts';

function pack(titles: Iterable<string>): Uint8Array {
  const builder = createTitlesBuilder();
  for (const title of titles) builder.add(title);
  return builder.finish().slice();
}

test('titles are read as they were written, empty ones too', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 40 }), (titles) => {
      expect([...readTitles(pack(titles), 'titles')]).toEqual(titles);
    }),
  );
});

test('titles of many documents are read block by block', () => {
  const titles = Array.from({ length: 10_000 }, (_, i) => `标题${i}`);
  expect([...readTitles(pack(titles), 'titles')]).toEqual(titles);
});

test('titles with a changed byte are refused', () => {
  const packed = pack(['连衣裙', '长款']);
  for (let place = 4; place < packed.length; place++) {
    const damaged = packed.slice();
    damaged[place] ^= 1;
    expect(() => [...readTitles(damaged, 'titles')]).toThrow(CorruptIndexError);
  }
});
