// The versions that a store still has: the history entries and the one that the pointer names. The
// pointer goes first: a publisher that is killed behind its move leaves a version without an entry.

import { CorruptIndexError, NotFoundError, UnsupportedFormatError } from '../../engine/errors.ts';
import { decodeManifest, type Manifest, manifestKey } from '../../engine/index/manifest.ts';
import type { ListedObject, ObjectStore } from '../../engine/store/store.ts';
import { manifestsPrefix } from './objects.ts';
import { type Pointer, pointedManifest, readPointer } from './pointer.ts';

/** A version in the history, or a history entry that cannot be read. */
export interface HistoryEntry {
  version: string;
  /** Key of the history entry. */
  key: string;
  /** When the entry was written last, or the version published when it has none; milliseconds since the epoch. */
  modified: number;
  /** Null when the entry cannot be read; `problem` then says why. */
  manifest: Manifest | null;
  problem: string | null;
}

export interface History {
  pointer: Pointer | null;
  /** The current version; null without a pointer, and when the pointer cannot be read. */
  current: Manifest | null;
  /** Why the pointer cannot be read; null when all is well. */
  problem: CorruptIndexError | UnsupportedFormatError | null;
  /** By creation, newest first; unreadable ones last. The current version is always among them. */
  entries: HistoryEntry[];
}

const READ_AT_ONCE = 8;

/**
 * Read a collection's pointer and history. What is damaged is reported and not thrown: the history
 * is the way out of a damaged pointer.
 * @throws AccessDeniedError, StoreUnavailableError
 */
export async function readHistory(store: ObjectStore, collection: string): Promise<History> {
  const pointer = await readPointer(store, collection);
  const entries = await readEntries(store, collection);
  try {
    const current = pointer && pointedManifest(pointer, collection);
    return { pointer, current, problem: null, entries: current ? withCurrent(entries, current, collection) : entries };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { pointer, current: null, problem: error, entries };
  }
}

const isDamage = (error: unknown): error is CorruptIndexError | UnsupportedFormatError =>
  error instanceof CorruptIndexError || error instanceof UnsupportedFormatError;

/** The entries with what the pointer says of its version, whether that has none, a damaged or an older one. */
function withCurrent(entries: readonly HistoryEntry[], current: Manifest, collection: string): HistoryEntry[] {
  const { version, created } = current;
  const own = entries.find((entry) => entry.version === version);
  const modified = own?.modified ?? Date.parse(created);
  const entry = { version, key: manifestKey(collection, version), modified, manifest: current, problem: null };
  return [entry, ...entries.filter((other) => other !== own)].sort(newestFirst);
}

/** The history entries alone: also there when the pointer cannot be read. */
export async function readEntries(store: ObjectStore, collection: string): Promise<HistoryEntry[]> {
  const listed: ListedObject[] = [];
  for await (const object of store.list(manifestsPrefix(collection))) {
    if (object.key.endsWith('.json')) listed.push(object);
  }
  const entries: HistoryEntry[] = [];
  for (let start = 0; start < listed.length; start += READ_AT_ONCE) {
    const batch = listed.slice(start, start + READ_AT_ONCE);
    entries.push(...(await Promise.all(batch.map((object) => readEntry(store, collection, object)))).flat());
  }
  return entries.sort(newestFirst);
}

/** The newest version of the history that can be read, for when the pointer cannot; null when there is none. */
export async function newestInHistory(store: ObjectStore, collection: string): Promise<Manifest | null> {
  const [newest] = await readEntries(store, collection);
  return newest?.manifest ?? null;
}

/** @returns the entry alone in a list; an empty one when it was deleted since it was listed */
async function readEntry(store: ObjectStore, collection: string, listed: ListedObject): Promise<HistoryEntry[]> {
  const { key, modified } = listed;
  const version = key.slice(manifestsPrefix(collection).length, -'.json'.length);
  try {
    const { bytes } = await store.get(key);
    return [{ version, key, modified, manifest: decodeManifest(bytes, key), problem: null }];
  } catch (error) {
    if (error instanceof NotFoundError) return [];
    if (!isDamage(error)) throw error;
    // What mends a damaged pointer does not mend this.
    const damaged = `${key} is damaged: no going back to this version until its articles are published again`;
    const problem = error instanceof CorruptIndexError ? damaged : error.message;
    return [{ version, key, modified, manifest: null, problem }];
  }
}

function newestFirst(a: HistoryEntry, b: HistoryEntry): number {
  const [createdA, createdB] = [a.manifest?.created ?? '', b.manifest?.created ?? ''];
  if (createdA !== createdB) return createdA < createdB ? 1 : -1;
  return a.version < b.version ? -1 : 1;
}
