// `xunwen index` against what is published already, with nothing stood in for.

import { describe, expect, test } from 'vitest';
import { objectKey, pointerKey } from '../../../engine/index/manifest.ts';
import { openSearcher } from '../../../engine/search/searcher.ts';
import { PARTS } from '../../../indexer/cli/parts.ts';
import { pointedManifest, readPointer } from '../../../indexer/publish/pointer.ts';
import type { MemoryStore } from '../../memory-store.ts';
import { COLLECTION } from '../publish/versions-fixture.ts';
import { createHarness, type Harness } from './harness.ts';

/** More articles than are merged with a single new one. */
const MANY = 1200;

function realHarness(): Harness {
  const xunwen = createHarness();
  xunwen.parts = { ...xunwen.parts, buildIndex: PARTS.buildIndex };
  return xunwen;
}

const record = (id: number, body = `第${id}篇讲徐汇`): string => JSON.stringify({ id: `a${id}`, title: '', body });
const records = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => record(from + i));

async function current({ store }: Harness) {
  return pointedManifest((await readPointer(store, COLLECTION))!, COLLECTION);
}

async function totalOf({ store }: Harness, q: string): Promise<number> {
  const searcher = openSearcher({ reader: store, collection: COLLECTION, residentBytes: 0 });
  const request = {
    q,
    limit: 1,
    offset: 0,
    sort: 'newest',
    snippets: 0,
    snippetLength: 120,
    exactTotal: true,
  } as const;
  return (await searcher.search(request)).response.total;
}

describe('xunwen index upon a published version', () => {
  test('with other filterable fields builds everything anew, says so, and filters by them', async () => {
    const xunwen = realHarness();
    const lines = [1, 2, 3].map((id) =>
      JSON.stringify({ id, title: '', body: '徐汇', channel: id === 2 ? '财经' : '体育' }),
    );
    await xunwen.runWith(lines.join('\n'), 'index', '-');
    const { version } = await current(xunwen);
    await xunwen.file('xunwen.config.json', '{"collections":{"articles":{"filterable":["extra.channel","source"]}}}');
    xunwen.now += 1000;
    const { code, out, err } = await xunwen.runWith(
      '{"id":4,"title":"","body":"徐汇","channel":"财经"}',
      'index',
      '-',
      '--add',
    );
    expect(code).toBe(0);
    expect(err).toContain(
      'The filterable fields are now extra.channel, source (before: source, tags): everything was built anew.',
    );
    expect(out).toContain('Articles  4\n');
    const searcher = openSearcher({ reader: xunwen.store, collection: COLLECTION });
    const request = {
      limit: 9,
      offset: 0,
      sort: 'newest',
      snippets: 0,
      snippetLength: 120,
      exactTotal: false,
      collapse: false,
    } as const;
    const { response } = await searcher.search({
      ...request,
      q: '徐汇',
      filters: [{ field: 'extra.channel', values: ['财经'] }],
    });
    expect(response.hits.map(({ id }) => id).sort()).toEqual(['2', '4']);
    xunwen.now += 1000;
    const again = await xunwen.runWith('', 'index', '-', '--add');
    expect(again.err).not.toContain('filterable');
    expect((await current(xunwen)).version).not.toBe(version);
  });

  test('takes what is unchanged, adds a small segment, notes deletions, and says so', async () => {
    const xunwen = realHarness();
    const lines = records(0, MANY);
    await xunwen.runWith(lines.join('\n'), 'index', '-');
    const { segments: before, version } = await current(xunwen);
    xunwen.now += 1000;
    lines[7] = record(7, '换了一篇讲滨江');
    lines.splice(20, 2);
    const { code, out } = await xunwen.runWith([...lines, record(5000)].join('\n'), 'index', '-');
    expect(code).toBe(0);
    expect(out).toContain('Articles  1,199\n');
    expect(out).toContain(`Changes   1 new, 1 changed, 2 deleted; 1,197 unchanged, taken from ${version}\n`);
    const { segments, documents } = await current(xunwen);
    expect(documents).toBe(MANY - 1);
    expect(segments.find(({ object }) => object === before[0]!.object)).toMatchObject({ deletions: { documents: 3 } });
    expect(segments.map((segment) => segment.documents).sort((a, b) => a - b)).toEqual([2, MANY]);
    expect([await totalOf(xunwen, '滨江'), await totalOf(xunwen, '徐汇')]).toEqual([1, MANY - 2]);

    // What goes on top is noted in one deletions object again.
    xunwen.now += 1000;
    await xunwen.runWith([...lines.slice(1), record(5000)].join('\n'), 'index', '-');
    const after = await current(xunwen);
    expect(after.segments.find(({ object }) => object === before[0]!.object)).toMatchObject({
      deletions: { documents: 4 },
    });
    expect(await totalOf(xunwen, '徐汇')).toBe(MANY - 3);
    expect((await xunwen.run('verify', '--all')).out).toContain('All is well: 3 versions, 8 objects');

    // Deletions go with the versions that need them, and damage to them is found.
    const { object } = after.segments.flatMap(({ deletions }) => deletions ?? [])[0]!;
    xunwen.store.objects.get(objectKey(COLLECTION, object))!.bytes[3]! ^= 1;
    expect(await xunwen.run('verify')).toMatchObject({ code: 1, err: expect.stringContaining(`${object} is damaged`) });
    xunwen.now += 30 * 3_600_000;
    await xunwen.runWith([...lines, record(5000)].join('\n'), 'index', '-', '--rebuild');
    xunwen.now += 30 * 3_600_000;
    for (const id of [6000, 6001]) {
      xunwen.now += 1000;
      await xunwen.runWith([...lines, record(id)].join('\n'), 'index', '-', '--rebuild');
    }
    xunwen.now += 30 * 3_600_000;
    expect((await xunwen.run('gc')).out).toContain(`objects/${object}`);
  });

  test('makes the same version of the same articles without building', async () => {
    const xunwen = realHarness();
    await xunwen.runWith(records(0, 20).join('\n'), 'index', '-');
    const { version } = await current(xunwen);
    const { out } = await xunwen.runWith(records(0, 20).reverse().join('\n'), 'index', '-');
    expect(out).toContain('0 new, 0 changed, 0 deleted; 20 unchanged');
    expect(out).toContain(`Version   ${version} (unchanged`);
  });

  test('with --add keeps what the sources do not have', async () => {
    const xunwen = realHarness();
    await xunwen.runWith(records(0, 30).join('\n'), 'index', '-');
    const { out } = await xunwen.runWith([record(3, '换了一篇讲滨江'), record(90)].join('\n'), 'index', '-', '--add');
    expect(out).toContain('Articles  31\n');
    expect(out).toContain('1 new, 1 changed, 0 deleted; 29 unchanged');
    expect([await totalOf(xunwen, '滨江'), await totalOf(xunwen, '徐汇')]).toEqual([1, 30]);
    // A small collection is one segment, as if it had been built at once.
    expect((await current(xunwen)).segments).toMatchObject([{ documents: 31 }]);
  });

  test('with --add builds everything of both when the terms are others or --rebuild is given', async () => {
    const xunwen = realHarness();
    await xunwen.runWith(records(0, 10).join('\n'), 'index', '-');
    await xunwen.file('words.txt', '徐汇滨江 5\n');
    await xunwen.file('xunwen.config.json', JSON.stringify({ collections: { articles: { dictionary: 'words.txt' } } }));
    const added = await xunwen.runWith(record(50, '走到徐汇滨江'), 'index', '-', '--add');
    expect(added).toMatchObject({ code: 0, err: expect.stringContaining('everything was built anew') });
    expect(added.out).not.toContain('Changes');
    expect(added.out).toContain('Articles  11\n');
    const rebuilt = await xunwen.runWith(record(51), 'index', '-', '--add', '--rebuild');
    expect(rebuilt.out).toContain('Articles  12\n');
    expect(await totalOf(xunwen, '徐汇')).toBe(12);
  });

  test('keeps the lengths that slots are made with until everything is built again', async () => {
    const xunwen = realHarness();
    const lines = records(0, 10);
    await xunwen.runWith(lines.join('\n'), 'index', '-');
    const { pivots } = await current(xunwen);
    lines.push(record(99, '徐汇'.repeat(500)));
    await xunwen.runWith(lines.join('\n'), 'index', '-');
    expect((await current(xunwen)).pivots).toEqual(pivots);
    await xunwen.runWith(lines.join('\n'), 'index', '-', '--rebuild');
    expect((await current(xunwen)).pivots).not.toEqual(pivots);
  });

  test('builds everything when the store has lost an object, and refuses to add to it', async () => {
    const xunwen = realHarness();
    await xunwen.runWith(records(0, 5).join('\n'), 'index', '-');
    const { object } = (await current(xunwen)).segments[0]!;
    xunwen.store.objects.delete(objectKey(COLLECTION, object));
    const refused = await xunwen.runWith(record(9), 'index', '-', '--add');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(`${object} is missing`) });
    // Its texts are gone: only all the sources help.
    const again = await xunwen.runWith(record(9), 'index', '-', '--add', '--rebuild');
    expect(again).toMatchObject({
      code: 1,
      err: expect.stringContaining('of all sources: xunwen index SOURCE... --rebuild, without --add'),
    });
    const { out, err } = await xunwen.runWith(records(0, 6).join('\n'), 'index', '-');
    expect(out).not.toContain('Changes');
    expect(err).toMatch(new RegExp(`^Everything is built anew, .* damaged: .*${object} is missing$`, 'm'));
    expect(await totalOf(xunwen, '徐汇')).toBe(6);
  });

  test.each([
    ['the same articles', records(0, 12), ['--replace']],
    ['another article', [record(99)], ['--add']],
    ['all of them and another', [...records(0, 12), record(99)], []],
  ])('makes anew what the store has lost beside its segments: %s', async (_, more, flags) => {
    const text =
      '滨江的图书馆今天开放，读者可以在窗边看江景。借书证在门口的柜台办理，周末延长到晚上九点。馆长说，' +
      '三层的儿童区有两万册绘本，地下的报告厅每月请作家来讲一次课，停车要从南边的小路进去。';
    const copies = [record(50, text), record(51, text)];
    const lines = flags.includes('--add') ? more : [...more, ...copies];
    const xunwen = realHarness();
    await xunwen.runWith([...records(0, 12), ...copies].join('\n'), 'index', '-');
    const { segments, companions = {} } = await current(xunwen);
    expect(Object.keys(companions)).toEqual(['suggest', 'spelling']);
    for (const { object } of Object.values(companions)) xunwen.store.objects.delete(objectKey(COLLECTION, object));
    const { code, err } = await xunwen.runWith(lines.join('\n'), 'index', '-', ...flags);
    expect([code, err]).toEqual([0, expect.not.stringContaining('built anew')]);
    expect(await xunwen.run('verify')).toMatchObject({ code: 0 });
    const next = await current(xunwen);
    expect(Object.keys(next.companions!)).toEqual(['suggest', 'spelling']);
    expect(next.duplicates).toMatchObject({ articles: 2, originals: 1 });
    if (lines.length === 14) expect(next.segments).toEqual(segments);
    expect(await totalOf(xunwen, '图书馆')).toBe(1);
  });

  test('refuses to add to what only the history knows of, and names the version to go back to', async () => {
    const xunwen = realHarness();
    await xunwen.runWith(records(0, 5).join('\n'), 'index', '-');
    const { version } = await current(xunwen);
    xunwen.store.objects.delete(pointerKey(COLLECTION));
    const refused = await xunwen.runWith(records(5, 12).join('\n'), 'index', '-', '--add');
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(`version ${version} with 5 articles; .* xunwen rollback ${version}, `),
    });
    expect((await xunwen.run('rollback', version)).code).toBe(0);
    expect((await xunwen.runWith(records(5, 12).join('\n'), 'index', '-', '--add')).out).toContain('Articles  12\n');
  });

  test('refuses to add to what is there in an earlier format only', async () => {
    const xunwen = realHarness();
    await xunwen.store.put('articles/f1-a1/current.json', Buffer.from('{}'));
    const refused = await xunwen.runWith(record(1), 'index', '-', '--add');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('articles/f1-a1') });
    expect((await xunwen.runWith(record(1), 'index', '-', '--add', '--allow-shrink')).code).toBe(0);
  });

  describe('when bytes of the published version are others, but no fewer', () => {
    const stores = new Map<number, MemoryStore['objects']>();

    /** A version with deletions, or a small one of one segment that an update writes again. */
    async function published(articles: number) {
      const xunwen = realHarness();
      const left = records(1, articles);
      const known = stores.get(articles);
      if (known) for (const [key, stored] of known) xunwen.store.objects.set(key, { ...stored });
      else {
        await xunwen.runWith([record(0), ...left].join('\n'), 'index', '-');
        xunwen.now += 1000;
        await xunwen.runWith(left.join('\n'), 'index', '-');
        stores.set(articles, new Map([...xunwen.store.objects].map(([key, stored]) => [key, { ...stored }])));
      }
      const { segments, version } = await current(xunwen);
      const { object, bytes, deletions } = segments[0]!;
      const damage = (name: string, at: number): void => {
        const stored = xunwen.store.objects.get(objectKey(COLLECTION, name))!;
        stored.bytes = Uint8Array.from(stored.bytes, (byte, i) => (i === at ? byte ^ 1 : byte));
      };
      return { xunwen, left, version, segment: object, bytes, deletions: deletions!, damage };
    }

    test('adds nothing to a version with damaged deletions or a damaged frame, and names the object', async () => {
      const { xunwen, version, segment, bytes, deletions, damage } = await published(MANY);
      const places: [string, number][] = [
        [deletions.object, 3],
        [deletions.object, deletions.bytes - 5],
        [segment, bytes - 10],
        [segment, bytes - 60],
      ];
      for (const [object, at] of places) {
        damage(object, at);
        const refused = await xunwen.runWith(record(5000), 'index', '-', '--add');
        expect(refused).toMatchObject({
          code: 1,
          err: expect.stringMatching(`${object} .*--rebuild with all sources`),
        });
        expect((await current(xunwen)).version).toBe(version);
        damage(object, at);
      }
      expect((await xunwen.runWith(record(5000), 'index', '-', '--add')).code).toBe(0);
    });

    test.each(['deletions', 'segment'] as const)('builds everything anew of the sources: %s', async (which) => {
      const { xunwen, left, segment, bytes, deletions, damage } = await published(MANY);
      const [object, at] = which === 'segment' ? [segment, bytes - 10] : [deletions.object, 3];
      damage(object, at);
      const { code, out, err } = await xunwen.runWith(left.join('\n'), 'index', '-');
      expect(code).toBe(0);
      expect(out).not.toContain('Changes');
      expect(err).toMatch(new RegExp(`^Everything is built anew, .* damaged: .*${object}[^;]*$`, 'm'));
      expect(await xunwen.run('verify')).toMatchObject({ code: 0 });
      expect(await totalOf(xunwen, '徐汇')).toBe(MANY - 1);
    });

    test('writes the objects of the same version again', async () => {
      const { xunwen, left, version, segment, bytes, damage } = await published(20);
      damage(segment, bytes - 10);
      expect((await xunwen.runWith(left.join('\n'), 'index', '-', '--rebuild')).code).toBe(0);
      damage(segment, bytes - 10);
      const { out } = await xunwen.runWith(left.join('\n'), 'index', '-');
      expect(out).toMatch(/\(unchanged, .* written again\)/);
      expect((await current(xunwen)).version).toBe(version);
      expect(await xunwen.run('verify')).toMatchObject({ code: 0 });
    });

    test('never merges a segment in which any byte is another', async () => {
      const { xunwen, version, segment, bytes, damage } = await published(20);
      for (let at = 0; at < bytes; at += 211) {
        damage(segment, at);
        const refused = await xunwen.runWith(record(5000), 'index', '-', '--add');
        expect({ at, ...refused }).toMatchObject({ code: 1, err: expect.stringContaining(segment) });
        expect((await current(xunwen)).version).toBe(version);
        damage(segment, at);
      }
    });
  });

  const configure = ({ file }: Harness, settings: object) =>
    file('xunwen.config.json', JSON.stringify({ collections: { articles: settings } }));

  test('with --add says that what stays is dated in another time zone, and how to date it anew', async () => {
    const xunwen = realHarness();
    const dated = (id: number) => JSON.stringify({ id, title: '', body: '徐汇', date: '2026-01-01 00:30' });
    await xunwen.runWith([dated(1), dated(2)].join('\n'), 'index', '-');
    const { err } = await xunwen.runWith(dated(3), 'index', '-', '--add');
    expect(err).not.toContain('time zone');
    await configure(xunwen, { timeZone: 'Europe/Paris' });
    expect((await xunwen.runWith(dated(4), 'index', '-', '--add')).err).toContain(
      'The time zone is Europe/Paris now, but the articles that stay were dated in Asia/Shanghai; ' +
        'to date them anew, index all sources without --add.\n',
    );
    const all = [dated(1), dated(2), dated(3), dated(4)].join('\n');
    const again = await xunwen.runWith(all, 'index', '-');
    expect(again.err).not.toContain('time zone');
    expect(again.out).toContain('0 new, 3 changed, 0 deleted; 1 unchanged');
  });

  test('says that segments stay longer than they may be now, until --rebuild', async () => {
    const xunwen = realHarness();
    const lines = records(0, 30);
    await xunwen.runWith(lines.join('\n'), 'index', '-');
    await configure(xunwen, { limits: { articlesPerSegment: 10 } });
    const { err } = await xunwen.runWith([...lines, record(90)].join('\n'), 'index', '-');
    expect(err).toContain(
      '1 segment of more articles than limits.articlesPerSegment (10) stays as published; --rebuild',
    );
    const rebuilt = await xunwen.runWith([...lines, record(90)].join('\n'), 'index', '-', '--rebuild');
    expect(rebuilt.err).not.toContain('articlesPerSegment');
    expect((await current(xunwen)).segments.map(({ documents }) => documents)).toEqual([10, 10, 10, 1]);
  });

  test('takes either --add or --replace', async () => {
    const both = await realHarness().run('index', 'a.jsonl', '--add', '--replace');
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining('--replace') });
  });
});
