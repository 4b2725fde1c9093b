// An expectation that could not fail would judge nothing: each is held against an answer that meets
// it and one that does not.

import { describe, expect, test } from 'vitest';
import type { Hit, SearchResponse } from '../../engine/search/contract.ts';
import { parseCases } from './case-table.ts';
import { parseExpectations, problemOf } from './expectation.ts';

const hit = (id: string, titleHtml = id): Hit => ({
  ...{ id, titleHtml, title: id, url: null, source: null, author: null, date: null, tags: [], extra: {} },
  ...{
    score: 1,
    matched: ['title'],
    duplicates: 0,
    snippets: [{ html: `一<mark>丙</mark>`, text: '一丙', offset: 0, marks: [[1, 2]] }],
  },
});

/** Hits A, B, C, D; in A 甲 and 丙 are marked, in the others 丙. */
const answer: SearchResponse = {
  ...{ query: 'q', total: 4, totalRelation: 'eq', relaxed: false, facets: {}, didYouMean: null, redirect: null },
  hits: [hit('A', '<mark>甲</mark>乙'), hit('B'), hit('C'), hit('D')],
  index: { collection: 'articles', version: '1', documents: 5 },
};

const problem = (text: string, response = answer): string | null =>
  problemOf(parseExpectations(text, 'here')[0], response, (name) => name);

describe('an expectation', () => {
  test.each([
    ['first: A'],
    ['top3: C A'],
    ['order: A > B'],
    ['order: D > E'],
    ['hits: A D'],
    ['none: E F'],
    ['total: 4'],
    ['marks: 丙 甲'],
    ['marks B: 丙'],
    ['marked: 甲'],
    ['marked A: 丙'],
  ])('%s is met', (text) => {
    expect(problem(text)).toBeNull();
  });

  test.each([
    ['first: B', 'B is hit 2'],
    ['first: E', 'E is no hit'],
    ['top3: A D', 'D is hit 4'],
    ['order: B > A', 'B is hit 2, A is hit 1'],
    ['order: E > A', 'E is no hit, A is hit 1'],
    ['order: E > F', 'E is no hit, F is no hit'],
    ['hits: A E', 'E is no hit'],
    ['none: E D', 'D is hit 4'],
    ['total: 3', 'there are 4 hits'],
    ['marks: 甲', 'marked are 甲, 丙'],
    ['marks: 甲 丙 乙', 'marked are 甲, 丙'],
    ['marks: 甲 甲', 'marked are 甲, 丙'],
    ['marks E: 丙', 'E is no hit'],
    ['marked B: 甲', 'marked are 丙'],
    ['relaxed', 'the answer is not relaxed'],
  ])('%s is not met: %s', (text, sentence) => {
    expect(problem(text)).toBe(sentence);
  });

  test('relaxed is met by a relaxed answer, and marks need a hit', () => {
    expect(problem('relaxed', { ...answer, relaxed: true })).toBeNull();
    expect(problem('marks: 甲', { ...answer, hits: [] })).toBe('there is no hit');
  });
});

describe('the table of cases', () => {
  test('keeps heading, settings, query and expectations of a row', () => {
    const row = '| `「臺北宣言」 -x` | first: 臺北; total: 1 | why: "quotes" |';
    expect(parseCases(`| \`q\` | above the first heading |\n## Stop words (settings: stop-words)\n${row}`)).toEqual([
      {
        kind: 'Stop words',
        settings: 'stop-words',
        query: '「臺北宣言」 -x',
        expected: 'first: 臺北; total: 1',
        expectations: [
          { kind: 'first', article: '臺北' },
          { kind: 'total', count: 1 },
        ],
        notYet: false,
      },
    ]);
  });

  test('tells what does not hold yet from what does', () => {
    const [known] = parseCases('## A\n| `q` | not yet: first: x | |');
    expect(known).toMatchObject({
      expected: 'first: x',
      expectations: [{ kind: 'first', article: 'x' }],
      notYet: true,
    });
  });

  test.each([
    ['## A\n| query | first: x | why |', 'cases.md:2: "| query | first: x | why |" is no row'],
    ['## A\n| `q` | frist: x | |', 'cases.md:2: "frist: x" is no expectation'],
    ['## A\n| `q` | order: x y | |', '"order: x y" is no expectation'],
    ['## A\n| `q` | first: x; | |', '"" is no expectation'],
    ['## A\n| `q` | total: many | |', '"total: many" is no expectation'],
    ['## A\n| `q` | first: x y | |', '"first: x y" is no expectation'],
    ['## (settings: x)', 'cases.md:1: "## (settings: x)" is no heading'],
  ])('%j is refused with its line', (markdown, message) => {
    expect(() => parseCases(markdown)).toThrow(message);
  });
});
