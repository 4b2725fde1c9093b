import { expect, test } from 'vitest';
import { apiGatewayHandler } from '../../../functions/http/api-gateway.ts';
import { createApp } from '../../../functions/http/app.ts';
import { apiGatewayEvent } from './api-gateway-event.ts';
import { fakeSearcher } from './fake-searcher.ts';

const searcher = fakeSearcher();
const handler = apiGatewayHandler(createApp({ searcher: () => searcher, build: 'test' }));

test('an event becomes a search and its answer a result', async () => {
  const result = await handler(apiGatewayEvent('/search', 'q=%E5%BE%90%E6%B1%87+%E5%8C%BA&limit=5'));
  expect(result).toMatchObject({
    statusCode: 200,
    isBase64Encoded: false,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
  expect(searcher.asked.at(-1)).toMatchObject({ q: '徐汇 区', limit: 5 });
});

test.each(['/dev/search', '/v1/articles/search'])('what stands before the path is dropped: %s', async (path) => {
  expect((await handler(apiGatewayEvent(path, 'q=a'))).statusCode).toBe(200);
});

test('a comma in a query is not mistaken for a repeated parameter, nor the reverse', async () => {
  expect((await handler(apiGatewayEvent('/search', 'q=a,b'))).statusCode).toBe(200);
  expect(searcher.asked.at(-1)?.q).toBe('a,b');
  expect((await handler(apiGatewayEvent('/search', 'q=a&q=b'))).statusCode).toBe(400);
});

test('headers and methods go through', async () => {
  const { headers } = await handler(apiGatewayEvent('/search', 'q=a'));
  const known = { 'if-none-match': String(headers?.etag) };
  expect(await handler(apiGatewayEvent('/search', 'q=a', { headers: known }))).toMatchObject({
    statusCode: 304,
    body: '',
  });
  expect(await handler(apiGatewayEvent('/search', 'q=a', { method: 'HEAD' }))).toMatchObject({
    statusCode: 200,
    body: '',
  });
  expect((await handler(apiGatewayEvent('/search', 'q=a', { method: 'POST' }))).statusCode).toBe(405);
});
