// GetObject and HeadObject, with ranges.

import { checkReadCondition } from './conditions.ts';
import { accessDenied, noSuchKey, S3Error } from './errors.ts';
import type { Context } from './route.ts';
import type { S3Response } from './types.ts';

/** The answer to GET; HEAD is the same with its body taken off at the end. */
export function getObject({ request, bucket, may }: Context): S3Response {
  if (!may('GetObject')) throw accessDenied();
  const stored = bucket.objects.get(request.key);
  // Who may not list is not told whether the object exists.
  if (!stored) throw may('ListBucket') ? noSuchKey(request.key) : accessDenied();
  const headers = {
    etag: stored.etag,
    'last-modified': stored.modified.toUTCString(),
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
  };
  if (checkReadCondition(request, stored)) return { status: 304, headers };
  const size = stored.bytes.length;
  const range = parseRange(request.headers.range, size);
  if (range === null) return { status: 200, headers, body: stored.bytes.subarray(0, size) };
  const [first, last] = range;
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${size}` },
    body: stored.bytes.subarray(first, last + 1),
  };
}

/**
 * RFC 9110 section 14.1.2. A header that is not understood (several ranges, too) is ignored, as S3 does.
 * @returns first and last byte, or null for the whole object
 */
function parseRange(header: string | undefined, size: number): [number, number] | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const suffix = match[1] === '';
  const first = suffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const last = suffix || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  if (!suffix && match[2] !== '' && Number(match[2]) < first) return null;
  if (first >= size || (suffix && Number(match[2]) === 0)) {
    throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable', {
      RangeRequested: header ?? '',
      ActualObjectSize: String(size),
    });
  }
  return [first, last];
}
