// What every path of the HTTP interface is made of: parameters are refused before anything is opened, an answer has
// an entity tag of the version it came from, and a reader that has it already is told so without a search.

import type { Searcher } from '../../engine/search/contract.ts';
import { entityTag, noneMatchNames } from './etag.ts';
import type { Answered, HttpRequest, HttpResponse } from './message.ts';

export interface RouteOptions {
  /** Names the code: answers of another build have other entity tags. */
  build: string;
  /** The `Cache-Control` of good answers. */
  cacheControl?: string;
  /** Whether `explain=true` is answered: it scores every hit once more, and its answers are long. Default: no. */
  explain?: boolean;
  /** A clock in milliseconds, for `Server-Timing`. */
  now?: () => number;
  /** The text of the OpenAPI document. Without it `/openapi.json` is a 404. */
  openApi?: () => Promise<string>;
}

/** What a route may use: everything of one request. */
export interface RouteContext {
  request: HttpRequest;
  searcher: Searcher;
  signal: AbortSignal;
  options: RouteOptions;
}

export interface Route {
  /** Refuses bad requests before anything is opened or read. @throws BadRequestError */
  prepare(request: HttpRequest, options: RouteOptions): (context: RouteContext) => Promise<HttpResponse>;
}

const DEFAULT_CACHE_CONTROL = 'public, max-age=60, stale-while-revalidate=600';

/**
 * Answer a question of the index, or say that the asker has the answer.
 * @param asked what was asked in its canonical form: part of the entity tag
 * @param timed what the time is called in `Server-Timing`
 */
export async function answerFromIndex(
  context: RouteContext,
  timed: string,
  asked: { collections?: readonly string[]; collection?: string },
  ask: () => Promise<Answered>,
): Promise<HttpResponse> {
  const { request, searcher, signal, options } = context;
  const now = options.now ?? monotonic;
  const tagOf = ({ collection, version }: { collection: string; version: string }): string =>
    entityTag(options.build, timed, collection, version, asked);
  if (request.headers['if-none-match'] !== undefined) {
    const collections = asked.collection === undefined ? asked.collections : [asked.collection];
    const tag = tagOf(await searcher.status({ signal, ...(collections ? { collections } : {}) }));
    if (noneMatchNames(request.headers['if-none-match'], tag)) return notModified(tag, options);
  }
  const started = now();
  const { response, cost } = await ask();
  const timing =
    `${timed};dur=${Math.max(0, now() - started).toFixed(1)}, ` +
    `store;desc="rounds=${cost.rounds} requests=${cost.requests} bytes=${cost.bytes}"`;
  // Of the version that answered: the index may have moved on since `status`.
  const good = ok(response, tagOf(response.index), options, { 'server-timing': timing });
  return { ...good, answered: { response, cost } };
}

/** Not `performance`: its first use loads a module, 1 ms of a cold start. */
const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;

export const ok = (
  body: object,
  etag: string,
  options: RouteOptions,
  more: Record<string, string> = {},
  // JSON.stringify escapes lone surrogates, so this is always valid UTF-8.
): HttpResponse => okText(JSON.stringify(body), etag, options, more);

/** A good answer that is JSON already. */
export function okText(
  body: string,
  etag: string,
  options: RouteOptions,
  more: Record<string, string> = {},
): HttpResponse {
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...validators(etag, options),
      ...more,
    },
    body,
  };
}

export const notModified = (etag: string, options: RouteOptions): HttpResponse => ({
  status: 304,
  headers: validators(etag, options),
  body: '',
});

const validators = (etag: string, options: RouteOptions): Record<string, string> => ({
  etag,
  'cache-control': options.cacheControl ?? DEFAULT_CACHE_CONTROL,
});
