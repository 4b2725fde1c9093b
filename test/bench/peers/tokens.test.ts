import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bigrams, trigrams, words } from '../../../bench/peers/tokens.ts';

const han = fc.string({ unit: fc.constantFrom(...'天地玄黄宇宙洪荒𠮷'), minLength: 2, maxLength: 12 });

it('cuts a Chinese run into all pairs of neighbours and leaves Latin words and numbers whole', () => {
  expect(bigrams('徐汇区5G基站,iphone 15')).toEqual(['徐汇', '汇区', '5G', '基站', 'iphone', '15']);
});

it('keeps a lone character, and makes nothing of punctuation', () => {
  expect(bigrams('水。')).toEqual(['水']);
  expect(bigrams('……!?')).toEqual([]);
});

it('finds every stretch of a run by pairs that the run has too', () => {
  fc.assert(
    fc.property(han, fc.nat(), fc.nat(), (run, from, length) => {
      const characters = [...run];
      const start = from % (characters.length - 1);
      const part = characters.slice(start, start + 2 + (length % characters.length)).join('');
      const pairs = new Set(bigrams(run));
      for (const pair of bigrams(part)) expect(pairs).toContain(pair);
    }),
  );
});

it('makes as many pairs as there are neighbours, none inside a surrogate pair', () => {
  fc.assert(
    fc.property(han, (run) => {
      const pairs = bigrams(run);
      expect(pairs).toHaveLength([...run].length - 1);
      for (const pair of pairs) expect([...pair]).toHaveLength(2);
    }),
  );
});

it('cuts stretches of three between spaces, and nothing out of shorter words', () => {
  expect(trigrams('文明城市 徐汇 abcd')).toEqual(['文明城', '明城市', 'abc', 'bcd']);
});

it('takes words as ICU cuts them, without punctuation', () => {
  expect(words('文明城市,iphone 15')).toEqual(['文明', '城市', 'iphone', '15']);
});
