import { describe, expect, it } from 'vitest';
import { collectSuggestions, type LiveWord } from '../../../indexer/suggest/collect.ts';

const wordsOf = (frequencies: Record<string, number>): Map<string, LiveWord> =>
  new Map(Object.entries(frequencies).map(([word, frequency]) => [word, { cost: 100, frequency }]));
const none = { words: wordsOf({}), titles: [], dictionary: null };
const textsOf = (options: Partial<Parameters<typeof collectSuggestions>[0]>): string[] =>
  collectSuggestions({ ...none, ...options }).map(({ text }) => text);

describe('what is suggested', () => {
  it('is titles, once each, however they are written', () => {
    const found = collectSuggestions({ ...none, titles: ['臺北遊記', '台北游记！', ' 台北　游记', '别的'] });
    expect(found).toEqual([
      { text: '别的', units: '别的', frequency: 1, isTitle: true },
      { text: '臺北遊記', units: '台北游记', frequency: 3, isTitle: true },
    ]);
  });

  it('is words that several articles hold', () => {
    expect(textsOf({ words: wordsOf({ 连衣裙: 2, 长裙: 1 }) })).toEqual(['连衣裙']);
  });

  it('is words of the site that one article holds, and those of several runs as they are written there', () => {
    const dictionary = { text: '汉服 10\n5G基站\n没有的词\n', source: 'site.txt' };
    expect(textsOf({ words: wordsOf({ 汉服: 1, 长裙: 1 }), dictionary })).toEqual(['5G基站', '汉服']);
  });

  it('is Latin words of several titles, as most of them write it', () => {
    const titles = ['iPhone 15', 'iPhone 评测', 'IPHONE 降价', 'GPU 涨价'];
    expect(textsOf({ titles })).toEqual(['GPU 涨价', 'iPhone', 'iPhone 15', 'iPhone 评测', 'IPHONE 降价']);
  });

  it('is a title as its author wrote it where it is a word too, as frequent as the word', () => {
    expect(collectSuggestions({ ...none, words: wordsOf({ 连衣裙: 9 }), titles: ['連衣裙'] })).toEqual([
      { text: '連衣裙', units: '连衣裙', frequency: 9, isTitle: true },
    ]);
  });

  it('is the newest titles and the most frequent words where there are too many', () => {
    const titles = ['一', '二', '三', '二'];
    expect(textsOf({ titles, mostTitles: 2 })).toEqual(['一', '二']);
    expect(textsOf({ words: wordsOf({ 甲乙: 3, 丙丁: 5, 戊己: 4 }), mostWords: 2 })).toEqual(['丙丁', '戊己']);
  });

  it('is nothing that is empty or longer than anybody would pick', () => {
    expect(textsOf({ titles: ['', '！？', '长'.repeat(61)] })).toEqual([]);
  });
});
