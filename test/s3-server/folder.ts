// The files of a folder as the objects of a bucket, read when they are asked for: an index of a million articles would
// not fit into the memory of the machine that measures it.

import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Bucket, Content } from './objects.ts';

/** @returns the bucket, which must not be written to, and what closes its files */
export function openFolderBucket(folder: string): { bucket: Bucket; close: () => void } {
  const bucket: Bucket = { objects: new Map(), uploads: new Map() };
  const files: number[] = [];
  for (const path of filesBelow(folder)) {
    const file = openSync(path, 'r');
    files.push(file);
    const { size, mtime } = statSync(path);
    const key = relative(folder, path).split(sep).join('/');
    bucket.objects.set(key, { bytes: contentOf(file, size), etag: `"${size}-${mtime.getTime()}"`, modified: mtime });
  }
  return { bucket, close: () => files.forEach(closeSync) };
}

/** Paths of all files, in no order. */
export function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

function contentOf(file: number, length: number): Content {
  return {
    length,
    subarray(start = 0, end = length) {
      const bytes = new Uint8Array(end - start);
      // One call gives at most 2 GB.
      for (let at = 0; at < bytes.length; ) at += readSync(file, bytes, at, bytes.length - at, start + at);
      return bytes;
    },
  };
}
