// What goes wrong on the machine that indexes: files that are not what they seem, and disks that are full. The
// message names the thing and the way out, and the index of before still answers.

import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idsOf } from './support/answers.ts';
import { type CommandLine, createCommandLine, type Ended } from './support/command-line.ts';
import { buildCommandLine, makeFolder, NODE } from './support/product.ts';

let folder: string;
let remove: () => Promise<void>;
let program: string;
let xunwen: CommandLine;

beforeAll(async () => {
  ({ folder, remove } = await makeFolder());
  program = await buildCommandLine(folder);
  xunwen = createCommandLine(program, folder, {});
  await writeFile(join(folder, 'good.jsonl'), lines(1, 20));
  expect(await xunwen.run(['index', 'good.jsonl'])).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await xunwen?.stop();
  await remove();
});

/** So many articles about 城市, one a line. */
function lines(first: number, count: number): string {
  const article = (number: number) => ({ id: `${number}`, title: `第${number}篇`, body: `说的是城市。`.repeat(40) });
  return Array.from({ length: count }, (_, at) => `${JSON.stringify(article(first + at))}\n`).join('');
}

const indexed = async (): Promise<number> => {
  const { code, out } = await xunwen.run(['search', '城市', '--json', '--limit', '50']);
  expect(code).toBe(0);
  return idsOf(out).length;
};

async function expectNothingPublished({ code, out }: Ended): Promise<void> {
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(await indexed()).toBe(20);
}

describe('a source', () => {
  test('without the column is named with the columns that it has and the flag to use', async () => {
    await writeFile(join(folder, 'export.csv'), 'number,headline,content\n1,城市,正文\n');
    const ended = await xunwen.run(['index', 'export.csv']);
    expect(ended.err).toContain('export.csv: no column "body" (found: number, headline, content)');
    expect(ended.err).toMatch(/--map body=content/);
    await expectNothingPublished(ended);
  });

  test('that is an empty folder is refused', async () => {
    await mkdir(join(folder, 'empty'));
    const ended = await xunwen.run(['index', 'empty']);
    expect(ended.err).toMatch(/empty/);
    await expectNothingPublished(ended);
  });

  test('that is binary is skipped by its name', async () => {
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256));
    await writeFile(join(folder, 'picture.txt'), bytes);
    const ended = await xunwen.run(['index', 'picture.txt']);
    expect(ended.err).toMatch(/Skipped: picture\.txt: /);
    await expectNothingPublished(ended);
  });

  test('with bad JSON on line 17 fails as a whole only with --strict', async () => {
    const broken = lines(1, 20).split('\n');
    broken[16] = '{"id": "17", "title": "第17篇", "body": "没有引号}';
    await writeFile(join(folder, 'broken.jsonl'), broken.join('\n'));
    const strict = await xunwen.run(['index', 'broken.jsonl', '--strict']);
    expect(strict.err).toMatch(/Skipped: broken\.jsonl: line 17, column \d+: it ends too early/);
    expect(strict.err).toContain('--strict');
    await expectNothingPublished(strict);

    const lenient = await xunwen.run(['index', 'broken.jsonl']);
    expect(lenient).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Articles +19\nChanges +0 new, 0 changed, 1 deleted; .*\nSkipped +1\n/),
    });
    expect(lenient.err).toMatch(/Skipped: broken\.jsonl: line 17, column \d+: /);
    expect(await indexed()).toBe(19);
    expect(await xunwen.run(['rollback'])).toMatchObject({ code: 0 });
  });
});

/** Mounts a file system of this size; false where that is not allowed. */
function mountTiny(path: string, kilobytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

type Run = (argv: readonly string[], environment?: Record<string, string>) => Promise<Ended>;

/** Runs the program with no file larger than this: the same writes fail as on a full disk, with another code. */
const withSmallFiles: Run = (argv, environment) =>
  xunwen.runBy('bash', ['-c', 'ulimit -f 64; exec "$0" "$@"', NODE, program, ...argv], environment);

describe('a full disk', () => {
  /** On a file system of 64 KB; where mounting is not allowed, with a limit on the size of files. */
  async function onTiny(test: (path: string, run: Run, mounted: boolean) => Promise<void>): Promise<void> {
    const path = join(folder, 'tiny');
    await mkdir(path);
    const mounted = mountTiny(path, 64);
    try {
      await test(path, mounted ? (argv, environment) => xunwen.run(argv, environment) : withSmallFiles, mounted);
    } finally {
      if (mounted) execFileSync('umount', ['-l', path]);
      await rm(path, { recursive: true });
    }
  }

  test('for temporary files names the folder and TMPDIR', () =>
    onTiny(async (path, run) => {
      await writeFile(join(folder, 'long.jsonl'), lines(1, 2000));
      const ended = await run(['index', 'long.jsonl'], { TMPDIR: path });
      expect(ended.err).toMatch(/ENOSPC|EFBIG/);
      expect(ended.err).toContain(path);
      expect(ended.err).toContain('TMPDIR');
      await expectNothingPublished(ended);
    }));

  test('under the store names the file and --store, and the index there still answers', () =>
    onTiny(async (path, run, mounted) => {
      await writeFile(join(folder, 'few.jsonl'), lines(1, 1));
      const store = ['--store', `file:${path}/store`];
      expect(await xunwen.run(['index', 'few.jsonl', ...store])).toMatchObject({ code: 0 });
      await writeFile(join(folder, 'long.jsonl'), lines(1, 4000));
      const ended = await run(['index', 'long.jsonl', ...store]);
      expect(ended).toMatchObject({ code: 1, out: '' });
      const { out } = await xunwen.run(['search', '城市', '--json', ...store]);
      expect(idsOf(out)).toEqual(['1']);
      expect(await xunwen.run(['verify', ...store])).toMatchObject({ code: 0 });
      // A limit on files already meets the segment where it is built.
      expect(ended.err).toMatch(mounted ? /tiny\/store.*disk or quota is full.*--store/ : /ulimit -f/);
    }));

  test('or a limit on the size of files stops the build and publishes nothing', async () => {
    await writeFile(join(folder, 'long.jsonl'), lines(1, 4000));
    const ended = await withSmallFiles(['index', 'long.jsonl']);
    expect(ended.err).toContain('EFBIG');
    expect(ended.err).toContain('ulimit -f');
    await expectNothingPublished(ended);
  });
});
