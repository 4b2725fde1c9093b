import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptIndexError, NoIndexError, PreconditionFailedError, XunwenError } from '../../../engine/errors.ts';
import {
  collectionFolder,
  encodeManifest,
  manifestKey,
  objectKey,
  pointerKey,
} from '../../../engine/index/manifest.ts';
import { gc } from '../../../indexer/publish/gc.ts';
import { findOldFormats, removeOldFormat } from '../../../indexer/publish/old-formats.ts';
import { rollback } from '../../../indexer/publish/rollback.ts';
import { verify } from '../../../indexer/publish/verify.ts';
import { readHistory } from '../../../indexer/publish/versions.ts';
import { createMemoryStore, type MemoryStore } from '../../memory-store.ts';
import {
  COLLECTION,
  currentVersion,
  HOUR,
  type MadeVersion,
  makeVersion,
  missingObjects,
  publishVersion,
} from './versions-fixture.ts';

const T0 = Date.UTC(2026, 0, 1);

/** One version an hour, each of one object of its own and one that all share. */
async function storeWithVersions(count: number): Promise<{ store: MemoryStore; versions: MadeVersion[] }> {
  const store = createMemoryStore(T0);
  const versions: MadeVersion[] = [];
  for (let i = 0; i < count; i++) {
    store.now = T0 + i * HOUR;
    const version = makeVersion([`content ${i}`, 'shared'], store.now, 10 + i);
    await publishVersion(store, version, store.now);
    versions.push(version);
  }
  return { store, versions };
}

const idOf = ({ manifest }: MadeVersion): string => manifest.version;

describe('versions', () => {
  test('are listed newest first, with the current one known', async () => {
    const { store, versions } = await storeWithVersions(3);
    const history = await readHistory(store, COLLECTION);
    expect(history.entries.map(({ version }) => version)).toEqual(versions.map(idOf).reverse());
    expect(history.current?.version).toBe(idOf(versions[2]));
  });

  test('that cannot be read are listed with the reason', async () => {
    const { store, versions } = await storeWithVersions(2);
    const key = manifestKey(COLLECTION, idOf(versions[0]));
    store.objects.set(key, { bytes: Buffer.from('nonsense'), modified: T0 });
    const { entries } = await readHistory(store, COLLECTION);
    expect(entries.map(({ manifest }) => manifest !== null)).toEqual([true, false]);
    expect(entries[1].problem).toContain(key);
  });
});

describe('a current version whose history entry was never written', () => {
  async function withoutEntry(count: number) {
    const made = await storeWithVersions(count);
    const current = idOf(made.versions[count - 1]);
    made.store.objects.delete(manifestKey(COLLECTION, current));
    return { ...made, current };
  }

  test('is listed like any other, also when the entry is there and damaged', async () => {
    const { store, versions, current } = await withoutEntry(3);
    const listed = async () => (await readHistory(store, COLLECTION)).entries.map(({ version }) => version);
    expect(await listed()).toEqual(versions.map(idOf).reverse());
    store.objects.set(manifestKey(COLLECTION, current), { bytes: Buffer.from('nonsense'), modified: T0 });
    expect(await listed()).toEqual(versions.map(idOf).reverse());
  });

  test('can be left by a rollback, and gone back to', async () => {
    const { store, versions, current } = await withoutEntry(2);
    expect(await rollback(store, COLLECTION)).toMatchObject({ from: current, to: { version: idOf(versions[0]) } });
    expect((await rollback(store, COLLECTION, current)).to.version).toBe(current);
  });

  test('is one of the three that gc keeps', async () => {
    const { store, versions } = await withoutEntry(5);
    const { kept } = await gc(store, COLLECTION, { dryRun: false, now: T0 + 100 * HOUR });
    expect(kept).toEqual(versions.slice(2).map(idOf).reverse());
    expect(await missingObjects(store)).toEqual([]);
  });

  test('is verified', async () => {
    const { store } = await withoutEntry(2);
    expect(await verify(store, COLLECTION, { all: true })).toMatchObject({ versions: 2, objects: 3, problems: [] });
  });
});

describe('rollback', () => {
  test('goes to the version before, and again to the one before that', async () => {
    const { store, versions } = await storeWithVersions(3);
    expect((await rollback(store, COLLECTION)).to.version).toBe(idOf(versions[1]));
    expect(await currentVersion(store)).toBe(idOf(versions[1]));
    expect((await rollback(store, COLLECTION)).to.version).toBe(idOf(versions[0]));
    await expect(rollback(store, COLLECTION)).rejects.toThrow(/no version before/);
    expect(await currentVersion(store)).toBe(idOf(versions[0]));
  });

  test('goes forward to a named version', async () => {
    const { store, versions } = await storeWithVersions(3);
    await rollback(store, COLLECTION, idOf(versions[0]));
    expect(await rollback(store, COLLECTION, idOf(versions[2]))).toMatchObject({ from: idOf(versions[0]) });
    expect(await currentVersion(store)).toBe(idOf(versions[2]));
  });

  test('refuses the current version, an unknown one and an empty store, and says what there is', async () => {
    const { store, versions } = await storeWithVersions(2);
    await expect(rollback(store, COLLECTION, idOf(versions[1]))).rejects.toThrow(/already the current/);
    await expect(rollback(store, COLLECTION, 'fedcba9876543210')).rejects.toThrow(
      new RegExp(`no version "fedcba9876543210".*${idOf(versions[1])}, ${idOf(versions[0])}`),
    );
    await expect(rollback(createMemoryStore(), COLLECTION)).rejects.toThrow(NoIndexError);
  });

  test('leaves the pointer when an object of the earlier version is gone', async () => {
    const { store, versions } = await storeWithVersions(2);
    store.objects.delete(objectKey(COLLECTION, versions[0].files[0].object));
    await expect(rollback(store, COLLECTION)).rejects.toThrow(CorruptIndexError);
    expect(await currentVersion(store)).toBe(idOf(versions[1]));
  });

  test('loses against a publish that came in between', async () => {
    const { store, versions } = await storeWithVersions(2);
    const rival = makeVersion(['rival'], store.now, 20);
    store.beforeWrite = async () => {
      store.beforeWrite = () => {};
      await publishVersion(store, rival, store.now);
    };
    await expect(rollback(store, COLLECTION)).rejects.toThrow(PreconditionFailedError);
    expect(await currentVersion(store)).toBe(idOf(rival));
    expect(versions).toHaveLength(2);
  });

  test('to an old version is safe from a gc that runs before the pointer has moved', async () => {
    const { store, versions } = await storeWithVersions(5);
    store.now = T0 + 100 * HOUR;
    store.beforeWrite = async ({ key }) => {
      if (key !== pointerKey(COLLECTION)) return;
      store.beforeWrite = () => {};
      await gc(store, COLLECTION, { dryRun: false, now: store.now });
    };
    await rollback(store, COLLECTION, idOf(versions[0]));
    expect(await currentVersion(store)).toBe(idOf(versions[0]));
    expect(await missingObjects(store)).toEqual([]);
  });

  test('to a named version is the way out of a pointer that cannot be read', async () => {
    const { store, versions } = await storeWithVersions(2);
    store.objects.set(pointerKey(COLLECTION), { bytes: Buffer.from('{'), modified: store.now });
    await expect(rollback(store, COLLECTION)).rejects.toThrow(
      /current\.json.*xunwen rollback VERSION.*"xunwen versions"/,
    );
    expect((await readHistory(store, COLLECTION)).entries).toHaveLength(2);
    expect(await rollback(store, COLLECTION, idOf(versions[0]))).toMatchObject({ from: null });
    expect(await currentVersion(store)).toBe(idOf(versions[0]));
  });

  test('to a named version is the way out of a pointer that is missing', async () => {
    const { store, versions } = await storeWithVersions(2);
    store.objects.delete(pointerKey(COLLECTION));
    await expect(rollback(store, COLLECTION)).rejects.toThrow(
      /current\.json is missing; xunwen rollback VERSION.*"xunwen versions"/,
    );
    expect(await rollback(store, COLLECTION, idOf(versions[1]))).toMatchObject({ from: null });
    expect(await currentVersion(store)).toBe(idOf(versions[1]));
  });
});

describe('gc', () => {
  test('keeps three versions and what they need, and removes the rest when a day has gone by', async () => {
    const { store, versions } = await storeWithVersions(5);
    const now = T0 + 100 * HOUR;

    const result = await gc(store, COLLECTION, { dryRun: false, now });

    expect(result.versions.map(({ version }) => version)).toEqual([idOf(versions[1]), idOf(versions[0])]);
    expect(result.objects.map(({ key }) => key).sort()).toEqual(
      [versions[0], versions[1]].map(({ files }) => objectKey(COLLECTION, files[0].object)).sort(),
    );
    const { entries } = await readHistory(store, COLLECTION);
    expect(entries.map(({ version }) => version)).toEqual(versions.slice(2).map(idOf).reverse());
    expect(await missingObjects(store)).toEqual([]);
  });

  test('removes nothing that is younger than a day', async () => {
    const { store } = await storeWithVersions(5);
    const before = [...store.objects.keys()];
    await gc(store, COLLECTION, { dryRun: false, now: store.now + 19 * HOUR });
    expect([...store.objects.keys()]).toEqual(before);
  });

  test('keeps the current version however old it is', async () => {
    const { store, versions } = await storeWithVersions(5);
    await rollback(store, COLLECTION, idOf(versions[0]));
    await gc(store, COLLECTION, { dryRun: false, now: T0 + 1000 * HOUR });
    expect(await currentVersion(store)).toBe(idOf(versions[0]));
    expect(await missingObjects(store)).toEqual([]);
  });

  test('removes the objects of a publish that never reached its pointer', async () => {
    const { store } = await storeWithVersions(1);
    const orphan = objectKey(COLLECTION, `${'0'.repeat(64)}.seg`);
    store.objects.set(orphan, { bytes: Buffer.from('left'), modified: T0 });
    const result = await gc(store, COLLECTION, { dryRun: false, now: T0 + 25 * HOUR });
    expect(result.objects.map(({ key }) => key)).toEqual([orphan]);
  });

  test('deletes manifests before objects, so that an interrupted run leaves no version without its objects', async () => {
    const { store } = await storeWithVersions(5);
    const start = store.writes.length;
    await gc(store, COLLECTION, { dryRun: false, now: T0 + 100 * HOUR });
    const kinds = store.writes.slice(start).map(({ key }) => (key.includes('/manifests/') ? 'manifest' : 'object'));
    expect(kinds).toEqual(['manifest', 'manifest', 'object', 'object']);
  });

  test('with --dry-run says the same and writes nothing', async () => {
    const { store } = await storeWithVersions(5);
    const writes = store.writes.length;
    const now = T0 + 100 * HOUR;
    const said = await gc(store, COLLECTION, { dryRun: true, now });
    expect(store.writes).toHaveLength(writes);
    const done = await gc(store, COLLECTION, { dryRun: false, now });
    expect(said).toEqual(done);
  });

  test('refuses to guess when the pointer cannot be read', async () => {
    const { store } = await storeWithVersions(5);
    store.objects.set(pointerKey(COLLECTION), { bytes: Buffer.from('{'), modified: T0 });
    const before = [...store.objects.keys()];
    await expect(gc(store, COLLECTION, { dryRun: false, now: T0 + 1000 * HOUR })).rejects.toThrow(CorruptIndexError);
    expect([...store.objects.keys()]).toEqual(before);
  });

  test('leaves an object that a publisher wrote again meanwhile', async () => {
    const { store, versions } = await storeWithVersions(5);
    const now = T0 + 100 * HOUR;
    const renewed = objectKey(COLLECTION, versions[0].files[0].object);
    store.afterWrite = ({ key }) => {
      if (key.includes('/manifests/')) store.objects.get(renewed)!.modified = now;
    };
    const result = await gc(store, COLLECTION, { dryRun: false, now });
    expect(store.objects.has(renewed)).toBe(true);
    expect(result.objects).toHaveLength(1);
  });

  test('leaves what a rollback made current meanwhile', async () => {
    const { store, versions } = await storeWithVersions(5);
    store.beforeWrite = async () => {
      store.beforeWrite = () => {};
      await rollback(store, COLLECTION, idOf(versions[0]));
    };
    await gc(store, COLLECTION, { dryRun: false, now: T0 + 100 * HOUR });
    expect(await currentVersion(store)).toBe(idOf(versions[0]));
    expect(await missingObjects(store)).toEqual([]);
  });

  test('says that there is no index when there is nothing at all', async () => {
    await expect(gc(createMemoryStore(), COLLECTION, { dryRun: false, now: T0 })).rejects.toThrow(NoIndexError);
  });

  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('publish' as const), contents: contentsArbitrary() }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('crash' as const),
        contents: contentsArbitrary(),
        at: fc.constantFrom('pointer' as const, 'history' as const),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('rollback' as const), pick: fc.nat() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('gc' as const), interrupt: fc.option(fc.nat(4)) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 40 }) }) },
  );

  function contentsArbitrary() {
    return fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { minLength: 1, maxLength: 3 });
  }

  test('never takes what readers need: in any history, the current version and all of the last day stay whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
        const store = createMemoryStore(T0);
        /** When each version was current last. */
        const lastCurrent = new Map<MadeVersion, number>();
        const made: MadeVersion[] = [];
        for (const action of steps) {
          const options = { dryRun: false, now: store.now };
          try {
            if (action.do === 'wait') store.now += action.hours * HOUR;
            if (action.do === 'gc') {
              const start = store.writes.length;
              store.afterWrite = ({ index }) => {
                if (index - start === action.interrupt) throw new XunwenError('killed');
              };
              await gc(store, COLLECTION, options);
            }
            if (action.do === 'rollback' && made.length > 0) {
              await rollback(store, COLLECTION, idOf(made[action.pick % made.length]));
            }
            if (action.do === 'publish' || action.do === 'crash') {
              const version = makeVersion(action.contents, store.now);
              if (action.do === 'crash') {
                const last = (action.at === 'pointer' ? pointerKey : manifestKey)(COLLECTION, idOf(version));
                store.beforeWrite = ({ key }) => {
                  if (key === last) throw new XunwenError('killed');
                };
              }
              await publishVersion(store, version, store.now);
              made.push(version);
            }
          } catch (error) {
            // Killed on purpose, or a rollback to what is gone or current: refused in words of ours.
            expect(error).toBeInstanceOf(XunwenError);
          }
          store.afterWrite = () => {};
          store.beforeWrite = () => {};
          const current = await currentVersion(store);
          for (const version of made) if (idOf(version) === current) lastCurrent.set(version, store.now);
          for (const [version, time] of lastCurrent) {
            if (store.now - time >= 24 * HOUR) continue;
            for (const { object } of version.files) expect(store.objects.has(objectKey(COLLECTION, object))).toBe(true);
          }
          // The history is of versions that were current, and the current one is always in it.
          const listed = (await readHistory(store, COLLECTION)).entries.map((entry) => entry.version);
          const once = new Set([...lastCurrent.keys()].map(idOf));
          expect(listed.filter((version) => !once.has(version))).toEqual([]);
          expect(current === null || listed.includes(current)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('folders of earlier formats', () => {
  test('are found with their pointer first, and removed; newer ones and other collections are left', async () => {
    const { store } = await storeWithVersions(1);
    const put = (key: string) => store.objects.set(key, { bytes: Buffer.from('x'), modified: T0 });
    for (const key of ['f0-a1/a.json', 'f0-a1/current.json', 'f0-a1/objects/1.seg', 'f99-a1/current.json', 'f0/x']) {
      put(`${COLLECTION}/${key}`);
    }
    put(`${COLLECTION}-other/f0-a1/current.json`);

    const formats = await findOldFormats(store, COLLECTION);

    expect(formats.map(({ folder, keys }) => [folder, keys[0], keys.length])).toEqual([
      [`${COLLECTION}/f0-a1`, `${COLLECTION}/f0-a1/current.json`, 3],
    ]);
    await removeOldFormat(store, formats[0]);
    expect([...store.objects.keys()].filter((key) => !key.startsWith(collectionFolder(COLLECTION)))).toEqual([
      `${COLLECTION}/f99-a1/current.json`,
      `${COLLECTION}/f0/x`,
      `${COLLECTION}-other/f0-a1/current.json`,
    ]);
  });
});

describe('verify', () => {
  test('finds nothing wrong with what was published', async () => {
    const { store } = await storeWithVersions(3);
    const report = await verify(store, COLLECTION, { all: true });
    expect(report).toEqual({ versions: 3, objects: 4, bytes: 3 * 9 + 6, problems: [] });
  });

  test('finds any changed byte, cut end, lost object and damaged manifest of the current version', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.nat(),
        fc.constantFrom('flip', 'cut', 'grow', 'lose'),
        async (which, where, how) => {
          const { store, versions } = await storeWithVersions(1);
          const keys = [
            ...versions[0].files.map(({ object }) => objectKey(COLLECTION, object)),
            pointerKey(COLLECTION),
          ];
          const key = keys[which % (how === 'lose' ? keys.length - 1 : keys.length)];
          const { bytes, modified } = store.objects.get(key)!;
          const position = where % bytes.length;
          if (how === 'flip') bytes[position] ^= 1;
          if (how === 'cut') store.objects.set(key, { bytes: bytes.slice(0, position), modified });
          if (how === 'grow') store.objects.set(key, { bytes: Buffer.concat([bytes, Buffer.from('x')]), modified });
          if (how === 'lose') store.objects.delete(key);
          const { problems } = await verify(store, COLLECTION, { all: false });
          expect(problems).toHaveLength(1);
          expect(problems[0]).toContain(key);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('finds a manifest that contradicts itself, though its checksum is right', async () => {
    const { store, versions } = await storeWithVersions(1);
    const { manifest } = versions[0];
    const lie = encodeManifest({ ...manifest, documents: manifest.documents + 1 });
    store.objects.set(pointerKey(COLLECTION), { bytes: lie, modified: T0 });
    const { problems } = await verify(store, COLLECTION, { all: false });
    expect(problems).toEqual([
      expect.stringMatching(/current\.json says version \w+, its content is \w+/),
      expect.stringMatching(/current\.json says 11 articles, its segments have 10/),
    ]);
  });

  test('finds a history entry under the name of another version', async () => {
    const { store, versions } = await storeWithVersions(2);
    store.objects.set(manifestKey(COLLECTION, idOf(versions[0])), {
      bytes: encodeManifest(versions[1].manifest),
      modified: T0,
    });
    const { problems } = await verify(store, COLLECTION, { all: true });
    expect(problems).toEqual([expect.stringContaining(`is the manifest of version ${idOf(versions[1])}`)]);
  });

  test('looks at earlier versions only with all', async () => {
    const { store, versions } = await storeWithVersions(2);
    store.objects.delete(objectKey(COLLECTION, versions[0].files[0].object));
    expect((await verify(store, COLLECTION, { all: false })).problems).toEqual([]);
    expect((await verify(store, COLLECTION, { all: true })).problems).toHaveLength(1);
  });

  test('reads large objects in ranges', async () => {
    const store = createMemoryStore(T0);
    await publishVersion(store, makeVersion(['x'.repeat(20_000_000)], T0), T0);
    const lengths: number[] = [];
    const { getRange } = store;
    store.getRange = (key, offset, length) => {
      lengths.push(length);
      return getRange(key, offset, length);
    };
    expect((await verify(store, COLLECTION, { all: false })).problems).toEqual([]);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(8 * 1024 * 1024);
  });

  test('says that there is no index when there is none', async () => {
    await expect(verify(createMemoryStore(), COLLECTION, { all: false })).rejects.toThrow(NoIndexError);
  });
});
