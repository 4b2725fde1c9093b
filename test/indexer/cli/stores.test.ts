// The whole program with nothing stood in for, on a folder and on S3: index, search, go back, verify.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openStore } from '../../../engine/store/open.ts';
import { PARTS } from '../../../indexer/cli/parts.ts';
import { environmentOf, type S3Server, startS3Server } from '../../s3-server/server.ts';
import {
  COLLECTION,
  currentVersion,
  makeVersion,
  missingObjects,
  publishVersion,
} from '../publish/versions-fixture.ts';
import { createHarness, type Harness } from './harness.ts';

let folder: string;
let server: S3Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xunwen-test-'));
  server = await startS3Server({ buckets: ['bucket'] });
  for (const [name, value] of Object.entries(environmentOf(server))) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

function realHarness(store: string): Harness {
  const xunwen = createHarness();
  xunwen.parts = PARTS;
  xunwen.env.XUNWEN_STORE = store;
  return xunwen;
}

const record = (id: string, title: string, body: string): string => `${JSON.stringify({ id, title, body })}\n`;

describe.each([
  ['a folder', () => `file:${folder}/store`],
  ['S3', () => 's3://bucket/some/prefix'],
])('on %s', (_name, url) => {
  test('articles are published, found, replaced, gone back to and verified', async () => {
    const xunwen = realHarness(url());
    const first = record('1', '徐汇区创建文明城市', '上海市徐汇区本周召开会议。') + record('2', '天气', '明天多云。');
    expect((await xunwen.run('search', '文明城市')).code).toBe(1);

    expect(await xunwen.runWith(first, 'index', '-')).toMatchObject({ code: 0 });
    const found = await xunwen.run('search', '文明城市', '--json');
    expect(JSON.parse(found.out)).toMatchObject({ total: 1, hits: [{ id: '1' }], index: { documents: 2 } });
    expect((await xunwen.run('search', '明天多云')).out).toMatch(/^1\. 天气\n/);

    xunwen.now += 1000;
    expect((await xunwen.runWith(first, 'index', '-')).out).toContain('unchanged');
    expect((await xunwen.runWith(record('3', '新闻', '全新的内容。'), 'index', '-')).code).toBe(0);
    expect(JSON.parse((await xunwen.run('search', '文明城市', '--json')).out).total).toBe(0);
    expect((await xunwen.run('versions')).out.trimEnd().split('\n')).toHaveLength(2);
    expect((await xunwen.run('rollback')).code).toBe(0);
    expect(JSON.parse((await xunwen.run('search', '文明城市', '--json')).out).total).toBe(1);

    expect((await xunwen.run('gc')).out).toMatch(/kept 2 versions\n$/);
    expect(await xunwen.run('verify', '--all')).toMatchObject({ code: 0, err: expect.not.stringContaining('xunwen:') });
  });

  test('of eight publishers at the same time exactly one wins', async () => {
    const store = await openStore(`${url()}-race`);
    const versions = Array.from({ length: 8 }, (_, i) => makeVersion([`own ${i}`, 'shared'], Date.now()));
    const results = await Promise.allSettled(versions.map((version) => publishVersion(store, version, Date.now())));
    const won = results.flatMap((result, index) => (result.status === 'fulfilled' ? [index] : []));
    expect(won).toHaveLength(1);
    expect(await currentVersion(store)).toBe(versions[won[0]].manifest.version);
    expect(await missingObjects(store)).toEqual([]);
    expect(versions[0].manifest.collection).toBe(COLLECTION);
  });
});

test('a bucket that does not exist is named by every command, and nothing is built for it', async () => {
  const xunwen = realHarness('s3://typo/prefix');
  for (const command of [['search', 'x'], ['versions'], ['gc'], ['verify'], ['index', '-']]) {
    const { code, err } = await xunwen.run(...command);
    expect(code).toBe(1);
    expect(err).toMatch(/bucket "typo" does not exist/);
  }
});

test('wrong credentials are told as such, and never as an empty index', async () => {
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong');
  const xunwen = realHarness('s3://bucket/some/prefix');
  for (const command of [['search', '文明'], ['versions'], ['index', '-']]) {
    const { code, out, err } = await xunwen.run(...command);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/AWS_SECRET_ACCESS_KEY/);
  }
});
