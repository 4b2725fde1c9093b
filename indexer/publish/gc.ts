// Removing what nothing points to. It never takes what the pointer needs, what one of the newest
// versions needs, or anything young: a publisher, or a function with an old pointer, may be using it.

import type { Manifest } from '../../engine/index/manifest.ts';
import { objectKey } from '../../engine/index/manifest.ts';
import type { ListedObject, ObjectStore } from '../../engine/store/store.ts';
import { objectsPrefix, versionObjects } from './objects.ts';
import { noIndex, pointedManifest, readPointer } from './pointer.ts';
import { type History, type HistoryEntry, readHistory } from './versions.ts';

const KEPT_VERSIONS = 3;
const KEPT_MS = 24 * 3_600_000;

export interface GcOptions {
  /** Say what would go, and delete nothing. */
  dryRun: boolean;
  /** Milliseconds since the epoch. */
  now: number;
}

export interface GcResult {
  /** History entries that went (or would). */
  versions: HistoryEntry[];
  /** Objects that went (or would). */
  objects: ListedObject[];
  /** Versions that stay, newest first. */
  kept: string[];
}

/**
 * Collect a collection's garbage: the versions beyond the newest 3 that are neither current nor
 * younger than 24 h, and then every object older than 24 h that no remaining version needs.
 * Interrupted anywhere it leaves a store that works, and the rest for the next run.
 * @throws NoIndexError when the collection has nothing at all; CorruptIndexError, UnsupportedFormatError
 *   when the pointer cannot be read: then nothing is deleted, since nobody knows what it needs
 */
export async function gc(store: ObjectStore, collection: string, options: GcOptions): Promise<GcResult> {
  // Objects first: what a publisher stores from now on is not in the list, so it cannot be taken.
  const objects: ListedObject[] = [];
  for await (const object of store.list(objectsPrefix(collection))) objects.push(object);
  const history = await readHistory(store, collection);
  if (history.problem) throw history.problem;
  if (!history.pointer && history.entries.length === 0 && objects.length === 0) throw noIndex(store, collection);

  const kept = keptVersions(history, options.now);
  const doomed = history.entries.filter((entry) => !kept.has(entry.version));
  if (!options.dryRun) await store.delete(doomed.map(({ key }) => key));

  // The pointer may have moved since, by a rollback for example: what it needs now stays as well.
  const pointer = await readPointer(store, collection);
  const current = pointer ? pointedManifest(pointer, collection) : null;
  const needed = neededKeys(collection, [history, { entries: [], current }], kept);
  const candidates = objects.filter(({ key, modified }) => !needed.has(key) && !isYoung(modified, options.now));
  const garbage: ListedObject[] = [];
  for (const candidate of candidates) {
    const now = await store.head(candidate.key);
    if (!now || isYoung(now.modified, options.now)) continue;
    if (!options.dryRun) await store.delete([candidate.key]);
    garbage.push(candidate);
  }
  return { versions: doomed, objects: garbage, kept: [...kept] };
}

const isYoung = (modified: number, now: number): boolean => now - modified < KEPT_MS;

function keptVersions(history: History, now: number): Set<string> {
  const kept = new Set<string>();
  if (history.current) kept.add(history.current.version);
  for (const [rank, entry] of history.entries.entries()) {
    // An unreadable entry cannot be served or gone back to, so it only has its youth to keep it.
    if ((rank < KEPT_VERSIONS && entry.manifest) || isYoung(entry.modified, now)) kept.add(entry.version);
  }
  return kept;
}

function neededKeys(
  collection: string,
  sources: readonly { entries: readonly HistoryEntry[]; current: Manifest | null }[],
  kept: ReadonlySet<string>,
): Set<string> {
  const needed = new Set<string>();
  for (const { entries, current } of sources) {
    const manifests = entries.filter(({ version }) => kept.has(version)).map(({ manifest }) => manifest);
    for (const manifest of [...manifests, current]) {
      for (const { object } of manifest ? versionObjects(manifest) : []) needed.add(objectKey(collection, object));
    }
  }
  return needed;
}
