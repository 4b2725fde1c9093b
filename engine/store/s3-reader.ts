// The reading side of S3: signed ranged GETs over node's own HTTP, without the SDK, whose import and
// first request cost a cold Lambda ten times as much. Every read ends within its deadline, and what
// it returns has exactly the length that was asked for.

import aws4 from 'aws4';
import { CorruptIndexError, DeadlineError, StoreUnavailableError, type XunwenError } from '../errors.ts';
import { ConnectionError, createHttpClient, type HttpAnswer, type HttpClient } from './http-client.ts';
import { checkKey } from './keys.ts';
import { RETRY, type RetryPolicy, withRetries } from './retry.ts';
import { environmentCredentials, type S3CredentialsProvider } from './s3-credentials.ts';
import { CHECK_ENDPOINT, encodeKey, resolveS3Endpoint, type S3Endpoint, type S3Environment } from './s3-endpoint.ts';
import { isRetryableStatus, parseRefusal, s3Error, s3Name } from './s3-errors.ts';
import type { ObjectReader, ReadOptions } from './store.ts';

export interface S3ReaderOptions {
  /** Default: `process.env`. */
  environment?: S3Environment;
  /** Default: from the environment, anew for every request. */
  credentials?: S3CredentialsProvider;
  /** Default: `AWS_REGION`, then `AWS_DEFAULT_REGION`. */
  region?: string;
  /** For one read with all its retries, milliseconds (8000). */
  deadlineMs?: number;
  /** For one connection to stand, milliseconds (1500). */
  connectTimeoutMs?: number;
  /** Silence after which a connection is given up, milliseconds (2500). */
  idleTimeoutMs?: number;
  retry?: Partial<RetryPolicy>;
}

/** An answer that may be another a moment later; never leaves this module. */
class Retryable extends Error {
  readonly answer: HttpAnswer;
  constructor(answer: HttpAnswer) {
    super(`HTTP ${answer.status}`);
    this.answer = answer;
  }
}

/**
 * Read objects of a bucket below `prefix` (empty, or without a `/` at its end); `url` is for messages.
 * @throws UsageError when the environment names no region or a wrong endpoint
 */
export function openS3Reader(
  url: string,
  bucket: string,
  prefix: string,
  options: S3ReaderOptions = {},
): ObjectReader & { endpoint: S3Endpoint } {
  const environment = options.environment ?? process.env;
  const endpoint = resolveS3Endpoint(bucket, environment, options.region);
  const credentials = options.credentials ?? environmentCredentials(environment);
  const deadlineMs = options.deadlineMs ?? 8000;
  const policy = { ...RETRY, ...options.retry };
  const client = createHttpClient({
    connectMs: options.connectTimeoutMs ?? 1500,
    idleMs: options.idleTimeoutMs ?? 2500,
  });
  const targetOf = (key: string) => ({
    bucket,
    key: prefix === '' ? key : `${prefix}/${key}`,
    action: 'GetObject',
  });

  async function read(key: string, range: string | null, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    checkKey(key);
    const target = targetOf(key);
    const name = s3Name(target);
    const clock = startDeadline(name, deadlineMs, signal);
    try {
      const answer = await withRetries(
        () => attempt(client, endpoint, target.key, range, credentials, clock.signal),
        (error) => error instanceof ConnectionError || error instanceof Retryable,
        policy,
        clock.signal,
      );
      if (answer.status < 300) return answer;
      throw refusal(target, answer);
    } catch (error) {
      if (error instanceof Retryable) throw refusal(target, error.answer);
      if (error instanceof ConnectionError) {
        throw new StoreUnavailableError(`${name}: ${error.message} (${endpoint.url}); ${CHECK_ENDPOINT}`, {
          cause: error,
        });
      }
      throw error;
    } finally {
      clock.stop();
    }
  }

  return {
    url,
    endpoint,
    async get(key: string, options?: ReadOptions) {
      const answer = await read(key, null, options?.signal);
      return { bytes: answer.body, etag: answer.headers.etag ?? '' };
    },
    async getRange(key: string, offset: number, length: number, options?: ReadOptions) {
      if (length === 0) return new Uint8Array();
      const answer = await read(key, `bytes=${offset}-${offset + length - 1}`, options?.signal);
      checkRange(s3Name(targetOf(key)), answer, offset, length);
      return answer.body;
    },
  };
}

async function attempt(
  client: HttpClient,
  endpoint: S3Endpoint,
  key: string,
  range: string | null,
  credentials: S3CredentialsProvider,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { protocol, hostname, port, region } = endpoint;
  const path = endpoint.basePath + encodeKey(key);
  const shownHost = hostname.includes(':') ? `[${hostname}]` : hostname;
  const request = {
    service: 's3',
    region,
    method: 'GET',
    path,
    headers: { Host: port === '' ? shownHost : `${shownHost}:${port}`, ...(range === null ? {} : { Range: range }) },
  };
  const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
  const signed = aws4.sign(request, { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) });
  const headers = signed.headers as Record<string, string>;
  try {
    const answer = await client.get({ protocol, hostname, port, path, headers }, signal);
    if (isRetryableStatus(answer.status)) throw new Retryable(answer);
    return answer;
  } catch (error) {
    // Sockets die together (a thawed Lambda, a restarted server): the next try gets a new one.
    if (error instanceof ConnectionError) client.dropIdle();
    throw error;
  }
}

function refusal(target: Parameters<typeof s3Error>[0], answer: HttpAnswer): XunwenError {
  const region = answer.headers['x-amz-bucket-region'];
  const body = Buffer.from(answer.body).toString('utf8', 0, 65_536);
  return s3Error(target, parseRefusal(answer.status, body, Array.isArray(region) ? region[0] : region));
}

/** A range is answered by 206 with the very bytes asked for; anything else would be read as other data. */
function checkRange(name: string, answer: HttpAnswer, offset: number, length: number): void {
  if (answer.status !== 206) {
    throw new StoreUnavailableError(`${name}: the server does not support Range requests (HTTP ${answer.status})`);
  }
  const shown = answer.headers['content-range'] ?? '';
  const match = /^bytes (\d+)-(\d+)\//.exec(shown);
  if (!match || Number(match[1]) !== offset || answer.body.byteLength !== length) {
    throw new CorruptIndexError(
      `${name}: ${length} bytes wanted at ${offset}, but the server has "${shown}" (${answer.body.byteLength} bytes); publish again`,
    );
  }
}

/** A signal that aborts with DeadlineError after `ms`, or when `outer` does. */
function startDeadline(
  name: string,
  ms: number,
  outer: AbortSignal | undefined,
): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const end = (why: string): void => controller.abort(new DeadlineError(`${name}: ${why}`));
  const timer = setTimeout(() => end(`no answer within ${ms} ms`), ms);
  const onAbort = (): void => end('the time given to the request is over');
  if (outer?.aborted) onAbort();
  else outer?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    },
  };
}
