// Which values are tried, and that what is listed speaks of constants that exist.

import { describe, expect, it } from 'vitest';
import { changesOf, constantsAsTheyAre, NOT_TRIED, TRIED } from '../../bench/ablation-values.ts';

describe('the values that are tried', () => {
  it('belong to constants that the ranking has, and no constant is both tried and not', () => {
    const names = [...constantsAsTheyAre().keys()];
    expect(names).toContain('WORD_WEIGHT');
    expect(names).not.toContain('isQuestionWord');
    expect(names).toEqual(expect.arrayContaining([...Object.keys(TRIED), ...Object.keys(NOT_TRIED)]));
    expect(Object.keys(TRIED).filter((name) => Object.hasOwn(NOT_TRIED, name))).toEqual([]);
  });

  it('are never the value that a constant has', () => {
    for (const [name, value] of constantsAsTheyAre()) {
      const values = changesOf(name, value).map((change) => change.value);
      expect(values.length).toBeGreaterThan(0);
      expect(values).not.toContain(value);
    }
  });

  it('are those that are listed, ascending, without the one as it is', () => {
    const [middle] = TRIED.STRADDLING_WEIGHT.filter((value) => value > 0);
    expect(changesOf('STRADDLING_WEIGHT', middle)).toEqual(
      TRIED.STRADDLING_WEIGHT.filter((value) => value !== middle).map((value) => ({
        name: 'STRADDLING_WEIGHT',
        value,
      })),
    );
  });

  it('are none, half and twice of a constant that nobody listed', () => {
    expect(changesOf('BRAND_NEW', 3).map(({ value }) => value)).toEqual([0, 1.5, 6]);
  });
});
