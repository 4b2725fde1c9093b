// How the page asks: one search at a time. A new one aborts the one before, and whatever still arrives of a superseded
// search says so, so that an old answer is never shown over a newer one.

import type { SearchResponse, StatusResponse } from './api.generated.ts';
import { createClient, RequestError } from './client.ts';
import { PAGE_SIZE, type Question } from './question.ts';

export interface Failure {
  reason: 'refused' | 'unavailable' | 'late' | 'busy' | 'network' | 'broken';
  /** What the server says of it (RFC 9457 `detail`), in the server's words. */
  detail: string | null;
  /** Seconds the server wants to be left alone (`Retry-After`). */
  retryAfter: number | null;
}

export type Answer<Body> = { ok: true; body: Body } | { ok: false; failure: Failure };

export interface Asking {
  /** @returns `null` when a later search or `cancel` superseded this one */
  search(question: Question): Promise<Answer<SearchResponse> | null>;
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

  const cancel = (): AbortSignal => {
    current.abort();
    current = new AbortController();
    return current.signal;
  };

  return {
    async search({ q, offset, sort }) {
      const superseded = cancel();
      const signal = AbortSignal.any([superseded, AbortSignal.timeout(PATIENCE)]);
      const asked = {
        q,
        limit: PAGE_SIZE,
        offset: offset > 0 ? offset : undefined,
        sort: sort === 'relevance' ? undefined : sort,
      };
      const answer = await answered(client.search(asked, { signal }));
      return superseded.aborted ? null : answer;
    },
    status: () => answered(client.status({ signal: AbortSignal.timeout(PATIENCE) })),
    cancel,
  };
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
