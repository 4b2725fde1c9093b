// What Xunwen asks of object storage. `file:` and `s3://` stores implement these two interfaces;
// nothing outside engine/store knows which one it talks to.

/** A whole object and the tag that a conditional write names it by. */
export interface StoredObject {
  bytes: Uint8Array;
  etag: string;
}

export interface ReadOptions {
  /** Aborting rejects with DeadlineError. */
  signal?: AbortSignal;
}

/**
 * The reading side: all that a Lambda needs. Keys are relative to the store's URL: names joined by `/`.
 * A key with an empty, `.` or `..` part, a backslash or a control character is a UsageError everywhere.
 */
export interface ObjectReader {
  /** The store's URL, for messages. */
  readonly url: string;
  /**
   * Read a whole object.
   * @throws NotFoundError, AccessDeniedError, StoreUnavailableError, DeadlineError
   */
  get(key: string, options?: ReadOptions): Promise<StoredObject>;
  /**
   * Read exactly `length` bytes from `offset`; none at all ask nobody. A short answer is a CorruptIndexError that names the object.
   * @throws NotFoundError, AccessDeniedError, StoreUnavailableError, DeadlineError, CorruptIndexError
   */
  getRange(key: string, offset: number, length: number, options?: ReadOptions): Promise<Uint8Array>;
}

export interface ListedObject {
  key: string;
  bytes: number;
  /** Last modification, milliseconds since the epoch. */
  modified: number;
}

/** The condition of a write: the object must not exist, or must still have this etag. */
export type WriteCondition = { ifNoneMatch: '*' } | { ifMatch: string };

/** The writing side: what the indexer needs on top of reading. */
export interface ObjectStore extends ObjectReader {
  /** Existence and age without the bytes, or null. */
  head(key: string): Promise<ListedObject | null>;
  /**
   * Create or replace a small object (pointer, manifest) under a condition, atomically.
   * Writers that meet are tried again by the store; of those with one condition exactly one succeeds.
   * @returns the new etag
   * @throws PreconditionFailedError when the condition does not hold
   * @throws AccessDeniedError, StoreUnavailableError, NotFoundError (no such bucket)
   */
  put(key: string, bytes: Uint8Array, condition?: WriteCondition): Promise<string>;
  /**
   * Create a (possibly large) immutable object from a local file; multipart for large ones.
   * With `{ ifNoneMatch: '*' }` an existing object is a PreconditionFailedError; without a
   * condition it is written again (the same bytes: the name is their hash).
   * A failed upload leaves no partial object behind.
   */
  putFile(key: string, path: string, condition?: { ifNoneMatch: '*' }): Promise<void>;
  /** Every object whose key starts with `prefix`, in the order of the keys' UTF-8 bytes. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /** Delete objects; those that do not exist are no error. */
  delete(keys: readonly string[]): Promise<void>;
}
