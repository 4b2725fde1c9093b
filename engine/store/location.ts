// Where a store is: the URL that a user writes, taken apart. Every store is named by a URL, and
// a URL that cannot be meant is refused here with the forms that can.

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.ts';

/** A store in a local directory, or below a prefix of a bucket. */
export type StoreLocation =
  | { kind: 'file'; url: string; folder: string }
  /** `prefix` is empty or ends without `/`. */
  | { kind: 's3'; url: string; bucket: string; prefix: string };

const FORMS = 'use file:./folder, file:/absolute/folder or s3://bucket/prefix';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, with the old names' capitals and `_`. */
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;

/**
 * Take a store's URL apart.
 * @throws UsageError for anything but `file:` and `s3://` URLs; shows the right forms
 */
export function parseStoreUrl(url: string): StoreLocation {
  if (url.startsWith('s3:')) return parseS3(url);
  if (url.startsWith('file:')) return parseFile(url);
  throw new UsageError(`store "${url}" is not a URL that Xunwen knows: ${FORMS}`);
}

function parseS3(url: string): StoreLocation {
  const match = /^s3:\/\/([^/?#]*)(?:\/([^?#]*))?$/.exec(url);
  if (!match) throw new UsageError(`store "${url}" is not an S3 URL: ${FORMS}`);
  const bucket = match[1] ?? '';
  if (!BUCKET.test(bucket)) throw new UsageError(`store "${url}": "${bucket}" is not a bucket name; ${FORMS}`);
  const prefix = (match[2] ?? '').replace(/\/+$/, '');
  if (prefix !== '' && prefix.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    throw new UsageError(`store "${url}": the prefix "${prefix}" has an empty, "." or ".." part; ${FORMS}`);
  }
  return { kind: 's3', url, bucket, prefix };
}

function parseFile(url: string): StoreLocation {
  const path = url.slice('file:'.length);
  if (path === '') throw new UsageError(`store "${url}" names no folder: ${FORMS}`);
  if (!path.startsWith('//')) return { kind: 'file', url, folder: resolve(path) };
  if (!path.startsWith('///')) {
    throw new UsageError(`store "${url}" names a host: a local folder is file:./folder or file:/absolute/folder`);
  }
  try {
    return { kind: 'file', url, folder: fileURLToPath(url) };
  } catch (cause) {
    throw new UsageError(`store "${url}" is not a file URL: ${FORMS}`, { cause });
  }
}
