import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../../engine/errors.ts';
import { manifestKey, objectKey, pointerKey } from '../../../engine/index/manifest.ts';
import type { MemoryStore } from '../../memory-store.ts';
import { currentVersion } from '../publish/versions-fixture.ts';
import { articleLines, createHarness, standInBuild } from './harness.ts';

describe('xunwen index', () => {
  test('publishes a folder and ends with a summary', async () => {
    const xunwen = createHarness();
    await xunwen.file('articles/one.txt', '标题\n正文。\n');
    await xunwen.file('articles/two.jsonl', `${articleLines(2)}\n{broken\n{"id":"1","title":"again"}\n`);

    const { code, out, err } = await xunwen.run('index', 'articles');

    expect(code).toBe(0);
    expect(xunwen.opened).toEqual(['file:./.xunwen']);
    const version = await currentVersion(xunwen.store);
    expect(out.split('\n')).toEqual([
      'Articles  3, 1 replaced by a later one of the same id',
      'Skipped   1',
      'Warnings  0',
      'Terms     7',
      expect.stringMatching(/^Size {6}\d+ bytes$/),
      'Time      0.0 s',
      `Version   ${version} (published)`,
      'Store     memory:, collection articles',
      '',
    ]);
    expect(err).toMatch(/^Skipped: articles\/two\.jsonl: line 3\b/m);
  });

  test('says that the same articles are no new version', async () => {
    const xunwen = createHarness();
    await xunwen.runWith(articleLines(3), 'index', '-');
    const writes = xunwen.store.writes.length;

    const { code, out } = await xunwen.runWith(articleLines(3), 'index', '-');

    expect(code).toBe(0);
    expect(out).toContain('(unchanged, nothing new to publish)');
    expect(xunwen.store.writes).toHaveLength(writes);
  });

  test('with --strict a skipped record is exit code 1 and nothing is published', async () => {
    const xunwen = createHarness();
    const { code, err } = await xunwen.runWith(`${articleLines(3)}\n{broken`, 'index', '-', '--strict');
    expect(code).toBe(1);
    expect(err).toContain('xunwen: 1 file or record skipped, which --strict does not allow; nothing was published');
    expect(xunwen.store.writes).toEqual([]);
  });

  test('counts what is no article by its reason, which is no trouble to --strict', async () => {
    const xunwen = createHarness();
    await xunwen.file('posts/a.md', '# 标题\n\n正文。\n');
    for (const name of ['b', 'c', 'd', 'e']) await xunwen.file(`posts/${name}.md`, '---\ndraft: true\n---\n正文。\n');

    const { code, out, err } = await xunwen.run('index', 'posts', '--strict');

    expect(code).toBe(0);
    expect(out).toMatch(/^Left out {2}4$/m);
    expect(err).toMatch(/^Left out: draft: 4 \(posts\/b\.md, posts\/c\.md, posts\/d\.md, …\)$/m);
  });

  test('names the first 20 skipped records and counts the others', async () => {
    const xunwen = createHarness();
    const { code, err } = await xunwen.runWith(`${articleLines(1)}${'\n{broken'.repeat(25)}`, 'index', '-');
    expect(code).toBe(0);
    expect(err.match(/^Skipped: /gm)).toHaveLength(20);
    expect(err).toContain('… and 5 more\n');
  });

  test('refuses no articles and a shrunken collection with exit code 1, unless --allow-shrink', async () => {
    const xunwen = createHarness();
    await xunwen.file('empty/readme.bin', '');
    expect(await xunwen.run('index', 'empty')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^xunwen: 0 articles/m),
    });
    await xunwen.runWith(articleLines(10), 'index', '-');
    const first = await currentVersion(xunwen.store);

    const refused = await xunwen.runWith(articleLines(4), 'index', '-');

    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/4 articles are fewer than half of the 10 .* with --add, .* with --allow-shrink/);
    expect((await xunwen.runWith(articleLines(1), 'index', '-')).err).toContain('1 article is fewer than half');
    expect(await currentVersion(xunwen.store)).toBe(first);
    expect((await xunwen.runWith(articleLines(4), 'index', '-', '--allow-shrink')).code).toBe(0);
    expect(await currentVersion(xunwen.store)).not.toBe(first);
  });

  const spoilers: Record<string, (store: MemoryStore, key: string) => void> = {
    'cannot be read': (store, key) => {
      store.objects.get(key)!.bytes[9] ^= 1;
    },
    'is missing': (store, key) => void store.objects.delete(key),
  };
  test.each(Object.entries(spoilers))(
    'refuses to shrink what the history knows of when the pointer %s',
    async (why, spoil) => {
      const xunwen = createHarness();
      await xunwen.runWith(articleLines(10), 'index', '-');
      xunwen.now += 1000;
      await xunwen.runWith(articleLines(12), 'index', '-');
      const newest = await currentVersion(xunwen.store);
      spoil(xunwen.store, pointerKey('articles'));
      const writes = xunwen.store.writes.length;

      const refused = await xunwen.runWith(articleLines(1), 'index', '-', '--rebuild');

      expect(refused.code).toBe(1);
      expect(refused.err).toMatch(/1 article is fewer than half of the 12 in version \w+, the newest in the history/);
      expect(refused.err).toContain(newest);
      expect(refused.err).toContain(`(current.json ${why})`);
      expect(refused.err).not.toContain('--add');
      expect(xunwen.store.writes).toHaveLength(writes);
      expect((await xunwen.runWith(articleLines(7), 'index', '-', '--rebuild')).code).toBe(0);
      spoil(xunwen.store, pointerKey('articles'));
      expect((await xunwen.runWith(articleLines(1), 'index', '-', '--rebuild', '--allow-shrink')).code).toBe(0);
    },
  );

  test('takes the newest version of the history that can be read', async () => {
    const xunwen = createHarness();
    await xunwen.runWith(articleLines(10), 'index', '-');
    xunwen.now += 1000;
    await xunwen.runWith(articleLines(30), 'index', '-');
    const newest = (await currentVersion(xunwen.store))!;
    xunwen.store.objects.delete(pointerKey('articles'));
    xunwen.store.objects.get(manifestKey('articles', newest))!.bytes[9] ^= 1;
    expect((await xunwen.runWith(articleLines(4), 'index', '-')).err).toContain('fewer than half of the 10 in version');
    expect((await xunwen.runWith(articleLines(5), 'index', '-')).code).toBe(0);
  });

  test('says what was skipped also when it then refuses', async () => {
    const xunwen = createHarness();
    await xunwen.file('a.csv', 'id,text\n1,正文\n');
    const { code, err } = await xunwen.run('index', 'a.csv');
    expect(code).toBe(1);
    expect(err).toMatch(/Skipped: a\.csv: .*--map/);
  });

  test('takes the field map from --map, and several times', async () => {
    const xunwen = createHarness();
    await xunwen.file('a.csv', 'id,headline,text\n1,头条,正文\n');
    const { code, err } = await xunwen.run('index', 'a.csv', '--map', 'title=headline', '--map', 'body=text');
    expect(err).not.toContain('Skipped');
    expect(code).toBe(0);
    expect((await xunwen.run('index', 'a.csv', '--map', 'headline')).code).toBe(2);
  });

  test('that loses against another publisher is exit code 3', async () => {
    const xunwen = createHarness();
    const rival = createHarness();
    rival.store = xunwen.store;
    xunwen.parts.buildIndex = async (options) => {
      await rival.runWith(articleLines(5), 'index', '-');
      return standInBuild(options);
    };

    const { code, err } = await xunwen.runWith(articleLines(3), 'index', '-');

    expect(code).toBe(3);
    expect(err).toMatch(/^xunwen: somebody else published to the collection "articles"/m);
  });

  test('says that another dictionary means that everything was built anew', async () => {
    const xunwen = createHarness();
    expect((await xunwen.runWith(articleLines(2), 'index', '-')).err).not.toContain('dictionary');
    xunwen.parts.buildIndex = async (options) => {
      const build = await standInBuild(options);
      return { ...build, manifest: { ...build.manifest, termsDigest: 'fedcba9876543210', version: '1'.repeat(16) } };
    };
    expect((await xunwen.runWith(articleLines(2), 'index', '-')).err).toContain('The dictionary, or a setting');
  });

  test('asks the store for the current version before it builds', async () => {
    const xunwen = createHarness();
    xunwen.store.get = async () => {
      throw new StoreUnavailableError('memory: is out of reach');
    };
    xunwen.parts.buildIndex = async () => {
      throw new Error('built in vain');
    };
    const { code, err } = await xunwen.runWith(articleLines(1), 'index', '-');
    expect(code).toBe(1);
    expect(err).toBe('xunwen: memory: is out of reach\n');
  });

  test('stops at a current version that cannot be read, and replaces it with --rebuild', async () => {
    const xunwen = createHarness();
    await xunwen.runWith(articleLines(2), 'index', '-');
    const version = await currentVersion(xunwen.store);
    xunwen.store.objects.get(pointerKey('articles'))!.bytes[0] ^= 1;
    expect(await xunwen.runWith(articleLines(2), 'index', '-')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/current\.json .*xunwen index \.\.\. --rebuild .*xunwen rollback VERSION/),
    });
    expect((await xunwen.runWith(articleLines(2), 'index', '-', '--rebuild')).code).toBe(0);
    expect(await currentVersion(xunwen.store)).toBe(version);
  });

  test('leaves no temporary folder, whether it succeeds, is refused or fails', async () => {
    const xunwen = createHarness();
    let folder = '';
    xunwen.parts.buildIndex = async (options) => {
      folder = options.workFolder;
      expect(await readdir(xunwen.temporary)).toHaveLength(1);
      return standInBuild(options);
    };
    await xunwen.runWith(articleLines(4), 'index', '-');
    await xunwen.runWith(articleLines(1), 'index', '-');
    xunwen.store.beforeWrite = () => {
      throw new StoreUnavailableError('gone');
    };
    await xunwen.runWith(articleLines(5), 'index', '-');
    expect(folder.startsWith(join(xunwen.temporary, 'xunwen-'))).toBe(true);
    expect(await readdir(xunwen.temporary)).toEqual([]);
  });

  test('names the folder and TMPDIR when the disk is full or there is none', async () => {
    const xunwen = createHarness();
    xunwen.parts.buildIndex = async () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    const full = await xunwen.runWith(articleLines(1), 'index', '-');
    expect(full.code).toBe(1);
    expect(full.err).toMatch(/^xunwen: cannot work in .*xunwen-\w+ \(ENOSPC\); set TMPDIR to a folder/m);
    xunwen.temporary = join(xunwen.temporary, 'nowhere');
    expect((await xunwen.runWith(articleLines(1), 'index', '-')).err).toMatch(/nowhere \(ENOENT\); set TMPDIR/);
  });

  test('sends nothing to a store when a source does not exist, and names it', async () => {
    const xunwen = createHarness();
    const { code, err } = await xunwen.run('index', 'nowhere');
    expect(code).toBe(2);
    expect(err).toContain('nowhere');
    expect(xunwen.store.writes).toEqual([]);
  });

  test('repairs a current version that lost an object, and says so', async () => {
    const xunwen = createHarness();
    await xunwen.runWith(articleLines(2), 'index', '-');
    const [segment] = [...xunwen.store.objects.keys()].filter((key) => key.endsWith('.seg'));
    xunwen.store.objects.delete(segment);

    const { code, out } = await xunwen.runWith(articleLines(2), 'index', '-');

    expect(code).toBe(0);
    expect(out).toMatch(/^Version {3}\w+ \(repaired: missing from the store, \d+ bytes written again\)$/m);
    expect(xunwen.store.objects.has(segment)).toBe(true);
  });

  test('repairs a damaged object with --rebuild', async () => {
    const xunwen = createHarness();
    await xunwen.runWith(articleLines(2), 'index', '-');
    const [key] = [...xunwen.store.objects.keys()].filter((name) => name.startsWith(objectKey('articles', '')));
    const whole = xunwen.store.objects.get(key)!.bytes.slice();
    xunwen.store.objects.get(key)!.bytes[3] ^= 1;
    await xunwen.runWith(articleLines(2), 'index', '-', '--rebuild');
    expect(xunwen.store.objects.get(key)!.bytes).toEqual(whole);
  });
});
