// Conditional requests: RFC 9110 section 13 for reads, S3's conditional writes for the rest.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html

import { noSuchKey, notImplemented, preconditionFailed } from './errors.ts';
import type { Bucket, StoredBytes } from './objects.ts';
import type { S3Request } from './types.ts';

/**
 * Check a write's condition against what is stored. Nothing may be awaited between this check and the
 * write: that is what makes exactly one of many writers win.
 */
export function checkWriteCondition(request: S3Request, bucket: Bucket): void {
  const ifNoneMatch = request.headers['if-none-match'];
  const ifMatch = request.headers['if-match'];
  const current = bucket.objects.get(request.key);
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') throw notImplemented('If-None-Match with anything but *');
    if (current) throw preconditionFailed('If-None-Match');
  }
  if (ifMatch !== undefined) {
    if (!current) throw noSuchKey(request.key);
    if (!matches(ifMatch, current.etag)) throw preconditionFailed('If-Match');
  }
}

/** @returns true when the reader has the object already (304) */
export function checkReadCondition(request: S3Request, stored: StoredBytes): boolean {
  const ifMatch = request.headers['if-match'];
  const ifNoneMatch = request.headers['if-none-match'];
  if (ifMatch !== undefined && !matches(ifMatch, stored.etag)) throw preconditionFailed('If-Match');
  return ifNoneMatch !== undefined && matches(ifNoneMatch, stored.etag);
}

function matches(header: string, etag: string): boolean {
  const bare = (tag: string): string => tag.trim().replace(/^"|"$/g, '');
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(etag));
}
