import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Index } from 'flexsearch';
import { afterAll, describe, expect, test } from 'vitest';
import { createTermTable } from '../../../engine/analysis/term-table.ts';
import { createBatchWriter, joinBatches, mergeBatches, packRows } from '../../../engine/index/batch.ts';
import { createBlockCache } from '../../../engine/index/block-cache.ts';
import { createBuildAdapter, createSearchAdapter } from '../../../engine/index/flexsearch-adapter.ts';
import { rowDigest } from '../../../engine/index/ids.ts';
import { ANALYSIS, FORMAT, type Manifest, objectKey, type SegmentManifest } from '../../../engine/index/manifest.ts';
import { openPublishedIndex } from '../../../engine/index/published-index.ts';
import { createReadSession } from '../../../engine/index/reads.ts';
import { createPostingsSink, placesOf } from '../../../engine/index/sink.ts';
import { SLOTS } from '../../../engine/index/slots.ts';
import { storedRow } from '../../../engine/index/stored-fields.ts';
import { createMemoryStore } from '../../memory-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'xunwen-adapter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A document: its terms, each with the slot that `score` gives it. */
type Document = readonly { term: string; slot: number }[];

function openIndex(slotOf: (place: number) => number = () => 0): Index {
  return new Index({
    encode: (terms: string) => terms as unknown as string[],
    resolution: SLOTS,
    score: (_terms: string[], _term: string, place: number) => slotOf(place),
    commit: false,
  });
}

const add = (index: Index, id: number, terms: readonly string[]): unknown => index.add(id, terms as unknown as string);

/** Publish documents as segments of a given number, through FlexSearch's own add and commit. */
async function publishDocuments(documents: readonly Document[], perSegment: number, perCommit: number) {
  const store = createMemoryStore();
  const segments: SegmentManifest[] = [];
  for (let start = 0; start < documents.length; start += perSegment) {
    const batch = createBatchWriter(folder, `${start}`);
    let current: Document = [];
    const index = openIndex((place) => current[place]!.slot);
    const table = createTermTable();
    const sink = createPostingsSink(table);
    await index.mount(createBuildAdapter(sink, () => batch.spill('body', sink)));
    const rows: string[] = [];
    for (const [i, document] of documents.slice(start, start + perSegment).entries()) {
      current = document;
      sink.expect(Uint32Array.from(document, ({ term }) => table.add(term)));
      add(index, i, placesOf(document.length));
      const article = { id: `d${start + i}`, title: '', body: document.map(({ term }) => term).join(' ') };
      rows.push(storedRow({ article, titleLength: 0, bodyLength: document.length }));
      if ((i + 1) % perCommit === 0) await index.commit();
    }
    await index.commit();
    const values = rows.map((row, i) => ({ id: String(i), digest: rowDigest(row), title: '', columns: [] }));
    const batches = [batch.finish(values)];
    const terms = mergeBatches(folder, batches, () => undefined);
    const { manifest, path } = joinBatches(folder, batches, [packRows(folder, `${start}`, rows)], terms, []);
    await store.putFile(objectKey('test', manifest.object), path);
    segments.push(manifest);
  }
  const manifest: Manifest = {
    format: FORMAT,
    analysis: ANALYSIS,
    collection: 'test',
    version: '0',
    documents: documents.length,
    pivots: { title: 1, body: 1 },
    settings: { timeZone: 'UTC', titleBoost: 1 },
    termsDigest: '0',
    segments,
    created: '2026-01-01T00:00:00Z',
  };
  const open = async (residentBytes: number): Promise<Index> => {
    const cache = createBlockCache(1 << 20);
    const published = await openPublishedIndex(store, manifest, cache, residentBytes, createReadSession());
    const index = openIndex();
    await index.mount(createSearchAdapter(published, 'body'));
    return index;
  };
  return { open };
}

/** FlexSearch in memory, fed with the same. */
function inMemory(documents: readonly Document[]): Index {
  let current: Document = [];
  const index = openIndex((place) => current[place]!.slot);
  documents.forEach((document, i) => {
    current = document;
    add(
      index,
      i,
      document.map(({ term }) => term),
    );
  });
  return index;
}

interface Options {
  limit?: number;
  offset?: number;
  suggest?: boolean;
  resolve?: boolean;
  enrich?: boolean;
}

const ask = async (index: Index, terms: readonly string[], options: Options): Promise<unknown> =>
  index.search({ query: terms as unknown as string, ...options });

const numbers = (found: unknown): number[] => [...(found as number[])].sort((a, b) => a - b);

const terms = fc.constantFrom('徐汇', '汇区', '文明', '城市', 'iphone', '15', '𠮷野', '论坛');
const posting = fc.record({ term: terms, slot: fc.nat({ max: SLOTS - 1 }) });
const document = fc.uniqueArray(posting, { selector: ({ term }) => term, minLength: 1, maxLength: 6 });
const corpus = fc.record({
  documents: fc.array(document, { minLength: 1, maxLength: 40 }),
  perSegment: fc.integer({ min: 3, max: 50 }),
  perCommit: fc.integer({ min: 1, max: 20 }),
  residentBytes: fc.constantFrom(0, 1 << 20),
  queries: fc.array(fc.uniqueArray(terms, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
});

describe('a FlexSearch Index mounted on published segments', () => {
  test('finds what FlexSearch in memory finds: one term, all of several terms', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async ({ documents, perSegment, perCommit, residentBytes, queries }) => {
        const plain = inMemory(documents);
        const mounted = await (await publishDocuments(documents, perSegment, perCommit)).open(residentBytes);
        for (const query of queries) {
          const expected = await ask(plain, query, { limit: 1000 });
          expect(numbers(await ask(mounted, query, { limit: 1000 }))).toEqual(numbers(expected));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('one term gives the order of FlexSearch too, and its pages', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, fc.nat({ max: 10 }), fc.integer({ min: 1, max: 10 }), async (all, offset, limit) => {
        const { documents, perSegment, perCommit, residentBytes, queries } = all;
        const plain = inMemory(documents);
        const mounted = await (await publishDocuments(documents, perSegment, perCommit)).open(residentBytes);
        for (const [term] of queries) {
          // FlexSearch in memory says `undefined` for a page behind the end.
          const expected = (await ask(plain, [term!], { limit, offset })) ?? [];
          expect(await ask(mounted, [term!], { limit, offset })).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('with suggest it finds any of the terms, those that hold more first', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async ({ documents, perSegment, perCommit, residentBytes, queries }) => {
        const plain = inMemory(documents);
        const mounted = await (await publishDocuments(documents, perSegment, perCommit)).open(residentBytes);
        for (const query of queries.filter(({ length }) => length > 1)) {
          const held = documents.map((found) => found.filter(({ term }) => query.includes(term)).length);
          const ids = (await ask(mounted, query, { suggest: true, limit: 1000 })) as number[];
          expect(numbers(ids)).toEqual(held.flatMap((count, i) => (count > 0 ? [i] : [])));
          expect(numbers(ids)).toEqual(numbers(await ask(plain, query, { suggest: true, limit: 1000 })));
          const counts = ids.map((id) => held[id]!);
          expect(counts).toEqual([...counts].sort((a, b) => b - a));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('pages of several terms joined are the whole answer', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, fc.integer({ min: 1, max: 7 }), async (all, limit) => {
        const { documents, perSegment, perCommit, residentBytes, queries } = all;
        const mounted = await (await publishDocuments(documents, perSegment, perCommit)).open(residentBytes);
        for (const query of queries) {
          const whole = (await ask(mounted, query, { limit: 1000 })) as number[];
          const pages: number[] = [];
          for (let offset = 0; offset < documents.length; offset += limit)
            pages.push(...((await ask(mounted, query, { limit, offset })) as number[]));
          expect(pages).toEqual(whole);
        }
      }),
      { numRuns: 30 },
    );
  });

  const three: Document[] = [
    [{ term: '徐汇', slot: 9 }],
    [
      { term: '徐汇', slot: 2 },
      { term: '文明', slot: 2 },
    ],
    [{ term: '文明', slot: 0 }],
  ];

  test('unresolved, it gives slot arrays', async () => {
    const mounted = await (await publishDocuments(three, 2, 1)).open(0);
    const slots = (await ask(mounted, ['徐汇'], { resolve: false })) as { result?: number[][] };
    const arrays = (slots.result ?? slots) as number[][];
    expect([arrays[2], arrays[9]]).toEqual([[1], [0]]);
  });

  test('enriched, it gives the articles', async () => {
    const mounted = await (await publishDocuments(three, 2, 1)).open(0);
    for (const query of [['文明'], ['徐汇', '文明']])
      expect(await ask(mounted, query, { enrich: true, resolve: true, limit: 1 })).toMatchObject([
        query.length === 1
          ? { id: 2, doc: { id: 'd2', body: '文明' } }
          : { id: 1, doc: { id: 'd1', body: '徐汇 文明' } },
      ]);
  });

  test('a term that is nowhere is found nowhere, alone or with others', async () => {
    const mounted = await (await publishDocuments(three, 2, 1)).open(0);
    expect(await ask(mounted, ['没有'], {})).toEqual([]);
    expect(await ask(mounted, ['徐汇', '没有'], {})).toEqual([]);
    expect(await ask(mounted, ['徐汇', '没有'], { suggest: true })).toEqual([1, 0]);
  });

  test('it knows which documents there are', async () => {
    const mounted = (await (await publishDocuments(three, 2, 1)).open(0)) as unknown as {
      db: { has(id: number): Promise<boolean>; commit(index: unknown): Promise<void> };
    };
    const known = await Promise.all([0, 2, 3, -1, 0.5].map((id) => mounted.db.has(id)));
    expect(known).toEqual([true, true, false, false, false]);
    await expect(mounted.db.commit(mounted)).rejects.toThrow('build and publish a new version');
  });
});
