// The reading side of a local directory. An object is one file whose path is its key; its etag is
// the hash of its content, so that it is the same on every machine.

import { createHash } from 'node:crypto';
import { close as closeFile, open as openFile, readFile, read as readFilePart } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CorruptIndexError, DeadlineError, UsageError } from '../errors.ts';
import { readError } from './file-errors.ts';
import { checkKey } from './keys.ts';
import type { ObjectReader, ReadOptions } from './store.ts';

// Not node:fs/promises: it brings readline and web streams, 2.5 ms of every cold start.
const open = promisify(openFile);
const close = promisify(closeFile);
const read = promisify(readFilePart);

/** Holds locks and temporary files; on the same file system as the objects, so that rename works. */
export const WORK_FOLDER = '.xunwen-tmp';

/**
 * Where an object lies.
 * @throws UsageError for keys that are none, or that lie in the work folder
 */
export function objectPath(folder: string, key: string): string {
  checkKey(key);
  if (key === WORK_FOLDER || key.startsWith(`${WORK_FOLDER}/`)) {
    throw new UsageError(`object key "${key}": "${WORK_FOLDER}" is reserved for unfinished writes`);
  }
  return join(folder, key);
}

/** The etag of a file's content: quoted, as HTTP writes it. */
export function contentEtag(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('hex')}"`;
}

/** Read objects from `folder`; `url` is only used in messages. */
export function openFileReader(url: string, folder: string): ObjectReader {
  return {
    url,
    async get(key: string, options?: ReadOptions) {
      const path = objectPath(folder, key);
      try {
        const bytes = await readWhole(path, options?.signal);
        return { bytes, etag: contentEtag(bytes) };
      } catch (error) {
        throw readError(error, path);
      }
    },
    async getRange(key: string, offset: number, length: number, options?: ReadOptions) {
      const path = objectPath(folder, key);
      if (options?.signal?.aborted) throw new DeadlineError(`${path}: out of time`);
      const bytes = await readPart(path, offset, length);
      if (bytes.byteLength < length) {
        throw new CorruptIndexError(
          `${path}: ${length} bytes wanted at ${offset}, but only ${bytes.byteLength} are there; publish again`,
        );
      }
      return bytes;
    },
  };
}

function readWhole(path: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    readFile(path, signal ? { signal } : {}, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}

async function readPart(path: string, offset: number, length: number): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await read(file, bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    } finally {
      await close(file);
    }
  } catch (error) {
    throw readError(error, path);
  }
}
