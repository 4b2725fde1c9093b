// The threads of a build as users get them: started from the bundle, and gone when the command is.

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLine, createCommandLine } from './support/command-line.ts';
import { buildCommandLine, makeFolder } from './support/product.ts';

let folder: string;
let temporary: string;
let remove: () => Promise<void>;
let xunwen: CommandLine;

beforeAll(async () => {
  ({ folder, remove } = await makeFolder());
  temporary = join(folder, 'tmp');
  await mkdir(temporary);
  xunwen = createCommandLine(await buildCommandLine(folder), folder, { TMPDIR: temporary });
  const lines = Array.from({ length: 1500 }, (_, i) =>
    JSON.stringify({ id: i, title: `标题${i}`, body: `第${i}篇的正文，说的是城市里的图书馆。`.repeat(20) }),
  );
  await writeFile(join(folder, 'articles.jsonl'), lines.join('\n'));
  const limits = { articlesPerCommit: 200 };
  await writeFile(join(folder, 'xunwen.config.json'), JSON.stringify({ collections: { articles: { limits } } }));
});
afterAll(async () => {
  await xunwen?.stop();
  await remove();
});

test('the bundled command publishes the same version with threads and without', async () => {
  const versions: string[] = [];
  for (const threads of ['1', '2']) {
    const store = `file:./${threads}`;
    const { code, out, err } = await xunwen.run(['index', 'articles.jsonl', '--store', store], {
      XUNWEN_THREADS: threads,
    });
    expect([code, err]).toEqual([0, expect.stringContaining('Indexing 1,500 of 1,500')]);
    versions.push(/Version +(\w{16})/.exec(out)![1]!);
  }
  expect(versions[1]).toBe(versions[0]);
  expect(await readdir(temporary)).toEqual([]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends a build with threads, and leaves nothing', async (signal, code) => {
  const { child, ended, output } = xunwen.start(['index', 'articles.jsonl', '--store', 'file:./interrupted'], {
    XUNWEN_THREADS: '2',
  });
  while (!output().includes('Indexing')) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill(signal);
  expect((await ended).code).toBe(code);
  expect(await readdir(temporary)).toEqual([]);
  expect(await readdir(folder)).not.toContain('interrupted');
});
