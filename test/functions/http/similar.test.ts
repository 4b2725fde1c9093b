// GET /similar: what is refused before anything is read, and what an answer has besides hits.

import { expect, test } from 'vitest';
import { NoArticleError, NotBuiltError } from '../../../engine/errors.ts';
import { createApp } from '../../../functions/http/app.ts';
import { fakeSearcher } from './fake-searcher.ts';

function setUp() {
  const searcher = fakeSearcher();
  const app = createApp({ searcher: () => searcher, build: 'build-1', now: () => 0 });
  const ask = (rawQueryString: string, headers: Record<string, string> = {}) =>
    app({ method: 'GET', path: '/similar', rawQueryString, headers });
  return { searcher, ask };
}

test('an id is asked for with the defaults of a search, and its answer has validators and costs', async () => {
  const { searcher, ask } = setUp();
  const { status, headers, body } = await ask('id=%E6%96%B0%E9%97%BB%2F1.txt&limit=5');
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ id: '新闻/1.txt', terms: [], hits: [] });
  expect(headers['server-timing']).toBe('similar;dur=0.0, store;desc="rounds=6 requests=60 bytes=54321"');
  expect((await ask('limit=5&id=%E6%96%B0%E9%97%BB/1.txt', { 'if-none-match': headers.etag! })).status).toBe(304);
  searcher.version = 'fedcba9876543210';
  expect((await ask('limit=5&id=%E6%96%B0%E9%97%BB/1.txt', { 'if-none-match': headers.etag! })).status).toBe(200);
});

test.each([
  ['', 'id', 'id: is missing; give the id of an article'],
  ['id=', 'id', 'id: is missing; give the id of an article'],
  [`id=${'a'.repeat(513)}`, 'id', 'id: has 513 bytes, at most 512 are allowed'],
  ['id=a&id=b', 'id', 'id: is given more than once; give it once'],
  ['id=a&limit=51', 'limit', 'limit: 51 is not a whole number from 1 to 50'],
  ['id=a&q=b', 'q', 'unknown parameter "q"; known are id, limit, snippets, snippetLength, collection'],
])('"%s" is refused by name', async (raw, parameter, detail) => {
  const { status, body } = await setUp().ask(raw);
  expect(status).toBe(400);
  expect(JSON.parse(body)).toMatchObject({ parameter, detail });
});

test('an id that no article has is a 404 that says so', async () => {
  const { searcher, ask } = setUp();
  searcher.failure = new NoArticleError('no article of the collection "articles" has the id "x"');
  const { status, headers, body } = await ask('id=x');
  expect([status, headers['cache-control']]).toEqual([404, 'no-store']);
  expect(JSON.parse(body)).toMatchObject({ detail: 'no article of the collection "articles" has the id "x"' });
});

test('an index that was built before is a 503 that says to build it again', async () => {
  const { searcher, ask } = setUp();
  searcher.failure = new NotBuiltError('in s3://secret');
  const { status, body } = await ask('id=x');
  expect(status).toBe(503);
  expect(body).toContain('built again');
  expect(body).not.toContain('secret');
});
