// The request and the answer that the HTTP app speaks of: plain objects, because building the web's
// `Request` and `Response` costs a cold Lambda tens of milliseconds. Wrappers translate to and from them.

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

export interface HttpResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Text, to be sent as UTF-8; empty for HEAD and 304. */
  body: string;
}

/** Answers one request. Never rejects: whatever goes wrong is a response. */
export type App = (request: HttpRequest) => Promise<HttpResponse>;
