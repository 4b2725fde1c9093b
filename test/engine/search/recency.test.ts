// Newer articles are worth more, where a site wants that: by so much and no more.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import type { Recency } from '../../../engine/index/manifest.ts';
import { recencyFactor, recencyFactors } from '../../../engine/search/recency.ts';
import {
  ask,
  type BuiltIndex,
  buildAndPublish,
  idsOf,
  MODES,
  openIn,
  request,
  updateAndPublish,
} from '../../support/build-index.ts';
import { seededRandom } from '../../support/samples.ts';

const DAY = 86_400_000;
const RECENCY: Recency = { halfLife: 30, weight: 0.5 };

const civilOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
const dated = (id: string, body: string, day: number | null): Article => ({
  id,
  title: '',
  body,
  ...(day === null ? {} : { date: { instant: day * DAY, civil: civilOf(day) } }),
});

const build = (articles: readonly Article[], recency?: Recency): Promise<BuiltIndex> =>
  buildAndPublish(articles, {}, undefined, {}, recency ? { recency } : {});

test('the factor falls from 1 + weight towards 1, and half of the gain is gone after a half-life', () => {
  expect(recencyFactor(RECENCY, 0)).toBe(1.5);
  expect(recencyFactor(RECENCY, 30)).toBe(1.25);
  expect(recencyFactor(RECENCY, 60)).toBe(1.125);
  expect(recencyFactor(RECENCY, 36_500)).toBeCloseTo(1, 12);
  const { of, byDocument } = recencyFactors(RECENCY, Float64Array.of(100, 100, 70), 100);
  expect([...byDocument]).toEqual([1.5, 1.5, 1.25]);
  expect([of(civilOf(100)), of(civilOf(70)), of(undefined)]).toEqual([1.5, 1.25, 1]);
});

describe.each(MODES)('%s', (mode) => {
  test('of articles that are equal but for their dates the newer is first, the undated last', async () => {
    const days = [17_000, 17_400, null, 17_200];
    const built = await build(
      days.map((day, i) => dated(String(i), '徐汇滨江的展览', day)),
      RECENCY,
    );
    const { hits } = await ask(openIn(mode, built), '徐汇');
    expect(idsOf(hits)).toEqual(['1', '3', '0', '2']);
    expect(hits[0]!.score).toBeCloseTo(1.5 * hits[3]!.score, 3);
    expect(new Set(hits.map(({ score }) => score)).size).toBe(4);
  });

  test('a new article overtakes a somewhat better one, and not a much better one', async () => {
    const articles = [
      dated('new', '徐汇的一条消息，说了许多别的事情，还有天气和交通', 17_400),
      dated('better', '徐汇的展览在徐汇办，徐汇人都去徐汇看，徐汇很好', 17_000),
    ];
    const orderAt = async (weight: number): Promise<string[]> => {
      const built = await build(articles, { halfLife: 30, weight });
      return idsOf((await ask(openIn(mode, built), '徐汇')).hits);
    };
    const { hits } = await ask(openIn(mode, await build(articles)), '徐汇');
    expect(idsOf(hits)).toEqual(['better', 'new']);
    const ratio = hits[0]!.score / hits[1]!.score;
    expect(await orderAt(0.9 * (ratio - 1))).toEqual(['better', 'new']);
    expect(await orderAt(1.1 * (ratio - 1))).toEqual(['new', 'better']);
  });

  test('dates decide nothing where articles are in the order of their dates', async () => {
    const articles = [dated('a', '徐汇徐汇', 17_000), dated('b', '徐汇', 17_001), dated('c', '徐汇', null)];
    const [off, on] = [await build(articles), await build(articles, RECENCY)];
    for (const sort of ['newest', 'oldest'] as const)
      expect((await ask(openIn(mode, on), '徐汇', { sort })).hits).toEqual(
        (await ask(openIn(mode, off), '徐汇', { sort })).hits,
      );
    const from = { from: '1970-01-01' };
    expect((await ask(openIn(mode, on), '', from)).hits).toEqual((await ask(openIn(mode, off), '', from)).hits);
  });

  test('an explanation names it as a factor of its own, and adds up', async () => {
    const articles = [dated('a', '徐汇滨江', 17_000), dated('b', '徐汇展览', 17_030), dated('c', '徐汇', null)];
    const { hits } = await ask(openIn(mode, await build(articles, RECENCY)), '徐汇', { explain: true });
    const told = new Map(hits.map((hit) => [hit.id, hit.explanation!]));
    expect(['a', 'b', 'c'].map((id) => told.get(id)!.recency)).toEqual([1.25, 1.5, 1]);
    for (const { id, score } of hits) {
      const { sum, factor, recency, firstPhase, ...rest } = told.get(id)!;
      expect(sum * factor * recency).toBe(rest.score);
      expect(Math.round(rest.score * 1e4) / 1e4).toBe(score);
      expect(firstPhase).toBeGreaterThan(0);
    }
  });
});

const randomArticles = fc.array(
  fc.record({
    words: fc.array(fc.constantFrom('徐汇', '滨江', '展览', '城市', '天气'), { minLength: 1, maxLength: 8 }),
    day: fc.option(fc.integer({ min: 17_000, max: 17_100 })),
  }),
  { minLength: 1, maxLength: 10 },
);
const toArticles = (random: { words: string[]; day: number | null }[]): Article[] =>
  random.map(({ words, day }, i) => dated(`n${i}`, `${words.join('。')}。`, day));

test('every score is what it is without, times the factor of the article’s age', async () => {
  await fc.assert(
    fc.asyncProperty(randomArticles, fc.integer({ min: 1, max: 60 }), async (random, halfLife) => {
      const articles = toArticles(random);
      const recency = { halfLife, weight: 0.7 };
      const newest = Math.max(...random.map(({ day }) => day ?? Number.NEGATIVE_INFINITY));
      const [off, on] = [await build(articles), await build(articles, recency)];
      for (const mode of MODES)
        for (const q of ['徐汇', '徐汇 滨江', '展览城市']) {
          const plain = (await ask(openIn(mode, off), q)).hits;
          const boosted = (await ask(openIn(mode, on), q)).hits;
          const expected = new Map(
            plain.map(({ id, score }) => {
              const { day } = random[Number(id.slice(1))]!;
              return [id, score * (day === null ? 1 : recencyFactor(recency, newest - day))];
            }),
          );
          expect(new Set(idsOf(boosted))).toEqual(new Set(expected.keys()));
          for (const { id, score } of boosted) expect(Math.abs(score - expected.get(id)!)).toBeLessThan(2e-4);
          expect(boosted.map(({ score }) => score)).toEqual(boosted.map(({ score }) => score).sort((a, b) => b - a));
        }
    }),
    { numRuns: 12 },
  );
}, 60_000);

test('a weight of 0 is the same as none, hit by hit, and reads no dates', async () => {
  const random = seededRandom(3);
  const articles = Array.from({ length: 200 }, (_, i) => {
    const filler = Array.from({ length: 300 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 9000)));
    return dated(`n${i}`, `徐汇${filler.join('')}滨江`, 17_000 + Math.floor(random() * 500));
  });
  const answers = [];
  for (const recency of [undefined, { halfLife: 30, weight: 0 }]) {
    const { response, cost } = await openIn('ranged', await build(articles, recency)).search(request('徐汇 滨江'));
    // The pointer is longer by the setting.
    answers.push({ hits: response.hits, total: response.total, rounds: cost.rounds, requests: cost.requests });
  }
  expect(answers[1]).toEqual(answers[0]);
  const { cost } = await openIn('ranged', await build(articles, RECENCY)).search(request('徐汇 滨江'));
  expect(cost.rounds).toBe(answers[0]!.rounds);
});

test('where lists are cut, the best of old and new articles by both are found all the same', async () => {
  const random = seededRandom(5);
  const articles = Array.from({ length: 20_000 }, (_, i) => {
    const words = Array.from({ length: 6 }, () => (random() < 0.4 ? '徐汇' : random() < 0.5 ? '滨江' : '展览'));
    // The best matches are old.
    const isBest = words.filter((word) => word === '徐汇').length > 2;
    return dated(`n${i}`, `${words.join('。')}。`, (isBest ? 8000 : 10_000) + Math.floor(random() * 5000));
  });
  const built = await build(articles, { halfLife: 500, weight: 0.5 });
  const { hits, totalRelation } = await ask(openIn('ranged', built, { listBudget: 4096 }), '徐汇 滨江');
  const whole = await ask(openIn('ranged', built, { listBudget: Number.POSITIVE_INFINITY }), '徐汇 滨江');
  expect([totalRelation, whole.totalRelation]).toEqual(['gte', 'eq']);
  const tenth = whole.hits.at(-1)!.score;
  expect(hits.filter(({ score }) => score >= 0.99 * tenth)).toHaveLength(10);
  // The candidates are chosen by both: those of the match alone would mostly stand below.
  const off = await ask(openIn('ranged', await build(articles), { listBudget: 4096 }), '徐汇 滨江');
  const boosted = off.hits.map(
    ({ score, date }) => score * recencyFactor({ halfLife: 500, weight: 0.5 }, 14_999 - Date.parse(date!) / DAY),
  );
  expect(boosted.filter((score) => score >= tenth).length).toBe(0);
}, 60_000);

test('a change of the setting takes the segments as they are, and an added article moves what is newest', async () => {
  const articles = [dated('a', '徐汇滨江', 17_000), dated('b', '徐汇展览', 17_030)];
  const { store, manifest } = await build(articles);
  const on = await updateAndPublish(articles, 'replace', store, {}, {}, { recency: RECENCY });
  expect(on.manifest.version).not.toBe(manifest.version);
  expect(on.manifest.segments).toEqual(manifest.segments);
  const recencies = async (from: { store: BuiltIndex['store'] }): Promise<[string, number][]> => {
    const { hits } = await ask(openIn('ranged', from), '徐汇', { explain: true });
    return hits.map(({ id, explanation }) => [id, explanation!.recency]);
  };
  expect(await recencies(on)).toEqual([
    ['b', 1.5],
    ['a', 1.25],
  ]);
  const more = [...articles, dated('c', '徐汇电影', 17_060)];
  const added = await updateAndPublish(more, 'replace', store, {}, {}, { recency: RECENCY });
  expect(await recencies(added)).toEqual([
    ['c', 1.5],
    ['b', 1.25],
    ['a', 1.125],
  ]);
  const gone = await updateAndPublish(articles, 'replace', store, {}, {}, { recency: RECENCY });
  expect(await recencies(gone)).toEqual(await recencies(on));
});
