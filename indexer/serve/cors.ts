// Cross-origin reading for `serve` (Fetch Standard, CORS protocol). In AWS the HTTP API does this from the same
// single setting, and overrides whatever the function says; hence it is not part of the HTTP app.

import { UsageError } from '../../engine/errors.ts';
import type { HttpRequest, HttpResponse } from '../../functions/http/message.ts';

/** What serverless.yml allows as well; keep the two alike. */
const METHODS = 'GET, HEAD';
const REQUEST_HEADERS = 'content-type, if-none-match';
const EXPOSED_HEADERS = 'etag, retry-after, server-timing';
const PREFLIGHT_SECONDS = '86400';

/**
 * Check the setting before anything is served: a browser compares origins as texts, so one that it would never send
 * allows nobody, in silence.
 * @throws UsageError naming the first that is neither `*` nor the origin as browsers write it
 */
export function checkOrigins(allowed: string): void {
  for (const origin of originsOf(allowed)) {
    if (origin === '*') continue;
    const sent = asSent(origin);
    if (sent === origin) continue;
    const way = sent === null ? 'use scheme://host[:port], or * for everybody' : `write ${sent}`;
    throw new UsageError(`--cors-origin: "${origin}" is not an origin as browsers send it; ${way}`);
  }
}

/** The origin of an address as browsers send it (HTML Standard, ASCII serialization), null when it has none. */
function asSent(address: string): string | null {
  // To a URL parser a star is a letter of the host, but no host has it.
  if (!URL.canParse(address) || address.includes('*')) return null;
  const { origin, protocol, host } = new URL(address);
  if (origin !== 'null') return origin;
  // Schemes of apps (capacitor://localhost) are no web origins to Node, but browsers send them.
  return host === '' ? null : `${protocol}//${host}`;
}

const originsOf = (allowed: string): string[] => allowed.split(',').map((origin) => origin.trim());

/**
 * Headers that let pages of the allowed origins read an answer.
 * @param allowed an origin, several with commas between them, or `*`; undefined allows nobody
 */
export function corsHeaders(allowed: string | undefined, request: HttpRequest): Record<string, string> {
  if (allowed === undefined) return {};
  const origins = originsOf(allowed);
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
