// The bench of builds: a row for each number of threads, all of the same version, and for each peer; wrong options are
// refused.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { documentsOfThings, TEA, writeSet } from './tiny-data.ts';

const BENCH = join(import.meta.dirname, '..', '..', 'bench', 'build.ts');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunwen-build-bench-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bench = (...args: string[]) => spawnSync(process.execPath, [BENCH, folder, ...args], { encoding: 'utf8' });

it('builds with each number of threads, says that the versions are the same, and builds what peers make of it', () => {
  for (const set of ['xwlb_kw', 'news_title']) writeSet(folder, set, [...TEA, ...documentsOfThings(20)]);
  const { stdout, status, stderr } = bench(
    '--articles',
    '400',
    '--threads',
    '1,2',
    '--commit',
    '90',
    '--peers',
    'sqlite',
  );
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  const rows = stdout.split('\n').filter((line) => /^\| (?:xunwen|sqlite)/.test(line));
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
  expect(cells.map(([, engine, threads]) => `${engine} ${threads}`)).toEqual(['xunwen 1', 'xunwen 2', 'sqlite ']);
  const [one, two, peer] = cells.map((row) => row.at(-2));
  expect(one).toMatch(/^[0-9a-f]{16}$/);
  expect([two, peer]).toEqual([one, '']);
  for (const [, , , , , , seconds] of cells) expect(Number(seconds)).toBeGreaterThan(0);
});

it.each([
  ['--articles', '0', '--articles 0 is not a whole number of 1 or more'],
  ['--peers', 'lucene,solr', '--peers solr is none of xunwen, lancedb'],
  ['--threads', '1,many', '--threads many is not a whole number of 1 or more'],
])('refuses %s %s and says what it should be', (option, value, message) => {
  const { stderr, status } = bench(option, value);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
