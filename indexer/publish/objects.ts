// The immutable objects of a version: which ones it needs, and whether the store has them.

import { CorruptIndexError } from '../../engine/errors.ts';
import { collectionFolder, type Manifest, objectKey } from '../../engine/index/manifest.ts';
import type { ObjectStore } from '../../engine/store/store.ts';

/** An object that a version consists of. */
export interface VersionObject {
  /** File name under `objects/`, `<sha256>.<kind>`. */
  object: string;
  bytes: number;
}

/** Prefix of all objects of a collection. */
export const objectsPrefix = (collection: string): string => `${collectionFolder(collection)}/objects/`;

/** Prefix of all history entries of a collection. */
export const manifestsPrefix = (collection: string): string => `${collectionFolder(collection)}/manifests/`;

/** The objects that a version needs, each once. */
export function versionObjects(manifest: Manifest): VersionObject[] {
  const objects = new Map<string, VersionObject>();
  for (const { object, bytes, deletions } of manifest.segments) {
    objects.set(object, { object, bytes });
    if (deletions) objects.set(deletions.object, { object: deletions.object, bytes: deletions.bytes });
  }
  for (const { object, bytes } of Object.values(manifest.companions ?? {})) objects.set(object, { object, bytes });
  return [...objects.values()];
}

/** Bytes of all objects of a version. */
export function versionBytes(manifest: Manifest): number {
  return versionObjects(manifest).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** An object that the store lacks, or has in another length. */
export interface BrokenObject {
  object: string;
  /** Words that go after its name: `is missing`, `has 5 bytes, not 6`. */
  trouble: string;
}

/** What the store has lost of a version. Existence and size only: `verify` reads the bytes. */
export async function brokenObjects(store: ObjectStore, manifest: Manifest): Promise<BrokenObject[]> {
  const broken: BrokenObject[] = [];
  for (const { object, bytes } of versionObjects(manifest)) {
    const found = await store.head(objectKey(manifest.collection, object));
    if (!found) broken.push({ object, trouble: 'is missing' });
    else if (found.bytes !== bytes) broken.push({ object, trouble: `has ${found.bytes} bytes, not ${bytes}` });
  }
  return broken;
}

/**
 * Make sure that the store has every object of a version in its full length, before anything points
 * to it.
 * @throws CorruptIndexError naming the first object that is missing or has another size
 */
export async function requireObjects(store: ObjectStore, manifest: Manifest): Promise<void> {
  const [first] = await brokenObjects(store, manifest);
  if (!first) return;
  throw new CorruptIndexError(
    `version ${manifest.version} cannot be served: ${objectKey(manifest.collection, first.object)} ${first.trouble} ` +
      `in ${store.url}; the current version stays; build it anew of all sources: xunwen index SOURCE... --rebuild, without --add`,
  );
}
