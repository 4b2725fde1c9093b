// Cross-origin reading for `serve` (Fetch Standard, CORS protocol). In AWS the HTTP API does this from the same
// single setting, and overrides whatever the function says; hence it is not part of the HTTP app.

import type { HttpRequest, HttpResponse } from '../../functions/http/message.ts';

/** What serverless.yml allows as well; keep the two alike. */
const METHODS = 'GET, HEAD';
const REQUEST_HEADERS = 'content-type, if-none-match';
const EXPOSED_HEADERS = 'etag, retry-after, server-timing';
const PREFLIGHT_SECONDS = '86400';

/** Headers that let pages of the origin read an answer; none without an origin. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': EXPOSED_HEADERS,
    ...(origin === '*' ? {} : { vary: 'origin' }),
  };
}

/** The answer to a browser's preflight; the browser compares the origin itself. */
export function preflight(origin: string, request: HttpRequest): HttpResponse {
  const asks = request.headers['access-control-request-method'] !== undefined;
  return {
    status: 204,
    headers: {
      allow: METHODS,
      ...corsHeaders(origin),
      ...(asks
        ? {
            'access-control-allow-methods': METHODS,
            'access-control-allow-headers': REQUEST_HEADERS,
            'access-control-max-age': PREFLIGHT_SECONDS,
          }
        : {}),
    },
    body: '',
  };
}
