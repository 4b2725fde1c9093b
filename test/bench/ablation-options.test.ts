// What the ablation bench can be told on the command line.

import { describe, expect, it } from 'vitest';
import { parseAblationOptions } from '../../bench/ablation-options.ts';
import { constantsAsTheyAre, NOT_TRIED } from '../../bench/ablation-values.ts';

describe('options of the ablation bench', () => {
  it('ask all sets, also among news, and try every constant that a set can judge', () => {
    const { constants, ...others } = parseAblationOptions(['data']);
    expect(others).toEqual({
      folder: 'data',
      sets: ['cmrc2018', 'xquad_zh', 'dureader_robust', 'qbqtc', 'news_title', 'xwlb_kw'],
      mixed: true,
      mostQueries: 3000,
      half: 'all',
      keywords: false,
      judged: true,
    });
    expect([...constants, ...Object.keys(NOT_TRIED)].sort()).toEqual([...constantsAsTheyAre().keys()].sort());
  });

  it('take lists, and also a constant that is not tried unasked', () => {
    expect(parseAblationOptions(['data', '--sets', 'b, a,b'])).toMatchObject({ sets: ['b', 'a'], mixed: false });
    expect(parseAblationOptions(['data', '--sets', 'mixed'])).toMatchObject({ sets: [], mixed: true });
    expect(parseAblationOptions(['data', '--constants', 'WORD_WEIGHT,SYNONYM_WEIGHT']).constants).toEqual([
      'SYNONYM_WEIGHT',
      'WORD_WEIGHT',
    ]);
  });

  it.each([
    [['data', '--constants', 'K1'], '--constants K1 is not one of CHARACTER_WEIGHT, '],
    [['data', '--half', 'odd'], '--half odd is not one of tuning, held-out, all'],
    [['data', '--queries', '0'], '--queries 0 is not a number of 1 or more'],
    [['data', '--no-judged'], 'nothing to ask: with --no-judged, add --keywords'],
    [['data', '--sets', ','], '--sets names nothing to ask'],
    [['data', 'more'], 'one data folder, not 2: data more'],
    [['data', '--fast'], "Unknown option '--fast'"],
  ])('say what is wrong with %j', (args, message) => {
    expect(() => parseAblationOptions(args)).toThrow(message);
  });
});
