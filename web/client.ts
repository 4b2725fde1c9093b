// The interface as functions, for browsers and Node 20 and later, with no dependency: `import { createClient } from
// 'xunwen/client'`. Its types are written from the OpenAPI document. One call is one request: what to do about a
// failure, or about an answer that came too late, is up to who calls.

import type {
  SearchParameters,
  SearchResponse,
  SimilarParameters,
  SimilarResponse,
  StatusParameters,
  StatusResponse,
  SuggestParameters,
  SuggestResponse,
} from './api.generated.ts';

export type * from './api.generated.ts';

export interface ClientOptions {
  /** Where the interface is: `https://abc.execute-api.eu-west-1.amazonaws.com`, the address of `/search` there, or a path in a page. */
  endpoint: string | URL;
  /** What sends the requests; default: the global one. */
  fetch?: typeof fetch;
}

export interface CallOptions {
  /** Gives the request up: the call then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface Client {
  /**
   * @param asked the query, or all parameters: `{ q, filters: { source: ['甲', '乙'] } }`
   * @throws RequestError
   */
  search(asked: string | SearchParameters, options?: CallOptions): Promise<SearchResponse>;
  /**
   * What is meant, while it is typed. Each call is a request: give the one before up when the next is made.
   * @throws RequestError
   */
  suggest(typed: string | SuggestParameters, options?: CallOptions): Promise<SuggestResponse>;
  /**
   * Articles like a given one.
   * @param article its id, as hits have it, or all parameters
   * @throws RequestError of status 404 when no article has the id
   */
  similar(article: string | SimilarParameters, options?: CallOptions): Promise<SimilarResponse>;
  /** What is being served. @throws RequestError */
  status(options?: StatusParameters & CallOptions): Promise<StatusResponse>;
}

/** What is known of a failure. */
export interface Told {
  /** The HTTP status; 0 when there was no answer at all. */
  readonly status: number;
  /** What the server says of it (RFC 9457), in a sentence for people; null when it says nothing. */
  readonly detail: string | null;
  /** Of a 400: the parameter that was refused. */
  readonly parameter: string | null;
  /** Of a 503: which of several collections that were asked together cannot be read. */
  readonly collection: string | null;
  /** Seconds after which the server wants to be asked again (`Retry-After`). */
  readonly retryAfter: number | null;
}

/** A request that was not answered as asked: refused, failed, throttled, or never arrived. */
export class RequestError extends Error implements Told {
  override readonly name = 'RequestError';
  readonly status: number;
  readonly detail: string | null;
  readonly parameter: string | null;
  readonly collection: string | null;
  readonly retryAfter: number | null;

  constructor(message: string, told: Partial<Told> & { cause?: unknown } = {}) {
    super(message, told.cause === undefined ? {} : { cause: told.cause });
    this.status = told.status ?? 0;
    this.detail = told.detail ?? null;
    this.parameter = told.parameter ?? null;
    this.collection = told.collection ?? null;
    this.retryAfter = told.retryAfter ?? null;
  }
}

/** Nothing is sent until the first call. @throws TypeError when the endpoint is no address */
export function createClient({ endpoint, fetch: send = (...given) => fetch(...given) }: ClientOptions): Client {
  const base = baseOf(endpoint);
  const get = async <Body>(
    path: string,
    parameters: object,
    isBody: (body: unknown) => body is Body,
    { signal }: CallOptions = {},
  ): Promise<Body> => {
    const url = new URL(path, base);
    url.search = encode(parameters).toString();
    const init = { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) };
    try {
      const response = await send(url, init);
      const body = parse(await response.text());
      if (response.ok && isBody(body)) return body;
      throw errorOf(response, body, url);
    } catch (error) {
      if (error instanceof RequestError) throw error;
      // Some implementations reject with an error of their own.
      signal?.throwIfAborted();
      throw new RequestError(`${url.origin}${url.pathname}: no answer`, { cause: error });
    }
  };
  return {
    search: (asked, options) => get('search', named('q', asked), isSearchResponse, options),
    suggest: (typed, options) => get('suggest', named('q', typed), isSuggestResponse, options),
    similar: (article, options) => get('similar', named('id', article), isSimilarResponse, options),
    status: ({ signal, ...asked } = {}) => get('status', asked, isStatusResponse, { signal }),
  };
}

const named = (name: string, given: string | object): object => (typeof given === 'string' ? { [name]: given } : given);

/** With `/` at its end; the stack's output `SearchUrl` is the address of `/search` itself. */
function baseOf(endpoint: string | URL): URL {
  const page = typeof document === 'undefined' ? undefined : document.baseURI;
  const url = new URL(endpoint, page);
  url.search = '';
  url.hash = '';
  url.pathname = `${url.pathname.replace(/\/(?:search)?$/, '')}/`;
  return url;
}

/** `undefined` is left out, a list repeats its name, and an object is one parameter for each of its members. */
function encode(parameters: object): URLSearchParams {
  const encoded = new URLSearchParams();
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (name === 'facets' && Array.isArray(value)) add(name, value.join(',') || null);
    else if (Array.isArray(value)) for (const one of value) add(name, one);
    else if (name === 'filters') for (const [field, wanted] of Object.entries(value)) add(`filter.${field}`, wanted);
    else encoded.append(name, String(value));
  };
  for (const [name, value] of Object.entries(parameters)) add(name, value);
  return encoded;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of some proxy: what it means is in the status.
    return null;
  }
}

function errorOf(response: Response, body: unknown, url: URL): RequestError {
  // `message` is the form of the API gateway's own 429.
  const { detail, title, message, parameter, collection } = isRecord(body) ? body : {};
  const words = [detail, title, message].map(textOrNull).find((text) => text !== null && text !== '') ?? null;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const what = response.ok ? 'not an answer of Xunwen' : (words ?? response.statusText);
  return new RequestError(`${url.origin}${url.pathname}: ${response.status} ${what}`, {
    status: response.status,
    detail: words,
    parameter: textOrNull(parameter),
    collection: textOrNull(collection),
    retryAfter: Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null,
  });
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

// Another service on the same path must not break the page: look before believing.
const isSearchResponse = (body: unknown): body is SearchResponse =>
  isRecord(body) && Array.isArray(body.hits) && typeof body.total === 'number';
const isSuggestResponse = (body: unknown): body is SuggestResponse => isRecord(body) && Array.isArray(body.suggestions);
const isSimilarResponse = (body: unknown): body is SimilarResponse =>
  isRecord(body) && Array.isArray(body.terms) && Array.isArray(body.hits);
const isStatusResponse = (body: unknown): body is StatusResponse =>
  isRecord(body) && typeof body.documents === 'number' && typeof body.version === 'string';
