import { expect, test } from 'vitest';
import { NotFoundError } from '../../../engine/errors.ts';
import { pointerKey } from '../../../engine/index/manifest.ts';
import { currentVersion, HOUR } from '../publish/versions-fixture.ts';
import { articleLines, createHarness, type Harness } from './harness.ts';

/** Publishes so many versions, an hour apart, of 3, 4, 5 ... articles. */
async function published(count: number): Promise<{ xunwen: Harness; versions: string[] }> {
  const xunwen = createHarness();
  const versions: string[] = [];
  for (let i = 0; i < count; i++) {
    await xunwen.runWith(articleLines(3 + i), 'index', '-');
    versions.push((await currentVersion(xunwen.store))!);
    xunwen.now += HOUR;
  }
  return { xunwen, versions };
}

test('versions lists what is published, newest first, and marks the current one', async () => {
  const { xunwen, versions } = await published(2);
  const { code, out } = await xunwen.run('versions');
  expect(code).toBe(0);
  expect(out.split('\n')).toEqual([
    expect.stringMatching(
      new RegExp(`^\\* {2}${versions[1]} {2}2026-01-01T01:00:00.000Z {2}4 articles {2}\\d+ bytes$`),
    ),
    expect.stringMatching(new RegExp(`^ {3}${versions[0]} {2}2026-01-01T00:00:00.000Z {2}3 articles {2}\\d+ bytes$`)),
    '',
  ]);
});

test.each([['versions'], ['rollback'], ['gc'], ['verify']])(
  '%s without an index is exit code 1 and says how to build one',
  async (command) => {
    const { code, out, err } = await createHarness().run(command);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^xunwen: memory: has no index of the collection "articles"; build one with: xunwen index /);
  },
);

test('rollback goes to the version before, or to the one that is named', async () => {
  const { xunwen, versions } = await published(3);
  expect(await xunwen.run('rollback')).toMatchObject({
    code: 0,
    out: `Rolled back from ${versions[2]} to ${versions[1]} (2026-01-01T01:00:00.000Z, 4 articles)\n`,
  });
  expect((await xunwen.run('rollback', versions[0])).code).toBe(0);
  expect(await currentVersion(xunwen.store)).toBe(versions[0]);
  expect(await xunwen.run('rollback', 'nonsense')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/no version "nonsense"/),
  });
});

test('versions and rollback are the way out of a pointer that cannot be read', async () => {
  const { xunwen, versions } = await published(2);
  xunwen.store.objects.get(pointerKey('articles'))!.bytes[5] ^= 1;
  const listed = await xunwen.run('versions');
  expect(listed).toMatchObject({ code: 1, err: expect.stringContaining('current.json') });
  expect(listed.out).toContain(versions[0]);
  expect((await xunwen.run('gc')).code).toBe(1);
  expect((await xunwen.run('rollback', versions[0])).code).toBe(0);
  expect(await currentVersion(xunwen.store)).toBe(versions[0]);
});

test('versions and rollback are the way out of a pointer that is missing', async () => {
  const { xunwen, versions } = await published(2);
  xunwen.store.objects.delete(pointerKey('articles'));
  const listed = await xunwen.run('versions');
  expect(listed).toMatchObject({
    code: 1,
    err: expect.stringMatching(/current\.json is missing; xunwen rollback VERSION/),
  });
  expect(listed.out).toContain(versions[1]);
  expect(await xunwen.run('rollback', versions[1]!)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Rolled back from no version that could be read to /),
  });
  expect(await currentVersion(xunwen.store)).toBe(versions[1]);
});

test('a store that does not exist is named, and is not taken for one without an index', async () => {
  const xunwen = createHarness();
  xunwen.store.list = () => {
    throw new NotFoundError('s3://typo: bucket "typo" does not exist there; check --store');
  };
  for (const command of [['versions'], ['rollback'], ['gc'], ['verify'], ['index', '-']]) {
    const { code, err } = await xunwen.run(...command);
    expect(code).toBe(1);
    expect(err).toContain('bucket "typo" does not exist');
  }
});

test('gc prints what it deletes; --dry-run prints the same and deletes nothing', async () => {
  const { xunwen, versions } = await published(5);
  xunwen.now += 48 * HOUR;
  const keys = [...xunwen.store.objects.keys()];

  const dry = await xunwen.run('gc', '--dry-run');
  expect([...xunwen.store.objects.keys()]).toEqual(keys);
  const real = await xunwen.run('gc');

  expect(real.code).toBe(0);
  expect(real.out).toContain(`Deleted version ${versions[0]}\n`);
  expect(real.out).toMatch(/Deleted 2 versions and 2 objects \(\d+ bytes\); kept 3 versions\n$/);
  expect(dry.out).toBe(real.out.replaceAll('Deleted', 'Would delete'));
  expect(xunwen.store.objects.size).toBe(keys.length - 4);
});

test('gc names the folders of earlier formats and removes them only with --old-formats', async () => {
  const { xunwen } = await published(1);
  xunwen.store.objects.set('articles/f0-a0/current.json', { bytes: Buffer.from('{}'), modified: 0 });
  expect((await xunwen.run('gc')).out).toContain('Left articles/f0-a0 of an earlier format (1 object, 2 bytes)');
  expect(xunwen.store.objects.has('articles/f0-a0/current.json')).toBe(true);
  expect((await xunwen.run('gc', '--old-formats')).out).toContain('Deleted articles/f0-a0');
  expect(xunwen.store.objects.has('articles/f0-a0/current.json')).toBe(false);
});

test('verify is exit code 1 and names the object when a byte is wrong', async () => {
  const { xunwen } = await published(1);
  const [key] = [...xunwen.store.objects.keys()].filter((name) => name.endsWith('.seg'));
  xunwen.store.objects.get(key)!.bytes[0] ^= 1;
  const { code, out, err } = await xunwen.run('verify', '--all');
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err).toMatch(new RegExp(`^xunwen: ${key} is damaged: its content hashes to [0-9a-f]{64}$`, 'm'));
  expect(err).toContain('1 problem in 1 version');
});
