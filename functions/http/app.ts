// The HTTP interface as one pure function from request to response, used by the Lambda and by `serve`.
// It never rejects: every failure is a problem+json answer, and only unexpected ones reach the log.

import { DeadlineError } from '../../engine/errors.ts';
import type { Searcher } from '../../engine/search/contract.ts';
import type { App, HttpRequest, HttpResponse } from './message.ts';
import { problem, problemOf } from './problem.ts';
import type { Route, RouteOptions } from './route.ts';
import { openApiRoute } from './routes/openapi.ts';
import { searchRoute } from './routes/search.ts';
import { similarRoute } from './routes/similar.ts';
import { statusRoute } from './routes/status.ts';
import { suggestRoute } from './routes/suggest.ts';

export interface AppOptions extends RouteOptions {
  /** The open collection; may be a promise, and may reject: that is a 503, and the next request asks again. */
  searcher: () => Searcher | Promise<Searcher>;
  /** Milliseconds a request may take before it is a 504. Default 8000. */
  deadlineMs?: number;
  /** Told of every 5xx with the error behind it, which may name buckets and keys. */
  log?: (status: number, error: unknown, request: HttpRequest) => void;
}

const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['/search', searchRoute],
  ['/suggest', suggestRoute],
  ['/similar', similarRoute],
  ['/status', statusRoute],
  ['/openapi.json', openApiRoute],
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
    return problem(404, `There is nothing at ${path}; there are ${[...ROUTES.keys()].join(', ')}.`);
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

/** Milliseconds to answer with what is there already when the time is over. */
const GRACE_MS = 100;

/** Run the work, and give it up when its time is over even if it does not listen to the signal. */
function withDeadline<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => {
      const error = new DeadlineError(`no answer within ${milliseconds} ms`);
      controller.abort(error);
      timer = setTimeout(reject, GRACE_MS, error);
    }, milliseconds);
    work(controller.signal)
      .then(resolve, (error: unknown) => reject(controller.signal.aborted ? controller.signal.reason : error))
      .finally(() => clearTimeout(timer));
  });
}
