import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hit } from '../../../engine/search/contract.ts';
import { ask, askAllPages, type BuiltIndex, buildAndPublish, idsOf, MODES, openIn } from '../../support/build-index.ts';
import { articles, queries } from '../../support/corpora.ts';
import { expectedHits, type KnownArticle, render } from '../../support/oracle.ts';

const publishKnown = (all: readonly KnownArticle[], limits = {}): Promise<BuiltIndex> =>
  buildAndPublish(
    all.map(({ days: _days, ...article }) => article),
    limits,
  );

const isNotEmpty = ({ title, body }: KnownArticle): boolean => title !== '' || body !== '';
const corpus = (most: number) =>
  articles(most)
    .map((all) => all.filter(isNotEmpty))
    .filter((all) => all.length > 0);
const corpusAndQueries = (most: number) =>
  corpus(most).chain((all) =>
    fc.record({
      all: fc.constant(all),
      asked: fc.array(queries(all), { minLength: 1, maxLength: 8 }),
      limits: fc.record({
        articlesPerCommit: fc.integer({ min: 1, max: 12 }),
        articlesPerSegment: fc.integer({ min: 3, max: 40 }),
      }),
    }),
  );

const options = fc.record(
  {
    sort: fc.constantFrom('relevance', 'newest', 'oldest'),
    match: fc.constantFrom('some', 'all'),
    from: fc.constantFrom('2017-11-21', '2017-11-25'),
    to: fc.constantFrom('2017-11-25', '2017-12-02'),
    exactTotal: fc.boolean(),
  },
  { requiredKeys: ['sort', 'exactTotal'] },
);

const sorted = (ids: readonly string[]): string[] => [...ids].sort();

/** Ids in order of their scores; those of equal scores have no order that counts. */
const byScore = (hits: readonly Hit[]): [number, string[]][] => {
  const groups = new Map<number, string[]>();
  for (const { score, id } of hits) groups.set(score, sorted([...(groups.get(score) ?? []), id]));
  return [...groups];
};

describe('a search finds what reading every article would find', () => {
  test.each(MODES)('%s: phrases, exclusions, OR, title:, characters, words, days, date ranges', async (mode) => {
    await fc.assert(
      fc.asyncProperty(corpusAndQueries(30), options, async ({ all, asked, limits }, more) => {
        const searcher = openIn(mode, await publishKnown(all, limits));
        for (const parts of asked) {
          const q = render(parts);
          const expected = expectedHits(all, parts, more);
          const answer = await ask(searcher, q, { ...more, limit: 50 });
          expect({ q, ids: sorted(idsOf(answer.hits)), relaxed: answer.relaxed }).toEqual({
            q,
            ids: sorted(idsOf(expected.articles as unknown as Hit[])),
            relaxed: expected.relaxed,
          });
          expect(answer.totalRelation === 'eq' ? answer.total : expected.articles.length).toBe(
            expected.articles.length,
          );
          expect(answer.total).toBeLessThanOrEqual(expected.articles.length);
          if (more.exactTotal || mode === 'resident') expect(answer.totalRelation).toBe('eq');
        }
      }),
      { numRuns: 60 },
    );
  });

  test('date sorts put instants in order and the undated last, both ways', async () => {
    await fc.assert(
      fc.asyncProperty(
        corpusAndQueries(30),
        fc.constantFrom('newest', 'oldest'),
        async ({ all, asked, limits }, sort) => {
          const searcher = openIn('ranged', await publishKnown(all, limits));
          const instants = new Map(all.map(({ id, date }) => [id, date?.instant ?? null]));
          for (const parts of asked) {
            const found = (await ask(searcher, render(parts), { sort, limit: 50 })).hits.map(
              ({ id }) => instants.get(id)!,
            );
            const order = (a: number | null, b: number | null): number =>
              a === null || b === null ? Number(a === null) - Number(b === null) : sort === 'newest' ? b - a : a - b;
            expect(found).toEqual([...found].sort(order));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('only a date range gives all its articles, without those that have no date', async () => {
    await fc.assert(
      fc.asyncProperty(corpus(40), fc.constantFrom(...MODES), async (all, mode) => {
        const searcher = openIn(mode, await publishKnown(all, { articlesPerSegment: 7 }));
        for (const range of [{ from: '2017-11-24' }, { to: '2017-11-24' }, { from: '2017-11-22', to: '2017-11-26' }]) {
          const expected = expectedHits(all, [], { sort: 'newest', ...range }).articles;
          const answer = await ask(searcher, '', { ...range, limit: 50 });
          expect(sorted(idsOf(answer.hits))).toEqual(sorted(expected.map(({ id }) => id)));
          expect([answer.total, answer.totalRelation]).toEqual([expected.length, 'eq']);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('what does not change an answer', () => {
  test('where the bytes are read from, and how many segments and commits there are', async () => {
    await fc.assert(
      fc.asyncProperty(corpusAndQueries(40), options, async ({ all, asked, limits }, more) => {
        const one = await publishKnown(all);
        const many = await publishKnown(all, limits);
        const searchers = [
          openIn('resident', one),
          openIn('ranged', one),
          openIn('resident', many),
          openIn('ranged', many),
        ];
        for (const parts of asked) {
          const answers = await Promise.all(searchers.map((each) => ask(each, render(parts), { ...more, limit: 50 })));
          const [first, ...others] = answers.map(({ hits }) => byScore(hits));
          for (const other of others) expect(other).toEqual(first);
          if (more.sort !== 'relevance')
            for (const { hits } of answers) expect(idsOf(hits)).toEqual(idsOf(answers[0]!.hits));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('how long the pages are: joined they are the long list, each article once', async () => {
    await fc.assert(
      fc.asyncProperty(
        corpusAndQueries(60),
        fc.constantFrom('relevance', 'newest', 'oldest'),
        fc.integer({ min: 1, max: 23 }),
        fc.constantFrom(...MODES),
        async ({ all, asked, limits }, sort, limit, mode) => {
          const searcher = openIn(mode, await publishKnown(all, limits));
          for (const parts of asked.slice(0, 3)) {
            const q = render(parts);
            const pages = await askAllPages(searcher, q, { sort, limit });
            expect(new Set(pages).size).toBe(pages.length);
            expect(pages).toEqual(await askAllPages(searcher, q, { sort, limit: 50 }));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('a page behind the last hit is empty and still tells the total', async () => {
  const built = await buildAndPublish([{ id: '1', title: '徐汇', body: '' }]);
  const { hits, total } = await ask(openIn('resident', built), '徐汇', { offset: 1000 });
  expect([hits, total]).toEqual([[], 1]);
});
