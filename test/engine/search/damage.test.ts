import { beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { CorruptIndexError, NoIndexError, NotFoundError, UnsupportedFormatError } from '../../../engine/errors.ts';
import {
  decodeManifest,
  encodeManifest,
  FORMAT,
  type Manifest,
  objectKey,
  pointerKey,
} from '../../../engine/index/manifest.ts';
import type { SearchRequest } from '../../../engine/search/contract.ts';
import type { MergePolicy } from '../../../indexer/incremental/merge-policy.ts';
import { createMemoryStore, type MemoryStore } from '../../memory-store.ts';
import {
  ask,
  type BuiltIndex,
  buildAndPublish,
  COLLECTION,
  fromBodies,
  idsOf,
  MODES,
  type Mode,
  openIn,
  updateAndPublish,
} from '../../support/build-index.ts';

const POINTER = pointerKey(COLLECTION);

/** Enough articles that a list stands in the postings section and texts in several blocks. */
const ARTICLES: Article[] = Array.from({ length: 24 }, (_, i) => ({
  id: `n${i}`,
  title: i % 5 === 0 ? '文明城市' : '',
  body: `徐汇滨江第${i}期，國際論壇${'。开幕'.repeat(i % 4)}`,
  ...(i % 3 === 0
    ? { date: { instant: Date.UTC(2017, 10, i + 1), civil: `2017-11-${String(i + 1).padStart(2, '0')}` } }
    : {}),
}));

const QUESTIONS: [q: string, more: Partial<SearchRequest>][] = [
  ['徐汇', {}],
  ['"汇滨江第"', { sort: 'newest' }],
  ['国际论坛 文明城市', { match: 'all' }],
  ['幕', { exactTotal: true }],
  ['', { from: '2017-11-04', to: '2017-11-16' }],
];

const isDamage = (error: unknown): boolean =>
  error instanceof CorruptIndexError || error instanceof UnsupportedFormatError;

/** A store with one object replaced; reads of the rest go to the store it was made of. */
function withObject(store: MemoryStore, key: string, bytes: Uint8Array): { store: MemoryStore } {
  const copy = createMemoryStore(store.now);
  for (const [each, object] of store.objects) copy.objects.set(each, object);
  copy.objects.set(key, { bytes, modified: store.now });
  return { store: copy };
}

function flipped(bytes: Uint8Array, at: number, change: number): Uint8Array {
  const damaged = Uint8Array.from(bytes);
  damaged[at]! ^= change;
  return damaged;
}

/** Answers as text, or the error. */
async function answer(mode: Mode, built: { store: MemoryStore }, i: number): Promise<string | Error> {
  const [q, more] = QUESTIONS[i]!;
  return ask(openIn(mode, built), q, more).then(JSON.stringify, (error: Error) => error);
}

describe('damage is an error, never another answer', () => {
  let built: BuiltIndex;
  let segment: string;
  const right = new Map<Mode, string[]>();
  beforeAll(async () => {
    built = await buildAndPublish(ARTICLES);
    segment = objectKey(COLLECTION, built.manifest.segments[0]!.object);
    for (const mode of MODES) {
      const answers = await Promise.all(QUESTIONS.map((_, i) => answer(mode, built, i)));
      right.set(mode, answers.map(String));
      expect(answers.every((text) => typeof text === 'string' && !text.includes('"total":0'))).toBe(true);
    }
  });

  const bytesOf = (key: string): Uint8Array => built.store.objects.get(key)!.bytes;

  test('resident: any byte of the segment', async () => {
    const bytes = bytesOf(segment);
    for (let at = 0; at < bytes.length; at++) {
      const error = await answer('resident', withObject(built.store, segment, flipped(bytes, at, 1 << (at % 8))), 0);
      expect(isDamage(error), `byte ${at}: ${error}`).toBe(true);
    }
  });

  test('ranged: any byte of the segment is an error where it is read, and else changes nothing', async () => {
    const bytes = bytesOf(segment);
    const hurt = new Set<number>();
    for (let at = 0; at < bytes.length; at++) {
      const damaged = withObject(built.store, segment, flipped(bytes, at, 1 << (at % 8)));
      for (let i = 0; i < QUESTIONS.length; i++) {
        const given = await answer('ranged', damaged, i);
        if (given === right.get('ranged')![i]) continue;
        hurt.add(i);
        expect(isDamage(given), `byte ${at}, question ${i}: ${given}`).toBe(true);
      }
    }
    expect([...hurt].sort()).toEqual(QUESTIONS.map((_, i) => i));
  });

  test.each(MODES)('%s: any byte of the pointer', async (mode) => {
    const bytes = bytesOf(POINTER);
    for (let at = 0; at < bytes.length; at++)
      for (const change of [1, 0x80]) {
        const given = await answer(mode, withObject(built.store, POINTER, flipped(bytes, at, change)), 0);
        if (given !== right.get(mode)![0]) expect(isDamage(given), `byte ${at}: ${given}`).toBe(true);
      }
  });

  test.each(MODES)('%s: a pointer that was cut off', async (mode) => {
    const bytes = bytesOf(POINTER);
    for (let length = 0; length < bytes.length - 1; length += 7) {
      const given = await answer(mode, withObject(built.store, POINTER, bytes.subarray(0, length)), 0);
      expect(isDamage(given), `${length} bytes: ${given}`).toBe(true);
    }
  });

  test.each(MODES)('%s: a segment that was cut off', async (mode) => {
    const bytes = bytesOf(segment);
    for (let length = 0; length < bytes.length; length += 13) {
      const damaged = withObject(built.store, segment, bytes.subarray(0, length));
      for (let i = 0; i < QUESTIONS.length; i++) {
        const given = await answer(mode, damaged, i);
        if (mode === 'resident' || given !== right.get(mode)![i])
          expect(isDamage(given), `${length} bytes, question ${i}: ${given}`).toBe(true);
      }
    }
  });

  test.each(MODES)('%s: a pointer of a newer format says so, and what to do', async (mode) => {
    const newer = encodeManifest({ ...built.manifest, format: FORMAT + 1 });
    const given = await answer(mode, withObject(built.store, POINTER, newer), 0);
    expect(given).toBeInstanceOf(UnsupportedFormatError);
    expect(String(given)).toMatch(/newer than \d+: update Xunwen/);
  });

  test('a manifest comes back from its bytes, with the version it was given', () => {
    const manifest: Manifest = decodeManifest(bytesOf(POINTER), POINTER);
    expect(manifest).toEqual(built.manifest);
  });

  test.each(['null', '[]', '3', '"x"', '{}', ''])('a pointer of %j is damage', async (text) => {
    const given = await answer('ranged', withObject(built.store, POINTER, Buffer.from(text)), 0);
    expect(given).toBeInstanceOf(CorruptIndexError);
  });
});

/** A store that goes through versions, and a searcher whose clock the test turns. */
async function openAged(mode: Mode, cacheBytes = 1 << 20) {
  const built = await buildAndPublish(fromBodies('徐汇一'));
  let time = 1e9;
  const searcher = openIn(mode, built, { now: () => time, cacheBytes });
  const versions: string[] = [];
  const bodies = async (): Promise<string[]> => {
    const { hits, index } = await ask(searcher, '徐汇');
    versions.push(index.version);
    return hits.map(({ snippets }) => snippets[0]!.text);
  };
  expect(await bodies()).toEqual(['徐汇一']);
  return {
    store: built.store,
    first: built.manifest,
    searcher,
    bodies,
    wait(milliseconds: number): void {
      time += milliseconds;
    },
    publish: (...texts: string[]) => buildAndPublish(fromBodies(...texts), {}, built.store),
    /** Let what goes on beside a request end. */
    settle: () => new Promise((resolve) => setTimeout(resolve, 20)),
  };
}

describe.each(MODES)('%s: a searcher that serves a version', (mode) => {
  test('shows a new version after 30 s, without making a request wait', async () => {
    const { bodies, wait, publish, settle } = await openAged(mode);
    await publish('徐汇二');
    wait(29_000);
    expect(await bodies()).toEqual(['徐汇一']);
    wait(2_000);
    expect(await bodies()).toEqual(['徐汇一']);
    await settle();
    expect(await bodies()).toEqual(['徐汇二']);
  });

  test('waits for the pointer after five minutes', async () => {
    const { bodies, wait, publish } = await openAged(mode);
    await publish('徐汇二');
    wait(301_000);
    expect(await bodies()).toEqual(['徐汇二']);
  });

  test.each([31_000, 301_000])('goes on when the pointer turns bad, missing or newer (%i ms old)', async (age) => {
    const { store, first, bodies, wait, settle } = await openAged(mode);
    const good = store.objects.get(POINTER)!;
    const newer = encodeManifest({ ...first, format: FORMAT + 1 });
    for (const bytes of [Buffer.from('{"digest":'), newer, null]) {
      if (bytes) store.objects.set(POINTER, { bytes, modified: 0 });
      else store.objects.delete(POINTER);
      wait(age);
      expect(await bodies()).toEqual(['徐汇一']);
      await settle();
      expect(await bodies()).toEqual(['徐汇一']);
    }
    store.objects.set(POINTER, good);
    wait(age);
    expect(await bodies()).toEqual(['徐汇一']);
  });

  test('takes up the version that comes after a bad pointer', async () => {
    const { store, bodies, wait, publish } = await openAged(mode);
    const good = store.objects.get(POINTER)!;
    store.objects.set(POINTER, { bytes: Buffer.from('damaged'), modified: 0 });
    wait(301_000);
    expect(await bodies()).toEqual(['徐汇一']);
    store.objects.set(POINTER, good);
    await publish('徐汇二');
    wait(301_000);
    expect(await bodies()).toEqual(['徐汇二']);
  });
});

test('resident: a new version that is damaged does not replace the one that is served', async () => {
  const { store, bodies, wait, publish } = await openAged('resident');
  const { manifest } = await publish('徐汇二');
  const key = objectKey(COLLECTION, manifest.segments[0]!.object);
  const { bytes } = store.objects.get(key)!;
  store.objects.set(key, { bytes: flipped(bytes, 40, 1), modified: 0 });
  wait(301_000);
  expect(await bodies()).toEqual(['徐汇一']);
  store.objects.set(key, { bytes, modified: 0 });
  wait(301_000);
  expect(await bodies()).toEqual(['徐汇二']);
});

test('resident: a new version whose deletions cannot be read does not replace the one that is served', async () => {
  const keepAll: MergePolicy = { factor: 0, floor: 0, mostDeleted: 1 };
  const { store } = await buildAndPublish(fromBodies('徐汇一', '徐汇二'));
  // The deletions are read, and found to be gone, while the segment is still on its way.
  const get: MemoryStore['get'] = async (key) => {
    if (key.endsWith('.seg')) await new Promise((resolve) => setTimeout(resolve, 5));
    return store.get(key);
  };
  let time = 1e9;
  const searcher = openIn('resident', { store: { ...store, get } }, { now: () => time });
  const totalNow = async (): Promise<number> => (await ask(searcher, '徐汇')).total;
  expect(await totalNow()).toBe(2);
  const { manifest } = await updateAndPublish(fromBodies('徐汇一'), 'replace', store, {}, {}, { mergePolicy: keepAll });
  const key = objectKey(COLLECTION, manifest.segments[0]!.deletions!.object);
  const stored = store.objects.get(key)!;
  for (const bytes of [flipped(stored.bytes, 5, 1), null])
    for (const age of [31_000, 301_000]) {
      if (bytes) store.objects.set(key, { bytes, modified: 0 });
      else store.objects.delete(key);
      time += age;
      expect(await totalNow()).toBe(2);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(await totalNow()).toBe(2);
    }
  store.objects.set(key, stored);
  time += 301_000;
  expect(await totalNow()).toBe(1);
});

test('ranged: a searcher whose objects were collected reads the pointer again and answers from the new version', async () => {
  const { store, first, searcher, publish } = await openAged('ranged', 0);
  await publish('徐汇二', '滨江二');
  for (const { object } of first.segments) store.objects.delete(objectKey(COLLECTION, object));
  const { hits, index } = await ask(searcher, '滨江');
  expect([idsOf(hits), index.documents]).toEqual([['2'], 2]);
});

describe.each(MODES)('%s: opening', (mode) => {
  test('nothing published is an error that names collection and store, until something is', async () => {
    const store = createMemoryStore();
    const searcher = openIn(mode, { store });
    await expect(ask(searcher, '徐汇')).rejects.toThrow(NoIndexError);
    await expect(searcher.status()).rejects.toThrow(/"articles".*memory:/);
    await buildAndPublish(fromBodies('徐汇'), {}, store);
    expect((await ask(searcher, '徐汇')).total).toBe(1);
  });

  test('an object that is gone is not found, and no zero hits', async () => {
    const { store, manifest } = await buildAndPublish(fromBodies('徐汇'));
    store.objects.delete(objectKey(COLLECTION, manifest.segments[0]!.object));
    await expect(ask(openIn(mode, { store }), '徐汇')).rejects.toThrow(NotFoundError);
  });

  test('a version that is collected while it is opened gives way to the next', async () => {
    const built = await buildAndPublish(fromBodies('徐汇一'));
    const { store } = built;
    let passed = false;
    const reader: MemoryStore = {
      ...store,
      async get(key) {
        const object = await store.get(key);
        if (key === POINTER && !passed) {
          passed = true;
          await buildAndPublish(fromBodies('徐汇二', '徐汇三'), {}, store);
          store.objects.delete(objectKey(COLLECTION, built.manifest.segments[0]!.object));
        }
        return object;
      },
    };
    expect((await ask(openIn(mode, { store: reader }), '徐汇')).total).toBe(2);
  });

  test('the status says what is served', async () => {
    const built = await buildAndPublish(ARTICLES);
    expect(await openIn(mode, built).status()).toEqual({
      ...{ collection: COLLECTION, version: built.manifest.version, documents: 24 },
      ...{ format: FORMAT, analysis: built.manifest.analysis },
      filterable: built.manifest.settings.filterable,
    });
  });
});
