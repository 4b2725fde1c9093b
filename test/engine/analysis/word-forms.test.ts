import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../engine/analysis/fold.ts';
import { runs } from '../../../engine/analysis/runs.ts';
import { wordAtoms, wordParts, wordTerm } from '../../../engine/analysis/word-forms.ts';

const mixed = fc.string({
  unit: fc.oneof(
    fc.constantFrom(..."徐𠮷abcz0159,,.-_'&+#/ \ud83d\udc00é"),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 120,
});

/** Every word of a text that a reader could write. */
const wordsOf = (text: string): string[] => {
  const folded = fold(text);
  return runs(folded).flatMap(({ kind, start, end }) => (kind === 'word' ? [folded.slice(start, end)] : []));
};

describe('wordTerm', () => {
  it.each([
    ['node.js', 'nodejs'],
    ['covid-19', 'covid19'],
    ['wi-fi', 'wifi'],
    ["don't", 'dont'],
    ['at&t', 'att'],
    ['f-16', 'f16'],
    ['2,160', '2160'],
    ['12,345,678.50', '12345678.50'],
    ['1,218km', '1218km'],
    ['3.5', '3.5'],
    ['2010-2015', '2010-2015'],
    ['2017-11-25-03', '2017-11-25-03'],
    ['c++', 'c++'],
    ['c#', 'c#'],
    ['hello', 'hello'],
  ])('of %s is %s', (word, term) => {
    expect(wordTerm(word)).toBe(term);
  });

  it('keeps the letters and digits of any word, and adds nothing', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        for (const word of wordsOf(text)) {
          const term = wordTerm(word);
          expect(term.replace(/[-._'&]/g, '')).toBe(word.replace(/[-._'&,]/g, ''));
          expect(wordTerm(term)).toBe(term);
        }
      }),
    );
  });
});

describe('wordParts', () => {
  it.each([
    ['iphone15', ['iphone', '15']],
    ['covid-19', ['covid', '19']],
    ['node.js', ['node', 'js']],
    ['2010-2015', ['2010', '2015']],
    ['web2.0', ['web', '2.0']],
    ['gpt-4', ['gpt', '4']],
    ['wifi6', ['wifi', '6']],
    ['1,218km', ['1218', 'km']],
    ['5g+', ['5g']],
    ['2,160', []],
    ['2010-5', ['2010']],
    ['a4', []],
    ['3.5', []],
    ['5g', []],
    ['c++', []],
    ['hello', []],
    ['2017', []],
  ])('splits %s', (word, parts) => {
    expect(wordParts(word)).toEqual(parts);
  });

  it('gives atoms that cover the letters and digits of any word in order', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        for (const word of wordsOf(text)) {
          const atoms = wordAtoms(word).map(({ start, end }) => word.slice(start, end));
          expect(atoms.join('').replace(/[.,]/g, '')).toBe(word.replace(/[-._'&+#,]/g, ''));
          for (const part of wordParts(word)) expect(word.replaceAll(',', '')).toContain(part);
        }
      }),
    );
  });
});
