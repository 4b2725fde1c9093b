// The one thing in a store that changes: a collection's pointer. Everything that moves it goes through
// here: each move is conditional, and no version gets into the history that was never current.

import {
  AccessDeniedError,
  NoIndexError,
  NotFoundError,
  PreconditionFailedError,
  XunwenError,
} from '../../engine/errors.ts';
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
 * Point the collection at `manifest`. The history entry of the version left behind is written first:
 * it may be missing (see `recordCurrent`), and gc is to count its age from now and not from its own
 * publish, since readers may hold it for minutes. The entry of `manifest` is the caller's: a version
 * that loses here must not have one, or else a rollback would go to what nobody ever saw.
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
  if (from) await keepLeftBehind(store, collection, from);
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

async function keepLeftBehind(store: ObjectStore, collection: string, pointer: Pointer): Promise<void> {
  let manifest: Manifest;
  try {
    manifest = pointedManifest(pointer, collection);
  } catch {
    // An unreadable pointer has no history worth keeping, and must not stand in the way of a good one.
    return;
  }
  await keepInHistory(store, collection, manifest);
}

/** Write the history entry of a version that is or was current; gc counts its age from now. */
export async function keepInHistory(store: ObjectStore, collection: string, manifest: Manifest): Promise<void> {
  await store.put(manifestKey(collection, manifest.version), encodeManifest(manifest));
}

/**
 * Give the current version its history entry, from which the pointer can be restored; an entry that
 * is there and whole is left alone. When the store fails here the version is published all the same,
 * so this is no failure: readers of the history take the current version from the pointer, and the
 * next move of the pointer, or the next `xunwen index`, writes the entry.
 */
export async function recordCurrent(store: ObjectStore, collection: string, current: Manifest): Promise<void> {
  try {
    const key = manifestKey(collection, current.version);
    if (!(await holds(store, key, encodeManifest(current)))) await keepInHistory(store, collection, current);
  } catch (error) {
    if (!(error instanceof XunwenError)) throw error;
  }
}

async function holds(store: ObjectStore, key: string, bytes: Uint8Array): Promise<boolean> {
  try {
    return Buffer.from((await store.get(key)).bytes).equals(bytes);
  } catch (error) {
    // A publisher that may not list is told "forbidden" of what is not there.
    if (error instanceof NotFoundError || error instanceof AccessDeniedError) return false;
    throw error;
  }
}
