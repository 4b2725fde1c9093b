// Cross-origin reading for `serve` (Fetch Standard, CORS protocol). In AWS the HTTP API does this from the same
// single setting, and overrides whatever the function says; hence it is not part of the HTTP app.

import type { HttpRequest, HttpResponse } from '../../functions/http/message.ts';

/** What serverless.yml allows as well; keep the two alike. */
const METHODS = 'GET, HEAD';
const REQUEST_HEADERS = 'content-type, if-none-match';
const EXPOSED_HEADERS = 'etag, retry-after, server-timing';
const PREFLIGHT_SECONDS = '86400';

/**
 * Headers that let pages of the allowed origins read an answer.
 * @param allowed an origin, several with commas between them, or `*`; undefined allows nobody
 */
export function corsHeaders(allowed: string | undefined, request: HttpRequest): Record<string, string> {
  if (allowed === undefined) return {};
  const origins = allowed.split(',').map((origin) => origin.trim());
  const exposed = { 'access-control-expose-headers': EXPOSED_HEADERS };
  if (origins.includes('*')) return { 'access-control-allow-origin': '*', ...exposed };
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return { vary: 'origin' };
  return { 'access-control-allow-origin': origin, ...exposed, vary: 'origin' };
}

/** Is this a browser asking whether it may ask? Any other OPTIONS is for the app. */
export const isPreflight = (request: HttpRequest): boolean =>
  request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;

/** The answer to a preflight. */
export function preflight(allowed: string, request: HttpRequest): HttpResponse {
  return {
    status: 204,
    headers: {
      ...corsHeaders(allowed, request),
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': PREFLIGHT_SECONDS,
    },
    body: '',
  };
}
