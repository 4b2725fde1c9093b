import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AccessDeniedError,
  BadRequestError,
  CollectionError,
  CorruptIndexError,
  DeadlineError,
  NoIndexError,
  NotFoundError,
  StoreUnavailableError,
  UnsupportedFormatError,
} from '../../../engine/errors.ts';
import { type AppOptions, createApp } from '../../../functions/http/app.ts';
import type { HttpRequest, HttpResponse } from '../../../functions/http/message.ts';
import { fakeSearcher } from './fake-searcher.ts';

type Ask = (path: string, init?: Partial<HttpRequest>) => Promise<HttpResponse>;

function setUp(options: Partial<AppOptions> = {}) {
  const searcher = fakeSearcher();
  const logged: { status: number; error: unknown }[] = [];
  const app = createApp({
    searcher: () => searcher,
    build: 'build-1',
    log: (status, error) => logged.push({ status, error }),
    ...options,
  });
  const ask: Ask = (target, init = {}) => {
    const [path = '', rawQueryString = ''] = target.split('?');
    return app({ method: 'GET', path, rawQueryString, headers: {}, ...init });
  };
  return { searcher, logged, ask };
}

describe('a good answer', () => {
  test('is compact JSON with its validators, cost and nosniff', async () => {
    let clock = 100;
    const { ask } = setUp({ now: () => (clock += 2.5) });
    const response = await ask('/search?q=%E5%BE%90%E6%B1%87');
    expect(response.status).toBe(200);
    expect(response.headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=60, stale-while-revalidate=600',
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
      'server-timing': 'search;dur=2.5, store;desc="rounds=4 requests=22 bytes=12345"',
    });
    expect(response.body).toBe(JSON.stringify(JSON.parse(response.body)));
    expect(JSON.parse(response.body).query).toBe('徐汇');
  });

  test('to HEAD has the headers of GET and no body', async () => {
    const { ask } = setUp({ now: () => 0 });
    const get = await ask('/search?q=a');
    const head = await ask('/search?q=a', { method: 'HEAD' });
    expect(head).toEqual({ ...get, body: '' });
    expect(get.body).not.toBe('');
  });

  test('of /status says what is published', async () => {
    const { ask } = setUp();
    const response = await ask('/status');
    expect(JSON.parse(response.body)).toEqual({
      collection: 'articles',
      version: '0123456789abcdef',
      documents: 3,
      format: 1,
      analysis: 1,
      filterable: ['source', 'tags'],
    });
    expect(response.headers['cache-control']).toContain('max-age=60');
  });

  test('is cached as the deployment says', async () => {
    const { ask } = setUp({ cacheControl: 'private, no-cache' });
    expect((await ask('/search?q=a')).headers['cache-control']).toBe('private, no-cache');
  });
});

describe('entity tags', () => {
  const tag = async (ask: Ask, target: string): Promise<string | undefined> => (await ask(target)).headers.etag;

  test('are equal for the same question, however it is written', async () => {
    const { ask } = setUp();
    const expected = await tag(ask, '/search?q=%E5%BE%90&limit=10');
    expect(await tag(ask, '/search?utm_source=x&q=%e5%be%90')).toBe(expected);
    expect(await tag(ask, '/search?offset=0&limit=010&q=徐')).toBe(expected);
  });

  test('differ by question, index version and build', async () => {
    const { ask, searcher } = setUp();
    const tags = [await tag(ask, '/search?q=a'), await tag(ask, '/search?q=b'), await tag(ask, '/search?q=a&limit=9')];
    tags.push(await tag(ask, '/search?q=a&match=some'), await tag(ask, '/status'));
    tags.push(await tag(setUp({ build: 'build-2' }).ask, '/search?q=a'));
    searcher.version = 'fedcba9876543210';
    tags.push(await tag(ask, '/search?q=a'));
    expect(new Set(tags).size).toBe(tags.length);
  });

  test('name the version that answered when the index moves on meanwhile', async () => {
    const { ask, searcher } = setUp();
    const oldVersion = searcher.version;
    const { search } = searcher;
    searcher.search = (request) => {
      searcher.version = 'fedcba9876543210';
      return search(request);
    };
    const moved = await tag(ask, '/search?q=a');
    expect(await tag(ask, '/search?q=a')).toBe(moved);
    searcher.search = search;
    searcher.version = oldVersion;
    expect(await tag(ask, '/search?q=a')).not.toBe(moved);
  });

  test.each<[string, (tag: string) => string]>([
    ['the tag', (tag) => tag],
    ['a weak form of it', (tag) => `W/${tag}`],
    ['a list with it', (tag) => `"other", W/"another" ,${tag}`],
    ['a star', () => ' * '],
  ])('%s in If-None-Match is a 304 that costs no search', async (_, header) => {
    const { ask, searcher } = setUp();
    const etag = String(await tag(ask, '/search?q=a'));
    const response = await ask('/search?q=a', { headers: { 'if-none-match': header(etag) } });
    expect(response).toEqual({
      status: 304,
      headers: { etag, 'cache-control': 'public, max-age=60, stale-while-revalidate=600' },
      body: '',
    });
    expect(searcher.asked).toHaveLength(1);
  });

  test.each(['"other"', '', 'W/"x"', 'garbage'])('If-None-Match: %s is answered in full', async (header) => {
    const { ask } = setUp();
    expect((await ask('/search?q=a', { headers: { 'if-none-match': header } })).status).toBe(200);
    expect((await ask('/status', { headers: { 'if-none-match': header } })).status).toBe(200);
  });

  test('revalidate /status too', async () => {
    const { ask } = setUp();
    const etag = await tag(ask, '/status');
    expect((await ask('/status', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});

describe('explanations', () => {
  test('are off unless the deployment turns them on, and the refusal names the setting', async () => {
    const { ask, searcher } = setUp();
    const response = await ask('/search?q=a&explain=true');
    expect(response.status).toBe(400);
    const { detail, parameter } = JSON.parse(response.body);
    expect(parameter).toBe('explain');
    expect(detail).toMatch(/serverless\.yml.*XUNWEN_EXPLAIN=true/);
    expect(searcher.asked).toEqual([]);
    expect((await ask('/search?q=a&explain=false')).status).toBe(200);
  });

  test('are asked of the search where they are on', async () => {
    const { ask, searcher } = setUp({ explain: true });
    for (const more of ['&explain=true', '&explain=false', ''])
      expect((await ask(`/search?q=a${more}`)).status).toBe(200);
    expect(searcher.asked.map(({ explain }) => explain)).toEqual([true, undefined, undefined]);
  });

  test('have entity tags of their own', async () => {
    const { ask } = setUp({ explain: true });
    const tagOf = async (target: string) => (await ask(target)).headers.etag;
    const plain = await tagOf('/search?q=a');
    expect(await tagOf('/search?q=a&explain=true')).not.toBe(plain);
    expect(await tagOf('/search?q=a&explain=false')).toBe(plain);
  });
});

describe('collections', () => {
  test('that are named are asked, and their versions decide what is known already', async () => {
    const { ask, searcher } = setUp();
    const { headers } = await ask('/search?q=a&collection=news&collection=library');
    expect(searcher.asked[0]!.collections).toEqual(['news', 'library']);
    const known = { headers: { 'if-none-match': headers.etag } };
    expect((await ask('/search?q=a&collection=news&collection=library', known)).status).toBe(304);
    expect(searcher.statusOf).toEqual([['news', 'library']]);
    expect((await ask('/search?q=a', known)).status).toBe(200);
  });

  test('are asked for their status one by one', async () => {
    const { ask, searcher } = setUp();
    expect((await ask('/status?collection=news')).status).toBe(200);
    expect((await ask('/status')).status).toBe(200);
    expect(searcher.statusOf).toEqual([['news'], undefined]);
    expect(JSON.parse((await ask('/status?collection=a&collection=b')).body)).toMatchObject({
      status: 400,
      detail: 'collection: is given more than once; give it once',
    });
  });

  test('of which one cannot be read are a 503 that names it', async () => {
    const { ask, searcher, logged } = setUp();
    searcher.failure = new CollectionError('news', new NoIndexError('nothing is published as news in s3://secret'));
    const { status, headers, body } = await ask('/search?q=a&collection=news&collection=library');
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(JSON.parse(body)).toMatchObject({ detail: 'No index is published yet.', collection: 'news' });
    expect(body).not.toContain('secret');
    expect(logged).toHaveLength(1);
  });
});

describe('problems', () => {
  test.each(['/', '', '/suggestions', '/search/', '/Search', '/search/x', '/%73earch', '//search', '/constructor'])(
    'the path %j is a 404',
    async (path) => {
      const { ask } = setUp();
      const response = await ask(path);
      expect(response.status).toBe(404);
      expect(response.headers).toMatchObject({
        'content-type': 'application/problem+json; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      expect(JSON.parse(response.body)).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404 });
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'get'])(
    '%s is a 405 that says what is allowed',
    async (method) => {
      const { ask, searcher } = setUp();
      const response = await ask('/search?q=a', { method });
      expect(response.status).toBe(405);
      expect(response.headers.allow).toBe('GET, HEAD');
      expect(searcher.asked).toHaveLength(0);
    },
  );

  test('a bad parameter is a 400 that names it and never reaches the index', async () => {
    const { ask, logged } = setUp({
      searcher: () => {
        throw new NoIndexError('not asked');
      },
    });
    const response = await ask('/search?q=a&limit=99');
    expect(JSON.parse(response.body)).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'limit: 99 is not a whole number from 1 to 50',
      parameter: 'limit',
    });
    expect(response.headers['cache-control']).toBe('no-store');
    expect((await ask('/status?limit=1')).status).toBe(400);
    expect(logged).toEqual([]);
  });

  test('a query the search refuses is a 400 with its reason', async () => {
    const { ask, searcher, logged } = setUp();
    searcher.search = async () => {
      throw new BadRequestError('q', 'q: only exclusions');
    };
    const response = await ask('/search?q=-a');
    expect(response.status).toBe(400);
    expect(JSON.parse(response.body)).toMatchObject({ detail: 'q: only exclusions', parameter: 'q' });
    expect(logged).toEqual([]);
  });

  test.each([
    NoIndexError,
    NotFoundError,
    CorruptIndexError,
    UnsupportedFormatError,
    AccessDeniedError,
    StoreUnavailableError,
  ])('%o is a 503 to retry, told in full to the log alone', async (errorClass) => {
    const { ask, searcher, logged } = setUp();
    searcher.failure = new errorClass('s3://secret-bucket/secret-key');
    for (const target of ['/search?q=a', '/status']) {
      const response = await ask(target);
      expect(response.status).toBe(503);
      expect(response.headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' });
      expect(response.body).not.toContain('secret');
      expect(JSON.parse(response.body).detail).not.toBe('');
    }
    expect(logged).toEqual([
      { status: 503, error: searcher.failure },
      { status: 503, error: searcher.failure },
    ]);
  });

  test('a searcher that cannot be opened is a 503, and is asked for again', async () => {
    const searcher = fakeSearcher();
    let attempts = 0;
    const { ask } = setUp({
      searcher: async () => {
        attempts += 1;
        if (attempts === 1) throw new StoreUnavailableError('no route');
        return searcher;
      },
    });
    expect((await ask('/search?q=a')).status).toBe(503);
    expect((await ask('/search?q=a')).status).toBe(200);
  });

  test('an unexpected error is a 500 without a word about it', async () => {
    const { ask, searcher, logged } = setUp();
    searcher.failure = new TypeError('secret is not a function');
    const response = await ask('/search?q=a');
    expect(response.status).toBe(500);
    expect(response.body).not.toContain('secret');
    expect(logged).toHaveLength(1);
  });

  test('a search that gives up at its deadline is a 504', async () => {
    const { ask, searcher } = setUp();
    searcher.failure = new DeadlineError('late');
    expect((await ask('/search?q=a')).status).toBe(504);
  });

  test('a search that does not listen is given up all the same, with its signal aborted', async () => {
    const { ask, searcher } = setUp({ deadlineMs: 5 });
    let signal: AbortSignal | undefined;
    searcher.search = (_, options) => {
      signal = options?.signal;
      return new Promise(() => {});
    };
    const response = await ask('/search?q=a');
    expect(response.status).toBe(504);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(signal?.aborted).toBe(true);
    expect(signal?.reason).toBeInstanceOf(DeadlineError);
  });
});

describe('anything at all', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'q',
      'match',
      'limit',
      'offset',
      'sort',
      'from',
      'to',
      'snippets',
      'snippetLength',
      'exactTotal',
      'explain',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom('%', '0', 'E', '5', '-', '+', '&', '=', '1', '"', '徐', '\ud800'),
      maxLength: 20,
    }),
    fc.integer({ min: -5, max: 1200 }).map(String),
    fc.constantFrom('some', 'all', 'newest', 'true', '2017', '2017-02', '2017-02-29', '2016-02-29'),
  );
  const pair = fc
    .tuple(name, value, fc.boolean())
    .map(([n, v, encode]) =>
      encode ? `${encodeURIComponent(n.toWellFormed())}=${encodeURIComponent(v.toWellFormed())}` : `${n}=${v}`,
    );
  const rawQueryString = fc.oneof(
    fc.array(pair, { maxLength: 5 }).map((pairs) => pairs.join('&')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );

  test('in a query string is answered or refused, never a fault', async () => {
    const { ask, searcher } = setUp();
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(rawQueryString, async (raw) => {
        const response = await ask('/search', { rawQueryString: raw });
        seen.add(response.status);
        expect([200, 400]).toContain(response.status);
        expect(response.body.isWellFormed()).toBe(true);
        JSON.parse(response.body);
      }),
      { numRuns: 10_000 },
    );
    expect([...seen].sort()).toEqual([200, 400]);
    for (const request of searcher.asked) {
      expect(request.limit).toBeGreaterThanOrEqual(1);
      expect(request.limit).toBeLessThanOrEqual(50);
      expect(request.q.isWellFormed()).toBe(true);
    }
  });
});
