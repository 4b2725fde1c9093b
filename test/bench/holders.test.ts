// Finding many strings at once, against looking for each in each text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdersOf, inAll } from '../../bench/holders.ts';

describe('texts that hold strings', () => {
  it('are those that contain them', () => {
    const letters = fc.constantFrom('山', '水', '茶', 'a', '𠮷');
    const text = fc.array(letters, { maxLength: 12 }).map((units) => units.join(''));
    const string = fc.array(letters, { minLength: 2, maxLength: 4 }).map((units) => units.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), fc.uniqueArray(string, { maxLength: 10 }), (texts, strings) => {
        const naive = strings.map((one): [string, number[]] => [
          one,
          [...texts.keys()].filter((number) => texts[number].includes(one)),
        ]);
        expect(holdersOf(strings, texts)).toEqual(new Map(naive));
      }),
    );
  });

  it('cannot be asked for single characters', () => {
    expect(() => holdersOf(['茶'], ['茶'])).toThrow('"茶" is shorter than two units');
  });

  it('of all strings are those in every list', () => {
    expect(
      inAll([
        [1, 3, 5, 7],
        [3, 7, 9],
        [0, 3, 7],
      ]),
    ).toEqual([3, 7]);
    expect(inAll([[2, 4]])).toEqual([2, 4]);
    expect(inAll([[1], []])).toEqual([]);
  });
});
