// How the page asks: one search at a time. A new one aborts the one before, and whatever still arrives of a superseded
// search says so, so that an old answer is never shown over a newer one.

import type { SearchResponse, StatusResponse } from './api.generated.ts';
import { createClient, RequestError } from './client.ts';
import { type Filter, PAGE_SIZE, type Question } from './question.ts';
import type { Suggestion } from './suggestions.ts';

export interface Failure {
  reason: 'refused' | 'unavailable' | 'late' | 'busy' | 'network' | 'broken';
  /** What the server says of it (RFC 9457 `detail`), in the server's words. */
  detail: string | null;
  /** Seconds the server wants to be left alone (`Retry-After`). */
  retryAfter: number | null;
}

export type Answer<Body> = { ok: true; body: Body } | { ok: false; failure: Failure };

export interface Asking {
  /**
   * @param facets fields whose values are counted
   * @returns `null` when a later search or `cancel` superseded this one
   */
  search(question: Question, facets: readonly string[]): Promise<Answer<SearchResponse> | null>;
  /** Best first; none also where they cannot be had: nobody waits for suggestions. */
  suggest(typed: string, signal: AbortSignal): Promise<readonly Suggestion[]>;
  status(): Promise<Answer<StatusResponse>>;
  /** Forgets the search under way. */
  cancel(): void;
}

/** Past this many milliseconds the connection is taken for dead; the server itself gives up after 8 s. */
const PATIENCE = 15_000;

/** @param endpoint the address that `search` and `status` are relative to */
export function startAsking(endpoint: string): Asking {
  const client = createClient({ endpoint });
  let current = new AbortController();
  let hasNone = false;

  const cancel = (): AbortSignal => {
    current.abort();
    current = new AbortController();
    return current.signal;
  };

  return {
    async search({ q, offset, sort, filters, from, to, collapse }, facets) {
      const superseded = cancel();
      const signal = AbortSignal.any([superseded, AbortSignal.timeout(PATIENCE)]);
      const asked = {
        q,
        limit: PAGE_SIZE,
        offset: offset > 0 ? offset : undefined,
        sort: sort === 'relevance' ? undefined : sort,
        filters: valuesByField(filters),
        from: from ?? undefined,
        to: to ?? undefined,
        collapse: collapse ? undefined : false,
        facets: facets.length > 0 ? [...facets] : undefined,
      };
      const answer = await answered(client.search(asked, { signal }));
      return superseded.aborted ? null : answer;
    },
    async suggest(typed, signal) {
      if (hasNone) return [];
      try {
        return (await client.suggest(typed, { signal })).suggestions;
      } catch (error) {
        // An index without suggestions will not have any for the next letter either.
        hasNone = error instanceof RequestError && (error.status === 404 || error.status === 503);
        return [];
      }
    },
    status: () => answered(client.status({ signal: AbortSignal.timeout(PATIENCE) })),
    cancel,
  };
}

function valuesByField(filters: readonly Filter[]): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const { field, value } of filters) values.set(field, [...(values.get(field) ?? []), value]);
  return Object.fromEntries(values);
}

const answered = <Body>(call: Promise<Body>): Promise<Answer<Body>> =>
  call.then(
    (body) => ({ ok: true, body }),
    (error: unknown) => ({ ok: false, failure: failureOf(error) }),
  );

const reasons: Record<number, Failure['reason']> = {
  0: 'network',
  400: 'refused',
  429: 'busy',
  503: 'unavailable',
  504: 'late',
};

/** An error of another kind is an aborted or a timed out call. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof RequestError)) return { reason: 'network', detail: null, retryAfter: null };
  const { status, detail, retryAfter } = error;
  return { reason: reasons[status] ?? 'broken', detail, retryAfter };
}
