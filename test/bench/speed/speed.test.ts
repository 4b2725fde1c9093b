// The speed bench as a command, on a few sentences: two engines that need nothing installed, measured whole.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Results } from '../../../bench/speed/results.ts';
import { writeSet } from '../tiny-data.ts';

const BENCH = join(import.meta.dirname, '..', '..', '..', 'bench');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunwen-speed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('builds, asks cold and warm, counts what S3 is asked, and adds to the figures of a run before', () => {
  for (const set of ['xwlb_kw', 'news_title']) {
    writeSet(folder, set);
    const queries = ['紫砂壶 岩茶', '普洱茶存放多年', '绿茶'].map((text, id) =>
      JSON.stringify({ id: String(id), text }),
    );
    writeFileSync(join(folder, set, 'queries.jsonl'), queries.join('\n'));
  }
  const work = join(folder, 'work');
  const run = (...args: string[]): string =>
    execFileSync(
      process.execPath,
      [join(BENCH, 'speed.ts'), folder, '--work', work, '--cold', '2', '--warm', '3', '--latency', '1', ...args],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
  run('--sizes', '6', '--engines', 'flexsearch');
  const report = run('--sizes', '6', '--engines', 'sqlite-copied,sqlite,xunwen');
  expect(report).toContain('### 6 articles');
  const { results }: Results = JSON.parse(readFileSync(join(work, 'speed.json'), 'utf8'));
  expect(results.map(({ engine, failed }) => [engine, failed])).toEqual([
    ['xunwen', null],
    ['flexsearch', null],
    ['sqlite', null],
    ['sqlite-copied', null],
  ]);
  for (const { engine, build, cold, warm } of results) {
    expect(build!.indexBytes).toBeGreaterThan(0);
    expect(cold!.wall).toHaveLength(2);
    expect(warm!.again.queries).toBe(3);
    // Pointer, then the index; one round for what is loaded whole; nothing of S3 from a disk, though it is the same index.
    expect(cold!.rounds).toBe({ xunwen: 2, flexsearch: 1, sqlite: 0, 'sqlite-copied': 1 }[engine]);
    if (engine !== 'sqlite') expect(cold!.bytes[0]).toBeLessThanOrEqual(build!.indexBytes);
  }
}, 60_000);
