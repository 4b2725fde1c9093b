import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNeedles, createPlaces, findNeedles } from '../../../engine/analysis/needles.ts';
import { bestSentence, coveredShare, leadSum, SENTENCE_ENDS } from '../../../engine/search/sentences.ts';

/** Weights by term. */
type Terms = Record<string, number>;

const search = (folded: string, terms: Terms) => {
  const texts = [...Object.keys(terms), ...SENTENCE_ENDS];
  const needles = createNeedles(texts);
  const places = createPlaces(needles);
  findNeedles(needles, folded, places);
  const weighed = Object.values(terms).map((weight, needle) => ({ needle, weight }));
  const isEnd = Uint8Array.from(texts, (_, needle) => (needle < weighed.length ? 0 : 1));
  return {
    best: bestSentence(places, isEnd, weighed),
    lead: (length: number) => leadSum(needles, places, length, weighed),
    covered: coveredShare(folded, needles, places, weighed),
  };
};

describe('the best sentence', () => {
  it('is the one that holds the most of the query, each term once', () => {
    const text = '徐汇区开会。徐汇区是文明城市,文明城市!另有文明';
    expect(search(text, { 徐汇: 1, 文明: 2 }).best).toBe(3);
  });

  it('does not reach over a sentence or a paragraph', () => {
    for (const border of '。!?;\n') expect(search(`甲${border}乙`, { 甲: 1, 乙: 1 }).best).toBe(1);
    expect(search('甲,乙', { 甲: 1, 乙: 1 }).best).toBe(2);
  });

  it('holds what begins with the sign that ends it', () => {
    expect(search('甲!乙', { 甲: 1, '!乙': 2 }).best).toBe(3);
  });

  it('equals splitting the text and looking into every sentence', () => {
    const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '。', '!', '\n', ','), maxLength: 600 });
    const words = fc.uniqueArray(fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), minLength: 1, maxLength: 2 }));
    fc.assert(
      fc.property(text, words, (folded, distinct) => {
        const terms = Object.fromEntries(distinct.map((term, i) => [term, i + 1]));
        const sums = folded
          .split(/[。!?;\n]/)
          .map((sentence) =>
            Object.entries(terms).reduce((sum, [term, weight]) => sum + (sentence.includes(term) ? weight : 0), 0),
          );
        expect(search(folded, terms).best).toBe(Math.max(...sums));
      }),
    );
  });
});

describe('the beginning', () => {
  it('counts each term once that stands whole in it', () => {
    expect(search('徐汇徐汇文明城市', { 徐汇: 1, 文明: 2, 城市: 4 }).lead(7)).toBe(3);
    expect(search('', { 徐汇: 1 }).lead(7)).toBe(0);
  });
});

describe('the covered share', () => {
  it('counts letters and digits only, overlaps once', () => {
    const cover = (folded: string, ...terms: string[]) =>
      search(folded, Object.fromEntries(terms.map((term) => [term, 1]))).covered;
    expect(cover('《徐汇报》', '徐汇', '汇报')).toBe(1);
    expect(cover('徐汇 abc', '徐汇')).toBe(0.4);
    expect(cover('!?', '徐汇')).toBe(0);
    expect(cover('徐汇')).toBe(0);
  });
});
