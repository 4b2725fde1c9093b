// What the relevance bench can be told on the command line.

import { describe, expect, it } from 'vitest';
import { parseRelevanceOptions } from '../../bench/relevance-options.ts';

describe('options of the relevance bench', () => {
  it('ask all sets and no peers by default', () => {
    expect(parseRelevanceOptions(['data'])).toEqual({
      folder: 'data',
      sets: ['cmrc2018', 'xquad_zh', 'dureader_robust', 'qbqtc', 'news_title', 'xwlb_kw'],
      peers: [],
      against: null,
      half: 'all',
      mostQueries: Number.POSITIVE_INFINITY,
      tuningQueries: 1000,
      ranged: false,
      mixed: false,
      keywords: false,
      judged: true,
      writeQueries: null,
      losses: null,
    });
  });

  it('take lists without repetitions, and words for everything and nothing', () => {
    expect(parseRelevanceOptions(['data', '--sets', 'b, a,b']).sets).toEqual(['b', 'a']);
    expect(parseRelevanceOptions(['data', '--peers', 'x,y']).peers).toEqual(['x', 'y']);
    expect(parseRelevanceOptions(['data', '--peers', 'all', '--against', 'x'])).toMatchObject({
      peers: 'all',
      against: 'x',
    });
    expect(parseRelevanceOptions(['data', '--sets', 'none', '--mixed']).sets).toEqual([]);
  });

  it.each([
    [['data', '--half', 'odd'], '--half odd is not one of tuning, held-out, all'],
    [['data', '--queries', 'few'], '--queries few is not a number of 1 or more'],
    [['data', '--against', 'x', '--peers', 'y'], '--against x is not among --peers y'],
    [['data', '--write-queries', 'out'], 'add --keywords'],
    [['data', '--sets', 'none'], 'nothing to ask'],
    [['data', '--no-judged'], 'nothing to ask'],
    [['data', 'more'], 'one data folder, not 2: data more'],
    [['data', '--fast'], "Unknown option '--fast'"],
  ])('say what is wrong with %j', (args, message) => {
    expect(() => parseRelevanceOptions(args)).toThrow(message);
  });
});
