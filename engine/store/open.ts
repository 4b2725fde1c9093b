// Opens the writing side of a store by its URL. The SDK is loaded only when the store is S3, so that
// the command line starts fast on a folder.

import { openFileStore } from './file-store.ts';
import { parseStoreUrl } from './location.ts';
import type { S3ReaderOptions } from './s3-reader.ts';
import type { ObjectStore } from './store.ts';

/** Only S3 has options; a local directory ignores them. */
export type StoreOptions = S3ReaderOptions;

/**
 * Open a store for reading and writing; nothing is read or written yet.
 * @param url `file:./folder`, `file:/absolute/folder` or `s3://bucket/prefix`
 * @throws UsageError for any other URL, or when S3 has no region
 */
export async function openStore(url: string, options?: StoreOptions): Promise<ObjectStore> {
  const location = parseStoreUrl(url);
  if (location.kind === 'file') return openFileStore(location.url, location.folder);
  const { openS3Store } = await import('./s3-store.ts');
  return openS3Store(location.url, location.bucket, location.prefix, options);
}
