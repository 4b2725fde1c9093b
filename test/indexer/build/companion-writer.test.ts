import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBlockCache } from '../../../engine/index/block-cache.ts';
import { companionOf, companionPart } from '../../../engine/index/companion.ts';
import { type Manifest, objectKey } from '../../../engine/index/manifest.ts';
import { createReadSession, createSegmentReads } from '../../../engine/index/reads.ts';
import { writeCompanion } from '../../../indexer/build/companion-writer.ts';
import { createMemoryStore } from '../../memory-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunwen-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SECTIONS = [
  ['keys', Buffer.from('键')],
  ['texts', [Buffer.from('第一'), Buffer.from('第二')]],
] as const;

test('a companion is named by the hash of its sections, one after another, and leaves nothing else in the folder', async () => {
  const { companion, file } = await writeCompanion(folder, 'suggest', SECTIONS);
  const content = readFileSync(file.path);
  expect(content.toString()).toBe('键第一第二');
  expect(companion).toEqual({
    object: `${createHash('sha256').update(content).digest('hex')}.suggest`,
    bytes: 15,
    sections: { keys: { offset: 0, length: 3 }, texts: { offset: 3, length: 12 } },
  });
  expect(file).toEqual({ object: companion.object, path: file.path, bytes: 15 });
  expect(readdirSync(folder)).toEqual([companion.object]);
});

test('a stretch of a section is read by its range, once', async () => {
  const { companion, file } = await writeCompanion(folder, 'suggest', SECTIONS);
  const store = createMemoryStore();
  await store.putFile(objectKey('news', companion.object), file.path);
  const source = companionOf(
    { collection: 'news', companions: { suggest: companion } } as unknown as Manifest,
    'suggest',
  )!;
  const reads = createSegmentReads(store, createBlockCache(1 << 20));
  const session = createReadSession();
  const part = companionPart(source, 'texts', 6, 6, (bytes) => Buffer.from(bytes).toString());
  expect(await reads.fetch(session, [part])).toEqual(['第二']);
  expect(await reads.fetch(session, [part])).toEqual(['第二']);
  expect(session).toMatchObject({ rounds: 1, requests: 1, bytes: 6 });
});

test('a version without companions has none', () => {
  expect(companionOf({ collection: 'news' } as Manifest, 'duplicates')).toBeNull();
});
