import { expect, test } from 'vitest';
import { NotBuiltError } from '../../../engine/errors.ts';
import { createApp } from '../../../functions/http/app.ts';
import { fakeSearcher } from './fake-searcher.ts';

const get = (rawQueryString: string, searcher = fakeSearcher()) =>
  createApp({ searcher: () => searcher, build: 'b' })({ method: 'GET', path: '/suggest', rawQueryString, headers: {} });

test('a suggestion is asked for what is typed, ten of them by default', async () => {
  const response = await get('q=%E8%BF%9Eyi');
  expect(response.status).toBe(200);
  expect(JSON.parse(response.body)).toMatchObject({ query: '连yi', suggestions: [] });
  expect(response.headers).toMatchObject({
    etag: expect.any(String),
    'server-timing': expect.stringContaining('suggest;'),
  });
});

test('nothing typed yet is no error', async () => {
  expect((await get('')).status).toBe(200);
});

test.each(['limit=11', 'limit=0', 'offset=1', 'q=a&q=b', `q=${'a'.repeat(201)}`])(
  '%s is refused by name',
  async (query) => {
    const response = await get(query);
    expect(response.status).toBe(400);
    expect(JSON.parse(response.body).parameter).toBe(query.split('=')[0]);
  },
);

test('an index without suggestions is said to need another build', async () => {
  const searcher = fakeSearcher();
  searcher.failure = new NotBuiltError('no suggestions in s3://secret');
  const response = await get('q=a', searcher);
  expect(response.status).toBe(503);
  expect(response.body).toContain('built again');
  expect(response.body).not.toContain('secret');
});
