// What reading the beginnings of posting lists may lose, on random articles: hits and their scores are those of whole
// lists, and of the ten best by their texts next to none is missed.

import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { CHUNK_BYTES } from '../../../engine/index/postings.ts';
import type { SearchResponse } from '../../../engine/search/contract.ts';
import { LARGE_INDEX, LARGE_LIST_BUDGET, LIST_BUDGET, listBudgetFor } from '../../../engine/search/ranking.ts';
import { openSearcher } from '../../../engine/search/searcher.ts';
import { ask, type BuiltIndex, buildAndPublish, openIn } from '../../support/build-index.ts';
import { seededRandom } from '../../support/samples.ts';

/** Lists are read by whole chunks: as little as can be read of one. */
const LEAST = CHUNK_BYTES;
const ARTICLES = 20_000;
/** Words with the share of articles that hold them: some in lists of several chunks, some in a few articles. */
const WORDS = { 徐汇: 0.9, 滨江: 0.8, 文明: 0.7, 城市: 0.6, 论坛: 0.4, 茶园: 0.05, 罕见: 0.002 };

/** Collections of every other article. */
const HALVES = ['even', 'odd'];

let built: BuiltIndex;

beforeAll(async () => {
  const random = seededRandom(17);
  const articles: Article[] = Array.from({ length: ARTICLES }, (_, i) => {
    const said = Object.entries(WORDS).flatMap(([word, share]) => {
      const times = random() < share ? 1 + Math.floor(5 * random() ** 3) : 0;
      return Array.from({ length: times }, () => word);
    });
    const filler = '晴空万里'.repeat(Math.floor(random() * 20));
    return { id: `n${i}`, title: '', body: `${said.join('，')}。${filler}` };
  });
  built = await buildAndPublish(articles, { articlesPerCommit: 4000 });
  for (const [place, collection] of HALVES.entries()) {
    const half = articles.filter((_, i) => i % 2 === place);
    await buildAndPublish(half, { articlesPerCommit: 4000 }, built.store, {}, { collection });
  }
});

const asked = fc.uniqueArray(fc.constantFrom(...Object.keys(WORDS)), { minLength: 1, maxLength: 4 });

/** Hits that score at least as high as the last of a page of whole lists. */
const asGood = (cut: SearchResponse, whole: SearchResponse): number =>
  cut.hits.filter(({ score }) => score >= whole.hits.at(-1)!.score).length;

test('hits of cut lists are hits, with the scores that they have; what is counted exactly is all there', async () => {
  const cut = openIn('ranged', built, { listBudget: LEAST });
  const whole = openIn('ranged', built, { listBudget: Number.POSITIVE_INFINITY });
  let lowerBounds = 0;
  await fc.assert(
    fc.asyncProperty(asked, async (words) => {
      const q = words.join(' ');
      const [some, all] = [await ask(cut, q), await ask(whole, q, { limit: 50 })];
      expect(all.totalRelation).toBe('eq');
      expect(some.hits).toHaveLength(Math.min(10, all.total));
      expect(some.total).toBeLessThanOrEqual(all.total);
      if (some.totalRelation === 'eq') expect(some.total).toBe(all.total);
      else lowerBounds++;
      const scores = new Map(all.hits.map(({ id, score }) => [id, score]));
      for (const { id, score } of some.hits)
        if (scores.has(id)) expect({ id, score }).toEqual({ id, score: scores.get(id) });
    }),
    { numRuns: 60 },
  );
  expect(lowerBounds).toBeGreaterThan(0);
});

/** Share of the best hits that are kept over many queries of so many words. */
async function keptOf(minLength: number, maxLength: number): Promise<number> {
  const cut = openIn('ranged', built, { listBudget: LEAST });
  const whole = openIn('ranged', built, { listBudget: Number.POSITIVE_INFINITY });
  let kept = 0;
  let due = 0;
  const queries = fc.uniqueArray(fc.constantFrom(...Object.keys(WORDS)), { minLength, maxLength });
  for (const words of fc.sample(queries, { numRuns: 60, seed: 5 })) {
    const [some, all] = [await ask(cut, words.join(' ')), await ask(whole, words.join(' '))];
    kept += Math.min(all.hits.length, asGood(some, all));
    due += all.hits.length;
  }
  return kept / due;
}

test('of the ten best by their texts .99 are kept for one word and two', async () => {
  expect(await keptOf(1, 2)).toBeGreaterThanOrEqual(0.99);
});

// Words that say nothing of one another: which of the few articles with the rare one hold the others is in the parts of
// lists that are not read. Words of one question do stand together; bench:cold has the figures of real ones.
test('of three and four words that have nothing to do with one another .85', async () => {
  expect(await keptOf(3, 4)).toBeGreaterThanOrEqual(0.85);
});

test('of several collections hits of cut lists are hits, and pages follow one another', async () => {
  const [collection, ...further] = HALVES as [string, string];
  const open = (listBudget: number) =>
    openSearcher({ reader: built.store, collection, further, residentBytes: 0, listBudget });
  const [cut, whole] = [open(LEAST), open(Number.POSITIVE_INFINITY)];
  let lowerBounds = 0;
  for (const words of fc.sample(asked, { numRuns: 40, seed: 5 })) {
    const q = words.join(' ');
    const all = await ask(whole, q, { limit: 50, collections: HALVES });
    const scores = new Map(all.hits.map(({ id, score }) => [id, score]));
    const paged: string[] = [];
    for (const offset of [0, 5, 10, 15]) {
      const { hits, total, totalRelation } = await ask(cut, q, { limit: 5, offset, collections: HALVES });
      expect(total).toBeLessThanOrEqual(all.total);
      if (totalRelation === 'gte') lowerBounds++;
      for (const { id, score } of hits) expect(score).toBe(scores.get(id) ?? score);
      paged.push(...hits.map(({ id }) => id));
    }
    const { hits } = await ask(cut, q, { limit: 20, collections: HALVES });
    expect(paged).toEqual(hits.map(({ id }) => id));
  }
  expect(lowerBounds).toBeGreaterThan(0);
});

test('more of a list is read in a large index', () => {
  expect([1, LARGE_INDEX, LARGE_INDEX + 1].map(listBudgetFor)).toEqual([LIST_BUDGET, LIST_BUDGET, LARGE_LIST_BUDGET]);
});
