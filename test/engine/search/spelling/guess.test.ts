import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAllWords } from '../../../../engine/search/spelling/guess.ts';

const isAllWordsSlowly = (text: string, words: readonly string[]): boolean =>
  text === '' || words.some((word) => text.startsWith(word) && isAllWordsSlowly(text.slice(word.length), words));

test('a text is all words where some way to cut it leaves nothing over', () => {
  const word = fc.string({ unit: fc.constantFrom('甲', '乙'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('甲', '乙'), maxLength: 9 }),
      fc.array(word, { maxLength: 4 }),
      (text, words) => {
        const isWord = (start: number, end: number): boolean => words.includes(text.slice(start, end));
        expect(isAllWords(text.length, isWord)).toBe(isAllWordsSlowly(text, words));
      },
    ),
  );
});
