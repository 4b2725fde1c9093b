// A store in a local directory: an object is a file, seen by readers whole or not at all. Everything
// unfinished lives in one folder of its own (locks, temporary files), which no key and no listing reaches.

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PreconditionFailedError } from '../errors.ts';
import { errorCode, fileError } from './file-errors.ts';
import { withFileLock } from './file-lock.ts';
import { contentEtag, objectPath, openFileReader, WORK_FOLDER } from './file-reader.ts';
import { compareKeys } from './keys.ts';
import type { ListedObject, ObjectStore, WriteCondition } from './store.ts';

/** Temporary files this old belong to nobody, milliseconds. */
const LEFTOVER_MS = 24 * 3600 * 1000;

/** Read and write objects in `folder`, which is created at the first write; `url` is for messages. */
export function openFileStore(url: string, folder: string): ObjectStore {
  const reader = openFileReader(url, folder);
  const work = join(folder, WORK_FOLDER);
  let prepared = false;

  const pathOf = (key: string): string => objectPath(folder, key);

  /** Put a finished temporary file in the place of `key`, if the condition holds at that moment. */
  async function publish(key: string, path: string, temporary: string, condition?: WriteCondition): Promise<void> {
    const lock = join(work, `${createHash('sha256').update(key).digest('hex')}.lock`);
    await mkdir(dirname(path), { recursive: true });
    await withFileLock(lock, async (stillHeld) => {
      if (condition) await checkCondition(path, condition);
      await stillHeld();
      await rename(temporary, path);
    });
    await syncFolder(dirname(path));
  }

  /** Write through a temporary file, which is gone afterwards whatever happens. */
  async function write(
    key: string,
    fill: (temporary: string) => Promise<void>,
    condition?: WriteCondition,
  ): Promise<void> {
    const path = pathOf(key);
    const temporary = join(work, `${randomUUID()}.part`);
    try {
      await mkdir(work, { recursive: true });
      if (!prepared) await removeLeftovers(work);
      prepared = true;
      await fill(temporary);
      await publish(key, path, temporary, condition);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw fileError(error, path, 'write');
    }
  }

  return {
    ...reader,
    async head(key: string): Promise<ListedObject | null> {
      const path = pathOf(key);
      try {
        const found = await stat(path);
        return found.isFile() ? { key, bytes: found.size, modified: found.mtimeMs } : null;
      } catch (error) {
        if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
        throw fileError(error, path, 'read');
      }
    },
    async put(key: string, bytes: Uint8Array, condition?: WriteCondition): Promise<string> {
      await write(key, (temporary) => writeFile(temporary, bytes, { flag: 'wx', flush: true }), condition);
      return contentEtag(bytes);
    },
    async putFile(key: string, source: string, condition?: { ifNoneMatch: '*' }): Promise<void> {
      await write(
        key,
        (temporary) => pipeline(createReadStream(source), createWriteStream(temporary, { flags: 'wx', flush: true })),
        condition,
      );
    },
    async *list(prefix: string): AsyncIterable<ListedObject> {
      yield* walk(folder, '', prefix);
    },
    async delete(keys: readonly string[]): Promise<void> {
      for (const key of keys) {
        const path = pathOf(key);
        try {
          await rm(path);
        } catch (error) {
          if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw fileError(error, path, 'delete');
        }
      }
    },
  };
}

async function checkCondition(path: string, condition: WriteCondition): Promise<void> {
  const current = await etagOf(path);
  if ('ifNoneMatch' in condition) {
    if (current !== null) throw new PreconditionFailedError(`${path}: exists already`);
  } else if (current === null) {
    throw new PreconditionFailedError(`${path}: was deleted meanwhile`);
  } else if (current !== condition.ifMatch) {
    throw new PreconditionFailedError(`${path}: somebody else wrote it first`);
  }
}

/** The etag of a file of any size, or null. */
async function etagOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  return `"${hash.digest('hex')}"`;
}

/** Every file below `directory` whose key starts with `prefix`, in the order of the keys' bytes. */
async function* walk(directory: string, base: string, prefix: string): AsyncGenerator<ListedObject> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw fileError(error, directory, 'list');
  });
  const names = entries
    .filter((entry) => entry.name !== WORK_FOLDER || base !== '')
    .map((entry) => base + entry.name + (entry.isDirectory() ? '/' : ''))
    .filter((name) => name.startsWith(prefix) || (name.endsWith('/') && prefix.startsWith(name)))
    .sort(compareKeys);
  for (const name of names) {
    const path = join(directory, name.slice(base.length));
    if (name.endsWith('/')) yield* walk(path, name, prefix);
    else {
      const found = await stat(path).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return null;
        throw fileError(error, path, 'list');
      });
      if (found?.isFile()) yield { key: name, bytes: found.size, modified: found.mtimeMs };
    }
  }
}

/** What killed writers left behind long ago. */
async function removeLeftovers(work: string): Promise<void> {
  for (const name of await readdir(work)) {
    const path = join(work, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > LEFTOVER_MS) await rm(path, { force: true });
  }
}

/** Makes a rename survive a power cut, where the file system lets a folder be synced. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'EPERM' && code !== 'EINVAL' && code !== 'EISDIR' && code !== 'EACCES') throw error;
  }
}
