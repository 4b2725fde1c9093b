// Object keys: what may be one, and the order that listings come in. A key never leaves its store.

import { UsageError } from '../errors.ts';

/**
 * Refuse a key that another store would read differently, or that would leave a folder.
 * @throws UsageError for empty keys, and for empty, `.` and `..` parts, backslashes, control characters,
 *   unpaired surrogates and more than 1024 bytes of UTF-8 (the limit of S3)
 */
export function checkKey(key: string): void {
  const parts = key.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new UsageError(`object key "${key}" has an empty, "." or ".." part: keys are names joined by "/"`);
  }
  if (/[\\\u0000-\u001f\u007f]/.test(key) || !key.isWellFormed()) {
    throw new UsageError(`object key ${JSON.stringify(key)} has a backslash, a control character or half a character`);
  }
  if (Buffer.byteLength(key) > 1024) {
    throw new UsageError(`object key "${key.slice(0, 40)}..." is longer than 1024 bytes of UTF-8`);
  }
}

/** Compare by UTF-8 bytes, as S3 orders its listings (UTF-16 order differs above U+FFFF). */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
