// The folder store where it differs from S3: other processes on the same disk, writers that are killed,
// and what the file system refuses.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  AccessDeniedError,
  PreconditionFailedError,
  StoreUnavailableError,
  UsageError,
} from '../../../engine/errors.ts';
import { fileError, readError } from '../../../engine/store/file-errors.ts';
import { withFileLock } from '../../../engine/store/file-lock.ts';
import { openStore } from '../../../engine/store/open.ts';
import type { ObjectStore } from '../../../engine/store/store.ts';
import { bytesOf, listed } from './conformance.ts';

const WRITER = fileURLToPath(new URL('file-writer.ts', import.meta.url));

let folder: string;
let store: ObjectStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xunwen-file-store-'));
  store = await openStore(`file:${folder}`);
});
afterEach(() => rm(folder, { recursive: true }));

function startWriter(...options: string[]): ChildProcess {
  return spawn(process.execPath, [WRITER, folder, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function outputOf(child: ChildProcess): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

test('processes that count in one object lose no step', async () => {
  await store.put('counter', bytesOf('0'));
  const wins = await Promise.all([1, 2, 3].map(async () => Number(await outputOf(startWriter('count', '40')))));
  const total = wins.reduce((sum, won) => sum + won, 0);
  expect(total).toBeGreaterThan(0);
  expect(Buffer.from((await store.get('counter')).bytes).toString()).toBe(String(total));
});

test('a writer that is killed leaves nothing that a listing or a reader sees', async () => {
  await store.put('objects/good', bytesOf('good'));
  for (let round = 0; round < 4; round++) {
    const child = startWriter('flood');
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, round * 7));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
  }
  for (const { key, bytes } of await listed(store.list(''))) {
    expect(key).toMatch(/^objects\/(good|flood)$/);
    expect([4, 3_000_000]).toContain(bytes);
  }
  await store.put('objects/flood', bytesOf('the lock of the dead is broken'));
  expect((await readdir(join(folder, '.xunwen-tmp'))).filter((name) => name.endsWith('.lock'))).toEqual([]);
});

test('temporary files of long ago are removed by the next writer, fresh ones are not touched', async () => {
  const work = join(folder, '.xunwen-tmp');
  await mkdir(work);
  for (const name of ['old.part', 'new.part']) await writeFile(join(work, name), 'x');
  const longAgo = Date.now() / 1000 - 3 * 24 * 3600;
  await utimes(join(work, 'old.part'), longAgo, longAgo);
  await store.put('x', bytesOf('x'));
  expect(await readdir(work)).toEqual(['new.part']);
  expect((await listed(store.list(''))).map(({ key }) => key)).toEqual(['x']);
  await expect(store.get('.xunwen-tmp/new.part')).rejects.toThrow(UsageError);
  await expect(store.delete(['.xunwen-tmp/new.part'])).rejects.toThrow(UsageError);
});

test('a write that loses leaves no temporary file', async () => {
  await store.put('x', bytesOf('x'));
  await expect(store.put('x', bytesOf('y'), { ifNoneMatch: '*' })).rejects.toThrow(PreconditionFailedError);
  expect(await readdir(join(folder, '.xunwen-tmp'))).toEqual([]);
});

test('a lock of a living process is waited for', async () => {
  const path = join(folder, 'lock');
  const order: string[] = [];
  let entered = (): void => {};
  const inside = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const first = withFileLock(path, async () => {
    entered();
    await new Promise((resolve) => setTimeout(resolve, 60));
    order.push('first');
  });
  await inside;
  await withFileLock(path, async () => void order.push('second'));
  await first;
  expect(order).toEqual(['first', 'second']);
});

test('a lock of a process that is gone is broken at once', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('close', resolve));
  const path = join(folder, 'lock');
  await writeFile(path, `${child.pid} ${hostname()} token`);
  expect(await withFileLock(path, async () => 'inside')).toBe('inside');
});

test('a process that was killed while it broke a lock does not keep the others out', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('close', resolve));
  const path = join(folder, 'lock');
  for (const name of [path, `${path}.break`]) await writeFile(name, `${child.pid} ${hostname()} token`);
  expect(await withFileLock(path, async () => 'inside')).toBe('inside');
  expect(await readdir(folder)).toEqual([]);
});

test('a lock of another machine is broken when it is old, by one of many that wait', async () => {
  const path = join(folder, 'lock');
  await writeFile(path, '1 some-other-machine token');
  const minuteAgo = Date.now() / 1000 - 60;
  await utimes(path, minuteAgo, minuteAgo);
  let inside = 0;
  const enter = () =>
    withFileLock(path, async () => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 3));
      inside--;
    });
  await Promise.all(Array.from({ length: 8 }, enter));
  expect(await readdir(folder)).toEqual([]);
});

test('a writer whose lock was taken away does not write', async () => {
  const path = join(folder, 'lock');
  const write = withFileLock(path, async (stillHeld) => {
    await writeFile(path, 'somebody else');
    await stillHeld();
  });
  await expect(write).rejects.toThrow(StoreUnavailableError);
  expect(await readFile(path, 'utf8')).toBe('somebody else');
});

test('a folder that is a file is an unavailable store that names the path', async () => {
  await writeFile(join(folder, 'occupied'), 'x');
  const inside = await openStore(`file:${folder}/occupied`);
  await expect(inside.put('key', bytesOf('x'))).rejects.toThrow(StoreUnavailableError);
  await expect(inside.put('key', bytesOf('x'))).rejects.toThrow(/occupied.*--store/);
  await expect(listed(inside.list(''))).rejects.toThrow(StoreUnavailableError);
});

test('an object below an object is refused', async () => {
  await store.put('a', bytesOf('x'));
  await expect(store.put('a/b', bytesOf('x'))).rejects.toThrow(StoreUnavailableError);
});

test('a store that was never written is empty', async () => {
  const fresh = await openStore(`file:${folder}/not/yet`);
  expect(await listed(fresh.list(''))).toEqual([]);
  expect(await fresh.head('x')).toBeNull();
});

test.each([
  ['EACCES', AccessDeniedError, /no permission to write/],
  ['EPERM', AccessDeniedError, /mode/],
  ['EROFS', AccessDeniedError, /read-only/],
  ['ENOSPC', StoreUnavailableError, /full; free space/],
  ['ENOTDIR', StoreUnavailableError, /--store/],
  ['EMFILE', StoreUnavailableError, /ulimit/],
  ['ENAMETOOLONG', UsageError, /names this long/],
  ['EIO', StoreUnavailableError, /i\/o error/],
])('%s is said in words, with the path', (code, kind, message) => {
  const error = fileError(Object.assign(new Error('i/o error'), { code }), '/store/key', 'write');
  expect(error).toBeInstanceOf(kind);
  expect(error.message).toMatch(message);
  expect(error.message).toContain('/store/key');
  expect(readError(Object.assign(new Error('x'), { code: 'EACCES' }), '/p')).toBeInstanceOf(AccessDeniedError);
});

test('an uploaded file does not inherit the mode of its source', async () => {
  const source = join(folder, 'source');
  await writeFile(source, 'secret');
  await chmod(source, 0o444);
  await store.putFile('copy', source);
  await store.putFile('copy', source);
  expect(Buffer.from((await store.get('copy')).bytes).toString()).toBe('secret');
  expect((await stat(join(folder, 'copy'))).mode & 0o200).toBe(0o200);
});
