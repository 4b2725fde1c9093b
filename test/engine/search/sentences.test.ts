import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSentence, coveredShare, leadSum } from '../../../engine/search/sentences.ts';

describe('the best sentence', () => {
  it('is the one that holds the most of the query, each term once', () => {
    const text = '徐汇区开会。徐汇区是文明城市,文明城市!另有文明';
    expect(
      bestSentence(text, [
        { term: '徐汇', weight: 1 },
        { term: '文明', weight: 2 },
      ]),
    ).toBe(3);
  });

  it('does not reach over a sentence or a paragraph', () => {
    const terms = [
      { term: '甲', weight: 1 },
      { term: '乙', weight: 1 },
    ];
    for (const border of '。!?;\n') expect(bestSentence(`甲${border}乙`, terms)).toBe(1);
    expect(bestSentence('甲,乙', terms)).toBe(2);
  });

  it('equals splitting the text and looking into every sentence', () => {
    const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '。', '!', '\n', ','), maxLength: 60 });
    const words = fc.uniqueArray(fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), minLength: 1, maxLength: 2 }));
    fc.assert(
      fc.property(text, words, (folded, distinct) => {
        const terms = distinct.map((term, i) => ({ term, weight: i + 1 }));
        const sums = folded
          .split(/[。!?;\n]/)
          .map((sentence) => terms.reduce((sum, { term, weight }) => sum + (sentence.includes(term) ? weight : 0), 0));
        expect(bestSentence(folded, terms)).toBe(Math.max(...sums));
      }),
    );
  });
});

describe('the beginning', () => {
  it('counts each term once that stands whole in it', () => {
    const terms = [
      { term: '徐汇', weight: 1 },
      { term: '文明', weight: 2 },
      { term: '城市', weight: 4 },
    ];
    expect(leadSum('徐汇徐汇文明城市', 7, terms)).toBe(3);
    expect(leadSum('', 7, terms)).toBe(0);
  });
});

describe('the covered share', () => {
  it('counts letters and digits only, overlaps once', () => {
    const cover = (...terms: string[]) => terms.map((term) => ({ term, weight: 1 }));
    expect(coveredShare('《徐汇报》', cover('徐汇', '汇报'))).toBe(1);
    expect(coveredShare('徐汇 abc', cover('徐汇'))).toBe(0.4);
    expect(coveredShare('!?', cover('徐汇'))).toBe(0);
    expect(coveredShare('徐汇', [])).toBe(0);
  });
});
