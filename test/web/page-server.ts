// A server for the page alone: the bundled page as `serve` delivers it, with a strict content policy, and a
// /search whose answers the test decides. Records what the page asked.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Hit, SearchResponse } from '../../engine/search/contract.ts';

const web = new URL('../../web/', import.meta.url);

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
  /** The reply waits for it. */
  after?: Promise<unknown>;
}

export interface PageServer {
  /** Address of the page, with `/` at the end. */
  url: string;
  /** The parameters of every /search so far. */
  asked: URLSearchParams[];
  /** The texts of every /suggest so far. */
  suggested: string[];
  /** Decides the answer of /suggest; null is a failure. */
  suggest: (typed: string) => { text: string; html: string }[] | null;
  /** Answers of /suggest wait for it. */
  suggestAfter: Promise<unknown> | undefined;
  /** Decides the answer of /search. */
  search: (parameters: URLSearchParams) => Reply;
  status: () => Reply;
  /** Back to nothing asked and `canned` answers. */
  reset(): void;
  close(): Promise<void>;
}

export async function startPageServer(): Promise<PageServer> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', web))],
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
  });
  const files: Record<string, { type: string; body: string }> = {
    '/': { type: 'text/html; charset=utf-8', body: await readFile(new URL('index.html', web), 'utf8') },
    '/style.css': { type: 'text/css', body: await readFile(new URL('style.css', web), 'utf8') },
    '/icon.svg': { type: 'image/svg+xml', body: await readFile(new URL('icon.svg', web), 'utf8') },
    '/page.js': { type: 'text/javascript', body: bundle.outputFiles[0]!.text },
    '/article.html': { type: 'text/html; charset=utf-8', body: '<title>An article</title>' },
  };

  const http = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
    const file = files[pathname];
    if (file) {
      response.writeHead(200, { 'content-type': file.type, 'content-security-policy': "default-src 'self'" });
      response.end(file.body);
      return;
    }
    const reply = replyTo(pathname, searchParams);
    await reply.after;
    const type = (reply.status ?? 200) === 200 ? 'application/json' : 'application/problem+json';
    response.writeHead(reply.status ?? 200, { 'content-type': type, 'cache-control': 'no-store', ...reply.headers });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');

  function replyTo(pathname: string, parameters: URLSearchParams): Reply {
    if (pathname === '/search') {
      served.asked.push(parameters);
      return served.search(parameters);
    }
    if (pathname === '/suggest') {
      const query = parameters.get('q') ?? '';
      served.suggested.push(query);
      const suggestions = served.suggest(query);
      const after = served.suggestAfter ? { after: served.suggestAfter } : {};
      return suggestions ? { body: { query, suggestions }, ...after } : problem(503, 'no suggestions');
    }
    return pathname === '/status' ? served.status() : problem(404, `nothing at ${pathname}`);
  }

  const served: PageServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    asked: [],
    suggested: [],
    suggest: () => [],
    suggestAfter: undefined,
    search: canned,
    status: cannedStatus,
    reset() {
      served.asked = [];
      served.suggested = [];
      served.suggest = () => [];
      served.suggestAfter = undefined;
      served.search = canned;
      served.status = cannedStatus;
    },
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  return served;
}

/** An error as the interface sends it (RFC 9457). */
export function problem(status: number, detail: string, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: { type: 'about:blank', title: 'A problem', status, detail } };
}

/** 34 articles about whatever was asked. */
export function canned(parameters: URLSearchParams): Reply {
  const q = parameters.get('q') ?? '';
  const offset = Number(parameters.get('offset') ?? '0');
  const hits = Array.from({ length: Math.max(0, Math.min(10, 34 - offset)) }, (_, at) => hit(q, offset + at + 1));
  return { body: answerOf(q, hits, 34) };
}

export function answerOf(
  query: string,
  hits: Hit[],
  total: number,
  more: Partial<SearchResponse> = {},
): SearchResponse {
  return {
    query,
    total,
    totalRelation: 'eq',
    relaxed: false,
    hits,
    facets: {},
    didYouMean: null,
    redirect: null,
    index: { collection: 'articles', version: '0123456789abcdef', documents: 1234 },
    ...more,
  };
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as the interface escapes it. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

/** An article that has the query in its title and body. */
export function hit(query: string, number: number, more: Partial<Hit> = {}): Hit {
  const text = `坚持目标，久久为功。这里说到${query}，十二年的努力换来丰硕的成果`;
  const start = text.indexOf(query);
  const marked = escapeHtml(text).replace(escapeHtml(query), (found) => `<mark>${found}</mark>`);
  return {
    id: String(number),
    url: '/article.html',
    title: `第${number}篇：${query}的新起点`,
    titleHtml: `第${number}篇：<mark>${escapeHtml(query)}</mark>的新起点`,
    snippets: [
      { html: marked, text, offset: 12, marks: [[start, start + query.length]] },
      { html: `全区回顾${'奋斗历程'.repeat(4)}。`, text: `全区回顾${'奋斗历程'.repeat(4)}。`, offset: 311, marks: [] },
    ],
    source: '徐汇报',
    author: '王小明',
    date: '2017-11-25',
    tags: [],
    extra: {},
    score: 10 / number,
    matched: ['title', 'body'],
    duplicates: 0,
    ...more,
  };
}

function cannedStatus(): Reply {
  return {
    body: {
      collection: 'articles',
      version: '0123456789abcdef',
      documents: 1234,
      format: 1,
      analysis: 1,
      filterable: ['source', 'tags'],
    },
  };
}
