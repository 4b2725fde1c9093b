import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeadlineError, NoIndexError } from '../../../engine/errors.ts';
import { createApp } from '../../../functions/http/app.ts';
import type { HttpRequest } from '../../../functions/http/message.ts';
import { type QueryLogOptions, type SearchLine, withQueryLog } from '../../../functions/http/query-log.ts';
import { metricTroubles } from './embedded-metrics.ts';
import { fakeSearcher } from './fake-searcher.ts';

const NOON = Date.UTC(2026, 0, 2, 12);

function setUp(options: Partial<QueryLogOptions> = {}) {
  const searcher = fakeSearcher();
  const written: string[] = [];
  let clock = 0;
  const app = withQueryLog(createApp({ searcher: () => searcher, build: 'build-1' }), {
    write: (line) => written.push(line),
    collections: ['articles'],
    metrics: true,
    time: () => NOON,
    now: () => (clock += 6.25),
    ...options,
  });
  const ask = (target: string, init: Partial<HttpRequest> = {}) => {
    const [path = '', rawQueryString = ''] = target.split('?');
    return app({ method: 'GET', path, rawQueryString, headers: {}, ...init });
  };
  return { searcher, written, ask, lines: () => written.map((line) => JSON.parse(line) as SearchLine) };
}

const q = (text: string): string => `/search?q=${encodeURIComponent(text)}`;

describe('a search', () => {
  test('is one line: what was asked, what was found, what it cost', async () => {
    const { ask, written } = setUp({ metrics: false });
    await ask(`${q('文明城市')}&sort=newest&offset=20`);
    expect(written).toHaveLength(1);
    expect(written[0]).not.toContain('\n');
    expect(JSON.parse(written[0]!)).toEqual({
      event: 'search',
      time: '2026-01-02T12:00:00.000Z',
      collection: 'articles',
      query: '文明城市',
      status: 200,
      page: 3,
      sort: 'newest',
      total: 0,
      relation: 'eq',
      relaxed: false,
      rounds: 4,
      Latency: 6.3,
      BytesRead: 12345,
      Requests: 22,
      ZeroResults: 1,
      Cold: 1,
      Errors: 0,
    });
  });

  test('is logged alike however it was typed', async () => {
    const { ask, lines } = setUp();
    for (const typed of ['iPhone 電池', ' ＩＰＨＯＮＥ　 电池 ', 'iphone\t\n电池']) await ask(q(typed));
    expect(new Set(lines().map(({ query }) => query))).toEqual(new Set(['iphone 电池']));
  });

  test('says nothing of who asked', async () => {
    const { ask, written } = setUp();
    const headers = { 'user-agent': 'Browser/1', 'x-forwarded-for': '203.0.113.7', referer: 'https://a.example/me' };
    await ask(`${q('茶')}&utm_source=newsletter-of-anna`, { headers });
    expect(written[0]).not.toMatch(/Browser|203\.0\.113|a\.example|anna/);
  });

  test('is cut when a long text was pasted, and never within a character', async () => {
    const { ask, lines } = setUp();
    await ask(q('长'.repeat(150)));
    await ask(q(`${'长'.repeat(98)}𠮷𠮷`));
    expect(lines().map(({ query }) => query)).toEqual([`${'长'.repeat(99)}…`, `${'长'.repeat(98)}…`]);
  });

  test('is cold when it is the first that the process answers', async () => {
    const { ask, lines } = setUp();
    await ask(q('茶'));
    await ask(q('茶'));
    const afterStatus = setUp();
    await afterStatus.ask('/status');
    await afterStatus.ask(q('茶'));
    expect(lines().map(({ Cold }) => Cold)).toEqual([1, 0]);
    expect(afterStatus.lines().map(({ Cold }) => Cold)).toEqual([0]);
  });

  test('that the asker has already has a status and no total', async () => {
    const { ask, lines } = setUp();
    const { headers } = await ask(q('茶'));
    await ask(q('茶'), { headers: { 'if-none-match': headers.etag } });
    expect(lines()[1]).toMatchObject({ status: 304, query: '茶', Errors: 0 });
    expect(lines()[1]).not.toHaveProperty('total');
    expect(lines()[1]).not.toHaveProperty('ZeroResults');
  });

  test.each([
    [new NoIndexError('nothing'), 503],
    [new DeadlineError('late'), 504],
    [new Error('unexpected'), 500],
  ])('that failed (%s) counts as an error', async (failure, status) => {
    const { ask, searcher, lines } = setUp();
    searcher.failure = failure;
    await ask(q('茶'));
    expect(lines()[0]).toMatchObject({ status, query: '茶', Errors: 1 });
  });

  test('that was refused is logged and is no error of ours', async () => {
    const { ask, lines } = setUp();
    await ask(`${q('茶')}&page=2`);
    await ask('/search?q=%FF');
    expect(lines().map(({ status, query, Errors }) => [status, query, Errors])).toEqual([
      [400, '茶', 0],
      [400, '', 0],
    ]);
  });

  test('names the fields that it was filtered by, not their values', async () => {
    const { ask, written, lines } = setUp();
    await ask(`${q('茶')}&filter.source=secret&filter.source=other&filter.tags=more`);
    expect(lines()[0]!.filters).toEqual(['source', 'tags']);
    expect(written[0]).not.toMatch(/secret|other|more/);
  });
});

describe('the collection of a line', () => {
  const asked = async (query: string): Promise<Partial<SearchLine>> => {
    const { ask, lines } = setUp({ collections: ['news', 'notices', 'blog'] });
    await ask(`${q('茶')}${query}`);
    const { collection, collections } = lines()[0]!;
    return { collection, ...(collections ? { collections } : {}) };
  };

  test('is the first that is served unless another was asked for', async () => {
    expect(await asked('')).toEqual({ collection: 'news' });
    expect(await asked('&collection=blog')).toEqual({ collection: 'blog' });
  });

  test('is "several", with their names beside it, when several were asked for', async () => {
    expect(await asked('&collection=blog&collection=news')).toEqual({
      collection: 'several',
      collections: ['news', 'blog'],
    });
  });

  test('is never a name that a stranger made up, which would be a new metric each', async () => {
    expect(await asked('&collection=made-up')).toEqual({ collection: 'news' });
  });
});

describe('metrics', () => {
  test('are an embedded metric format document, whatever was asked and whatever came of it', async () => {
    const { ask, searcher, written } = setUp();
    const failures = fc.constantFrom(undefined, new NoIndexError('nothing'), new Error('unexpected'));
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.webQueryParameters(),
        failures,
        async (text, rest, failure) => {
          searcher.failure = failure;
          await ask(`/search?q=${encodeURIComponent(text.toWellFormed())}&${rest}`);
          expect(metricTroubles(written.at(-1)!)).toEqual([]);
        },
      ),
    );
    expect(written.length).toBeGreaterThan(50);
  });

  test('a document without its numbers or its dimension would be noticed', async () => {
    const { ask, written } = setUp();
    await ask(q('茶'));
    const { Latency: _, ...lacking } = JSON.parse(written[0]!) as SearchLine;
    expect(metricTroubles(JSON.stringify(lacking))).toEqual(['Latency']);
    expect(metricTroubles(written[0]!.replace('"collection":"articles"', '"collection":7'))).toEqual(['collection']);
    expect(metricTroubles(written[0]!.replace('Milliseconds', 'ms'))).not.toEqual([]);
  });

  test('are six by collection', async () => {
    const { ask, written } = setUp();
    await ask(q('茶'));
    const [directive] = JSON.parse(written[0]!)._aws.CloudWatchMetrics;
    expect(directive).toMatchObject({ Namespace: 'Xunwen', Dimensions: [['collection']] });
    expect(directive.Metrics.map(({ Name }: { Name: string }) => Name)).toEqual([
      ...['Latency', 'BytesRead', 'Requests', 'ZeroResults', 'Cold', 'Errors'],
    ]);
  });
});

test('other paths and methods are not searches', async () => {
  const { ask, written } = setUp();
  await ask('/status');
  await ask('/nothing');
  await ask('/search', { method: 'POST' });
  expect(written).toEqual([]);
});

test('a log that cannot be written to does not cost the answer', async () => {
  const { ask } = setUp({
    write: () => {
      throw new Error('EAGAIN');
    },
  });
  expect((await ask(q('茶'))).status).toBe(200);
});
