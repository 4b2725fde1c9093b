// What the SDK throws, in the store's errors. The SDK itself is not imported: its errors are told by
// their shape, which is documented.

import { AccessDeniedError, DeadlineError, StoreUnavailableError, XunwenError } from '../errors.ts';
import { CHECK_ENDPOINT } from './s3-endpoint.ts';
import { isConflictCode, type S3Target, s3Error, s3Name } from './s3-errors.ts';

/** The part of an SDK error that is used here. */
interface SdkShape {
  name: string;
  message: string;
  code?: string;
  $metadata?: { httpStatusCode?: number; attempts?: number };
  $response?: { headers?: Record<string, string>; statusCode?: number };
}

/** Credential providers and sign-in helpers throw these before any request is sent. */
const NO_CREDENTIALS =
  /^(CredentialsProviderError|TokenProviderError|ProviderError|ExpiredTokenException|UnauthorizedSSOTokenError|InvalidIdentityToken(Exception)?)$/;

/** The store's error for whatever `error` the SDK threw about `target`. */
export function sdkError(target: S3Target, error: unknown): Error {
  if (error instanceof XunwenError) return error;
  if (!isSdkShape(error)) return new StoreUnavailableError(`${s3Name(target)}: ${String(error)}`, { cause: error });
  if (NO_CREDENTIALS.test(error.name)) {
    return new AccessDeniedError(
      `${s3Name(target)}: no S3 credentials (${error.message}); set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, ` +
        'or AWS_PROFILE, or sign in with "aws sso login"',
      { cause: error },
    );
  }
  if (error.name === 'AbortError') return new DeadlineError(`${s3Name(target)}: out of time`, { cause: error });
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  if (status === undefined) {
    return new StoreUnavailableError(
      `${s3Name(target)}: ${error.code ?? error.name}: ${error.message}; ${CHECK_ENDPOINT}`,
      {
        cause: error,
      },
    );
  }
  const region = error.$response?.headers?.['x-amz-bucket-region'];
  const code = error.name === 'UnknownError' || error.name === 'Unknown' ? '' : error.name;
  return s3Error(target, { status, code, message: error.message, region }, error);
}

/** Two writes met, and the server wants this one to ask again. */
export function isConflict(error: unknown): boolean {
  return isSdkShape(error) && isConflictCode(error.name);
}

/** A multipart upload that was completed or aborted before. */
export function isNoSuchUpload(error: unknown): boolean {
  return isSdkShape(error) && error.name === 'NoSuchUpload';
}

/** The request was sent more than once: an earlier try may have done its work unseen. */
export function wasRetried(error: unknown): boolean {
  return isSdkShape(error) && (error.$metadata?.attempts ?? 1) > 1;
}

/** The HTTP status of the answer, where there was one. */
export function statusOf(error: unknown): number | undefined {
  return isSdkShape(error) ? (error.$metadata?.httpStatusCode ?? error.$response?.statusCode) : undefined;
}

function isSdkShape(error: unknown): error is SdkShape {
  return error instanceof Error;
}
