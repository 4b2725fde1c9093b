// Checking every byte that a version consists of, in bounded memory: an object's name is the hash of
// its content, so a published index can be proven whole without the sources it was built from.

import { createHash } from 'node:crypto';
import { CorruptIndexError, NotFoundError, UnsupportedFormatError } from '../../engine/errors.ts';
import {
  liveDocuments,
  type Manifest,
  manifestKey,
  manifestVersion,
  objectKey,
  pointerKey,
  type SegmentManifest,
} from '../../engine/index/manifest.ts';
import type { ObjectStore } from '../../engine/store/store.ts';
import { counted, formatCount } from '../format.ts';
import { inspectCompanion } from './inspect.ts';
import { noIndex, pointedManifest, readPointer } from './pointer.ts';
import { readEntries } from './versions.ts';

/** Bytes of one read of a large object. */
const READ_BYTES = 8 * 1024 * 1024;

/** Errors that say something about the index, and not about the way to it. */
const DAMAGE = [CorruptIndexError, NotFoundError, UnsupportedFormatError];

export interface VerifyOptions {
  /** Check every version of the history, not only the current one. */
  all: boolean;
  /** Structural check of an object whose bytes are right; throws what is wrong. */
  inspect?: (collection: string, segment: SegmentManifest) => Promise<void>;
  /** The same of a segment's deletions. */
  inspectDeletions?: (collection: string, segment: SegmentManifest) => Promise<void>;
  /** Called as bytes are checked. */
  progress?: (done: number, total: number) => void;
}

export interface Verification {
  versions: number;
  objects: number;
  bytes: number;
  /** What is wrong, one sentence each that names the object; empty when all is well. */
  problems: string[];
}

/**
 * Verify a collection: pointer and manifests decode, every object is there, has its length, and
 * hashes to its name.
 * @throws NoIndexError when nothing is published; AccessDeniedError, StoreUnavailableError when the
 *   store does not let itself be read. Damage is not thrown but reported.
 */
export async function verify(store: ObjectStore, collection: string, options: VerifyOptions): Promise<Verification> {
  const { manifests, problems } = await readManifests(store, collection, options.all);
  const objects = new Map<string, CheckedObject>();
  for (const segment of manifests.flatMap((manifest) => manifest.segments)) {
    const { object, bytes, deletions } = segment;
    objects.set(object, { object, bytes, inspect: () => options.inspect?.(collection, segment) });
    if (deletions)
      objects.set(deletions.object, { ...deletions, inspect: () => options.inspectDeletions?.(collection, segment) });
  }
  for (const { companions } of manifests) {
    for (const companion of Object.values(companions ?? {})) {
      const { object, bytes } = companion;
      objects.set(object, { object, bytes, inspect: async () => inspectCompanion(collection, companion) });
    }
  }
  const total = [...objects.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const object of objects.values()) {
    options.progress?.(done, total);
    const problem = await verifyObject(store, collection, object);
    if (problem) problems.push(problem);
    done += object.bytes;
  }
  options.progress?.(done, total);
  return { versions: manifests.length, objects: objects.size, bytes: total, problems };
}

async function readManifests(
  store: ObjectStore,
  collection: string,
  all: boolean,
): Promise<{ manifests: Manifest[]; problems: string[] }> {
  const problems: string[] = [];
  const manifests = new Map<string, Manifest>();
  const pointer = await readPointer(store, collection);
  if (!pointer) throw noIndex(store, collection);
  try {
    const current = pointedManifest(pointer, collection);
    manifests.set(current.version, current);
    problems.push(...contradictions(current, pointerKey(collection)));
  } catch (error) {
    problems.push(messageOf(error));
  }
  for (const { version, manifest, problem } of all ? await readEntries(store, collection) : []) {
    if (problem) problems.push(problem);
    if (!manifest) continue;
    manifests.set(version, manifest);
    const key = manifestKey(collection, version);
    if (manifest.version !== version) problems.push(`${key} is the manifest of version ${manifest.version}`);
    problems.push(...contradictions(manifest, key));
  }
  return { manifests: [...manifests.values()], problems };
}

/** What a manifest that decodes may still say wrongly about itself. */
function contradictions(manifest: Manifest, key: string): string[] {
  const problems: string[] = [];
  const version = manifestVersion(manifest);
  if (version !== manifest.version) problems.push(`${key} says version ${manifest.version}, its content is ${version}`);
  const documents = manifest.segments.reduce((sum, segment) => sum + liveDocuments(segment), 0);
  if (documents !== manifest.documents) {
    problems.push(`${key} says ${counted(manifest.documents, 'article')}, its segments have ${formatCount(documents)}`);
  }
  return problems;
}

interface CheckedObject {
  object: string;
  bytes: number;
  inspect(): Promise<void> | undefined;
}

/** @returns what is wrong with the object, or null */
async function verifyObject(
  store: ObjectStore,
  collection: string,
  { object, bytes, inspect }: CheckedObject,
): Promise<string | null> {
  const key = objectKey(collection, object);
  try {
    const found = await store.head(key);
    if (!found) return `${key} is missing`;
    if (found.bytes !== bytes) return `${key} has ${found.bytes} bytes; its manifest says ${bytes}`;
    const hash = await hashObject(store, key, bytes);
    if (hash !== object.slice(0, object.lastIndexOf('.'))) return `${key} is damaged: its content hashes to ${hash}`;
    await inspect();
    return null;
  } catch (error) {
    if (DAMAGE.some((damage) => error instanceof damage)) return messageOf(error);
    throw error;
  }
}

/** SHA-256 of an object in hex, read in ranges. */
async function hashObject(store: ObjectStore, key: string, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  for (let offset = 0; offset < bytes; offset += READ_BYTES) {
    hash.update(await store.getRange(key, offset, Math.min(READ_BYTES, bytes - offset)));
  }
  return hash.digest('hex');
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
