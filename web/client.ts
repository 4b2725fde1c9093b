// Talks to /search and /status. One search at a time: a new one aborts the one before, and whatever still
// arrives of a superseded search says so, so that an old answer is never shown over a newer one.

import type { SearchResponse, StatusResponse } from '../engine/search/contract.ts';
import { PAGE_SIZE, type Question } from './question.ts';

export interface Failure {
  reason: 'refused' | 'unavailable' | 'late' | 'busy' | 'network' | 'broken';
  /** What the server says of it (RFC 9457 `detail`), in the server's words. */
  detail: string | null;
  /** Seconds the server wants to be left alone (`Retry-After`). */
  retryAfter: number | null;
}

export type Answer<Body> = { ok: true; body: Body } | { ok: false; failure: Failure };

export interface Client {
  /** @returns `null` when a later search or `cancel` superseded this one */
  search(question: Question): Promise<Answer<SearchResponse> | null>;
  status(): Promise<Answer<StatusResponse>>;
  /** Forgets the search under way. */
  cancel(): void;
}

/** Past this many milliseconds the connection is taken for dead; the server itself gives up after 8 s. */
const PATIENCE = 15_000;

/** @param base the address that `search` and `status` are relative to */
export function createClient(base: string): Client {
  let current = new AbortController();

  const cancel = (): AbortSignal => {
    current.abort();
    current = new AbortController();
    return current.signal;
  };

  return {
    async search(question) {
      const superseded = cancel();
      const url = new URL('search', base);
      url.searchParams.set('q', question.q);
      url.searchParams.set('limit', String(PAGE_SIZE));
      if (question.offset > 0) url.searchParams.set('offset', String(question.offset));
      if (question.sort !== 'relevance') url.searchParams.set('sort', question.sort);
      const answer = await get(url, isSearchResponse, superseded);
      return superseded.aborted ? null : answer;
    },
    status: () => get(new URL('status', base), isStatusResponse),
    cancel,
  };
}

async function get<Body>(
  url: URL,
  isBody: (body: unknown) => body is Body,
  superseded?: AbortSignal,
): Promise<Answer<Body>> {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(url, { signal: superseded ? AbortSignal.any([superseded, patience]) : patience });
    const body: unknown = await response.json().catch((error: unknown) => {
      if (error instanceof SyntaxError) return null;
      throw error;
    });
    if (response.ok && isBody(body)) return { ok: true, body };
    return { ok: false, failure: failureOf(response, body) };
  } catch {
    return { ok: false, failure: { reason: 'network', detail: null, retryAfter: null } };
  }
}

const reasons: Record<number, Failure['reason']> = { 400: 'refused', 429: 'busy', 503: 'unavailable', 504: 'late' };

function failureOf(response: Response, body: unknown): Failure {
  const detail = isRecord(body) ? (body.detail ?? body.title ?? body.message) : null;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    reason: reasons[response.status] ?? 'broken',
    detail: typeof detail === 'string' && detail !== '' ? detail : null,
    retryAfter: Number.isFinite(retryAfter) && retryAfter > 0 ? Math.ceil(retryAfter) : null,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

// A proxy's own page or another service on the same path must not break the page: look before rendering.
const isSearchResponse = (body: unknown): body is SearchResponse =>
  isRecord(body) && Array.isArray(body.hits) && typeof body.total === 'number';
const isStatusResponse = (body: unknown): body is StatusResponse =>
  isRecord(body) && typeof body.documents === 'number' && typeof body.version === 'string';
