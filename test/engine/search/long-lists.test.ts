// Lists longer than what a ranged search reads of one at first: the answer may know less, never other.

import { beforeAll, describe, expect, test } from 'vitest';
import { fold } from '../../../engine/analysis/fold.ts';
import type { Article } from '../../../engine/article.ts';
import type { SearchRequest } from '../../../engine/search/contract.ts';
import {
  LIST_BUDGET,
  MOST_PHRASE_CHECKS,
  MOST_PHRASE_POSTINGS,
  MOST_PREFIX_BODIES,
} from '../../../engine/search/ranking.ts';
import { ask, type BuiltIndex, buildAndPublish, idsOf, openIn, request } from '../../support/build-index.ts';
import { seededRandom } from '../../support/samples.ts';

const ARTICLES = 45_000;

const articles: Article[] = [];
let built: BuiltIndex;

beforeAll(async () => {
  const random = seededRandom(7);
  for (let i = 0; i < ARTICLES; i++) {
    const words = ['徐汇', '滨江', '文明', '城市', '论坛'].filter(() => random() < 0.8);
    if (i % 3 === 0) words.push('汇报');
    if (i % 30 === 1) words.push('会议');
    if (i % 3000 === 0) words.push('罕见');
    const filler = '晴空万里'.repeat(Math.floor(random() * 12));
    // A character before ever new ones: more terms than are read of a character at first.
    const varied = `号${String.fromCharCode(0x4e00 + (i % 900))}`;
    articles.push({ id: `n${i}`, title: '', body: `${words.join('，')}，${varied}。${filler}` });
  }
  built = await buildAndPublish(articles, { articlesPerCommit: 4000 });
});

const without = (some: Set<string>, others: Set<string>): Set<string> =>
  new Set([...some].filter((id) => !others.has(id)));
const holders = (...texts: string[]): Set<string> =>
  new Set(articles.filter(({ body }) => texts.every((text) => fold(body).includes(text))).map(({ id }) => id));

/** More texts have its bigrams than are looked at for a page. */
const COMMON_PHRASE = '"徐汇，滨江"';

const QUESTIONS: [q: string, holders: () => Set<string>][] = [
  ['徐汇', () => holders('徐汇')],
  ['徐汇 论坛', () => holders('徐汇', '论坛')],
  ['徐汇 罕见', () => holders('徐汇', '罕见')],
  ['罕见', () => holders('罕见')],
  ['号', () => holders('号')],
  ['号 罕见', () => holders('号', '罕见')],
  ['徐汇 -汇报', () => without(holders('徐汇'), holders('汇报'))],
  [COMMON_PHRASE, () => holders('徐汇,滨江')],
  ['"徐汇，滨江，文明，城市，论坛，汇报，罕见"', () => holders('徐汇,滨江,文明,城市,论坛,汇报,罕见')],
  // More postings than are read to narrow a phrase down.
  ['"徐汇，滨江，文明，城市，论坛"', () => holders('徐汇,滨江,文明,城市,论坛')],
  ['没有', () => new Set()],
];

describe('ranged, with lists that are not read whole', () => {
  test('the fixture is what it is meant to be', async () => {
    const searcher = openIn('ranged', built);
    const { cost } = await searcher.search(request('徐汇'));
    const whole = await openIn('ranged', built).search(request('徐汇', { exactTotal: true }));
    expect(whole.cost.bytes - cost.bytes).toBeGreaterThan(LIST_BUDGET / 2);
    expect(holders('徐汇,滨江').size).toBeGreaterThan(MOST_PHRASE_CHECKS);
    expect(900).toBeGreaterThan(MOST_PREFIX_BODIES);
    const words = ['徐汇', '滨江', '文明', '城市', '论坛'].map((word) => holders(word).size);
    expect(words.reduce((a, b) => a + b)).toBeGreaterThan(MOST_PHRASE_POSTINGS);
  });

  test.each(QUESTIONS)('%s: a full page of true hits, and a total that is not too large', async (q, expected) => {
    const all = expected();
    const answer = await ask(openIn('ranged', built), q, { limit: 10 });
    expect(answer.hits).toHaveLength(Math.min(10, all.size));
    for (const { id } of answer.hits) expect({ q, id, held: all.has(id) }).toEqual({ q, id, held: true });
    expect(answer.total).toBeLessThanOrEqual(all.size);
    if (answer.totalRelation === 'eq') expect(answer.total).toBe(all.size);
  });

  test.each(QUESTIONS)('%s: in memory, with exactTotal and by date everything is counted', async (q, expected) => {
    const { size } = expected();
    const asked: ['resident' | 'ranged', Partial<SearchRequest>][] = [
      ['resident', {}],
      ['resident', { sort: 'newest' }],
      ['ranged', { exactTotal: true }],
    ];
    if (!q.includes('"')) asked.push(['ranged', { sort: 'newest' }]);
    for (const [mode, more] of asked) {
      const { total, totalRelation } = await ask(openIn(mode, built), q, more);
      expect({ q, mode, more, total, totalRelation }).toEqual({ q, mode, more, total: size, totalRelation: 'eq' });
    }
  });

  test('a phrase of thousands of texts is counted in few reads: neighbours are read together', async () => {
    const { response, cost } = await openIn('ranged', built).search(request(COMMON_PHRASE, { exactTotal: true }));
    expect(response.total).toBeGreaterThan(2000);
    expect(cost.requests).toBeLessThan(response.total / 20);
  });

  test.each(QUESTIONS)('%s: a hit has the score that it has in memory', async (q) => {
    const whole = await ask(openIn('resident', built), q, { limit: 50 });
    const scores = new Map(whole.hits.map(({ id, score }) => [id, score]));
    for (const { id, score } of (await ask(openIn('ranged', built), q)).hits)
      if (scores.has(id)) expect({ id, score }).toEqual({ id, score: scores.get(id) });
  });

  test('the best articles are those that are best in memory, when few words decide', async () => {
    const best = idsOf((await ask(openIn('resident', built), '徐汇 罕见')).hits);
    expect(idsOf((await ask(openIn('ranged', built), '徐汇 罕见')).hits).sort()).toEqual(best.sort());
  });

  test('a page further down is as full as the first', async () => {
    const searcher = openIn('ranged', built);
    const pages = await Promise.all([0, 10, 100, 990].map((offset) => ask(searcher, '徐汇', { offset })));
    expect(pages.map(({ hits }) => hits.length)).toEqual([10, 10, 10, 10]);
    expect(new Set(pages.flatMap(({ hits }) => idsOf(hits))).size).toBe(40);
  });

  test('pages of a phrase follow one another, whatever their size', async () => {
    const searcher = openIn('ranged', built);
    const page = async (offset: number, limit: number): Promise<string[]> =>
      idsOf((await ask(searcher, '"徐汇，滨江"', { offset, limit })).hits);
    const pages = await Promise.all([page(0, 10), page(10, 10), page(20, 10)]);
    expect(new Set(pages.flat()).size).toBe(30);
    expect(await page(0, 30)).toEqual(pages.flat());
    expect(idsOf((await ask(openIn('resident', built), '"徐汇，滨江"', { limit: 30 })).hits)).toEqual(pages.flat());
  });

  test('by date, a phrase is looked for in the newest texts first', async () => {
    const newest = await ask(openIn('ranged', built), '"徐汇，滨江"', { sort: 'newest', limit: 30 });
    const all = await ask(openIn('resident', built), '"徐汇，滨江"', { sort: 'newest', limit: 30 });
    expect(idsOf(newest.hits)).toEqual(idsOf(all.hits));
    expect([newest.totalRelation, all.totalRelation]).toEqual(['gte', 'eq']);
  });

  test('no more texts are read for a phrase than its page needs', async () => {
    const bytesOf = async (more: Partial<SearchRequest>): Promise<number> =>
      (await openIn('ranged', built).search(request('"徐汇，滨江，文明，城市，论坛，会议"', more))).cost.bytes;
    const [few, many] = [await bytesOf({ limit: 10 }), await bytesOf({ limit: 50 })];
    expect(few).toBeLessThan(many);
    expect(many).toBeLessThan(await bytesOf({ exactTotal: true }));
  });

  test('a search costs as many rounds as it has steps', async () => {
    const cold = await openIn('ranged', built).search(request('徐汇 论坛'));
    expect(cold.cost.rounds).toBeLessThanOrEqual(4);
    const searcher = openIn('ranged', built);
    await searcher.search(request('徐汇 论坛'));
    expect((await searcher.search(request('徐汇 论坛'))).cost).toEqual({ rounds: 0, requests: 0, bytes: 0 });
  });
});
