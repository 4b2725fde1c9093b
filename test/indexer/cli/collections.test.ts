// Several collections on the command line, with nothing stood in for.

import { beforeAll, describe, expect, test } from 'vitest';
import { openSearcher } from '../../../engine/search/searcher.ts';
import { PARTS } from '../../../indexer/cli/parts.ts';
import { createHarness, type Harness } from './harness.ts';

let xunwen: Harness;
beforeAll(async () => {
  xunwen = createHarness();
  const openSearch: typeof PARTS.openSearcher = async (reader, [collection, ...further]) =>
    openSearcher({ reader, collection: collection!, further });
  xunwen.parts = { ...xunwen.parts, buildIndex: PARTS.buildIndex, openSearcher: openSearch };
  const record = (id: string, title: string): string => JSON.stringify({ id, title, body: '滨江今晚停水。' });
  await xunwen.runWith(record('1', '停水通知'), 'index', '-', '--collection', 'news');
  await xunwen.runWith(record('1', '旧闻'), 'index', '-', '--collection', 'library');
});

describe('xunwen search', () => {
  test('asks several collections at once, and says whose each hit is', async () => {
    const { code, out } = await xunwen.run('search', '停水', '--collection', 'news', '--collection', 'library');
    expect(code).toBe(0);
    expect(out).toMatch(/1\. 停水通知\n {3}news\n.*2\. 旧闻\n {3}library\n/s);
    expect(out).toContain('1-2 of 2 articles in "news" and "library" (2 articles)');
  });

  test('of one says nothing of others', async () => {
    const { out } = await xunwen.run('search', '停水', '--collection', 'library', '--collection', 'library');
    expect(out).toMatch(/1\. 旧闻\n {3}滨江/);
    expect(out).toContain('1-1 of 1 article in "library" (1 article)');
  });

  test('fails where one of them is not there, and names it', async () => {
    const { code, out, err } = await xunwen.run('search', '停水', '--collection', 'news', '--collection', 'lost');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('nothing is published as collection "lost"');
  });
});

test('xunwen serve serves the collections that it is told, and no others', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const { startServer } = xunwen.parts;
  xunwen.parts.startServer = async (options) => {
    const server = await startServer(options);
    resolve(server.url);
    return server;
  };
  const running = xunwen.run('serve', '--port', '0', '--collection', 'library', '--collection', 'news');
  const ask = async (query: string, path = 'search') =>
    (await fetch(`${await promise}/${path}?q=%E5%81%9C%E6%B0%B4${query}`)).json();
  expect(await ask('')).toMatchObject({ total: 1, index: { collection: 'library' } });
  expect(await ask('&collection=news&collection=library')).toMatchObject({
    total: 2,
    index: { collection: 'library,news', documents: 2 },
  });
  expect(await ask('&collection=secret')).toMatchObject({
    status: 400,
    detail: 'collection: "secret" is not served here; there is library, news',
  });
  expect(await ask('&collection=news', 'suggest')).toMatchObject({
    suggestions: [{ text: '停水通知' }],
    index: { collection: 'news' },
  });
  expect(await ask('', 'suggest')).toMatchObject({ suggestions: [], index: { collection: 'library' } });
  expect(await ask('&collection=secret', 'suggest')).toMatchObject({ status: 400, parameter: 'collection' });
  xunwen.interrupt.abort();
  const { code, out } = await running;
  expect(code).toBe(0);
  expect(out).toContain('(library, news)');
});
