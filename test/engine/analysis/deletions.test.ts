import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deletionKeys, mistakesBetween, mostMistakes } from '../../../engine/analysis/deletions.ts';

/** The distance by its definition, without a table. */
function slowDistance(a: string, b: string): number {
  if (a === '' || b === '') return Math.max(a.length, b.length);
  const choices = [
    slowDistance(a.slice(1), b) + 1,
    slowDistance(a, b.slice(1)) + 1,
    slowDistance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0])
    choices.push(slowDistance(a.slice(2), b.slice(2)) + 1);
  return Math.min(...choices);
}

const letters = (minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...'abc'), { minLength, maxLength }).map((units) => units.join(''));

function edited(text: string, kind: string, at: number, letter: string): string {
  if (kind === 'wrong') return text.slice(0, at) + letter + text.slice(at + 1);
  if (kind === 'missing') return text.slice(0, at) + text.slice(at + 1);
  if (kind === 'superfluous') return text.slice(0, at) + letter + text.slice(at);
  return text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
}

describe('mistakes between two words', () => {
  test('are as many as the definition says', () => {
    fc.assert(
      fc.property(letters(0, 5), letters(0, 5), (a, b) => {
        expect(mistakesBetween(a, b)).toBe(slowDistance(a, b));
      }),
    );
  });

  test.each([
    ['实件', '实践', 1],
    ['国院', '国务院', 1],
    ['务国院', '国务院', 1],
    ['facebok', 'facebook', 1],
    ['recieve', 'receive', 1],
    ['kubenretse', 'kubernetes', 2],
  ])('%s for %s: %i', (typed, meant, mistakes) => {
    expect(mistakesBetween(typed, meant)).toBe(mistakes);
  });
});

describe('keys', () => {
  test('words that are as few mistakes apart as a word may have share a key', () => {
    const edit = fc.tuple(fc.constantFrom('wrong', 'missing', 'superfluous', 'swapped'), fc.nat(), letters(1, 1));
    fc.assert(
      fc.property(letters(5, 12), fc.array(edit, { minLength: 1, maxLength: 2 }), (word, edits) => {
        const typed = edits.reduce(
          (text, [kind, place, letter]) => edited(text, kind, place % text.length, letter),
          word,
        );
        fc.pre(mistakesBetween(typed, word) <= Math.min(mostMistakes(typed), mostMistakes(word)));
        const keys = deletionKeys(typed);
        expect([...deletionKeys(word)].some((key) => keys.has(key))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a word of two characters is filed as a whole', () => {
    expect([...deletionKeys('实践')]).toEqual(['实践']);
    expect([...deletionKeys('国务院')].sort()).toEqual(['务院', '国务', '国务院', '国院']);
  });
});
