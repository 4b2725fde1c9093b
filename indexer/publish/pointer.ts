// The one thing in a store that changes: a collection's pointer. Everything that moves it goes
// through here, so that each move is conditional, and the version left behind stays readable a while.

import { NoIndexError, NotFoundError, PreconditionFailedError } from '../../engine/errors.ts';
import {
  collectionFolder,
  decodeManifest,
  encodeManifest,
  type Manifest,
  manifestKey,
  pointerKey,
} from '../../engine/index/manifest.ts';
import type { ObjectStore } from '../../engine/store/store.ts';

/** The pointer as it was read: its tag is the condition of the next move. */
export interface Pointer {
  etag: string;
  bytes: Uint8Array;
}

/**
 * Read a collection's pointer, or null when nothing is published.
 * @throws NotFoundError when the store itself does not exist (a misspelt bucket); AccessDeniedError,
 *   StoreUnavailableError
 */
export async function readPointer(store: ObjectStore, collection: string): Promise<Pointer | null> {
  try {
    return await store.get(pointerKey(collection));
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  // A missing bucket has no pointer either, but it cannot be listed.
  for await (const _object of store.list(`${collectionFolder(collection)}/`)) break;
  return null;
}

/**
 * The manifest that a pointer embeds.
 * @throws CorruptIndexError, UnsupportedFormatError naming the pointer's key
 */
export function pointedManifest(pointer: Pointer, collection: string): Manifest {
  return decodeManifest(pointer.bytes, pointerKey(collection));
}

/** The error for a collection that has no pointer, with the way out. */
export function noIndex(store: ObjectStore, collection: string): NoIndexError {
  return new NoIndexError(
    `${store.url} has no index of the collection "${collection}"; ` +
      `build one with: xunwen index FOLDER --store ${store.url} --collection ${collection}`,
  );
}

/**
 * Point the collection at `manifest`. Writes the history entries of both versions first: the new
 * one, so that there is no current version without one, and the old one again, so that gc counts
 * its age from now and not from its own publish (readers may hold it for minutes).
 * @param from the pointer read before the work began, null when there was none
 * @throws PreconditionFailedError when somebody else moved the pointer since; it is then untouched
 */
export async function movePointer(
  store: ObjectStore,
  collection: string,
  from: Pointer | null,
  manifest: Manifest,
): Promise<void> {
  const bytes = encodeManifest(manifest);
  if (from) await keepInHistory(store, collection, from);
  await store.put(manifestKey(collection, manifest.version), bytes);
  const key = pointerKey(collection);
  try {
    await store.put(key, bytes, from ? { ifMatch: from.etag } : { ifNoneMatch: '*' });
  } catch (error) {
    if (!(error instanceof PreconditionFailedError)) throw error;
    // A retried write whose first answer was lost meets its own result.
    const now = await readPointer(store, collection);
    if (now && Buffer.from(now.bytes).equals(bytes)) return;
    throw new PreconditionFailedError(
      `somebody else published to the collection "${collection}" in ${store.url} meanwhile; ` +
        'their version stays and nothing of this one is visible; run the command again',
      { cause: error },
    );
  }
}

async function keepInHistory(store: ObjectStore, collection: string, pointer: Pointer): Promise<void> {
  let version: string;
  try {
    version = pointedManifest(pointer, collection).version;
  } catch {
    // An unreadable pointer has no history worth keeping, and must not stand in the way of a good one.
    return;
  }
  await store.put(manifestKey(collection, version), pointer.bytes);
}
