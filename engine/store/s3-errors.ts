// What an S3 server answers when it refuses, in our words. Reader (bare HTTP) and writer (SDK) share
// this table, so that a wrong key reads the same in CI and in Lambda. Credentials that are refused
// are never "not found": that would look like an empty index.

import {
  AccessDeniedError,
  CorruptIndexError,
  DeadlineError,
  NotFoundError,
  PreconditionFailedError,
  StoreUnavailableError,
  type XunwenError,
} from '../errors.ts';

/** An answer other than success. `code` is S3's (`NoSuchKey`), '' where the body has none (HEAD). */
export interface S3Refusal {
  status: number;
  code: string;
  message: string;
  /** The bucket's region, where the answer names it. */
  region?: string | undefined;
}

/** What the request was about, for the message. */
export interface S3Target {
  bucket: string;
  /** The whole key, with the store's prefix; '' for requests on the bucket. */
  key: string;
  /** The permission that the request needs: `GetObject`. */
  action: string;
}

/** Codes that mean the caller was not believed, whatever their HTTP status (mostly 400 and 403). */
const CREDENTIALS: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'the access key does not exist there; check AWS_ACCESS_KEY_ID (or the profile) and the endpoint',
  SignatureDoesNotMatch: 'the secret key is wrong; check AWS_SECRET_ACCESS_KEY (or the profile)',
  ExpiredToken: 'the session token has expired; sign in again',
  TokenRefreshRequired: 'the session token has expired; sign in again',
  InvalidToken: 'the session token is wrong; check AWS_SESSION_TOKEN, which belongs to the key it came with',
  RequestTimeTooSkewed: 'the clock of this machine is wrong by more than 15 minutes; set it',
  AccountProblem: 'the account has a problem; ask its owner',
  InvalidSecurity: 'the credentials are not valid; check them',
  NotSignedUp: 'the account is not signed up for S3',
};

/** `s3://bucket/key` */
export function s3Name(target: S3Target): string {
  return target.key === '' ? `s3://${target.bucket}` : `s3://${target.bucket}/${target.key}`;
}

/** The error for an answer; `answer.status` is not 2xx. */
export function s3Error(target: S3Target, answer: S3Refusal, cause?: unknown): XunwenError {
  const name = s3Name(target);
  const because = cause === undefined ? {} : { cause };
  const said = answer.code === '' ? `HTTP ${answer.status}` : answer.code;
  const credentials = CREDENTIALS[answer.code];
  if (credentials) return new AccessDeniedError(`${name}: ${said}: ${credentials}`, because);
  if (isWrongRegion(answer)) {
    const region = answer.region ? `set AWS_REGION=${answer.region}` : 'set AWS_REGION to the region of the bucket';
    return new StoreUnavailableError(`${name}: the bucket is in another region; ${region}`, because);
  }
  if (answer.code === 'NoSuchBucket') {
    return new NotFoundError(`${name}: bucket "${target.bucket}" does not exist there; check --store`, because);
  }
  if (answer.status === 404) return new NotFoundError(`${name}: no such object`, because);
  if (answer.status === 403 || answer.status === 401) {
    return new AccessDeniedError(
      `${name}: ${said}: the credentials may not ${target.action} in bucket "${target.bucket}", ` +
        `or the object is missing and they may not ListBucket (then S3 hides which it is)`,
      because,
    );
  }
  if (answer.status === 412) return new PreconditionFailedError(`${name}: somebody else wrote it first`, because);
  if (isConflictCode(answer.code)) {
    return new PreconditionFailedError(`${name}: others keep writing it at the same time`, because);
  }
  if (answer.status === 416) {
    return new CorruptIndexError(`${name}: shorter than the index says; publish again`, because);
  }
  if (answer.code === 'RequestTimeout') return new DeadlineError(`${name}: the server gave up waiting`, because);
  const message = answer.message === '' ? '' : `: ${answer.message}`;
  return new StoreUnavailableError(`${name}: the server answered ${answer.status} ${answer.code}${message}`, because);
}

function isWrongRegion(answer: S3Refusal): boolean {
  return (
    answer.status === 301 ||
    answer.status === 307 ||
    answer.code === 'PermanentRedirect' ||
    answer.code === 'AuthorizationHeaderMalformed' ||
    answer.code === 'IllegalLocationConstraintException'
  );
}

/** Answers that the same request may not get a moment later. */
export function isRetryableStatus(status: number): boolean {
  return status === 429 || status === 500 || status === 502 || status === 503 || status === 504;
}

/** Two writes of one object met (409): AWS's word for it, its older one, and Ceph's. The same request may win later. */
export function isConflictCode(code: string): boolean {
  return code === 'ConditionalRequestConflict' || code === 'OperationAborted' || code === 'ConcurrentModification';
}

/** Read S3's XML error body; bodies of proxies in other forms give an empty code. */
export function parseRefusal(status: number, body: string, regionHeader: string | undefined): S3Refusal {
  const text = (tag: string): string => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(body)?.[1]?.trim() ?? '';
  return { status, code: text('Code'), message: text('Message'), region: regionHeader || text('Region') || undefined };
}
