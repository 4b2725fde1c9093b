// `xunwen similar` over a searcher that answers at once.

import { expect, test } from 'vitest';
import { NoArticleError } from '../../../engine/errors.ts';
import type { SimilarRequest, SimilarResponse } from '../../../engine/search/contract.ts';
import { fakeSearcher } from '../../functions/http/fake-searcher.ts';
import { createHarness } from './harness.ts';

const RESPONSE: SimilarResponse = {
  id: 'a',
  terms: ['洪水', '堤坝\u001b[31m'],
  hits: [
    {
      id: 'b',
      url: null,
      title: '洪水退去',
      titleHtml: '<mark>洪水</mark>退去',
      snippets: [{ html: '', text: '堤坝的修复开始了。', offset: 3, marks: [[0, 2]] }],
      source: null,
      author: null,
      date: '2023-08-02',
      tags: [],
      extra: {},
      score: 9.5,
      matched: ['title', 'body'],
      duplicates: 0,
    },
  ],
  index: { collection: 'articles', version: '0123456789abcdef', documents: 1234 },
};

function setUp(failure?: Error, response = RESPONSE) {
  const asked: SimilarRequest[] = [];
  const searcher = {
    ...fakeSearcher(),
    async similar(request: SimilarRequest) {
      asked.push(request);
      if (failure) throw failure;
      return { response, cost: { rounds: 0, requests: 0, bytes: 0 } };
    },
  };
  return { xunwen: createHarness(searcher), asked };
}

test('shows the words that tell the article, and the articles that share them', async () => {
  const { xunwen, asked } = setUp();
  const { code, out } = await xunwen.run('similar', 'a', '--limit', '3', '--snippets', '1', '--snippet-length', '60');
  expect(code).toBe(0);
  expect(out).toBe(
    [
      'It is told by 洪水, 堤坝 [31m',
      '',
      '1. 洪水退去',
      '   2023-08-02',
      '   …堤坝的修复开始了。',
      '',
      '1 similar article in "articles" (1,234 articles)',
      '',
    ].join('\n'),
  );
  expect(asked).toEqual([{ id: 'a', limit: 3, snippets: 1, snippetLength: 60 }]);
});

test('says so where nothing tells it', async () => {
  const { xunwen } = setUp(undefined, { ...RESPONSE, terms: [], hits: [] });
  expect((await xunwen.run('similar', 'a')).out).toBe(
    'Nothing tells it from other articles.\n\n0 similar articles in "articles" (1,234 articles)\n',
  );
});

test('with --json prints what /similar answers', async () => {
  const { xunwen } = setUp();
  expect((await xunwen.run('similar', 'a', '--json')).out).toBe(`${JSON.stringify(RESPONSE)}\n`);
});

test('refuses what /similar refuses, in the words of its flags', async () => {
  const { xunwen } = setUp();
  expect(await xunwen.run('similar', 'a', '--limit', '0')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--limit: 0 is not a whole number from 1 to 50'),
  });
  expect(await xunwen.run('similar', '')).toMatchObject({ code: 2, err: expect.stringContaining('ID: is missing') });
});

test('fails for an id that no article has', async () => {
  const { xunwen } = setUp(new NoArticleError('no article of the collection "articles" has the id "x"'));
  expect(await xunwen.run('similar', 'x')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no article of the collection "articles" has the id "x"'),
  });
});
