// The HTTP interface as one pure function from request to response, used by the Lambda and by `serve`.
// It never rejects: every failure is a problem+json answer, and only unexpected ones reach the log.

import { BadRequestError, DeadlineError } from '../../engine/errors.ts';
import type { Searcher } from '../../engine/search/contract.ts';
import { entityTag, noneMatchNames } from './etag.ts';
import type { App, HttpRequest, HttpResponse } from './message.ts';
import { parseSearchParameters, refuseParameters } from './parameters.ts';
import { problem, problemOf } from './problem.ts';

export interface AppOptions {
  /** The open collection; may be a promise, and may reject: that is a 503, and the next request asks again. */
  searcher: () => Searcher | Promise<Searcher>;
  /** Names the code: answers of another build have other entity tags. */
  build: string;
  /** The `Cache-Control` of good answers. */
  cacheControl?: string;
  /** Whether `explain=true` is answered: it scores every hit once more, and its answers are long. Default: no. */
  explain?: boolean;
  /** Milliseconds a request may take before it is a 504. Default 8000. */
  deadlineMs?: number;
  /** Told of every 5xx with the error behind it, which may name buckets and keys. */
  log?: (status: number, error: unknown, request: HttpRequest) => void;
  /** A clock in milliseconds, for `Server-Timing`. */
  now?: () => number;
}

export const DEFAULT_CACHE_CONTROL = 'public, max-age=60, stale-while-revalidate=600';

const EXPLAIN_IS_OFF =
  'explain: is off here; set explain to true in the params of serverless.yml (XUNWEN_EXPLAIN=true in the function), or ask xunwen serve';

/** Not `performance`: its first use loads a module, 1 ms of a cold start. */
const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;

/** What a route may use: everything of one request. */
interface Context {
  request: HttpRequest;
  searcher: Searcher;
  signal: AbortSignal;
  options: AppOptions;
}

interface Route {
  /** Refuses bad requests before anything is opened or read. */
  prepare(request: HttpRequest, options: AppOptions): (context: Context) => Promise<HttpResponse>;
}

const ROUTES = new Map<string, Route>([
  [
    '/search',
    {
      prepare: (request, options) => {
        const asked = parseSearchParameters(request.rawQueryString);
        if (asked.explain && !options.explain) throw new BadRequestError('explain', EXPLAIN_IS_OFF);
        return async ({ searcher, signal, request }) => {
          const now = options.now ?? monotonic;
          const tagOf = (index: { collection: string; version: string }): string =>
            entityTag(options.build, 'search', index.collection, index.version, asked);
          if (request.headers['if-none-match'] !== undefined) {
            const tag = tagOf(await searcher.status({ signal }));
            if (noneMatchNames(request.headers['if-none-match'], tag)) return notModified(tag, options);
          }
          const started = now();
          const { response, cost } = await searcher.search(asked, { signal });
          const timing =
            `search;dur=${Math.max(0, now() - started).toFixed(1)}, ` +
            `store;desc="rounds=${cost.rounds} requests=${cost.requests} bytes=${cost.bytes}"`;
          // Of the version that answered: the index may have moved on since `status`.
          return ok(response, tagOf(response.index), options, { 'server-timing': timing });
        };
      },
    },
  ],
  [
    '/status',
    {
      prepare: (request) => {
        refuseParameters(request.rawQueryString);
        return async ({ searcher, signal, options, request }) => {
          const status = await searcher.status({ signal });
          const tag = entityTag(options.build, 'status', status);
          if (noneMatchNames(request.headers['if-none-match'], tag)) return notModified(tag, options);
          return ok(status, tag, options);
        };
      },
    },
  ],
]);

/** Make the app over a searcher. */
export function createApp(options: AppOptions): App {
  return async (request) => {
    const response = await answer(request, options);
    return request.method === 'HEAD' ? { ...response, body: '' } : response;
  };
}

async function answer(request: HttpRequest, options: AppOptions): Promise<HttpResponse> {
  const route = ROUTES.get(request.path);
  if (route === undefined) {
    const path = request.path.slice(0, 100).toWellFormed();
    return problem(404, `There is nothing at ${path}; there are ${[...ROUTES.keys()].join(' and ')}.`);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return problem(405, `${request.path} answers GET and HEAD only.`, {}, { allow: 'GET, HEAD' });
  }
  try {
    const run = route.prepare(request, options);
    return await withDeadline(options.deadlineMs ?? 8000, async (signal) =>
      run({ request, searcher: await options.searcher(), signal, options }),
    );
  } catch (error) {
    const response = problemOf(error);
    if (response.status >= 500) options.log?.(response.status, error, request);
    return response;
  }
}

/** Run the work, and give it up when its time is over even if it does not listen to the signal. */
function withDeadline<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = new DeadlineError(`no answer within ${milliseconds} ms`);
      reject(error);
      controller.abort(error);
    }, milliseconds);
    work(controller.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

function ok(body: object, etag: string, options: AppOptions, more: Record<string, string> = {}): HttpResponse {
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...validators(etag, options),
      ...more,
    },
    // JSON.stringify escapes lone surrogates, so this is always valid UTF-8.
    body: JSON.stringify(body),
  };
}

const notModified = (etag: string, options: AppOptions): HttpResponse => ({
  status: 304,
  headers: validators(etag, options),
  body: '',
});

const validators = (etag: string, options: AppOptions): Record<string, string> => ({
  etag,
  'cache-control': options.cacheControl ?? DEFAULT_CACHE_CONTROL,
});
