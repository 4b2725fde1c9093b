import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { packSounds, readSounds } from '../../../engine/index/sounds.ts';
import { allReadings } from '../../../indexer/pinyin/readings.ts';

describe('sounds', () => {
  it('gives back all readings in their order, and none of what it does not know', () => {
    const packed = packSounds(allReadings());
    const sounds = readSounds(packed, 'sounds');
    for (const [character, readings] of allReadings()) expect(sounds.readingsOf(character)).toEqual(readings);
    for (const other of ['', 'a', '连衣', '\u4dff', '\uffff', '𠀀']) expect(sounds.readingsOf(other)).toEqual([]);
    expect(packed.length).toBeLessThan(28_000);
  });

  it('takes any characters and syllables', () => {
    const character = fc.integer({ min: 1, max: 0xd7ff }).map((unit) => String.fromCharCode(unit));
    const syllables = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(character, syllables), { maxLength: 20 }), (entries) => {
        const readings = new Map(entries);
        const sounds = readSounds(packSounds(readings), 'sounds');
        for (const [one, all] of readings) expect(sounds.readingsOf(one)).toEqual(all);
        expect(sounds.syllables).toEqual([...new Set([...readings.values()].flat())].sort());
      }),
    );
  });

  it('refuses bytes that were changed', () => {
    const packed = packSounds(new Map([['连', ['lian']]]));
    packed[3] ^= 1;
    expect(() => readSounds(packed, 'sounds of x')).toThrow(CorruptIndexError);
  });
});
