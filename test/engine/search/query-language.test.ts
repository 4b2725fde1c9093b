import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadRequestError } from '../../../engine/errors.ts';
import { type Leaf, parseQuery } from '../../../engine/search/query-language.ts';

/** A query in one line: phrases in brackets, the field in front, alternatives joined by |, exclusions behind a !. */
function shape(q: string): string {
  const leaf = ({ kind, text, field }: Leaf) => `${field ? `${field}~` : ''}${kind === 'phrase' ? `[${text}]` : text}`;
  const { clauses, excluded } = parseQuery(q);
  return [
    ...clauses.map(({ alternatives }) => alternatives.map(leaf).join('|')),
    ...excluded.map((it) => `!${leaf(it)}`),
  ].join(' ');
}

describe('tokens', () => {
  it.each([
    ['', ''],
    ['   \u3000\t', ''],
    ['徐汇 文明城市', '徐汇 文明城市'],
    ['徐汇\u3000文明城市', '徐汇 文明城市'],
    ['徐汇,文明', '徐汇,文明'],
    ['徐汇 —— 。 文明', '徐汇 文明'],
    ['😀 🎉', ''],
    ['c++ 3.5 A股', 'c++ 3.5 A股'],
    ['𠮷野家', '𠮷野家'],
  ])('%j reads as %j', (q, expected) => {
    expect(shape(q)).toBe(expected);
  });
});

describe('phrases', () => {
  it.each([
    ['"文明 城市"', '[文明 城市]'],
    ['“文明城市”', '[文明城市]'],
    ['「文明城市」', '[文明城市]'],
    ['＂文明城市＂', '[文明城市]'],
    ['”文明城市"', '[文明城市]'],
    ['徐汇"文明城市"', '徐汇 [文明城市]'],
    ['"文明城市"徐汇', '[文明城市] 徐汇'],
    ['"a""b"', '[a] [b]'],
    ['" 文明 "', '[文明]'],
    ['"" "  " "。"', ''],
    ['"徐汇 文明', '徐汇 文明'],
    ['徐汇" 文明', '徐汇 文明'],
    ['徐汇"文明', '徐汇 文明'],
    ['"徐汇" "文明', '[徐汇] 文明'],
    ['《徐汇报》', '《徐汇报》'],
  ])('%j reads as %j', (q, expected) => {
    expect(shape(q)).toBe(expected);
  });
});

describe('exclusions', () => {
  it.each([
    ['徐汇 -文明', '徐汇 !文明'],
    ['-文明 徐汇', '徐汇 !文明'],
    ['徐汇 －文明', '徐汇 !文明'],
    ['徐汇 -"文明 城市"', '徐汇 ![文明 城市]'],
    ['徐汇 －“文明城市”', '徐汇 ![文明城市]'],
    ['徐汇 -title:文明', '徐汇 !title~文明'],
    ['徐汇 -title:"文明 城市"', '徐汇 !title~[文明 城市]'],
    ['covid-19 3-5 a-b', 'covid-19 3-5 a-b'],
    ['徐汇 - 文明', '徐汇 文明'],
    ['-', ''],
    ['-- -。', ''],
    ['徐汇 --文明', '徐汇 !-文明'],
    ['徐汇 -文明"城市"', '徐汇 !文明 ![城市]'],
    ['"徐汇"-文明', '[徐汇] -文明'],
  ])('%j reads as %j', (q, expected) => {
    expect(shape(q)).toBe(expected);
  });

  it.each(['-文明', '-"文明 城市" -title:徐汇', ' － －文明 。'])('%j only excludes and is refused', (q) => {
    expect(() => parseQuery(q)).toThrow(BadRequestError);
    expect(() => parseQuery(q)).toThrow(/only excludes/);
  });
});

describe('title:', () => {
  it.each([
    ['title:徐汇', 'title~徐汇'],
    ['title：徐汇', 'title~徐汇'],
    ['ｔｉｔｌｅ：徐汇', 'title~徐汇'],
    ['Title:徐汇', 'title~徐汇'],
    ['title:"文明 城市" 徐汇', 'title~[文明 城市] 徐汇'],
    ['title:徐汇"文明"', 'title~徐汇 title~[文明]'],
    ['title:', 'title:'],
    ['title: 徐汇', 'title: 徐汇'],
    ['subtitle:徐汇', 'subtitle:徐汇'],
    ['body:徐汇', 'body:徐汇'],
    ['title:title:a', 'title~title:a'],
  ])('%j reads as %j', (q, expected) => {
    expect(shape(q)).toBe(expected);
  });
});

describe('OR', () => {
  it.each([
    ['徐汇 OR 静安', '徐汇|静安'],
    ['a OR b OR c', 'a|b|c'],
    ['a b OR c d', 'a b|c d'],
    ['"a b" OR title:c', '[a b]|title~c'],
    ['"a"OR"b"', '[a]|[b]'],
    ['徐汇 ＯＲ 静安', '徐汇|静安'],
    ['a or b', 'a or b'],
    ['OR', 'OR'],
    ['OR a', 'OR a'],
    ['a OR', 'a OR'],
    ['a OR OR b', 'a OR OR b'],
    ['a OR -b', 'a OR !b'],
    ['a OR 。', 'a OR'],
    ['a 。 OR 。 b', 'a|b'],
    ['a "OR" b', 'a [OR] b'],
    ['a title:OR b', 'a title~OR b'],
    ['ORACLE OR FOR', 'ORACLE|FOR'],
  ])('%j reads as %j', (q, expected) => {
    expect(shape(q)).toBe(expected);
  });
});

describe('any string', () => {
  const q = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '"',
          '“',
          '」',
          '-',
          '－',
          'title:',
          'ｔｉｔｌｅ：',
          'OR',
          ' ',
          '\u3000',
          '徐汇',
          'a',
          '𠮷',
          '。',
          '\ud842',
        ),
        { maxLength: 20 },
      )
      .map((parts) => parts.join('')),
  );

  it('is parsed or refused as excluding only, and never anything else', () => {
    fc.assert(
      fc.property(q, (text) => {
        try {
          parseQuery(text);
        } catch (error) {
          expect(error).toBeInstanceOf(BadRequestError);
          expect(text).toMatch(/[-－]/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gives pieces that are exact, disjoint slices of what was typed and hold a letter or digit', () => {
    fc.assert(
      fc.property(q, (text) => {
        // The leading word keeps the query from being refused.
        const typed = `词 ${text}`;
        const { clauses, excluded } = parseQuery(typed);
        const leaves = [...clauses.flatMap(({ alternatives }) => alternatives), ...excluded].sort(
          (a, b) => a.start - b.start,
        );
        let end = 0;
        for (const leaf of leaves) {
          expect(leaf.start).toBeGreaterThanOrEqual(end);
          expect(typed.slice(leaf.start, leaf.end)).toBe(leaf.text);
          expect(leaf.text).toMatch(/[\p{L}\p{N}]/u);
          expect(leaf.text).not.toMatch(/["“”「」＂]/);
          if (leaf.kind === 'text') expect(leaf.text).not.toMatch(/\s/);
          end = leaf.end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('loses no letter that is not part of the syntax', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('徐', '汇', 'a', '9', ' ', '。'), { maxLength: 30 }), (units) => {
        const text = units.join('');
        const { clauses } = parseQuery(text);
        const letters = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, '');
        expect(letters(clauses.map(({ alternatives }) => alternatives[0]!.text).join(''))).toBe(letters(text));
      }),
    );
  });
});
