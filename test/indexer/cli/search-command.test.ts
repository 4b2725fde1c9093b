import { describe, expect, test } from 'vitest';
import { AccessDeniedError, NoIndexError } from '../../../engine/errors.ts';
import type { QueryExplanation, SearchRequest, SearchResponse } from '../../../engine/search/contract.ts';
import { createApp } from '../../../functions/http/app.ts';
import { createHarness } from './harness.ts';

const TERM = { field: null, use: 'asked', prefix: false, termWeight: 1, synonymOf: null } as const;
const NOTHING = { occurrences: null, termWeight: null, idf: null, documentFrequency: null, synonymOf: null };

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
      duplicates: 0,
    },
  ],
  facets: {},
  didYouMean: null,
  redirect: null,
  index: { collection: 'articles', version: '0123456789abcdef', documents: 1234 },
};

const EXPLAINED: SearchResponse = {
  ...RESPONSE,
  hits: RESPONSE.hits.map((hit) => ({
    ...hit,
    snippets: [],
    explanation: {
      score: 1.042,
      sum: 2.084,
      factor: 0.5,
      recency: 1,
      keywords: [
        { text: '文明城市', stands: 'as typed' },
        { text: '5g', stands: 'missing' },
      ],
      parts: [
        { what: 'best sentence', text: '', score: 0.4, weight: 2, impact: 0.2, ...NOTHING },
        {
          what: 'term',
          text: '文明之城',
          score: 1.684,
          weight: 3.368,
          impact: 0.5,
          occurrences: { title: 0, body: 3 },
          termWeight: 0.8,
          idf: 4.21,
          documentFrequency: 12,
          synonymOf: '文明城市',
        },
      ],
      units: [
        { text: '文明城市', field: null, held: true, by: 'synonym', synonym: '文明之城' },
        { text: '5g', field: 'title', held: false, by: null, synonym: null },
      ],
      covered: 0.68,
      lengths: { title: 5, body: 400 },
      firstPhase: 0.9,
    },
  })),
  explanation: {
    order: 'relevance',
    match: 'some',
    needed: 0.15,
    units: [
      { text: '文明城市', kind: 'word', field: null, use: 'wanted', clause: 0, weight: 4.21, synonyms: ['文明之城'] },
      { text: '5g', kind: 'word', field: 'title', use: 'wanted', clause: 1, weight: 2, synonyms: [] },
    ],
    dropped: [{ text: '什么', why: 'asks or binds' }],
    terms: [
      { ...TERM, text: '文明城市', idf: 4.21, documentFrequency: 12 },
      { ...TERM, text: '市', prefix: true, idf: null, documentFrequency: null },
    ],
    characters: [],
    bm25: { k1: 0.8, b: 0.6, titleBoost: 1.5, pivots: { title: 5, body: 400 }, documents: 1234 },
  },
};

function withSearcher(failure?: Error, response = RESPONSE) {
  const asked: SearchRequest[] = [];
  const searcher = {
    async search(request: SearchRequest) {
      asked.push(request);
      if (failure) throw failure;
      return { response, cost: { rounds: 0, requests: 0, bytes: 0 } };
    },
    async suggest() {
      throw new Error('nobody asked for suggestions');
    },
    async similar() {
      throw new Error('nobody asked for similar articles');
    },
    async status() {
      if (failure) throw failure;
      return { ...RESPONSE.index, format: 1, analysis: 1, filterable: ['source', 'tags'] };
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
    const more = ['--snippets=1', '--snippet-length=60', '--exact-total', '--facets=source,year'];
    const filters = ['--filter=source=徐汇报', '--filter', 'tags=a=b', '--filter=source=新 华,社'];
    const { code, out } = await xunwen.run('search', '徐汇', '文明 & 城市+', ...flags, ...more, ...filters);
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
        facets: ['source', 'year'],
        filters: [
          { field: 'source', values: ['徐汇报', '新 华,社'] },
          { field: 'tags', values: ['a=b'] },
        ],
      },
    ]);
  });

  test('shows what was counted, the first values of each facet', async () => {
    const tags = Array.from({ length: 14 }, (_, i) => ({ value: `t${i}\n`, count: 2000 - i }));
    const facets = { tags, source: [{ value: '徐汇报', count: 1 }], author: [] };
    const { xunwen } = withSearcher(undefined, { ...RESPONSE, facets });
    const { out } = await xunwen.run('search', 'x', '--facets', 'tags,source,author');
    expect(out).toContain('\n\ntags: t0 2,000 · t1 1,999 · ');
    expect(out).toContain(' · t11 1,989 · 2 more\nsource: 徐汇报 1\nauthor: none\n1-1 of ');
  });

  test('with --explain asks for explanations, and shows them with the query first', async () => {
    const { xunwen, asked } = withSearcher(undefined, EXPLAINED);
    const { code, out } = await xunwen.run('search', '文明城市', '--explain');
    expect(code).toBe(0);
    expect(asked[0]).toMatchObject({ explain: true });
    expect(out).toBe(
      [
        'The query, match=some: a hit holds at least 15 % of the weight of what is wanted',
        '  asked for  kind  use     weight  synonyms',
        '  文明城市   word  wanted    4.21  文明之城',
        '  title:5g   word  wanted    2.00',
        '',
        '  not asked for: 什么 (asks or binds)',
        '',
        '  term      use    weight   idf  articles',
        '  文明城市  asked    1.00  4.21        12',
        '  市…       asked    1.00',
        '',
        '1. R&D <文明>',
        '   徐汇报 · 2017-11-25 · https://example.com/a?b&c',
        '   part                     title  body  weight   idf  impact  score',
        '   文明之城 (for 文明城市)      0     3    0.80  4.21    0.50   1.68',
        '   best sentence                           2.00          0.20   0.40',
        '   sum 2.08 × factor 0.50 = 1.04; 0.90 before its text was read',
        '   keywords: 文明城市 as typed, 5g missing',
        '   holds: 文明城市 (synonym 文明之城)',
        '   lacks: title:5g',
        '',
        '1-1 of at least 12 articles in "articles" (1,234 articles)',
        '',
      ].join('\n'),
    );
  });

  test('names what an article’s date is worth, where it is worth something', async () => {
    const [hit] = EXPLAINED.hits;
    const newer = { ...hit!, explanation: { ...hit!.explanation!, recency: 1.25 } };
    const { xunwen } = withSearcher(undefined, { ...EXPLAINED, hits: [newer] });
    const { out } = await xunwen.run('search', '文明城市', '--explain');
    expect(out).toContain('sum 2.08 × factor 0.50 × recency 1.25 = 1.04;');
  });

  test('explains that a search by date needs no scores', async () => {
    const explanation: QueryExplanation = {
      ...EXPLAINED.explanation!,
      order: 'newest',
      units: [],
      terms: [],
      dropped: [],
    };
    const hits = EXPLAINED.hits.map((hit) => ({ ...hit, explanation: { ...hit.explanation!, parts: [], units: [] } }));
    const { xunwen } = withSearcher(undefined, { ...EXPLAINED, hits, explanation });
    const { out } = await xunwen.run('search', '--explain', '--from', '2017');
    expect(out).toMatch(/^The hits stand in order of date \(sort=newest\): scores decide nothing\.\n\n1\. /);
    expect(out).toContain('   score 0: nothing in the query scores here\n');
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
    [['x', '--filter', 'source'], /^xunwen: --filter "source" is not FIELD=VALUE/],
    [['x', '--filter', '=a'], /^xunwen: --filter "=a" is not FIELD=VALUE/],
    [['x', '--filter', 'source='], /^xunwen: --filter source: is empty/],
    [['x', '--facets', 'source,'], /^xunwen: --facets: names no field/],
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
    let explained: number | undefined;
    xunwen.parts.startServer = async (options) => {
      const server = await running(options);
      answer = await (await fetch(`${server.url}/search?q=x`, { headers: { origin: 'https://example.com' } })).json();
      explained = (await fetch(`${server.url}/search?q=x&explain=true`)).status;
      setImmediate(() => xunwen.interrupt.abort());
      return server;
    };

    const { code, out } = await xunwen.run('serve', '--port', '0');

    expect(code).toBe(0);
    expect(out).toMatch(/^Xunwen serves http:\/\/127\.0\.0\.1:\d+\/ from file:\.\/\.xunwen \(articles\)\n$/);
    expect(answer).toEqual(RESPONSE);
    expect(explained).toBe(200);
  });

  test('adds a line a search to the log that it is given, which top reads', async () => {
    const { xunwen } = withSearcher();
    const running = xunwen.parts.startServer;
    xunwen.parts.startServer = async (options) => {
      const server = await running(options);
      for (const path of ['search?q=x', 'status', 'search?q=%EF%BC%B8', 'search?limit=0'])
        await fetch(`${server.url}/${path}`);
      setImmediate(() => xunwen.interrupt.abort());
      return server;
    };
    await xunwen.file('searches.log', 'what was there\n');

    expect(await xunwen.run('serve', '--port', '0', '--log', 'searches.log')).toMatchObject({ code: 0, err: '' });

    const { out } = await xunwen.run('top', 'searches.log', '--json');
    expect(JSON.parse(out)).toMatchObject({ searches: 2, failed: 1, other: 1, top: [{ query: 'x', searches: 2 }] });
  });

  test('names --log when the file cannot be written to', async () => {
    const { xunwen } = withSearcher();
    const { code, err } = await xunwen.run('serve', '--port', '0', '--log', 'no/such/folder/searches.log');
    expect(code).toBe(2);
    expect(err).toMatch(/^xunwen: --log: .*searches\.log cannot be written to \(ENOENT/);
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
