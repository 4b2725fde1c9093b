// The client in Node, against answers that each test decides, and against a running server.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchResponse as Answered } from '../../engine/search/contract.ts';
import { createApp } from '../../functions/http/app.ts';
import { parseSearchParameters } from '../../functions/http/parameters.ts';
import { type RunningServer, startServer } from '../../indexer/serve/serve.ts';
import type { SearchParameters, SearchResponse } from '../../web/api.generated.ts';
import { type Client, createClient, RequestError } from '../../web/client.ts';
import { buildAndPublish, openIn } from '../support/build-index.ts';
import { readSamples } from '../support/samples.ts';
import { answerOf } from './page-server.ts';

const found = answerOf('城市', [], 0);

/** A client whose requests are answered here. */
function answering(response: () => Response | Promise<Response>, endpoint = 'https://api.example.com/') {
  const asked: URL[] = [];
  const send = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    asked.push(new URL(String(input)));
    init?.signal?.throwIfAborted();
    return response();
  };
  return { asked, client: createClient({ endpoint, fetch: send }) };
}

const json = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json', ...headers } });

const failureOf = (call: Promise<unknown>): Promise<RequestError> =>
  call.then(
    () => Promise.reject(new Error('it was answered')),
    (error: RequestError) => error,
  );

describe('what is sent', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com/search'],
    ['https://api.example.com/', 'https://api.example.com/search'],
    ['https://api.example.com/search', 'https://api.example.com/search'],
    ['https://api.example.com/dev/', 'https://api.example.com/dev/search'],
    ['https://api.example.com/dev/search?q=x#y', 'https://api.example.com/dev/search'],
  ])('from %s goes to %s', async (endpoint, expected) => {
    const { client, asked } = answering(() => json(200, found), endpoint);
    await client.search('');
    expect(asked[0]!.origin + asked[0]!.pathname).toBe(expected);
  });

  it('is what the server reads, whatever the query holds', async () => {
    const { client, asked } = answering(() => json(200, found));
    const questions: SearchParameters[] = [
      { q: '徐汇 文明城市' },
      { q: 'C++ & C# = 100% "对" 𠮷?', match: 'all', limit: 50, offset: 20 },
      { q: 'a+b', sort: 'newest', from: '2017', to: '2017-11-25' },
      { q: '茶', snippets: 0, snippetLength: 40, exactTotal: true, collapse: false, explain: undefined },
    ];
    for (const question of questions) {
      await client.search(question);
      const read = parseSearchParameters(asked.at(-1)!.search.slice(1));
      const { from: _from, to: _to, explain: _explain, ...rest } = question;
      expect(read).toMatchObject(rest);
    }
  });

  it('is a parameter for each value of a filter, and one for all facets', async () => {
    const { client, asked } = answering(() => json(200, found));
    await client.search({ filters: { source: ['甲 & 乙', '丙'], 'extra.channel': 'a=b' }, facets: ['source', 'year'] });
    expect(parseSearchParameters(asked[0]!.search.slice(1))).toMatchObject({
      q: '',
      filters: [
        { field: 'source', values: ['甲 & 乙', '丙'] },
        { field: 'extra.channel', values: ['a=b'] },
      ],
      facets: ['source', 'year'],
    });
  });

  it('asks for no facets with an empty list of them', async () => {
    const { client, asked } = answering(() => json(200, found));
    await client.search({ q: '茶', facets: [] });
    expect(asked[0]!.searchParams.has('facets')).toBe(false);
  });

  it('repeats the names of collections, and passes no signal on', async () => {
    const { client, asked } = answering(() => json(200, found));
    await client.search({ q: '茶', collection: ['news', 'notices'] });
    await failureOf(client.status({ collection: 'news', signal: new AbortController().signal }));
    expect(asked.map(({ search }) => search)).toEqual([
      '?q=%E8%8C%B6&collection=news&collection=notices',
      '?collection=news',
    ]);
  });

  it('leaves out what was not given, and takes a query alone', async () => {
    const { client, asked } = answering(() => json(200, found));
    await client.search({ q: '茶', limit: undefined });
    await client.search('茶');
    expect(asked.map(({ search }) => search)).toEqual(['?q=%E8%8C%B6', '?q=%E8%8C%B6']);
  });

  it('is refused by the compiler when there is no such parameter', () => {
    const { client } = answering(() => json(200, found));
    // @ts-expect-error there is no such parameter
    const mistaken = (): unknown => client.search({ q: '茶', limt: 3 });
    expect(mistaken).toBeTypeOf('function');
  });
});

describe('a failure', () => {
  it('that the server explains has its words, its parameter and its patience', async () => {
    const refused = {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'limit: 0 is …',
      parameter: 'limit',
    };
    const { client } = answering(() => json(400, refused));
    const error = await failureOf(client.search({ q: '茶', limit: 0 }));
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ status: 400, detail: 'limit: 0 is …', parameter: 'limit', retryAfter: null });
    expect(error.message).toBe('https://api.example.com/search: 400 limit: 0 is …');

    const unavailable = answering(() => json(503, { title: 'Service Unavailable' }, { 'retry-after': '5' }));
    expect(await failureOf(unavailable.client.status())).toMatchObject({ status: 503, retryAfter: 5 });
    const one = answering(() => json(503, { detail: 'No index …', collection: 'news' }));
    expect(await failureOf(one.client.search('茶'))).toMatchObject({ status: 503, collection: 'news' });
  });

  it('of the gateway has its form', async () => {
    const { client } = answering(() => json(429, { message: 'Too Many Requests' }));
    expect(await failureOf(client.search('茶'))).toMatchObject({ status: 429, detail: 'Too Many Requests' });
  });

  it.each([
    [200, '<html>the page of a proxy</html>'],
    [200, '{"status":"ok"}'],
    [502, '<html>Bad Gateway</html>'],
  ])('with status %i and %s is no answer', async (status, body) => {
    const { client } = answering(() => new Response(body, { status }));
    expect(await failureOf(client.search('茶'))).toMatchObject({ name: 'RequestError', status, detail: null });
    for (const call of [client.status(), client.suggest('茶'), client.similar('1')])
      expect(await failureOf(call)).toMatchObject({ name: 'RequestError', status });
  });

  it('of the network has status 0 and its cause', async () => {
    const cause = new TypeError('fetch failed');
    const { client } = answering(() => Promise.reject(cause));
    expect(await failureOf(client.search('茶'))).toMatchObject({ status: 0, cause });
  });

  it('that the caller wanted is the reason of its signal', async () => {
    const { client } = answering(() => json(200, found));
    const reason = new Error('superseded');
    await expect(client.search('茶', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const send = (_: unknown, init?: RequestInit): Promise<Response> =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new TypeError('terminated'))));
    const call = createClient({ endpoint: 'https://a.example', fetch: send }).search('茶', {
      signal: controller.signal,
    });
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });
});

describe('with a running server', () => {
  let server: RunningServer;
  let client: Client;
  beforeAll(async () => {
    const searcher = openIn('resident', await buildAndPublish(await readSamples()));
    const app = createApp({ searcher: () => searcher, build: 'build-1', explain: true });
    server = await startServer({ app, port: 0, host: '127.0.0.1' });
    client = createClient({ endpoint: server.url });
  });
  afterAll(() => server?.close());

  it('answers what was asked', async () => {
    const { hits, total } = await client.search({ q: '電池', limit: 1, snippets: 1 });
    expect(total).toBe(4);
    expect(hits.map(({ titleHtml }) => titleHtml)).toEqual([
      'iPhone 15 <mark>电池</mark>用了一年之后：健康度与续航实测',
    ]);
    expect(await client.status()).toMatchObject({ documents: 46 });
    const { suggestions } = await client.suggest({ q: 'dianchi', limit: 1 });
    expect(suggestions).toEqual([{ text: '电池', html: '<mark>电池</mark>', marks: [[0, 2]], kind: 'pinyin' }]);
    expect((await client.suggest('')).suggestions).toEqual([]);
    const { terms, hits: others } = await client.similar({ id: hits[0]!.id, limit: 3 });
    expect(terms).toContain('电池');
    expect(others.map(({ id }) => id)).not.toContain(hits[0]!.id);
    const { facets } = await client.search({ filters: { source: '江河副刊' }, facets: 'source' });
    expect(facets.source!.map(({ value }) => value)).toEqual(['江河副刊']);
  });

  it('has the types of what the engine answers', async () => {
    // The compiler reads this: the types of the document and those of the engine take each other's values.
    const answer: Answered = await client.search('电池');
    const back: SearchResponse = answer;
    expect(back.query).toBe('电池');
  });

  it('says what was wrong', async () => {
    expect(await failureOf(client.similar('no-such-article'))).toMatchObject({ status: 404 });
    const error = await failureOf(client.search({ q: '茶', limit: 51 }));
    expect(error).toMatchObject({
      status: 400,
      parameter: 'limit',
      detail: 'limit: 51 is not a whole number from 1 to 50',
    });
  });
});
