// The program as a process: signals and streams, which only a process has.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { articleLines } from './harness.ts';

const ENTRY = fileURLToPath(new URL('../../../indexer/cli.ts', import.meta.url));

let folder: string;
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xunwen-test-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  /** Exit code, or the signal's name when the process had no say. */
  ended: Promise<number | string | null>;
  output(): string;
}

function start(...argv: string[]): Started {
  const child = spawn(process.execPath, [ENTRY, ...argv], { cwd: folder, env: { ...process.env, TMPDIR: folder } });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  return { child, ended, output: () => output };
}

/** Wait until something holds; the test's own time limit ends it. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const workFolders = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.startsWith('xunwen-'));

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s', (signal, code) => {
  test(`ends serve with ${code}`, async () => {
    const { child, ended, output } = start('serve', '--port', '0');
    await until(() => output().includes('Xunwen serves http://'));
    child.kill(signal);
    expect(await ended).toBe(code);
  });

  test(`ends a build with ${code}, removes its folder and publishes nothing`, async () => {
    const { child, ended, output } = start('index', '-');
    child.stdin?.write(`${articleLines(50)}\n`);
    await until(async () => (await workFolders()).length > 0);
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(output()).not.toMatch(/\n {4}at /);
    expect(await readdir(folder)).toEqual([]);
  });
});

test('what a build that was killed leaves behind, the next one removes and says so', async () => {
  const { child, ended } = start('index', '-');
  child.stdin?.write(`${articleLines(50)}\n`);
  const spools = async () => (await workFolders()).filter((name) => existsSync(join(folder, name, 'articles.jsonl')));
  await until(async () => (await spools()).length > 0);
  const [left] = await spools();
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  const next = start('index', '-');
  next.child.stdin?.end(articleLines(1));
  expect(await next.ended).toBe(0);
  expect(next.output()).toContain(`Removed ${join(folder, left!)}, which a run that was killed had left behind.`);
  expect(await workFolders()).toEqual([]);
});

test('a reader that closes the pipe early is no error', async () => {
  const { child, ended, output } = start('help');
  child.stdout?.destroy();
  expect(await ended).toBe(0);
  expect(output()).toBe('');
});

test('wrong usage does not wait for the end of standard input', async () => {
  const { child, ended } = start('index', '-', '--map', 'nonsense');
  expect(await ended).toBe(2);
  child.stdin?.end();
});
