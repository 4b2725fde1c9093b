import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type Companion, manifestVersion, objectKey } from '../../../engine/index/manifest.ts';
import { gc } from '../../../indexer/publish/gc.ts';
import { brokenObjects, versionBytes } from '../../../indexer/publish/objects.ts';
import { verify } from '../../../indexer/publish/verify.ts';
import { createMemoryStore, type MemoryStore } from '../../memory-store.ts';
import { COLLECTION, HOUR, type MadeVersion, makeVersion, publishVersion } from './versions-fixture.ts';

const T0 = Date.UTC(2026, 0, 1);
const folder = mkdtempSync(join(tmpdir(), 'xunwen-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function withCompanion({ manifest, files }: MadeVersion, content: string, length = content.length): MadeVersion {
  const object = `${createHash('sha256').update(content).digest('hex')}.suggest`;
  const path = join(folder, object);
  writeFileSync(path, content);
  const companion: Companion = { object, bytes: content.length, sections: { keys: { offset: 0, length } } };
  const { version: _version, created, ...rest } = { ...manifest, companions: { suggest: companion } };
  const file = { object, path, bytes: content.length };
  return { manifest: { ...rest, version: manifestVersion(rest), created }, files: [...files, file] };
}

let store: MemoryStore;
beforeEach(() => {
  store = createMemoryStore(T0);
});

test('a companion is published with its version, counted with its bytes, and verified', async () => {
  const made = withCompanion(makeVersion(['one'], T0), 'words');
  const { uploaded } = await publishVersion(store, made, T0);
  expect(uploaded).toBe(8);
  expect(versionBytes(made.manifest)).toBe(8);
  expect(await verify(store, COLLECTION, { all: true })).toMatchObject({ objects: 2, bytes: 8, problems: [] });
});

test('other suggestions of the same articles are another version', () => {
  const version = makeVersion(['one'], T0);
  expect(withCompanion(version, 'words').manifest.version).not.toBe(withCompanion(version, 'terms').manifest.version);
});

test('a lost companion is found before anything points to it, and afterwards', async () => {
  const { manifest, files } = withCompanion(makeVersion(['one'], T0), 'words');
  const { object } = manifest.companions!.suggest!;
  const others = files.filter((file) => file.object !== object);
  await expect(publishVersion(store, { manifest, files: others }, T0)).rejects.toThrow(`${object} is missing`);
  await publishVersion(store, { manifest, files }, T0);
  store.objects.delete(objectKey(COLLECTION, object));
  expect(await brokenObjects(store, manifest)).toEqual([{ object, trouble: 'is missing' }]);
  expect((await verify(store, COLLECTION, { all: false })).problems).toEqual([
    expect.stringContaining(`${object} is missing`),
  ]);
});

test('a changed byte of a companion and a section behind its end are found', async () => {
  const made = withCompanion(makeVersion(['one'], T0), 'words');
  await publishVersion(store, made, T0);
  const key = objectKey(COLLECTION, made.manifest.companions!.suggest!.object);
  store.objects.set(key, { bytes: Buffer.from('wordz'), modified: T0 });
  expect((await verify(store, COLLECTION, { all: false })).problems).toEqual([expect.stringContaining('is damaged')]);

  await publishVersion(store, withCompanion(makeVersion(['two'], T0), 'names', 6), T0);
  expect((await verify(store, COLLECTION, { all: false })).problems).toEqual([
    expect.stringContaining('section "keys" is said to end at 6 of 5 bytes'),
  ]);
});

test('gc keeps the companions of versions that stay and removes those of the others', async () => {
  for (const content of ['first', 'other', 'third', 'newer']) {
    store.now += HOUR;
    await publishVersion(store, withCompanion(makeVersion(['one'], store.now), content), store.now);
  }
  const before = [...store.objects.keys()].filter((key) => key.endsWith('.suggest'));
  await gc(store, COLLECTION, { dryRun: false, now: T0 + 100 * HOUR });
  const after = [...store.objects.keys()].filter((key) => key.endsWith('.suggest'));
  expect(before).toHaveLength(4);
  expect(after).toHaveLength(3);
});
