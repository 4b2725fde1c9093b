// Several collections asked together.

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { BadRequestError, CollectionError, CorruptIndexError, NoIndexError } from '../../../engine/errors.ts';
import { pointerKey } from '../../../engine/index/manifest.ts';
import type { Searcher, SearchRequest, SearchResponse } from '../../../engine/search/contract.ts';
import { openSearcher, type SearcherOptions } from '../../../engine/search/searcher.ts';
import { createMemoryStore, type MemoryStore } from '../../memory-store.ts';
import {
  ask,
  askAllPages,
  buildAndPublish,
  type From,
  idsOf,
  MODES,
  type Mode,
  request,
  type WordLists,
} from '../../support/build-index.ts';
import { articles, facets, filters, queries } from '../../support/corpora.ts';
import { render } from '../../support/oracle.ts';

const open = (mode: Mode, store: MemoryStore, names: readonly string[], options: Partial<SearcherOptions> = {}) => {
  const [collection, ...further] = names as [string, ...string[]];
  const residentBytes = mode === 'ranged' ? { residentBytes: 0 } : {};
  return openSearcher({ reader: store, collection, further, ...residentBytes, ...options });
};

const options = fc.record(
  {
    sort: fc.constantFrom('relevance', 'newest', 'oldest' as const),
    match: fc.constantFrom('some', 'all' as const),
    from: fc.constantFrom('2017-11-22', '2017-11-30'),
    to: fc.constantFrom('2017-11-28', '2017-12-05'),
    exactTotal: fc.boolean(),
    filters,
    facets,
    offset: fc.constantFrom(0, 3),
    limit: fc.constantFrom(2, 10),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<SearchRequest>>;

/** All of an answer but what says whose it is. */
const withoutNames = ({ index, hits, ...answer }: SearchResponse) => ({
  ...answer,
  hits: hits.map(({ collection: _, ...hit }) => hit),
  documents: index.documents,
});

const NAMES = ['a', 'b', 'c'];

test('collections answer together as one of all their articles does', async () => {
  const cases = articles(16).chain((all) =>
    fc.record({
      all: fc.constant(all),
      places: fc.array(fc.nat({ max: 2 }), { minLength: 16, maxLength: 16 }),
      asked: fc.array(fc.tuple(queries(all), options), { minLength: 5, maxLength: 10 }),
      recency: fc.option(fc.constant({ halfLife: 3, weight: 0.5 }), { nil: undefined }),
      rescoreDepth: fc.constantFrom(0, 3, 20),
    }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ({ all, places, asked, recency, rescoreDepth }) => {
      // Of one instant collections come in their order, and articles in that of their ids.
      const own = all.map((article, i) => ({ ...article, id: `${NAMES[places[i]!]}-${article.id}` }));
      const settings: From = recency ? { recency } : {};
      const store = createMemoryStore();
      const whole = await buildAndPublish(own, {}, store, {}, { ...settings, collection: 'whole' });
      const { pivots } = whole.manifest;
      for (const [place, collection] of NAMES.entries()) {
        const some = own.filter((_, i) => places[i] === place);
        await buildAndPublish(some, {}, store, {}, { ...settings, pivots, collection });
      }
      for (const mode of MODES) {
        const one = open(mode, store, ['whole'], { rescoreDepth });
        const several = open(mode, store, NAMES, { rescoreDepth });
        for (const [parts, more] of asked) {
          const q = render(parts);
          expect(withoutNames(await ask(several, q, { ...more, collections: NAMES }))).toEqual(
            withoutNames(await ask(one, q, more)),
          );
          const paged = { ...more, offset: 0, limit: 2 };
          expect(await askAllPages(several, q, { ...paged, collections: NAMES })).toEqual(
            await askAllPages(one, q, paged),
          );
        }
      }
    }),
    { numRuns: 20 },
  );
});

describe('two collections', () => {
  const NEWS: Article[] = [
    { id: '1', title: '停水通知', body: '滨江路今晚停水。', date: { instant: 2e12, civil: '2033-05-18' } },
    { id: '2', title: '论坛开幕', body: '人工智能论坛在滨江开幕。', date: { instant: 1e12, civil: '2001-09-09' } },
  ];
  const LIBRARY: Article[] = [
    { id: '1', title: '馆藏', body: '出租车的历史，滨江的老照片。', date: { instant: 1.5e12, civil: '2017-07-14' } },
    { id: '2', title: '借阅', body: '计程车图册。' },
    { id: '3', title: '开放时间', body: '停水期间闭馆。', date: { instant: 1.6e12, civil: '2020-09-13' } },
  ];
  const store = createMemoryStore();
  const libraryLists: WordLists = {
    synonyms: '出租车, 计程车',
    curation: JSON.stringify([
      { queries: ['滨江'], pin: ['3'], redirect: '/library' },
      { queries: '*', hide: ['2'] },
    ]),
  };
  const newsLists: WordLists = { curation: JSON.stringify([{ queries: ['滨江'], pin: ['2'] }]) };
  let searcher: Searcher;
  let versions: string[];
  beforeAll(async () => {
    const news = await buildAndPublish(NEWS, {}, store, newsLists, { collection: 'news' });
    const library = await buildAndPublish(LIBRARY, {}, store, libraryLists, { collection: 'library' });
    versions = [news.manifest.version, library.manifest.version];
    searcher = open('ranged', store, ['news', 'library', 'empty']);
  });
  const both = ['library', 'news'];
  const placesOf = ({ hits }: SearchResponse): string[] => hits.map(({ collection, id }) => `${collection} ${id}`);

  test('hits name their collection, and the index names all in the order in which they are served', async () => {
    const answer = await ask(searcher, '停水', { collections: both, sort: 'newest' });
    expect(placesOf(answer)).toEqual(['news 1', 'library 3']);
    expect(answer.index).toEqual({
      collection: 'news,library',
      version: versions.join(','),
      documents: 5,
      collections: [
        { collection: 'news', version: versions[0], documents: 2 },
        { collection: 'library', version: versions[1], documents: 3 },
      ],
    });
    expect(await searcher.status({ collections: both })).toMatchObject(answer.index);
  });

  test('without a name the first answers as if there were no other', async () => {
    const answer = await ask(searcher, '停水');
    expect(answer).toEqual(await ask(open('ranged', store, ['news']), '停水'));
    expect(answer.hits[0]).not.toHaveProperty('collection');
    expect(await ask(searcher, '停水', { collections: ['news', 'news'] })).toEqual(answer);
  });

  test('each is searched with its own settings: the synonyms of one find nothing in the other', async () => {
    const { hits, total } = await ask(searcher, '计程车', { collections: both });
    expect([total, idsOf(hits)]).toEqual([1, ['1']]);
  });

  test('pins of the first come first, those of the next after them, and what is hidden in one stays hidden', async () => {
    const answer = await ask(searcher, '滨江', { collections: both });
    expect(placesOf(answer)).toEqual(['news 2', 'library 3', 'news 1', 'library 1']);
    expect(answer.hits.map(({ pinned }) => pinned ?? false)).toEqual([true, true, false, false]);
    expect(answer).toMatchObject({ total: 4, redirect: '/library' });
    const second = await ask(searcher, '滨江', { collections: both, offset: 1, limit: 2 });
    expect(placesOf(second)).toEqual(['library 3', 'news 1']);
  });

  test('where one has all that was asked for, what another has of it is no hit', async () => {
    const together = await ask(searcher, '停水 闭馆', { collections: both });
    expect(placesOf(together)).toEqual(['library 3']);
    expect(together).toMatchObject({ total: 1, relaxed: false });
  });

  test('explaining tells of the documents of all', async () => {
    const answer = await ask(searcher, '停水', { collections: both, explain: true });
    expect(answer.explanation?.terms).toMatchObject([{ text: '停水', documentFrequency: 2 }]);
    expect(answer.explanation?.bm25.documents).toBe(5);
    expect(answer.hits.every(({ explanation, score }) => Math.abs(explanation!.score - score) < 1e-4)).toBe(true);
  });

  test('the cost is the rounds of the slowest and the reads of all', async () => {
    const costOf = async (names: string[]) =>
      (await open('ranged', store, both).search(request('停水', { collections: names }))).cost;
    const [news, library, all] = [await costOf(['news']), await costOf(['library']), await costOf(both)];
    expect(all.rounds).toBe(Math.max(news.rounds, library.rounds));
    // The instants of both are read along.
    expect(all.bytes).toBeGreaterThan(news.bytes + library.bytes);
  });

  test('a name that is not served is refused with those that are', async () => {
    const wanted = new BadRequestError(
      'collection',
      'collection: "secret" is not served here; there is news, library, empty',
    );
    await expect(ask(searcher, '停水', { collections: ['news', 'secret'] })).rejects.toThrow(wanted);
    await expect(searcher.status({ collections: ['secret'] })).rejects.toThrow(wanted);
  });

  test('one that cannot be read fails the answer, by its name', async () => {
    const asked = ask(searcher, '停水', { collections: ['news', 'empty'] });
    await expect(asked).rejects.toThrow(CollectionError);
    await expect(asked).rejects.toMatchObject({ collection: 'empty', cause: expect.any(NoIndexError) });
    await expect(ask(searcher, '停水', { collections: ['empty'] })).rejects.toThrow(NoIndexError);
    await expect(ask(searcher, '-停水', { collections: both })).rejects.toThrow(BadRequestError);
  });

  test('damage in one fails the answer, by its name, and the other goes on answering', async () => {
    const damaged = createMemoryStore();
    await buildAndPublish(NEWS, {}, damaged, {}, { collection: 'news' });
    await buildAndPublish(LIBRARY, {}, damaged, {}, { collection: 'library' });
    for (const [key, { bytes }] of damaged.objects)
      if (key.startsWith('library/') && key !== pointerKey('library')) bytes.fill(7, 0, 400);
    for (const mode of MODES) {
      const one = open(mode, damaged, ['news', 'library']);
      await expect(ask(one, '停水', { collections: both })).rejects.toMatchObject({
        collection: 'library',
        cause: expect.any(CorruptIndexError),
      });
      expect((await ask(one, '停水')).total).toBe(1);
    }
  });

  test('a version that was collected meanwhile is found anew', async () => {
    const moving = createMemoryStore();
    const first = await buildAndPublish(NEWS, {}, moving, {}, { collection: 'news' });
    await buildAndPublish(LIBRARY, {}, moving, {}, { collection: 'library' });
    const one = open('ranged', moving, ['news', 'library'], { cacheBytes: 0 });
    expect((await ask(one, '滨江', { collections: both })).total).toBe(3);
    await buildAndPublish(NEWS.slice(0, 1), {}, moving, {}, { collection: 'news' });
    for (const { object } of first.manifest.segments)
      moving.objects.delete([...moving.objects.keys()].find((key) => key.endsWith(object))!);
    expect((await ask(one, '滨江', { collections: both })).total).toBe(2);
  });
});
