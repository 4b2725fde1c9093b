import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { XunwenError } from '../../../engine/errors.ts';
import { createThreadCrew } from '../../../indexer/build/crew.ts';
import { type Limits, withBuild } from '../../support/build-index.ts';

const PIECES = [
  '徐汇',
  '文明城市',
  '滨江步道',
  '2017年11月25日',
  'iPhone15',
  '，',
  '。\n',
  '图书馆开放',
  '，市民',
  '5G',
];

/** Enough articles for threads, of very different lengths. */
const ARTICLES: Article[] = Array.from({ length: 700 }, (_, i) => ({
  id: `a/${(i * 7919) % 1000}`,
  title: i % 5 === 0 ? '' : `标题${PIECES[i % PIECES.length]}${i % 13}`,
  body: Array.from({ length: ((i * 31) % 90) + 1 }, (_, j) => PIECES[(i * j + j + i) % PIECES.length]).join(''),
  ...(i % 3 === 0 ? {} : { date: { instant: 1.5e12 + (i % 40) * 1e9, civil: '2017-11-25' } }),
  ...(i % 4 === 0 ? { source: `来源${i % 6}`, tags: ['甲', `乙${i % 3}`] } : {}),
}));

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'xunwen-threads-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

/** What a build with these limits gives, byte by byte. */
const built = (limits: Limits) =>
  withBuild(ARTICLES, limits, async ({ manifest, files, counts }) => ({
    manifest,
    counts,
    hashes: files.map(({ path }) => createHash('sha256').update(readFileSync(path)).digest('hex')),
  }));

test('a build gives the same bytes whatever the threads and the batches', async () => {
  const alone = await built({ threads: 1, articlesPerSegment: 400 });
  expect(alone.counts.articles).toBe(700);
  expect(alone.hashes).toHaveLength(4);
  for (const threads of [2, 3])
    for (const articlesPerCommit of [7, 150])
      expect(await built({ threads, articlesPerCommit, articlesPerSegment: 400 })).toEqual(alone);
});

test('progress of threads adds up to all articles, and never goes back', async () => {
  const workFolder = folder();
  const seen: number[] = [];
  const { buildIndex } = await import('../../../indexer/build/build.ts');
  const { loadConfig } = await import('../../../indexer/config/load.ts');
  const config = await loadConfig({ cwd: workFolder, env: { XUNWEN_THREADS: '2' }, flags: {} });
  config.limits.articlesPerCommit = 60;
  await buildIndex({
    items: (async function* () {
      for (const article of ARTICLES) yield { kind: 'article' as const, origin: article.id, article };
    })(),
    workFolder,
    config,
    now: new Date(0),
    progress: ({ phase, done }) => {
      if (phase === 'index') seen.push(done);
    },
  });
  expect(seen.at(-1)).toBe(700);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(readdirSync(workFolder).filter((name) => !/\.(seg|suggest|spelling|duplicates)$/.test(name))).toEqual([
    'articles.jsonl',
  ]);
});

describe('a thread that fails', () => {
  const dictionaries = (text: string) => ({
    dictionaries: [{ text, source: 'words.txt' }],
    mixedWords: [],
    warnings: [],
    digest: '',
  });
  const rows = (path: string) => ({ path, offsets: Float64Array.of(0), lengths: Uint32Array.of(2) });
  const job = (name: string, path: string, into: string) =>
    ({
      kind: 'index',
      rows: rows(path),
      firstDocument: 0,
      pivots: { title: 1, body: 1 },
      fields: [],
      sketches: false,
      folder: into,
      name,
    }) as const;

  test('fails the build with its own error, and the jobs that wait with it', async () => {
    const into = folder();
    const crew = createThreadCrew(2, dictionaries('徐汇 5'));
    const jobs = ['a', 'b', 'c', 'd'].map((name) => crew.work(job(name, join(into, 'missing'), into), () => {}));
    for (const { status, ...result } of await Promise.allSettled(jobs)) {
      expect(status).toBe('rejected');
      expect(result).toMatchObject({ reason: { code: 'ENOENT', message: expect.stringContaining('missing') } });
    }
    await crew.close();
    await expect(crew.work(job('e', join(into, 'missing'), into), () => {})).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('keeps the words of an error that was raised on purpose', async () => {
    const crew = createThreadCrew(2, dictionaries('徐 汇 区'));
    const failure = crew.work(job('a', 'x', 'y'), () => {});
    await expect(failure).rejects.toThrow(XunwenError);
    await expect(failure).rejects.toThrow('words.txt:1: "徐 汇 区" is not a dictionary line');
    await crew.close();
  });

  test.each([
    ['exits', 'process.exit(3)', 'a thread of the build ended early (exit code 3)'],
    ['throws outside of any job', "throw new Error('no luck')", 'no luck'],
  ])('and %s fails the build too', async (_, code, message) => {
    const program = join(folder(), 'worker.mjs');
    writeFileSync(
      program,
      `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { ${code} });`,
    );
    const crew = createThreadCrew(2, dictionaries('徐汇 5'), program);
    await expect(crew.work(job('a', 'x', 'y'), () => {})).rejects.toThrow(message);
    await crew.close();
  });

  test('fails the build with the file that it could not write', async () => {
    const taken = '0-3.values';
    await expect(
      withBuild(
        (function* () {
          yield* ARTICLES;
        })(),
        { threads: 2, articlesPerCommit: 50 },
        async () => {},
        {},
        (workFolder) => mkdirSync(join(workFolder, `batch-${taken}`)),
      ),
    ).rejects.toMatchObject({ code: 'EEXIST', message: expect.stringContaining(taken) });
  });
});
