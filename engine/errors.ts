// The errors the engine throws. Each names the thing, the value and the way out; callers map them
// to exit codes (indexer) and HTTP statuses (functions) by class, never by message.

/** Base of every error that Xunwen raises on purpose. Names are written out: in the Lambda's bundle classes have others. */
export class XunwenError extends Error {
  override readonly name: string = 'XunwenError';
}

/** An object does not exist in the store. */
export class NotFoundError extends XunwenError {
  override readonly name = 'NotFoundError';
}

/** A conditional write lost: somebody else wrote the object first. */
export class PreconditionFailedError extends XunwenError {
  override readonly name = 'PreconditionFailedError';
}

/** The store refused the credentials, or they lack a permission. */
export class AccessDeniedError extends XunwenError {
  override readonly name = 'AccessDeniedError';
}

/** The store could not be reached, or kept failing after bounded retries. */
export class StoreUnavailableError extends XunwenError {
  override readonly name = 'StoreUnavailableError';
}

/** The time given to a request is over. */
export class DeadlineError extends XunwenError {
  override readonly name = 'DeadlineError';
}

/** The way out of damage, for messages. */
export const REPAIR =
  'xunwen index ... --rebuild with all sources, without --add, writes it anew; xunwen rollback VERSION goes back';

/** Bytes that do not match their checksum, or a structure that cannot be. */
export class CorruptIndexError extends XunwenError {
  override readonly name = 'CorruptIndexError';
}

/** An index written by a newer Xunwen than this one. */
export class UnsupportedFormatError extends XunwenError {
  override readonly name = 'UnsupportedFormatError';
}

/** Nothing is published under the collection. */
export class NoIndexError extends XunwenError {
  override readonly name = 'NoIndexError';
}

/** No article of the index has the id that was asked for. */
export class NoArticleError extends XunwenError {
  override readonly name = 'NoArticleError';
}

/** The index was built before it could answer this: it has to be built again. */
export class NotBuiltError extends XunwenError {
  override readonly name = 'NotBuiltError';
}

/** A request that cannot be answered as asked: names the parameter, the value and what is allowed. */
export class BadRequestError extends XunwenError {
  override readonly name = 'BadRequestError';
  readonly parameter: string;
  constructor(parameter: string, message: string) {
    super(message);
    this.parameter = parameter;
  }
}

/** Wrong usage of the command line, or a wrong configuration (exit code 2). */
export class UsageError extends XunwenError {
  override readonly name = 'UsageError';
}

/** One of several collections that were asked together cannot be read: names it, and has what is wrong as its cause. */
export class CollectionError extends XunwenError {
  override readonly name = 'CollectionError';
  readonly collection: string;
  override readonly cause: XunwenError;
  constructor(collection: string, cause: XunwenError) {
    super(cause.message, { cause });
    this.collection = collection;
    this.cause = cause;
  }
}
