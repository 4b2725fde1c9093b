// What every store has to do, said once: run against a folder, against the test server, and against
// any S3 server that the environment names. A behaviour that only one of them has is no contract.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CorruptIndexError,
  DeadlineError,
  NotFoundError,
  PreconditionFailedError,
  UsageError,
} from '../../../engine/errors.ts';
import { compareKeys } from '../../../engine/store/keys.ts';
import type { ListedObject, ObjectReader, ObjectStore } from '../../../engine/store/store.ts';

export interface StoreUnderTest {
  store: ObjectStore;
  /** The same store, as a Lambda opens it. */
  reader: ObjectReader;
  close(): Promise<void>;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export async function listed(objects: AsyncIterable<ListedObject>): Promise<ListedObject[]> {
  const all: ListedObject[] = [];
  for await (const object of objects) all.push(object);
  return all;
}

/** Keys that some client, server or file system writes in its own way. */
export const AWKWARD_KEYS = [
  'plain.json',
  'with space.txt',
  'two  spaces',
  'plus+sign',
  "it's.txt",
  '100%.txt',
  'already%20encoded',
  'a%2Fb',
  '寻文/文章.json',
  '（全角）＋＝',
  'emoji-🀄.bin',
  'query?x=1&y=2',
  'hash#tag',
  'semi;colon,comma:at@',
  'paren(1)[2]{3}',
  'star*bang!tilde~',
  'dollar$caret^back`tick',
  'quote"lt<gt>amp&pipe|',
  'a/b/c/.hidden',
  'dots../..dots/...',
  '\u{20000}extension-b',
  'ﬀ-after-surrogates-in-utf16',
];

/** The behaviours shared by all stores; `open` gives an empty store. */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let under: StoreUnderTest;
    let store: ObjectStore;
    let scratch: string;
    beforeAll(async () => {
      under = await open();
      store = under.store;
      scratch = await mkdtemp(join(tmpdir(), 'xunwen-conformance-'));
    });
    afterAll(async () => {
      await store.delete((await listed(store.list(''))).map(({ key }) => key));
      await under.close();
      await rm(scratch, { recursive: true });
    });

    test('an object is read back byte for byte, by the store and by a reader', async () => {
      const bytes = new Uint8Array(randomBytes(70_000));
      const etag = await store.put('whole.bin', bytes);
      for (const side of [store, under.reader]) {
        const object = await side.get('whole.bin');
        expect(Buffer.compare(object.bytes, bytes)).toBe(0);
        expect(object.etag).toBe(etag);
      }
    });

    test('an empty object is an object', async () => {
      await store.put('empty', new Uint8Array());
      expect((await under.reader.get('empty')).bytes.byteLength).toBe(0);
      expect(await store.head('empty')).toMatchObject({ key: 'empty', bytes: 0 });
    });

    test('a range is exactly the bytes asked for', async () => {
      const bytes = new Uint8Array(randomBytes(1000));
      await store.put('range.bin', bytes);
      const range = fc.tuple(fc.nat(999), fc.nat(1000)).map(([at, n]) => [at, Math.min(n, 1000 - at)] as const);
      await fc.assert(
        fc.asyncProperty(range, async ([offset, length]) => {
          const part = await under.reader.getRange('range.bin', offset, length);
          expect(Buffer.compare(part, bytes.subarray(offset, offset + length))).toBe(0);
        }),
        { numRuns: 40, examples: [[[0, 1000]], [[999, 1]], [[0, 1]], [[500, 0]]] },
      );
    });

    test.each([
      ['one byte past its end', 990, 11],
      ['from its end', 1000, 1],
      ['far behind its end', 5000, 10],
    ])('a range that goes %s is a corrupt index, not a short answer', async (_, offset, length) => {
      await store.put('short.bin', new Uint8Array(1000));
      await expect(under.reader.getRange('short.bin', offset, length)).rejects.toThrow(CorruptIndexError);
      await expect(under.reader.getRange('short.bin', offset, length)).rejects.toThrow(/short\.bin/);
    });

    test('a missing object is not found, and its name is said', async () => {
      for (const side of [store, under.reader]) {
        await expect(side.get('no/such.json')).rejects.toThrow(NotFoundError);
        await expect(side.getRange('no/such.json', 0, 5)).rejects.toThrow(/no\/such\.json/);
      }
      expect(await store.head('no/such.json')).toBeNull();
    });

    test('a folder is not an object', async () => {
      await store.put('folder/inside', bytesOf('x'));
      await expect(store.get('folder')).rejects.toThrow(NotFoundError);
      await expect(store.get('folder/inside/deeper')).rejects.toThrow(NotFoundError);
      expect(await store.head('folder')).toBeNull();
      expect(await store.head('folder/inside/deeper')).toBeNull();
    });

    test('head tells length and age', async () => {
      await store.put('aged', bytesOf('12345'));
      const found = await store.head('aged');
      expect(found?.bytes).toBe(5);
      expect(Math.abs((found?.modified ?? 0) - Date.now())).toBeLessThan(120_000);
    });

    test('create-only refuses an object that exists, and leaves it as it was', async () => {
      await store.put('once', bytesOf('first'), { ifNoneMatch: '*' });
      await expect(store.put('once', bytesOf('second'), { ifNoneMatch: '*' })).rejects.toThrow(PreconditionFailedError);
      expect((await store.get('once')).bytes).toEqual(Buffer.from('first'));
    });

    test('replace-if-unchanged accepts the etag that was read, once', async () => {
      await store.put('pointer', bytesOf('one'));
      const { etag } = await under.reader.get('pointer');
      const next = await store.put('pointer', bytesOf('two'), { ifMatch: etag });
      await expect(store.put('pointer', bytesOf('three'), { ifMatch: etag })).rejects.toThrow(PreconditionFailedError);
      await store.put('pointer', bytesOf('four'), { ifMatch: next });
      expect((await store.get('pointer')).bytes).toEqual(Buffer.from('four'));
    });

    test('replace-if-unchanged refuses an object that was deleted', async () => {
      const etag = await store.put('fleeting', bytesOf('x'));
      await store.delete(['fleeting']);
      await expect(store.put('fleeting', bytesOf('y'), { ifMatch: etag })).rejects.toThrow(PreconditionFailedError);
      expect(await store.head('fleeting')).toBeNull();
    });

    test.each(['create-only', 'replace-if-unchanged'])('of eight writers at once that %s, one wins', async (kind) => {
      const key = `race-${kind}`;
      const condition =
        kind === 'create-only' ? { ifNoneMatch: '*' as const } : { ifMatch: await store.put(key, bytesOf('start')) };
      const writers = Array.from({ length: 8 }, (_, n) => store.put(key, bytesOf(`writer ${n}`), condition));
      const outcomes = await Promise.allSettled(writers);
      const winners = outcomes.flatMap((outcome, n) => (outcome.status === 'fulfilled' ? [n] : []));
      expect(winners).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(PreconditionFailedError);
      }
      expect((await store.get(key)).bytes).toEqual(Buffer.from(`writer ${winners[0]}`));
    });

    test('awkward keys are written, read and listed as they are, in the order of their UTF-8 bytes', async () => {
      const keys = AWKWARD_KEYS.map((key) => `awkward/${key}`);
      for (const key of keys) await store.put(key, bytesOf(key));
      for (const key of keys) {
        expect(Buffer.from((await under.reader.get(key)).bytes).toString()).toBe(key);
        expect((await store.head(key))?.key).toBe(key);
      }
      const found = await listed(store.list('awkward/'));
      expect(found.map(({ key }) => key)).toEqual([...keys].sort(compareKeys));
      await store.delete(keys);
      expect(await listed(store.list('awkward/'))).toEqual([]);
    });

    test('any printable key is read back under its own name', async () => {
      const part = fc
        .string({ unit: 'binary', minLength: 1, maxLength: 12 })
        .filter((text) => !/[\p{C}/\\\ufffe\uffff]/u.test(text) && text.isWellFormed() && !/^\.{1,2}$/.test(text));
      await fc.assert(
        fc.asyncProperty(part, async (text) => {
          const key = `any/${text}/x`;
          await store.put(key, bytesOf(key));
          expect(Buffer.from((await under.reader.get(key)).bytes).toString()).toBe(key);
          await store.delete([key]);
        }),
        { numRuns: 25 },
      );
    });

    test.each(['', '/abs', 'a//b', '../out', 'a/../../out', './a', 'a/', 'a\\b', 'a\0b', '\ud800'])(
      'the key %j never reaches the store',
      async (key) => {
        await expect(store.get(key)).rejects.toThrow(UsageError);
        await expect(under.reader.getRange(key, 0, 1)).rejects.toThrow(UsageError);
        await expect(store.put(key, bytesOf('x'))).rejects.toThrow(UsageError);
        await expect(store.delete([key])).rejects.toThrow(UsageError);
      },
    );

    test('a listing holds what starts with the prefix, and nothing else', async () => {
      const keys = ['list/a-b', 'list/a/b', 'list/a/c/d', 'list/ab', 'lisu'];
      for (const key of keys) await store.put(key, bytesOf(key));
      const keysBelow = async (prefix: string) => (await listed(store.list(prefix))).map(({ key }) => key);
      expect(await keysBelow('list/a/')).toEqual(['list/a/b', 'list/a/c/d']);
      expect(await keysBelow('list/a')).toEqual(['list/a-b', 'list/a/b', 'list/a/c/d', 'list/ab']);
      expect(await keysBelow('list/ab')).toEqual(['list/ab']);
      expect(await keysBelow('nothing/')).toEqual([]);
    });

    test('a file of any size is uploaded whole', async () => {
      for (const size of [0, 1000, 16 * 1024 * 1024, 16 * 1024 * 1024 + 1]) {
        const path = join(scratch, 'upload.bin');
        const bytes = randomBytes(size);
        await writeFile(path, bytes);
        await store.putFile(`file-${size}`, path, { ifNoneMatch: '*' });
        expect(Buffer.compare((await store.get(`file-${size}`)).bytes, bytes)).toBe(0);
        await expect(store.putFile(`file-${size}`, path, { ifNoneMatch: '*' })).rejects.toThrow(
          PreconditionFailedError,
        );
        await store.putFile(`file-${size}`, path);
      }
    });

    test('a file that cannot be read is named, and nothing is uploaded', async () => {
      const path = join(scratch, 'missing.bin');
      await expect(store.putFile('from-nowhere', path)).rejects.toThrow(/missing\.bin/);
      expect(await store.head('from-nowhere')).toBeNull();
    });

    test('deleting what does not exist is no error', async () => {
      await store.put('doomed', bytesOf('x'));
      await store.delete(['doomed', 'never-was', 'no/folder/either']);
      await store.delete([]);
      expect(await store.head('doomed')).toBeNull();
    });

    test('a read that is aborted is out of time', async () => {
      await store.put('slow', bytesOf('x'));
      const signal = AbortSignal.abort();
      await expect(under.reader.get('slow', { signal })).rejects.toThrow(DeadlineError);
      await expect(under.reader.getRange('slow', 0, 1, { signal })).rejects.toThrow(DeadlineError);
    });
  });
}
