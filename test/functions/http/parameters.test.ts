import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BadRequestError } from '../../../engine/errors.ts';
import { parseSearchParameters, refuseParameters } from '../../../functions/http/parameters.ts';

const refusal = (raw: string): BadRequestError => {
  try {
    parseSearchParameters(raw);
  } catch (error) {
    if (error instanceof BadRequestError) return error;
    throw error;
  }
  throw new Error(`accepted: ${raw}`);
};

describe('search parameters', () => {
  test('defaults are filled in, and match stays open because the sort decides it', () => {
    expect(parseSearchParameters('q=%E5%BE%90%E6%B1%87')).toEqual({
      q: '徐汇',
      limit: 10,
      offset: 0,
      sort: 'relevance',
      snippets: 2,
      snippetLength: 120,
      exactTotal: false,
    });
  });

  test('every parameter is read', () => {
    const raw =
      'q=a+b%2Bc&match=all&limit=50&offset=1000&sort=oldest&from=2016&to=2017-02&snippets=0&snippetLength=300&exactTotal=true&collection=news&collection=library&explain=true';
    expect(parseSearchParameters(raw)).toEqual({
      q: 'a b+c',
      match: 'all',
      limit: 50,
      offset: 1000,
      sort: 'oldest',
      from: '2016-01-01',
      to: '2017-02-28',
      snippets: 0,
      snippetLength: 300,
      exactTotal: true,
      collections: ['news', 'library'],
      explain: true,
    });
  });

  test.each([
    ['utm_source=news&q=a', 'a'],
    ['fbclid=%FF&q=a', 'a'],
    ['q=a&gclid=1&gclid=2', 'a'],
    ['_=1511596800&q=a', 'a'],
    ['&&q=a&', 'a'],
    ['q=a=b', 'a=b'],
    ['%71=a', 'a'],
    ['q=徐汇', '徐汇'],
    ['q=%F0%A0%AE%B7', '\u{20bb7}'],
  ])('%s searches for what was meant', (raw, q) => {
    expect(parseSearchParameters(raw).q).toBe(q);
  });

  test.each([
    ['from=2017', { from: '2017-01-01' }],
    ['to=2017', { to: '2017-12-31' }],
    ['from=2016-02&to=2016-02', { from: '2016-02-01', to: '2016-02-29' }],
    ['to=1900-02', { to: '1900-02-28' }],
    ['to=2000-02', { to: '2000-02-29' }],
    ['to=2017-04', { to: '2017-04-30' }],
    ['from=2017-11-25&to=2017-11-25', { from: '2017-11-25', to: '2017-11-25' }],
  ])('%s includes whole days', (raw, range) => {
    expect(parseSearchParameters(raw)).toMatchObject({ q: '', ...range });
  });

  test('a query of exactly 200 units is accepted', () => {
    expect(parseSearchParameters(`q=${'a'.repeat(200)}`).q).toHaveLength(200);
  });

  test.each<[raw: string, parameter: string, words: string[]]>([
    ['', 'q', ['empty', 'from']],
    ['q=', 'q', ['empty']],
    ['q', 'q', ['empty']],
    ['q=+%E3%80%80', 'q', ['empty']],
    [`q=${'a'.repeat(201)}`, 'q', ['201', '200']],
    [`q=${'%F0%A0%AE%B7'.repeat(101)}`, 'q', ['202', '200']],
    ['q=%', 'q', ['%', 'UTF-8']],
    ['q=%ZZ', 'q', ['%ZZ']],
    ['q=%E5%BE', 'q', ['%E5%BE']],
    ['q=%D0%EC%BB%E3', 'q', ['UTF-8']],
    ['q=%ED%A0%80', 'q', ['UTF-8']],
    ['q=\ud800', 'q', ['UTF-8']],
    ['%FF=1&q=a', '%FF', ['%FF']],
    ['q=a&q=b', 'q', ['more than once']],
    ['q=a&limit=5&limit=5', 'limit', ['more than once']],
    ['q=a&limit=0', 'limit', ['0', '1 to 50']],
    ['q=a&limit=51', 'limit', ['51', '1 to 50']],
    ['q=a&limit=', 'limit', ['1 to 50']],
    ['q=a&limit=ten', 'limit', ['"ten"', '1 to 50']],
    ['q=a&limit=1e1', 'limit', ['1e1']],
    ['q=a&limit=-1', 'limit', ['-1']],
    ['q=a&limit=2.0', 'limit', ['2.0']],
    ['q=a&limit=+5', 'limit', ['" 5"']],
    ['q=a&limit=99999999999999999999', 'limit', ['1 to 50']],
    ['q=a&offset=1001', 'offset', ['1001', '0 to 1000']],
    ['q=a&sort=date', 'sort', ['"date"', 'relevance, newest, oldest']],
    ['q=a&sort=Newest', 'sort', ['"Newest"']],
    ['q=a&match=any', 'match', ['"any"', 'some, all']],
    ['q=a&match=', 'match', ['some, all']],
    ['q=a&snippets=6', 'snippets', ['6', '0 to 5']],
    ['q=a&snippetLength=39', 'snippetLength', ['39', '40 to 300']],
    ['q=a&snippetLength=301', 'snippetLength', ['301']],
    ['q=a&exactTotal=1', 'exactTotal', ['"1"', 'true, false']],
    ['q=a&explain=yes', 'explain', ['"yes"', 'true, false']],
    ['from=17', 'from', ['"17"', '2017-11-25']],
    ['from=2017-13', 'from', ['2017-13']],
    ['to=2017-02-29', 'to', ['2017-02-29']],
    ['to=2017-00-10', 'to', ['2017-00-10']],
    ['to=2017-04-31', 'to', ['2017-04-31']],
    ['to=2017-4-1', 'to', ['2017-4-1']],
    ['to=2017/04/01', 'to', ['2017/04/01']],
    ['from=2018&to=2017', 'from', ['2018', '2017', 'swap']],
    ['from=2017-03&to=2017-02-28', 'from', ['2017-03', '2017-02-28']],
    ['q=a&colour=red', 'colour', ['"colour"', 'snippetLength']],
    ['q=a&x=1&y=2', 'x', ['"x"', '"y"']],
    ['q=a&Q=b', 'Q', ['"Q"']],
    ['q=a&__proto__=b', '__proto__', ['__proto__']],
    ['q=a&=b', '', ['unknown']],
    ['q=a&filter.source=', 'filter.source', ['is empty']],
    ['q=a&filter.source=b&filter.tags=+', 'filter.tags', ['is empty']],
    [`q=a${'&filter.tags=b'.repeat(51)}`, 'filter.tags', ['51', 'at most 50']],
    ['q=a&facets=', 'facets', ['source,year']],
    ['q=a&facets=source,,year', 'facets', ['names no field']],
    ['q=a&facets=source&facets=tags', 'facets', ['more than once']],
    [`q=a&facets=${Array.from({ length: 21 }, (_, i) => `extra.${i}`)}`, 'facets', ['21', 'at most 20']],
    ['q=a&filters.source=b', 'filters.source', ['filter.FIELD']],
  ])('refuses %j and says why', (raw, parameter, words) => {
    const error = refusal(raw);
    expect(error.parameter).toBe(parameter);
    for (const word of words) expect(error.message).toContain(word);
    expect(error.message.length).toBeLessThan(1200);
  });

  test('whatever was typed arrives as it was, however it is encoded', () => {
    const typed = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((q) => q.trim() !== '' && q.length <= 200);
    fc.assert(
      fc.property(typed, fc.boolean(), (q, form) => {
        const raw = form ? new URLSearchParams({ q }).toString() : `q=${encodeURIComponent(q)}`;
        expect(parseSearchParameters(raw).q).toBe(q);
      }),
    );
  });

  test('widened dates agree with the calendar of the platform', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const text = `${year}-${String(month).padStart(2, '0')}`;
        const lastDay = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
        expect(parseSearchParameters(`from=${text}&to=${text}`)).toMatchObject({ from: `${text}-01`, to: lastDay });
      }),
    );
  });
});

test('a path without parameters refuses any, except what links carry', () => {
  expect(() => refuseParameters('utm_source=x&_=1')).not.toThrow();
  expect(() => refuseParameters('q=a')).toThrow(/"q"/);
});
