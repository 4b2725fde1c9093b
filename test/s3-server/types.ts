// The words of the test server: who may do what, what can be made to go wrong, and what was logged.

import type { IncomingHttpHeaders } from 'node:http';
import type { Buckets } from './objects.ts';

export type Action = 'GetObject' | 'PutObject' | 'DeleteObject' | 'ListBucket';

/** A key pair and what it may do (everything, unless `allow` says less). */
export interface Identity {
  accessKeyId: string;
  secretAccessKey: string;
  /** Temporary credentials: every request must carry this token. */
  sessionToken?: string;
  /** The token's time is over: every request is an ExpiredToken. */
  expired?: boolean;
  allow?: readonly Action[];
}

/** A request as handlers and faults see it; `key` is '' for requests on a bucket. */
export interface S3Request {
  method: string;
  bucket: string;
  key: string;
  query: ReadonlyMap<string, string>;
  headers: IncomingHttpHeaders;
  /** The path as it came, percent-encoded, without the query. */
  rawPath: string;
}

/** What a handler answers; the body's length is declared as it is. */
export interface S3Response {
  status: number;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
}

/** What goes wrong with one request. */
export type Fault =
  /** An S3 error instead of the answer; nothing is done. */
  | { kind: 'status'; status: number; code: string; message?: string }
  /** The connection is reset before anything is done. */
  | { kind: 'reset' }
  /** The request is carried out, but its answer is lost with the connection. */
  | { kind: 'lose-answer' }
  /** The answer declares its whole length and ends after `bytes` of its body. */
  | { kind: 'truncate'; bytes: number }
  /** Silence, at once or after `afterBytes` of the body. */
  | { kind: 'stall'; afterBytes?: number }
  /** One bit of the body is wrong. */
  | { kind: 'flip'; at: number };

export interface LogEntry {
  method: string;
  key: string;
  query: string;
  range: string | null;
  status: number;
  /** Of the answer's body. */
  bytes: number;
  /** Milliseconds of `performance.now()`. */
  start: number;
  end: number;
  /** Counts connections from 1, to tell a kept-alive one from a fresh one. */
  connection: number;
}

export interface S3ServerOptions {
  buckets: readonly string[];
  identities?: readonly Identity[];
  /** Added to every answer, milliseconds. */
  latencyMs?: number;
  /** 0 (the default) takes a free one. */
  port?: number;
  region?: string;
}

export interface S3Server {
  /** `http://127.0.0.1:PORT` */
  endpoint: string;
  region: string;
  /** The identities that may use it; the first may do everything unless told otherwise. */
  identities: readonly Identity[];
  objects: Buckets;
  log: LogEntry[];
  latencyMs: number;
  /** Asked for every request before anything is done with it. */
  faults: (request: S3Request) => Fault | undefined;
  close(): Promise<void>;
}
