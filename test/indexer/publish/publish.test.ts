import { describe, expect, test } from 'vitest';
import { CorruptIndexError, PreconditionFailedError, StoreUnavailableError } from '../../../engine/errors.ts';
import { manifestKey, objectKey, pointerKey } from '../../../engine/index/manifest.ts';
import { RefusedError } from '../../../indexer/publish/gates.ts';
import { gc } from '../../../indexer/publish/gc.ts';
import { rollback } from '../../../indexer/publish/rollback.ts';
import { readHistory } from '../../../indexer/publish/versions.ts';
import { createMemoryStore, type MemoryStore } from '../../memory-store.ts';
import { COLLECTION, currentVersion, HOUR, makeVersion, missingObjects, publishVersion } from './versions-fixture.ts';

const T0 = Date.UTC(2026, 0, 1);

async function storeWith(...contents: string[]): Promise<MemoryStore> {
  const store = createMemoryStore(T0);
  await publishVersion(store, makeVersion(contents, T0), T0);
  return store;
}

describe('publishing', () => {
  test('writes objects first, then the pointer, and the history entry when it is current', async () => {
    const store = createMemoryStore(T0);
    const version = makeVersion(['one', 'two'], T0);

    const result = await publishVersion(store, version, T0);

    expect(result).toEqual({ outcome: 'published', version: version.manifest.version, uploaded: 6 });
    expect(store.writes.map(({ key }) => key)).toEqual([
      ...version.files.map(({ object }) => objectKey(COLLECTION, object)),
      pointerKey(COLLECTION),
      manifestKey(COLLECTION, version.manifest.version),
    ]);
    expect(await currentVersion(store)).toBe(version.manifest.version);
  });

  test('writes nothing when the version is the current one', async () => {
    const store = await storeWith('one');
    const writes = store.writes.length;

    const result = await publishVersion(store, makeVersion(['one'], T0 + HOUR), T0 + HOUR);

    expect(result.outcome).toBe('unchanged');
    expect(store.writes).toHaveLength(writes);
  });

  test.each([
    ['is missing', null],
    ['was cut short', 'wh'],
    ['has grown', 'whole and more'],
  ])('repairs the current version when an object of it %s', async (_what, content) => {
    const store = await storeWith('whole', 'sound');
    const version = makeVersion(['whole', 'sound'], T0 + HOUR);
    const key = objectKey(COLLECTION, version.files[0].object);
    if (content === null) store.objects.delete(key);
    else store.objects.set(key, { bytes: Buffer.from(content), modified: T0 });
    const writes = store.writes.length;

    const result = await publishVersion(store, version, T0 + HOUR);

    expect(result).toEqual({ outcome: 'repaired', version: version.manifest.version, uploaded: 5 });
    expect(store.writes.slice(writes).map((write) => write.key)).toEqual([key]);
    expect(Buffer.from(store.objects.get(key)!.bytes).toString()).toBe('whole');
  });

  test.each([
    ['is missing', null],
    ['is damaged', 'nonsense'],
  ])('writes the history entry of the current version again when it %s', async (_what, content) => {
    const store = await storeWith('one');
    const key = manifestKey(COLLECTION, (await currentVersion(store))!);
    const { bytes } = store.objects.get(pointerKey(COLLECTION))!;
    if (content === null) store.objects.delete(key);
    else store.objects.set(key, { bytes: Buffer.from(content), modified: T0 });

    expect((await publishVersion(store, makeVersion(['one'], T0), T0)).outcome).toBe('unchanged');

    expect(store.objects.get(key)?.bytes).toEqual(bytes);
  });

  test('writes objects again when told to, and leaves the pointer of an unchanged version alone', async () => {
    const store = await storeWith('one');
    const version = makeVersion(['one'], T0 + HOUR);
    store.objects.set(objectKey(COLLECTION, version.files[0].object), { bytes: Buffer.from('bad'), modified: T0 });
    const writes = store.writes.length;

    const result = await publishVersion(store, version, T0 + HOUR, { rewrite: true });

    expect(result).toMatchObject({ outcome: 'unchanged', uploaded: 3 });
    expect(store.writes.slice(writes).map(({ key }) => key)).toEqual([objectKey(COLLECTION, version.files[0].object)]);
    expect(Buffer.from(store.objects.get(objectKey(COLLECTION, version.files[0].object))!.bytes).toString()).toBe(
      'one',
    );
  });

  test('leaves an existing object of up to 12 hours and writes an older one again', async () => {
    const store = await storeWith('shared');
    const key = objectKey(COLLECTION, makeVersion(['shared'], T0).files[0].object);

    store.now = T0 + 12 * HOUR;
    await publishVersion(store, makeVersion(['shared', 'second'], store.now), store.now);
    expect(store.objects.get(key)?.modified).toBe(T0);

    store.now = T0 + 12 * HOUR + 1;
    await publishVersion(store, makeVersion(['shared', 'third'], store.now), store.now);
    expect(store.objects.get(key)?.modified).toBe(store.now);
  });

  test('writes an existing object of another size again, whatever its age', async () => {
    const store = createMemoryStore(T0);
    const version = makeVersion(['whole'], T0);
    const key = objectKey(COLLECTION, version.files[0].object);
    store.objects.set(key, { bytes: Buffer.from('wh'), modified: T0 });

    await publishVersion(store, version, T0);

    expect(Buffer.from(store.objects.get(key)!.bytes).toString()).toBe('whole');
  });

  test('counts the age of the version it replaces from the replacement', async () => {
    const store = await storeWith('one');
    const first = (await currentVersion(store))!;
    store.now = T0 + 48 * HOUR;

    await publishVersion(store, makeVersion(['two'], store.now), store.now);

    expect(store.objects.get(manifestKey(COLLECTION, first))?.modified).toBe(store.now);
  });

  test('refuses a version that reuses an object which the store lost', async () => {
    const store = await storeWith('one');
    const first = await currentVersion(store);
    const next = makeVersion(['one', 'two'], T0);
    store.objects.delete(objectKey(COLLECTION, next.files[0].object));

    const attempt = publishVersion(store, { ...next, files: next.files.slice(1) }, T0);

    await expect(attempt).rejects.toThrow(CorruptIndexError);
    await expect(attempt).rejects.toThrow(/is missing.*--rebuild/);
    expect(await currentVersion(store)).toBe(first);
  });

  test('replaces a pointer that cannot be read only when everything is written anew', async () => {
    const store = await storeWith('one');
    store.objects.set(pointerKey(COLLECTION), { bytes: Buffer.from('{"format":1'), modified: T0 });
    const next = makeVersion(['two'], T0);

    await expect(publishVersion(store, next, T0)).rejects.toThrow(CorruptIndexError);
    await publishVersion(store, next, T0, { rewrite: true });

    expect(await currentVersion(store)).toBe(next.manifest.version);
  });
});

describe('a publish that fails', () => {
  const next = makeVersion(['one', 'two', 'three'], T0 + HOUR, 30);

  async function failAt(index: number, hook: 'beforeWrite' | 'afterWrite') {
    const store = await storeWith('one');
    const before = await currentVersion(store);
    const start = store.writes.length;
    let pointerMoved = false;
    store[hook] = (write) => {
      if (write.index - start !== index) return;
      pointerMoved = write.key === pointerKey(COLLECTION) && hook === 'afterWrite';
      throw new StoreUnavailableError('injected');
    };
    const failed = await publishVersion(store, next, T0 + HOUR).then(
      () => false,
      (error) => {
        expect(error).toBeInstanceOf(StoreUnavailableError);
        return true;
      },
    );
    store[hook] = () => {};
    return { store, before, failed, pointerMoved };
  }

  test.each(['beforeWrite', 'afterWrite'] as const)(
    'leaves the previous pointer and a whole index at every write (%s)',
    async (hook) => {
      let index = 0;
      for (; ; index++) {
        const { store, before, failed, pointerMoved } = await failAt(index, hook);
        expect(await missingObjects(store)).toEqual([]);
        if (!failed) break;
        expect(await currentVersion(store)).toBe(pointerMoved ? next.manifest.version : before);
        // And the next attempt succeeds.
        await publishVersion(store, next, T0 + HOUR);
        expect(await currentVersion(store)).toBe(next.manifest.version);
        expect(await missingObjects(store)).toEqual([]);
      }
      // Two new objects, the old history entry, the pointer; behind it nothing can fail any more.
      expect(index).toBe(4);
    },
  );

  test.each(['beforeWrite', 'afterWrite'] as const)(
    'only at its last write, the history entry, is published all the same (%s)',
    async (hook) => {
      const store = await storeWith('one');
      const before = (await currentVersion(store))!;
      const { version } = next.manifest;
      store[hook] = ({ key }) => {
        if (key === manifestKey(COLLECTION, version)) throw new StoreUnavailableError('injected');
      };
      expect(await publishVersion(store, next, T0 + HOUR)).toMatchObject({ outcome: 'published', version });
      store[hook] = () => {};

      expect((await readHistory(store, COLLECTION)).entries.map((entry) => entry.version)).toEqual([version, before]);
      expect((await rollback(store, COLLECTION)).to.version).toBe(before);
      expect((await rollback(store, COLLECTION, version)).to.version).toBe(version);
    },
  );

  test('takes its own pointer for success when the store says that it was already written', async () => {
    const store = await storeWith('one');
    // A store that retries inside `put` meets the result of its own first attempt.
    const put = store.put;
    store.put = async (key, bytes, condition) => {
      const etag = await put(key, bytes, condition);
      if (key === pointerKey(COLLECTION)) throw new PreconditionFailedError('the retry lost against the first attempt');
      return etag;
    };

    const result = await publishVersion(store, next, T0 + HOUR);

    expect(result.outcome).toBe('published');
  });
});

describe('two publishers', () => {
  test.each([true, false])('at the same time: exactly one wins (an index exists before: %s)', async (existing) => {
    const store = existing ? await storeWith('one') : createMemoryStore(T0);
    const versions = [makeVersion(['a', 'shared'], T0), makeVersion(['b', 'shared'], T0), makeVersion(['c'], T0)];
    // Every write gives the others their turn.
    store.beforeWrite = () => new Promise((resolve) => setImmediate(resolve));

    const results = await Promise.allSettled(versions.map((version) => publishVersion(store, version, T0)));

    const won = results.flatMap((result, index) => (result.status === 'fulfilled' ? [index] : []));
    expect(won).toHaveLength(1);
    expect(await currentVersion(store)).toBe(versions[won[0]].manifest.version);
    expect(await missingObjects(store)).toEqual([]);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(PreconditionFailedError);
    }
  });

  test('leave a history of what was current: plain rollback goes to the version from which both began', async () => {
    const store = await storeWith('base');
    const base = (await currentVersion(store))!;
    const versions = ['a', 'b', 'c'].map((content, index) => makeVersion([content], T0 + (index + 1) * HOUR));
    store.beforeWrite = () => new Promise((resolve) => setImmediate(resolve));
    await Promise.allSettled(versions.map((version) => publishVersion(store, version, T0 + HOUR)));
    store.beforeWrite = () => {};
    const winner = (await currentVersion(store))!;

    const { entries } = await readHistory(store, COLLECTION);
    expect(entries.map(({ version }) => version)).toEqual([winner, base]);
    expect((await rollback(store, COLLECTION)).to.version).toBe(base);
  });

  test('leave objects of those who lost that gc takes a day later', async () => {
    const store = await storeWith('base');
    const [lost, won] = ['lost', 'won'].map((content) => makeVersion([content], T0 + HOUR));
    store.beforeWrite = async ({ key }) => {
      if (key !== pointerKey(COLLECTION)) return;
      store.beforeWrite = () => {};
      await publishVersion(store, won, T0 + HOUR);
    };
    await expect(publishVersion(store, lost, T0 + HOUR)).rejects.toThrow(PreconditionFailedError);

    const { versions, objects } = await gc(store, COLLECTION, { dryRun: false, now: T0 + 25 * HOUR });

    expect(versions).toEqual([]);
    expect(objects.map(({ key }) => key)).toEqual([objectKey(COLLECTION, lost.files[0].object)]);
  });
});

describe('the gates', () => {
  test('refuse a version without articles, and name the flag', async () => {
    const store = await storeWith('one');
    const attempt = publishVersion(store, makeVersion([], T0, 0), T0);
    await expect(attempt).rejects.toThrow(RefusedError);
    await expect(attempt).rejects.toThrow(/0 articles.*has 10.*--allow-shrink/);
  });

  test('refuse fewer than half of the articles before, with both numbers', async () => {
    const store = await storeWith('one');
    const first = await currentVersion(store);
    const attempt = publishVersion(store, makeVersion(['two'], T0, 4), T0);
    await expect(attempt).rejects.toThrow(/4 articles.*half of the 10.*--allow-shrink/);
    expect(await currentVersion(store)).toBe(first);
  });

  test('let exactly half through', async () => {
    const store = await storeWith('one');
    expect((await publishVersion(store, makeVersion(['two'], T0, 5), T0)).outcome).toBe('published');
  });

  test('let everything through with --allow-shrink', async () => {
    const store = await storeWith('one');
    const result = await publishVersion(store, makeVersion([], T0, 0), T0, { allowShrink: true });
    expect(result.outcome).toBe('published');
  });
});
