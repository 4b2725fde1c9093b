import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFunctionCharacter } from '../../../engine/analysis/function-characters.ts';
import { CHARACTER_COST, FUNCTION_CHARACTER_COST, type Segment, segmentRun } from '../../../engine/analysis/segment.ts';

type Words = Record<string, number>;

const cut = (text: string, words: Words): string => {
  const chars = [...text];
  const cost = (start: number, end: number): number | undefined => words[chars.slice(start, end).join('')];
  return segmentRun(chars, cost, 8)
    .map(({ start, end }) => chars.slice(start, end).join(''))
    .join('/');
};

const WORDS: Words = { 文明: 110, 城市: 110, 文明城市: 190, 建设: 100, 大会: 100, 会场: 130, 我们: 90, 区长: 130 };

describe('segmentRun', () => {
  it.each([
    ['文明城市建设大会', '文明城市/建设/大会'],
    ['我们的城市', '我们/的/城市'],
    ['方世忠区长', '方/世/忠/区长'],
    ['大会场', '大会/场'],
    ['𠮷城市', '𠮷/城市'],
    ['文', '文'],
    ['', ''],
  ])('cuts %s into %s', (text, expected) => {
    expect(cut(text, WORDS)).toBe(expected);
  });

  it('takes the longer word of two cuts that cost the same', () => {
    expect(cut('文明城市', { 文明: 95, 城市: 95, 文明城市: 190 })).toBe('文明城市');
  });

  it('reads no word longer than the longest', () => {
    const chars = [...'一二三四五六'];
    segmentRun(
      chars,
      (start, end) => {
        expect(end - start).toBeGreaterThanOrEqual(2);
        expect(end - start).toBeLessThanOrEqual(3);
        expect(end).toBeLessThanOrEqual(chars.length);
        return undefined;
      },
      3,
    );
  });

  it('covers the run with a cut as cheap as the cheapest of all', () => {
    const text = fc.array(fc.constantFrom('的', '天', '地'), { maxLength: 9 });
    const words = fc.dictionary(
      fc.array(fc.constantFrom('的', '天', '地'), { minLength: 2, maxLength: 4 }).map((a) => a.join('')),
      fc.nat(255),
    );
    fc.assert(
      fc.property(text, words, (chars, known) => {
        const wordCost = (start: number, end: number): number | undefined => {
          const word = chars.slice(start, end).join('');
          return Object.hasOwn(known, word) ? known[word] : undefined;
        };
        const costOf = ({ start, end }: Segment): number => {
          const single = isFunctionCharacter(chars[start]!) ? FUNCTION_CHARACTER_COST : CHARACTER_COST;
          return end - start === 1 ? single : (wordCost(start, end) ?? Number.POSITIVE_INFINITY);
        };
        const cheapest = (start: number): number => {
          if (start === chars.length) return 0;
          let least = Number.POSITIVE_INFINITY;
          for (let end = start + 1; end <= Math.min(chars.length, start + 4); end++) {
            least = Math.min(least, costOf({ start, end }) + cheapest(end));
          }
          return least;
        };
        const segments = segmentRun(chars, wordCost, 4);
        let at = 0;
        for (const { start, end } of segments) {
          expect(start).toBe(at);
          at = end;
        }
        expect(at).toBe(chars.length);
        expect(segments.reduce((sum, segment) => sum + costOf(segment), 0)).toBe(cheapest(0));
      }),
    );
  });
});

describe('isFunctionCharacter', () => {
  it('knows particles and pronouns, and no content characters', () => {
    for (const char of '的了是在和我这什吗') expect(isFunctionCharacter(char)).toBe(true);
    for (const char of '汇城市区人国文年水') expect(isFunctionCharacter(char)).toBe(false);
  });
});
