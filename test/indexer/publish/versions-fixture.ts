// Versions of a collection with made-up objects: publishing looks at names, sizes and hashes only.

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { ANALYSIS, FORMAT, type Manifest, manifestVersion, objectKey } from '../../../engine/index/manifest.ts';
import type { ObjectStore } from '../../../engine/store/store.ts';
import { pointedManifest, readPointer } from '../../../indexer/publish/pointer.ts';
import { type Publication, type PublishOptions, previousManifest, publish } from '../../../indexer/publish/publish.ts';

export const COLLECTION = 'articles';
export const HOUR = 3_600_000;

export interface MadeVersion {
  manifest: Manifest;
  files: { object: string; path: string; bytes: number }[];
}

const folder = mkdtempSync(join(tmpdir(), 'xunwen-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A version of one object for each content; the same contents make the same version. */
export function makeVersion(contents: readonly string[], created: number, documents = 10): MadeVersion {
  const files = contents.map((content) => {
    const object = `${createHash('sha256').update(content).digest('hex')}.seg`;
    const path = join(folder, object);
    if (!existsSync(path)) writeFileSync(path, content);
    return { object, path, bytes: Buffer.byteLength(content) };
  });
  const content: Omit<Manifest, 'version' | 'created'> = {
    format: FORMAT,
    analysis: ANALYSIS,
    collection: COLLECTION,
    documents,
    pivots: { title: 10, body: 500 },
    settings: { timeZone: 'Asia/Shanghai', titleBoost: 0.3 },
    termsDigest: '0123456789abcdef',
    segments: files.map(({ object, bytes }, index) => ({
      object,
      bytes,
      documents: index === 0 ? documents : 0,
      sections: {},
      sparseTerms: '',
      longestWord: 0,
      dated: 0,
      terms: 0,
      storedDirectory: '',
    })),
  };
  const manifest = { ...content, version: manifestVersion(content), created: new Date(created).toISOString() };
  return { manifest, files };
}

/** Publish as the command does: the pointer is read before, and is the condition. */
export async function publishVersion(
  store: ObjectStore,
  { manifest, files }: MadeVersion,
  now: number,
  options: Partial<PublishOptions> = {},
): Promise<Publication> {
  const pointer = await readPointer(store, COLLECTION);
  const previous = previousManifest(pointer, COLLECTION, options.rewrite ?? false);
  return publish({ store, manifest, files, pointer, previous, allowShrink: false, rewrite: false, now, ...options });
}

/** The version that readers see, or null. */
export async function currentVersion(store: ObjectStore): Promise<string | null> {
  const pointer = await readPointer(store, COLLECTION);
  return pointer && pointedManifest(pointer, COLLECTION).version;
}

/** Objects that the current version needs and the store has not. */
export async function missingObjects(store: ObjectStore): Promise<string[]> {
  const pointer = await readPointer(store, COLLECTION);
  const missing: string[] = [];
  for (const { object } of pointer ? pointedManifest(pointer, COLLECTION).segments : []) {
    if (!(await store.head(objectKey(COLLECTION, object)))) missing.push(object);
  }
  return missing;
}
