// A folder as a bucket of the S3 server.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openReader } from '../../engine/store/reader.ts';
import { openFolderBucket } from './folder.ts';
import { environmentOf, type S3Server, startS3Server } from './server.ts';

let folder: string;
let server: S3Server;
let closeFiles: () => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xunwen-bucket-'));
  mkdirSync(join(folder, 'objects'));
  writeFileSync(join(folder, 'current.json'), '{}');
  writeFileSync(join(folder, 'objects', 'a.seg'), Buffer.from(Array.from({ length: 256 }, (_, i) => i)));
  const { bucket, close } = openFolderBucket(folder);
  closeFiles = close;
  server = await startS3Server({ buckets: ['bench'] });
  server.objects.set('bench', bucket);
});
afterEach(async () => {
  await server.close();
  closeFiles();
  rmSync(folder, { recursive: true, force: true });
});

it('answers whole objects, ranges and missing keys as a bucket does', async () => {
  const reader = openReader('s3://bench', { environment: environmentOf(server) });
  expect(Buffer.from((await reader.get('current.json')).bytes).toString()).toBe('{}');
  expect([...(await reader.getRange('objects/a.seg', 10, 5))]).toEqual([10, 11, 12, 13, 14]);
  expect((await reader.get('objects/a.seg')).bytes).toHaveLength(256);
  await expect(reader.get('objects/b.seg')).rejects.toThrow('objects/b.seg');
});
