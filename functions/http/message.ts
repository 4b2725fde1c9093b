// The request and the answer that the HTTP app speaks of: plain objects, because building the web's
// `Request` and `Response` costs a cold Lambda tens of milliseconds. Wrappers translate to and from them.

import type { SearchCost } from '../../engine/search/contract.ts';

export interface HttpRequest {
  /** Upper case. */
  method: string;
  /** Without a stage or another prefix: `/search`. */
  path: string;
  /** As sent, percent-encoded, without `?`. */
  rawQueryString: string;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
}

/** What an answer comes from, and what it cost. */
export interface Answered {
  response: {
    index: { collection: string; version: string };
    total?: number;
    totalRelation?: string;
    relaxed?: boolean;
  };
  cost: SearchCost;
}

export interface HttpResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Text, to be sent as UTF-8; empty for HEAD and 304. */
  body: string;
  /** What the body was made of and what that cost, for the log of searches; not sent. */
  answered?: Answered;
}

/** Answers one request. Never rejects: whatever goes wrong is a response. */
export type App = (request: HttpRequest) => Promise<HttpResponse>;
