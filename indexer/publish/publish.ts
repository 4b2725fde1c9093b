// Publishing a build: objects, then the pointer, then its history entry. Whatever fails on the way,
// readers see the version before: nothing that they can reach changes until the pointer's one write.

import { PreconditionFailedError } from '../../engine/errors.ts';
import { type Manifest, objectKey } from '../../engine/index/manifest.ts';
import type { ObjectStore } from '../../engine/store/store.ts';
import { checkGates, type LastKnown } from './gates.ts';
import { brokenObjects, requireObjects } from './objects.ts';
import { movePointer, type Pointer, pointedManifest, recordCurrent } from './pointer.ts';
import { newestInHistory } from './versions.ts';

/** An existing object older than this is written again, so that a gc at work cannot take it. */
const RENEW_AFTER_MS = 12 * 3_600_000;

/** A file of the build that becomes an object. */
export interface BuiltFile {
  /** Its name under `objects/`. */
  object: string;
  path: string;
  bytes: number;
}

export interface PublishOptions {
  store: ObjectStore;
  manifest: Manifest;
  files: readonly BuiltFile[];
  /** The pointer read before the build began; null when nothing was published. */
  pointer: Pointer | null;
  /** The manifest of that pointer; null also when it cannot be read and is to be replaced. */
  previous: Manifest | null;
  /** Publish even an empty or much smaller version. */
  allowShrink: boolean;
  /** Write every object again, also those that seem to be there: the way to repair a store. */
  rewrite: boolean;
  /** Milliseconds since the epoch. */
  now: number;
  /** Called as objects are stored: how many of how many bytes are done. */
  progress?: (done: number, total: number) => void;
}

export interface Publication {
  /**
   * `unchanged`: the current version already says the same, and its pointer was left alone;
   * `repaired`: likewise, but it had lost objects, or their ends, which were written again.
   */
  outcome: 'published' | 'unchanged' | 'repaired';
  version: string;
  /** Bytes sent to the store. */
  uploaded: number;
}

/**
 * Publish a build atomically.
 * @throws RefusedError when the version is suspiciously small; PreconditionFailedError when another
 *   publisher won; the store's errors. In all of these the pointer is as it was.
 */
export async function publish(options: PublishOptions): Promise<Publication> {
  const { store, manifest, pointer, previous } = options;
  if (!options.allowShrink) checkGates(manifest.documents, await lastKnown(options));

  if (previous?.version === manifest.version) return publishSame(options, previous);
  const uploaded = await uploadObjects(options);
  await requireObjects(store, manifest);
  await movePointer(store, manifest.collection, pointer, manifest);
  await recordCurrent(store, manifest.collection, manifest);
  return { outcome: 'published', version: manifest.version, uploaded };
}

/** Where the pointer says nothing, the history still knows how many articles there were. */
async function lastKnown({ store, manifest, pointer, previous }: PublishOptions): Promise<LastKnown | null> {
  if (previous) return { documents: previous.documents, version: 'the current version', isCurrent: true };
  const newest = await newestInHistory(store, manifest.collection);
  if (!newest) return null;
  const why = `current.json ${pointer ? 'cannot be read' : 'is missing'}`;
  return {
    documents: newest.documents,
    version: `version ${newest.version}, the newest in the history (${why})`,
    isCurrent: false,
  };
}

/** Only what the store has lost of the version, unless everything is to be written again. */
async function publishSame(options: PublishOptions, current: Manifest): Promise<Publication> {
  const { store, files, rewrite } = options;
  const broken = new Set((await brokenObjects(store, current)).map(({ object }) => object));
  const again = rewrite ? files : files.filter(({ object }) => broken.has(object));
  const uploaded = again.length > 0 ? await uploadObjects({ ...options, files: again, rewrite: true }) : 0;
  if (uploaded > 0 || broken.size > 0) await requireObjects(store, current);
  await recordCurrent(store, current.collection, current);
  return { outcome: broken.size > 0 ? 'repaired' : 'unchanged', version: current.version, uploaded };
}

async function uploadObjects({ store, manifest, files, rewrite, now, progress }: PublishOptions): Promise<number> {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  let uploaded = 0;
  for (const file of files) {
    progress?.(done, total);
    const key = objectKey(manifest.collection, file.object);
    if (rewrite) {
      await store.putFile(key, file.path);
      uploaded += file.bytes;
    } else if (await create(store, key, file, now)) {
      uploaded += file.bytes;
    }
    done += file.bytes;
  }
  progress?.(done, total);
  return uploaded;
}

/** @returns whether the object was sent; false when a young and whole one was there */
async function create(store: ObjectStore, key: string, file: BuiltFile, now: number): Promise<boolean> {
  try {
    await store.putFile(key, file.path, { ifNoneMatch: '*' });
    return true;
  } catch (error) {
    if (!(error instanceof PreconditionFailedError)) throw error;
  }
  const existing = await store.head(key);
  if (existing && existing.bytes === file.bytes && now - existing.modified <= RENEW_AFTER_MS) return false;
  await store.putFile(key, file.path);
  return true;
}

/**
 * The manifest that a build starts from. An unreadable one stops the build, unless the build is to
 * replace it whole.
 * @throws CorruptIndexError, UnsupportedFormatError when `rebuild` is false
 */
export function previousManifest(pointer: Pointer | null, collection: string, rebuild: boolean): Manifest | null {
  if (!pointer) return null;
  try {
    return pointedManifest(pointer, collection);
  } catch (error) {
    if (rebuild) return null;
    throw error;
  }
}
