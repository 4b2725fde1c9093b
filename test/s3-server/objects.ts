// What the server holds: buckets of objects in memory, and the multipart uploads under way.

import { createHash } from 'node:crypto';

/** What is stored, in memory or read when it is asked for. */
export type Content = Pick<Uint8Array, 'length' | 'subarray'>;

export interface StoredBytes {
  bytes: Content;
  /** Quoted, as it goes over the wire. */
  etag: string;
  modified: Date;
}

export interface UploadPart {
  bytes: Uint8Array;
  etag: string;
  /** MD5 of the bytes, for the etag of the whole. */
  md5: Buffer;
}

export interface MultipartUpload {
  key: string;
  parts: Map<number, UploadPart>;
}

export interface Bucket {
  objects: Map<string, StoredBytes>;
  uploads: Map<string, MultipartUpload>;
}

/** By name. */
export type Buckets = Map<string, Bucket>;

export function createBuckets(names: readonly string[]): Buckets {
  return new Map(names.map((name) => [name, { objects: new Map(), uploads: new Map() }]));
}

export const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();

export function storeBytes(bucket: Bucket, key: string, bytes: Uint8Array, etag?: string): StoredBytes {
  const stored = { bytes, etag: etag ?? `"${md5(bytes).toString('hex')}"`, modified: new Date() };
  bucket.objects.set(key, stored);
  return stored;
}

/** Keys in the order of their UTF-8 bytes, as S3 lists them. */
export function sortedKeys(keys: Iterable<string>): string[] {
  return [...keys]
    .map((key) => ({ key, bytes: Buffer.from(key) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ key }) => key);
}
