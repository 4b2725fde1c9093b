// What a running server answers is what the document says, over HTTP, for every path and every status.

import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../../../engine/article.ts';
import { DeadlineError, NoIndexError } from '../../../../engine/errors.ts';
import type { Searcher } from '../../../../engine/search/contract.ts';
import { createApp } from '../../../../functions/http/app.ts';
import { type RunningServer, startServer } from '../../../../indexer/serve/serve.ts';
import { buildAndPublish, openIn } from '../../../support/build-index.ts';
import { readSamples } from '../../../support/samples.ts';
import { createValidator, type Document, type Given } from './validator.ts';

const text = readFileSync(join(import.meta.dirname, '../../../../functions/openapi.json'), 'utf8');
const document = JSON.parse(text) as Document;
const { troubles } = createValidator(document);

let server: RunningServer;
let good: Searcher;
let searcher: Searcher;
beforeAll(async () => {
  const built = await buildAndPublish(await readSamples());
  const notice: Article = { id: 'n1', title: '电池回收点', body: '旧电池请投入社区的回收箱。' };
  const curation = '[{ "queries": ["停水"], "redirect": "/notices/water", "pin": ["n1"] }]';
  await buildAndPublish([notice], {}, built.store, { curation }, { collection: 'notices' });
  good = openIn('resident', built, { further: ['notices', 'unpublished'] });
  searcher = good;
  const app = createApp({ searcher: () => searcher, build: 'build-1', explain: true, openApi: async () => text });
  server = await startServer({ app, port: 0, host: '127.0.0.1' });
});
afterAll(() => server?.close());

/** Not `fetch`: it hides whether an answer to HEAD has a body. */
function ask(target: string, method = 'GET', headers: Record<string, string> = {}): Promise<Given> {
  const { hostname, port } = new URL(server.url);
  return new Promise((fulfil, reject) => {
    const sent = request({ hostname, port, path: target, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        fulfil({
          method,
          path: target.split('?')[0]!,
          status: response.statusCode!,
          headers: response.headers as Record<string, string>,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** A searcher whose every answer is a failure; a `then` would make it a promise. */
const failing = (error: Error): Searcher =>
  new Proxy(good, { get: (_, name) => (name === 'then' ? undefined : () => Promise.reject(error)) });

const q = (query: string): string => `/search?q=${encodeURIComponent(query)}`;

const similarTo = (id: string): string => `/similar?id=${encodeURIComponent(id)}`;

const GOOD = [
  '/status',
  '/openapi.json',
  q('电池'),
  q('電池 充電'),
  q('"粉彩碗"'),
  q('没有这样的词语组合'),
  q('年'),
  `${q('电池 -iPhone')}&explain=true`,
  `${q('地铁 OR 渡轮 票价')}&explain=true&match=all&sort=newest`,
  `${q('城市')}&limit=50&snippets=5&snippetLength=40&exactTotal=true`,
  `${q('城市')}&snippets=0&offset=1000`,
  '/search?from=2023-05&to=2023&sort=oldest',
  `${q('电池')}&collection=articles&collection=notices`,
  `${q('停水')}&collection=notices`,
  '/status?collection=notices',
  `${q('城市')}&facets=source,tags,year,month`,
  `/search?facets=year&filter.source=${encodeURIComponent('江河副刊')}`,
  `${q('年')}&filter.source=${encodeURIComponent('江河副刊')}&filter.source=${encodeURIComponent('车轮周刊')}&filter.tags=none`,
  `${q('年')}&collapse=false`,
  q('dianchi'),
  q('电驰健康度'),
  '/suggest?q=chengdu',
  '/suggest?q=%E6%9D%8E&limit=2',
  '/suggest',
  similarTo('https://news.example.com/blog/iphone-15-battery'),
  `${similarTo('https://news.example.com/blog/iphone-15-battery')}&limit=2&snippets=1&snippetLength=60`,
];

describe.each(GOOD)('%s', (target) => {
  test('is answered as the document says', async () => {
    const answer = await ask(target);
    expect(answer.status).toBe(200);
    expect(troubles(answer)).toEqual([]);
  });

  test('and to HEAD, and to those who have the answer', async () => {
    const { headers } = await ask(target);
    const head = await ask(target, 'HEAD');
    expect([head.status, head.body, troubles(head)]).toEqual([200, '', []]);
    for (const method of ['GET', 'HEAD']) {
      const known = await ask(target, method, { 'if-none-match': headers.etag! });
      expect([known.status, troubles(known)]).toEqual([304, []]);
    }
  });
});

test('every path of the document is among them', () => {
  const asked = new Set(GOOD.map((target) => target.split('?')[0]));
  expect(Object.keys(document.paths).filter((path) => !asked.has(path))).toEqual([]);
});

test('one of several collections that cannot be read is named', async () => {
  const answer = await ask(`${q('电池')}&collection=articles&collection=unpublished`);
  expect([answer.status, troubles(answer)]).toEqual([503, []]);
  expect(JSON.parse(answer.body)).toMatchObject({ collection: 'unpublished' });
});

describe('refusals', () => {
  test.each([
    [400, '/search'],
    [400, '/search?q=a&page=2'],
    [400, '/search?q=%FF'],
    [400, q('-房价')],
    [400, q('长'.repeat(201))],
    [400, `${q('a')}&limit=0`],
    [400, `${q('a')}&from=2017-13`],
    [400, `${q('a')}&facets=`],
    [400, `${q('a')}&facets=colour`],
    [400, `${q('a')}&filter.source=`],
    [400, `${q('a')}&filter.colour=red`],
    [400, `${q('a')}&collection=other`],
    [400, '/status?q=a'],
    [400, '/similar'],
    [400, '/similar?id='],
    [400, similarTo('长'.repeat(171))],
    [400, '/similar?id=a&q=a'],
    [404, similarTo('没有这一篇')],
    [400, '/openapi.json?q=a'],
    [404, '/nothing'],
    [404, '/'],
  ])('%i of %s is as the document says', async (status, target) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(target, method);
      expect([answer.status, troubles(answer)]).toEqual([status, []]);
    }
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('405 of %s is as the document says', async (method) => {
    for (const path of Object.keys(document.paths)) {
      const answer = await ask(path, method);
      expect([answer.status, troubles(answer)]).toEqual([405, []]);
    }
  });
});

describe('failures', () => {
  test.each([
    [503, new NoIndexError('nothing in s3://secret-bucket')],
    [504, new DeadlineError('late')],
    [500, new TypeError('secret')],
  ])('%i is as the document says, on every path that reads the index', async (status, error) => {
    searcher = failing(error);
    try {
      for (const target of GOOD.filter((target) => target !== '/openapi.json')) {
        const answer = await ask(target);
        expect([answer.status, troubles(answer)]).toEqual([status, []]);
        expect(answer.body).not.toContain('secret');
      }
    } finally {
      searcher = good;
    }
  });
});

test('what the document does not describe would be noticed', async () => {
  const answer = await ask(q('电池'));
  const body = JSON.parse(answer.body);
  body.hits[0].colour = 'red';
  body.total = '4';
  const headers = { ...answer.headers, 'x-new': '1' };
  const found = troubles({ ...answer, body: JSON.stringify(body), headers }).join('\n');
  expect(found).toMatch(/header x-new/);
  expect(found).toMatch(/hits\/0 .*colour/);
  expect(found).toMatch(/total must be integer/);
  expect(troubles({ ...answer, status: 418 })).toEqual(['/search has no 418']);
});
