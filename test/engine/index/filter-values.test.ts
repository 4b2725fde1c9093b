import { describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { filterValue, filterValues, haveSameColumns, isFilterable } from '../../../engine/index/filter-values.ts';

const article: Article = {
  id: '1',
  title: '',
  body: '文',
  source: ' 徐汇报 ',
  tags: ['城建', 'Node.js', '城建 '],
  extra: {
    channel: '财经',
    pages: [3, true, null, { a: 1 }, '三'],
    shop: { city: '上海', 'a.b': 'inner' },
    'shop.city': '北京',
    long: '长'.repeat(201),
    nothing: null,
  },
};

describe('the values of an article', () => {
  test.each([
    ['source', ['徐汇报']],
    ['author', []],
    ['tags', ['城建', 'Node.js']],
    ['extra.channel', ['财经']],
    ['extra.pages', ['3', 'true', '三']],
    ['extra.shop', []],
    ['extra.shop.a.b', []],
    ['extra.nothing', []],
    ['extra.toString', []],
    ['extra.shop.city.length', []],
  ])('%s', (field, values) => {
    expect(filterValues(article, field)).toEqual(values);
  });

  test('a name of the record comes before a path into it', () => {
    expect(filterValues(article, 'extra.shop.city')).toEqual(['北京']);
    expect(filterValues({ ...article, extra: { shop: { city: '上海' } } }, 'extra.shop.city')).toEqual(['上海']);
  });

  test('one that is too long is none, and is told', () => {
    const told: string[] = [];
    expect(filterValues(article, 'extra.long', (value) => told.push(value))).toEqual([]);
    expect(told).toEqual(['长'.repeat(201)]);
  });
});

test.each([
  [' 徐汇报　', '徐汇报'],
  ['New\n  York', 'New York'],
  ['e\u0301', 'é'],
  ['Ａ股', 'Ａ股'],
  ['徐匯', '徐匯'],
])('%j is filed as %j: only white space and composition are made one', (text, value) => {
  expect(filterValue(text)).toBe(value);
});

test('fields of the site are written with extra.', () => {
  expect(['source', 'author', 'tags', 'extra.channel', 'extra.a.b'].filter(isFilterable)).toHaveLength(5);
  expect(['', 'channel', 'title', 'date', 'year', 'extra', 'extra.', 'Source'].filter(isFilterable)).toEqual([]);
});

test('an index without columns has other columns than any', () => {
  expect(haveSameColumns(undefined, [])).toBe(false);
  expect(haveSameColumns([], [])).toBe(true);
  expect(haveSameColumns(['source'], ['source', 'tags'])).toBe(false);
});
