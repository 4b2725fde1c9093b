import { describe, expect, test } from 'vitest';
import { AccessDeniedError, NoIndexError } from '../../../engine/errors.ts';
import type { SearchRequest, SearchResponse } from '../../../engine/search/contract.ts';
import { createApp } from '../../../functions/http/app.ts';
import { createHarness } from './harness.ts';

const RESPONSE: SearchResponse = {
  query: '文明城市',
  total: 12,
  totalRelation: 'gte',
  relaxed: false,
  hits: [
    {
      id: 'a',
      url: 'https://example.com/a?b&c',
      title: 'R&D <文明>',
      titleHtml: 'R&amp;D &lt;<mark>文明</mark>&gt;',
      snippets: [
        { html: '', text: '创建\n文明城市 \u001b[31m工作。', offset: 30, marks: [[3, 7]] },
        { html: '', text: '<b>没有', offset: 0, marks: [] },
      ],
      source: '徐汇报',
      author: null,
      date: '2017-11-25',
      tags: [],
      extra: {},
      score: 3,
      matched: ['title', 'body'],
    },
  ],
  facets: {},
  didYouMean: null,
  index: { collection: 'articles', version: '0123456789abcdef', documents: 1234 },
};

function withSearcher(failure?: Error, response = RESPONSE) {
  const asked: SearchRequest[] = [];
  const searcher = {
    async search(request: SearchRequest) {
      asked.push(request);
      if (failure) throw failure;
      return { response, cost: { rounds: 0, requests: 0, bytes: 0 } };
    },
    async status() {
      if (failure) throw failure;
      return { ...RESPONSE.index, format: 1, analysis: 1 };
    },
  };
  return { xunwen: createHarness(searcher), asked, searcher };
}

describe('xunwen search', () => {
  test('shows hits in plain lines where there is no terminal', async () => {
    const { xunwen } = withSearcher();
    const { code, out } = await xunwen.run('search', '文明城市');
    expect(code).toBe(0);
    expect(out).toBe(
      [
        '1. R&D <文明>',
        '   徐汇报 · 2017-11-25 · https://example.com/a?b&c',
        '   …创建 文明城市 [31m工作。',
        '   <b>没有',
        '',
        '1-1 of at least 12 articles in "articles" (1,234 articles)',
        '',
      ].join('\n'),
    );
  });

  test('shows an ellipsis only where the snippet is about as long as was asked for', async () => {
    const long = '城市'.repeat(24);
    const snippets = [long, `${long}。`].map((text) => ({ html: '', text, offset: 0, marks: [] }));
    const hits = RESPONSE.hits.map((hit) => ({ ...hit, snippets }));
    const { xunwen } = withSearcher(undefined, { ...RESPONSE, hits });
    expect((await xunwen.run('search', 'x')).out).toContain(`   ${long}\n   ${long}。\n`);
    const { out } = await xunwen.run('search', 'x', '--snippet-length', '60');
    expect(out).toContain(`   ${long}…\n   ${long}。\n`);
  });

  test('counts one article as one', async () => {
    const { xunwen } = withSearcher(undefined, { ...RESPONSE, index: { ...RESPONSE.index, documents: 1 } });
    expect((await xunwen.run('search', 'x')).out).toMatch(/ in "articles" \(1 article\)\n$/);
  });

  test('is coloured on a terminal, unless NO_COLOR is set', async () => {
    const { xunwen } = withSearcher();
    xunwen.isTTY = true;
    const { out } = await xunwen.run('search', '文明城市');
    expect(out).toContain('\u001b[31m文明城市\u001b[39m');
    expect(out).toContain('\u001b[1mR&D <\u001b[31m文明\u001b[39m>');
    xunwen.env.NO_COLOR = '1';
    expect((await xunwen.run('search', '文明城市')).out).not.toContain('\u001b');
  });

  test('with --json prints what /search answers', async () => {
    const { xunwen, searcher } = withSearcher();
    const app = createApp({ searcher: () => searcher, build: 'test' });
    const { body } = await app({ method: 'GET', path: '/search', rawQueryString: 'q=x', headers: {} });
    expect((await xunwen.run('search', 'x', '--json')).out).toBe(`${body}\n`);
  });

  test('passes every flag on, and joins the words of a query', async () => {
    const { xunwen, asked } = withSearcher();
    const flags = ['--match=all', '--limit=5', '--offset=20', '--sort=newest', '--from=2017', '--to=2017-11'];
    const more = ['--snippets=1', '--snippet-length=60', '--exact-total'];
    const { code, out } = await xunwen.run('search', '徐汇', '文明 & 城市+', ...flags, ...more);
    expect(code).toBe(0);
    expect(out).toMatch(/^21\. /);
    expect(asked).toEqual([
      {
        q: '徐汇 文明 & 城市+',
        match: 'all',
        limit: 5,
        offset: 20,
        sort: 'newest',
        from: '2017-01-01',
        to: '2017-11-30',
        snippets: 1,
        snippetLength: 60,
        exactTotal: true,
      },
    ]);
  });

  test('takes words that begin with a minus after --', async () => {
    const { xunwen, asked } = withSearcher();
    await xunwen.run('search', '--limit', '3', '--', '城市', '-上海');
    expect(asked[0]).toMatchObject({ q: '城市 -上海', limit: 3 });
    expect(await xunwen.run('search', '城市', '-上海')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/unknown option '-上海'\n.*go after all flags and --/),
    });
  });

  test.each([
    [['x', '--limit', '51'], /^xunwen: --limit: "?51"? is not a whole number from 1 to 50/],
    [['x', '--snippet-length', '5'], /^xunwen: --snippet-length: "?5"? is not/],
    [['x', '--sort', 'best'], /^xunwen: --sort: "best" is not one of relevance, newest, oldest/],
    [['x', '--from', '2018', '--to', '2017'], /^xunwen: --from: /],
    [[], /^xunwen: QUERY: is empty/],
    [['长'.repeat(201)], /^xunwen: QUERY: has 201/],
  ])('refuses %j with exit code 2, naming the flag', async (argv, words) => {
    const { code, out, err } = await withSearcher().xunwen.run('search', ...argv);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(words);
  });

  test('without an index is exit code 1 and says how to build one', async () => {
    const { xunwen } = withSearcher(new NoIndexError('nothing there'));
    const { code, out, err } = await xunwen.run('search', 'x', '--json');
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^xunwen: memory: has no index of the collection "articles"; build one with: xunwen index /);
  });

  test('tells wrong credentials in the words of the store', async () => {
    const { xunwen } = withSearcher(new AccessDeniedError('bucket "b" refuses the key'));
    const { code, err } = await xunwen.run('search', 'x');
    expect(code).toBe(1);
    expect(err).toBe('xunwen: bucket "b" refuses the key\n');
  });
});

describe('xunwen serve', () => {
  test('prints its URL, answers, and ends when interrupted', async () => {
    const { xunwen } = withSearcher();
    const running = xunwen.parts.startServer;
    let answer: unknown;
    xunwen.parts.startServer = async (options) => {
      const server = await running(options);
      answer = await (await fetch(`${server.url}/search?q=x`, { headers: { origin: 'https://example.com' } })).json();
      setImmediate(() => xunwen.interrupt.abort());
      return server;
    };

    const { code, out } = await xunwen.run('serve', '--port', '0');

    expect(code).toBe(0);
    expect(out).toMatch(/^Xunwen serves http:\/\/127\.0\.0\.1:\d+\/ from file:\.\/\.xunwen \(articles\)\n$/);
    expect(answer).toEqual(RESPONSE);
  });

  test('fails on a busy port and names --port', async () => {
    const { xunwen } = withSearcher();
    const busy = await xunwen.parts.startServer({
      app: async () => ({ status: 200, headers: {}, body: '' }),
      port: 0,
      host: '127.0.0.1',
    });
    const { code, err } = await xunwen.run('serve', '--port', new URL(busy.url).port);
    await busy.close();
    expect(code).toBe(2);
    expect(err).toMatch(/^xunwen: port \d+ of 127\.0\.0\.1 is taken.*--port/);
  });
});
