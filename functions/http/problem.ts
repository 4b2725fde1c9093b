// Errors as `application/problem+json` (RFC 9457). What a stranger may read is written here, a sentence per
// class; the error's own message, which may name buckets and keys, is for the log.

import {
  AccessDeniedError,
  BadRequestError,
  CollectionError,
  CorruptIndexError,
  DeadlineError,
  NoArticleError,
  NoIndexError,
  NotBuiltError,
  NotFoundError,
  StoreUnavailableError,
  UnsupportedFormatError,
  UsageError,
} from '../../engine/errors.ts';
import type { HttpResponse } from './message.ts';

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** Seconds after which asking again is worth it: an index being published or a store that stumbled. */
const RETRY_AFTER = '5';

const UNREADABLE: [errorClass: new (message: string) => Error, detail: string][] = [
  [NoIndexError, 'No index is published yet.'],
  [NotBuiltError, 'The index was published without what this path answers from: it has to be built again.'],
  [NotFoundError, 'A part of the index is missing.'],
  [CorruptIndexError, 'The index is damaged and cannot be read.'],
  [UnsupportedFormatError, 'The index was written by another version of Xunwen than the one that reads it.'],
  [AccessDeniedError, 'The store of the index refuses access.'],
  [StoreUnavailableError, 'The store of the index cannot be reached.'],
  [UsageError, 'The service is not configured: its log says what is missing.'],
];

/**
 * A problem details answer (RFC 9457, section 3). The type is `about:blank`: the status says it all.
 * @param extra further members, such as `parameter`
 */
export function problem(
  status: number,
  detail: string,
  extra: Record<string, string> = {},
  headers: Record<string, string> = {},
): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body: JSON.stringify({ type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail, ...extra }),
  };
}

/** The answer to a request that ended in this error: by its class, never by its message. */
export function problemOf(error: unknown): HttpResponse {
  if (error instanceof BadRequestError) return problem(400, error.message, { parameter: error.parameter });
  // Its message has what was asked for and no more.
  if (error instanceof NoArticleError) return problem(404, error.message);
  if (error instanceof DeadlineError) return problem(504, 'The search took too long and was given up.');
  // The names of collections are public: whoever asked gave them.
  const [reason, extra] =
    error instanceof CollectionError ? [error.cause, { collection: error.collection }] : [error, {}];
  for (const [errorClass, detail] of UNREADABLE) {
    if (reason instanceof errorClass) return problem(503, detail, extra, { 'retry-after': RETRY_AFTER });
  }
  return problem(500, 'Something went wrong that should not have.');
}
