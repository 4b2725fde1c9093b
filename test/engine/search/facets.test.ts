// Filters and facets against reading every article: which are hits, in what order, and how many have each value.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { BadRequestError } from '../../../engine/errors.ts';
import { encodeManifest, pointerKey } from '../../../engine/index/manifest.ts';
import type { Hit, SearchRequest } from '../../../engine/search/contract.ts';
import { MOST_FACET_VALUES } from '../../../engine/search/facets.ts';
import { createMemoryStore } from '../../memory-store.ts';
import {
  ask,
  askAllPages,
  buildAndPublish,
  COLLECTION,
  idsOf,
  MODES,
  openIn,
  request,
  updateAndPublish,
} from '../../support/build-index.ts';
import { articles, facets, filters, queries } from '../../support/corpora.ts';
import { countValues, expectedHits, type KnownArticle, type Part, render } from '../../support/oracle.ts';

const isNotEmpty = ({ title, body }: KnownArticle): boolean => title !== '' || body !== '';
const corpus = (most: number) =>
  articles(most)
    .map((all) => all.filter(isNotEmpty))
    .filter((all) => all.length > 0);

const options = fc.record(
  {
    sort: fc.constantFrom('relevance', 'newest', 'oldest'),
    match: fc.constantFrom('some', 'all'),
    from: fc.constantFrom('2017-11-21', '2017-11-25'),
    to: fc.constantFrom('2017-11-25', '2017-12-02'),
    filters,
    facets,
  },
  { requiredKeys: ['sort', 'facets'] },
) as fc.Arbitrary<Partial<SearchRequest> & Pick<SearchRequest, 'sort'>>;

const cases = (most: number) =>
  corpus(most).chain((all) =>
    fc.record({
      all: fc.constant(all),
      asked: fc.array(fc.tuple(queries(all), options), { minLength: 1, maxLength: 6 }),
      articlesPerSegment: fc.integer({ min: 3, max: 40 }),
    }),
  );

const sorted = (ids: readonly string[]): string[] => [...ids].sort();

/** All of what a search with filters and facets says, beside what reading every article says. */
async function compare(
  searcher: ReturnType<typeof openIn>,
  all: readonly KnownArticle[],
  parts: readonly Part[],
  more: Partial<SearchRequest> & Pick<SearchRequest, 'sort'>,
): Promise<void> {
  const q = render(parts);
  const expected = expectedHits(all, parts, more);
  const answer = await ask(searcher, q, { ...more, limit: 50 });
  const counts = (more.facets ?? []).map((facet) => [facet, countValues(expected.articles, facet)]);
  expect({ q, ids: sorted(idsOf(answer.hits)), relaxed: answer.relaxed, facets: answer.facets }).toEqual({
    q,
    ids: sorted(idsOf(expected.articles as unknown as Hit[])),
    relaxed: expected.relaxed,
    facets: Object.fromEntries(counts),
  });
  expect(Object.keys(answer.facets)).toEqual(more.facets ?? []);
  if (more.facets || more.filters)
    expect([answer.total, answer.totalRelation]).toEqual([expected.articles.length, 'eq']);
}

describe('filters and facets', () => {
  test.each(MODES)('%s: hits and counts are those of reading every article', async (mode) => {
    await fc.assert(
      fc.asyncProperty(cases(30), async ({ all, asked, articlesPerSegment }) => {
        const searcher = openIn(mode, await buildAndPublish(all, { articlesPerSegment }));
        for (const [parts, more] of asked) await compare(searcher, all, parts, more);
      }),
      { numRuns: 40 },
    );
  });

  test.each(MODES)('%s: deleted articles are neither found nor counted', async (mode) => {
    await fc.assert(
      fc.asyncProperty(cases(20), fc.nat(), async ({ all, asked, articlesPerSegment }, kept) => {
        const store = createMemoryStore();
        const policy = { mergePolicy: { factor: 0, floor: 0, mostDeleted: 1 } };
        await updateAndPublish(all, 'replace', store, { articlesPerSegment }, {}, policy);
        const stays = all.filter((_, i) => (kept >> (i % 30)) & 1).concat(all[0]!);
        const later = stays
          .slice(0, 3)
          .map((article, i): KnownArticle => ({ ...article, id: `later${i}`, tags: ['后'] }));
        const collection = [...new Set([...stays, ...later])];
        await updateAndPublish(collection, 'replace', store, { articlesPerSegment }, {}, policy);
        const searcher = openIn(mode, { store });
        for (const [parts, more] of asked) await compare(searcher, collection, parts, more);
      }),
      { numRuns: 30 },
    );
  });

  test.each(MODES)('%s: without a query they find everything inside, newest first', async (mode) => {
    await fc.assert(
      fc.asyncProperty(corpus(40), filters, facets, async (all, some, counted) => {
        const searcher = openIn(mode, await buildAndPublish(all, { articlesPerSegment: 9 }));
        await compare(searcher, all, [], { sort: 'newest', filters: some, facets: counted });
        const byRelevance = await ask(searcher, '', { filters: some, limit: 50 });
        const byDate = await ask(searcher, '', { filters: some, limit: 50, sort: 'newest' });
        expect(idsOf(byRelevance.hits)).toEqual(idsOf(byDate.hits));
      }),
      { numRuns: 30 },
    );
  });

  test('pages joined are the long list, and every page has the counts of all hits', async () => {
    await fc.assert(
      fc.asyncProperty(
        cases(40),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...MODES),
        async ({ all, asked, articlesPerSegment }, limit, mode) => {
          const searcher = openIn(mode, await buildAndPublish(all, { articlesPerSegment }));
          for (const [parts, more] of asked.slice(0, 2)) {
            const q = render(parts);
            const long = await ask(searcher, q, { ...more, limit: 50 });
            expect(sorted(await askAllPages(searcher, q, { ...more, limit }))).toEqual(sorted(idsOf(long.hits)));
            const second = await ask(searcher, q, { ...more, limit, offset: limit });
            expect([second.facets, second.total]).toEqual([long.facets, long.total]);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

/** Some stories, each told by several sources in nearly the same words, beside others that are told once. */
const retold = fc
  .array(
    fc.record({
      story: fc.nat(4),
      source: fc.constantFrom('甲报', '乙报', '丙报'),
      tags: fc.subarray(['城建', '文明']),
      month: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 2, maxLength: 40 },
  )
  .map((told) =>
    told.map(({ story, source, tags, month }, i): Article => {
      const sentences = Array.from(
        { length: 12 },
        (_, n) => `第${story}篇的第${n}件事，编号${story * 97 + n * 13}，与徐汇有关的${n * story + 3}项工作都已完成。`,
      );
      const civil = `2026-0${month}-01`;
      const date = { instant: Date.parse(`${civil}T00:00:00Z`), civil };
      return { id: `r${i}`, title: `第${story}篇`, body: `${sentences.join('')}（${source}）`, source, tags, date };
    }),
  );

test.each(MODES)(
  '%s: the number beside a value is that of the hits it leads to, near-duplicates as one',
  async (mode) => {
    let behind = 0;
    await fc.assert(
      fc.asyncProperty(
        retold,
        fc.boolean(),
        fc.integer({ min: 5, max: 50 }),
        async (all, collapse, articlesPerSegment) => {
          const searcher = openIn(mode, await buildAndPublish(all, { articlesPerSegment }));
          const counted = { facets: ['source', 'tags', 'month'], collapse };
          const { facets, hits } = await ask(searcher, '徐汇 工作', { ...counted, match: 'all' });
          behind += hits.reduce((sum, { duplicates }) => sum + duplicates, 0);
          for (const [field, values] of Object.entries(facets))
            for (const { value, count } of values) {
              const chosen =
                field === 'month'
                  ? { from: `${value}-01`, to: `${value}-28` }
                  : { filters: [{ field, values: [value] }] };
              const { total } = await ask(searcher, '徐汇 工作', { ...chosen, collapse, match: 'all', limit: 1 });
              expect([field, value, count]).toEqual([field, value, total]);
            }
        },
      ),
      { numRuns: 20 },
    );
    expect(behind).toBeGreaterThan(0);
  },
);

const some: Article[] = [
  {
    id: '1',
    title: '',
    body: '徐汇文明',
    source: '徐汇报',
    date: { instant: Date.UTC(2017, 10, 2), civil: '2017-11-02' },
  },
  {
    id: '2',
    title: '',
    body: '徐汇城市',
    source: '新华社',
    date: { instant: Date.UTC(2018, 0, 2), civil: '2018-01-02' },
  },
  { id: '3', title: '', body: '徐汇', source: 'ＡＢＣ' },
];

describe.each(MODES)('%s', (mode) => {
  test('several values of a field are any of them, several fields are all of them', async () => {
    const searcher = openIn(mode, await buildAndPublish(some));
    const filtersOf = (...given: [string, ...string[]][]) => ({
      filters: given.map(([field, ...values]) => ({ field, values })),
    });
    const idsWith = async (...given: [string, ...string[]][]) =>
      sorted(idsOf((await ask(searcher, '徐汇', filtersOf(...given))).hits));
    expect(await idsWith(['source', '徐汇报', '新华社'])).toEqual(['1', '2']);
    expect(await idsWith(['source', '徐汇报'], ['source', '新华社'])).toEqual(['1', '2']);
    expect(await idsWith(['source', '徐汇报'], ['author', '张三'])).toEqual([]);
    expect(await idsWith(['source', ' 徐汇报\n'])).toEqual(['1']);
  });

  test('a value is the very one that is written', async () => {
    const searcher = openIn(mode, await buildAndPublish(some));
    for (const [value, found] of [
      ['ＡＢＣ', 1],
      ['ABC', 0],
      ['ａｂｃ', 0],
      ['徐匯報', 0],
      ['徐汇', 0],
    ] as const)
      expect((await ask(searcher, '', { filters: [{ field: 'source', values: [value] }] })).total).toBe(found);
  });

  test('the years and months of a count come newest first, and the undated are of none', async () => {
    const { facets } = await ask(openIn(mode, await buildAndPublish(some)), '徐汇', { facets: ['month', 'year'] });
    expect(facets).toEqual({
      month: [
        { value: '2018-01', count: 1 },
        { value: '2017-11', count: 1 },
      ],
      year: [
        { value: '2018', count: 1 },
        { value: '2017', count: 1 },
      ],
    });
  });

  test('of many values those of the most hits are told', async () => {
    const many = Array.from({ length: 300 }, (_, i): Article => {
      const tags = [`t${i % 150}`, `t${i % 7}`];
      return { id: String(i), title: '', body: '徐汇', tags: [...new Set(tags)] };
    });
    const searcher = openIn(mode, await buildAndPublish(many, { articlesPerSegment: 120 }));
    const { facets } = await ask(searcher, '徐汇', { facets: ['tags'], limit: 1 });
    expect(facets.tags).toEqual(countValues(many, 'tags').slice(0, MOST_FACET_VALUES));
  });

  test('nothing found has no counts', async () => {
    const searcher = openIn(mode, await buildAndPublish(some));
    expect((await ask(searcher, '没有', { facets: ['source', 'year'] })).facets).toEqual({ source: [], year: [] });
  });

  test('a field that there is not is refused with those that there are', async () => {
    const built = await buildAndPublish(some, {}, undefined, {}, { filterable: ['tags', 'source'] });
    const searcher = openIn(mode, built);
    const refused = searcher.search(request('徐汇', { filters: [{ field: 'author', values: ['a'] }] }));
    await expect(refused).rejects.toThrow(BadRequestError);
    await expect(refused).rejects.toThrow('filter.author: "author" is no field of "articles"; there are: source, tags');
    await expect(searcher.search(request('徐汇', { facets: ['source', 'day'] }))).rejects.toThrow(
      'facets: "day" is no field of "articles"; there are: source, tags, year, month',
    );
    const none = openIn(mode, await buildAndPublish(some, {}, undefined, {}, { filterable: [] }));
    await expect(none.search(request('徐汇', { filters: [{ field: 'source', values: ['a'] }] }))).rejects.toThrow(
      '"source" is no field of "articles"; there are: none',
    );
    expect((await ask(none, '徐汇', { facets: ['year'] })).facets.year).toHaveLength(2);
  });
});

test('an index that was built before there were columns is searched, and says that it has none', async () => {
  const { store, manifest } = await buildAndPublish(some);
  const { filterable: _, ...settings } = manifest.settings;
  const segments = manifest.segments.map(({ columns: _, ...segment }) => segment);
  const key = pointerKey(COLLECTION);
  store.objects.set(key, { ...store.objects.get(key)!, bytes: encodeManifest({ ...manifest, settings, segments }) });
  const searcher = openIn('ranged', { store });
  expect((await ask(searcher, '徐汇', { facets: ['year'] })).facets.year).toHaveLength(2);
  for (const more of [{ filters: [{ field: 'source', values: ['徐汇报'] }] }, { facets: ['source'] }])
    await expect(searcher.search(request('徐汇', more))).rejects.toThrow(
      'the index of "articles" has no fields yet; build it again with: xunwen index',
    );
});

describe('of an index read in parts', () => {
  const many = Array.from({ length: 400 }, (_, i): Article => {
    const when = Date.UTC(2017, 0, 1) + i * 86_400_000;
    const date = { instant: when, civil: new Date(when).toISOString().slice(0, 10) };
    const body = `徐汇文明城市${i % 3 === 0 ? '建设' : ''}第${i}号${'汇报'.repeat(i % 5)}`;
    return { id: String(i), title: '', body, source: `来源${i % 11}`, tags: [`t${i % 5}`, 'all'], date };
  });

  test('a filter and a count take no further round', async () => {
    const built = await buildAndPublish(many);
    const costOf = async (more: Partial<SearchRequest>) => {
      const searcher = openIn('ranged', built);
      return (await searcher.search(request('徐汇 建设', more))).cost;
    };
    const plain = await costOf({ exactTotal: true });
    const filters = [
      { field: 'source', values: ['来源1', '来源2'] },
      { field: 'tags', values: ['t1'] },
    ];
    for (const more of [{ filters }, { facets: ['source', 'tags', 'year'] }, { filters, facets: ['tags', 'month'] }])
      expect((await costOf(more)).rounds).toBe(plain.rounds);
    expect((await costOf({ filters })).bytes).toBeGreaterThan(plain.bytes);
  });

  test('a search that asks for neither reads none of it', async () => {
    const costOf = async (filterable: string[]) => {
      const built = await buildAndPublish(many, {}, undefined, {}, { filterable });
      const searcher = openIn('ranged', built);
      await searcher.status();
      return (await searcher.search(request('徐汇 建设'))).cost;
    };
    expect(await costOf(['source', 'tags'])).toEqual(await costOf([]));
  });
});
