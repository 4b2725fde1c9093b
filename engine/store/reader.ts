// Opens the reading side of a store by its URL. This is what runs in Lambda: it must never import
// the SDK, not even through another module.

import { openFileReader } from './file-reader.ts';
import { parseStoreUrl } from './location.ts';
import { openS3Reader, type S3ReaderOptions } from './s3-reader.ts';
import type { ObjectReader } from './store.ts';

/** Only S3 has options; a local directory ignores them. */
export type ReaderOptions = S3ReaderOptions;

/**
 * Open a store for reading; nothing is read yet.
 * @param url `file:./folder`, `file:/absolute/folder` or `s3://bucket/prefix`
 * @throws UsageError for any other URL, or when S3 has no region
 */
export function openReader(url: string, options?: ReaderOptions): ObjectReader {
  const location = parseStoreUrl(url);
  if (location.kind === 'file') return openFileReader(location.url, location.folder);
  return openS3Reader(location.url, location.bucket, location.prefix, options);
}
