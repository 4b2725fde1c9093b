import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSentence } from '../../../engine/search/sentences.ts';

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
