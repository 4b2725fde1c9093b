import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeLeftBehind, signFolder } from '../../../indexer/cli/left-behind.ts';

const CHILD = fileURLToPath(new URL('work-folder-child.ts', import.meta.url));

let temporary: string;
const children = new Set<ChildProcess>();

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'xunwen-test-'));
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await rm(temporary, { recursive: true, force: true });
});

/** A folder as a run makes it, with what another owner would have written in place of ours. */
async function makeFolder(name: string, owner: object = {}): Promise<string> {
  const folder = join(temporary, name);
  await mkdir(folder);
  signFolder(folder);
  const path = join(folder, 'owner.json');
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...owner }));
  await writeFile(join(folder, 'articles.jsonl'), '{}\n');
  return folder;
}

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'close');
  return child.pid!;
}

describe('folders that killed runs left behind', () => {
  test('are removed', async () => {
    const pid = await endedProcess();
    const folders = [await makeFolder('xunwen-aB3dE9', { pid }), await makeFolder('xunwen-aaaaaa-gone', { pid })];
    const removed = await removeLeftBehind(temporary);
    expect(removed.sort()).toEqual(folders.sort());
    expect(await readdir(temporary)).toEqual([]);
  });

  test('are removed when removing them was interrupted, an hour after that', async () => {
    const half = join(temporary, 'xunwen-bbbbbb-gone');
    await mkdir(half);
    await writeFile(join(half, 'articles.jsonl'), '{}\n');
    expect(await removeLeftBehind(temporary)).toEqual([]);
    const before = Date.now() / 1000 - 3700;
    await utimes(half, before, before);
    expect(await removeLeftBehind(temporary)).toEqual([half]);
  });

  test('stay when they are of a process that lives, of another machine, of nobody, or of another kind', async () => {
    const pid = await endedProcess();
    await makeFolder('xunwen-alive1');
    await makeFolder('xunwen-alive2', { pid: process.ppid });
    await makeFolder('xunwen-alive3-gone');
    await makeFolder('xunwen-other1', { pid, machine: 'elsewhere' });
    await makeFolder('xunwen-strng1', { pid: String(pid) });
    await makeFolder('xunwen-zero01', { pid: 0 });
    await makeFolder('xunwen-test-aaaaaa', { pid });
    await makeFolder('other-aaaaaa', { pid });
    await mkdir(join(temporary, 'xunwen-nobody'));
    await writeFile(join(await makeFolder('xunwen-broken'), 'owner.json'), '{"pid":');
    await writeFile(join(temporary, 'xunwen-afile1'), '');
    await symlink(await makeFolder('elsewhere', { pid }), join(temporary, 'xunwen-alink1'));
    const before = (await readdir(temporary)).sort();
    expect(await removeLeftBehind(temporary)).toEqual([]);
    expect((await readdir(temporary)).sort()).toEqual(before);
  });

  test('are looked for where there is no folder at all', async () => {
    expect(await removeLeftBehind(join(temporary, 'nowhere'))).toEqual([]);
  });

  test('go while other runs make theirs, are killed, and clean up, and nobody loses one in use', async () => {
    const start = (rounds: number): ChildProcess => {
      const child = spawn(process.execPath, [CHILD, temporary, String(rounds)], { stdio: 'ignore' });
      children.add(child);
      return child;
    };
    const pid = await endedProcess();
    for (let i = 0; i < 30; i++) await makeFolder(`xunwen-dead${String(i).padStart(2, '0')}`, { pid });
    const steady = [start(40), start(40)];
    const ended = steady.map((child) => once(child, 'close'));
    for (let i = 0; i < 3; i++) {
      const killed = start(1000);
      while (killed.exitCode === null && !(await hasFolderOf(killed.pid!))) await sleep(1);
      killed.kill('SIGKILL');
      await once(killed, 'close');
    }
    expect((await Promise.all(ended)).map(([code]) => code)).toEqual([0, 0]);
    await removeLeftBehind(temporary);
    // One may be killed before it has said whose its folder is, or while it removes it.
    for (const name of await readdir(temporary))
      expect(await readdir(join(temporary, name))).not.toContain('owner.json');
  });
});

async function hasFolderOf(pid: number): Promise<boolean> {
  for (const name of await readdir(temporary)) {
    const owner = await readFile(join(temporary, name, 'owner.json'), 'utf8').catch(() => '');
    if (owner.includes(`"pid":${pid},`)) return true;
  }
  return false;
}
