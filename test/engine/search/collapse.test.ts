// Near-duplicates as one hit: whatever is asked, the answer is that of `collapse=false` without the later ones of each group.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { inlineGroups } from '../../../engine/index/duplicates.ts';
import type { SearchRequest } from '../../../engine/search/contract.ts';
import {
  ask,
  askAllPages,
  type BuiltIndex,
  buildAndPublish,
  idsOf,
  MODES,
  openIn,
  updateAndPublish,
} from '../../support/build-index.ts';

/** Texts of one kind, which share many words and are no duplicates of one another. */
const TOPICS = ['电池', '消费', '文明', '城市', '公园', '徐汇'];
const storyOf = (topic: number, story: number): string =>
  Array.from(
    { length: 8 },
    (_, i) =>
      `第${story}篇说的是${TOPICS[topic]}的第${i}件事，编号${story * 97 + i * 13}，与${TOPICS[(topic + i) % 6]}有关的${i * story}项工作都已经完成。`,
  ).join('');

const copies = fc.array(
  fc.record({
    topic: fc.nat(5),
    story: fc.nat(6),
    note: fc.constantFrom('', '（完）', '编者按：转载如下。', '来源：新华网'),
    day: fc.integer({ min: 1, max: 28 }),
    dated: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

const SOURCES = ['徐汇报', '新民晚报', '文汇报'];

const articlesOf = (from: readonly { topic: number; story: number; note: string; day: number; dated: boolean }[]) =>
  from.map(({ topic, story, note, day, dated }, i): Article => {
    const civil = `2026-03-${String(day).padStart(2, '0')}`;
    return {
      id: `a${i}`,
      title: `${TOPICS[topic]}见闻`,
      body: `${storyOf(topic, story)}${note}`,
      source: SOURCES[i % 3]!,
      tags: [SOURCES[day % 3]!, TOPICS[topic]!],
      ...(dated ? { date: { instant: Date.parse(`${civil}T00:00:00+08:00`), civil } } : {}),
    };
  });

const QUERIES = ['电池', '电池 消费', '文明城市公园', '徐汇的工作', '"已经完成"', '编号', '公园 -电池', '项'];

/** What `collapse=false` says, without the later ones of each group. */
async function uncollapsed(
  searcher: ReturnType<typeof openIn>,
  { manifest }: BuiltIndex,
  numberOf: ReadonlyMap<string, number>,
  q: string,
  more: Partial<SearchRequest>,
): Promise<{ ids: string[]; sizes: number[] }> {
  const groups = inlineGroups(manifest);
  const all = await askAllPages(searcher, q, { ...more, collapse: false });
  const groupOf = (id: string) => groups?.[numberOf.get(id)!] || id;
  const sizes = new Map<string | number, number>();
  for (const id of all) sizes.set(groupOf(id), (sizes.get(groupOf(id)) ?? 0) + 1);
  const ids = all.filter((id, i) => all.findIndex((other) => groupOf(other) === groupOf(id)) === i);
  return { ids, sizes: ids.map((id) => sizes.get(groupOf(id))! - 1) };
}

describe('near-duplicates', () => {
  test('are one hit, the first in the order asked for, on whatever page and in whatever order', async () => {
    const asked = fc.record({
      articles: copies,
      q: fc.constantFrom(...QUERIES),
      sort: fc.constantFrom('relevance' as const, 'newest' as const, 'oldest' as const),
      limit: fc.integer({ min: 1, max: 12 }),
      mode: fc.constantFrom(...MODES),
      listBudget: fc.constantFrom(64, Number.POSITIVE_INFINITY),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ articles, q, sort, limit, mode, listBudget }) => {
        const built = await buildAndPublish(articlesOf(articles), { articlesPerSegment: 25 });
        const searcher = openIn(mode, built, { listBudget });
        const everything = await askAllPages(searcher, '', { from: '0001-01-01', sort: 'newest', collapse: false });
        const undated = articlesOf(articles)
          .filter(({ date }) => !date)
          .map(({ id }) => id)
          .sort();
        const numberOf = new Map([...everything, ...undated].map((id, i) => [id, i]));
        const more = { sort, exactTotal: !Number.isFinite(listBudget) };
        const wanted = await uncollapsed(searcher, built, numberOf, q, more);
        expect(await askAllPages(searcher, q, { ...more, limit, collapse: true })).toEqual(wanted.ids);
        const { hits, total, totalRelation } = await ask(searcher, q, { ...more, limit, collapse: true });
        expect(totalRelation === 'eq' ? total : Math.max(total, wanted.ids.length)).toBe(wanted.ids.length);
        const sizes = hits.map(({ duplicates }) => duplicates);
        if (totalRelation === 'eq') expect(sizes).toEqual(wanted.sizes.slice(0, limit));
      }),
      { numRuns: 40 },
    );
  });

  test('are hits of their own with collapse=false', async () => {
    const body = storyOf(0, 1);
    const built = await buildAndPublish([
      { id: 'one', title: '电池', body },
      { id: 'other', title: '电池（转载）', body: `${body}来源：新华网` },
    ]);
    for (const mode of MODES) {
      const searcher = openIn(mode, built);
      const collapsed = await ask(searcher, '电池', { collapse: true });
      expect(collapsed.total).toBe(1);
      expect(collapsed.hits.map(({ duplicates }) => duplicates)).toEqual([1]);
      const all = await ask(searcher, '电池', { collapse: false });
      expect(all.total).toBe(2);
      expect(all.hits.map(({ duplicates }) => duplicates)).toEqual([0, 0]);
    }
  });

  test('count the others that are hits too, not those that the query does not find', async () => {
    const body = storyOf(2, 3);
    const built = await buildAndPublish([
      { id: 'one', title: '甲', body },
      { id: 'two', title: '乙', body: `${body}编者按：转载。` },
      { id: 'three', title: '丙', body: `${body}编者按：再次转载。` },
    ]);
    const { hits, total } = await ask(openIn('resident', built), '编者按', { collapse: true });
    expect([total, ...hits.map(({ duplicates }) => duplicates)]).toEqual([1, 1]);
    expect(idsOf(hits)).not.toContain('one');
  });

  test('are counted once for each value of a facet, as many as are shown when it is chosen', async () => {
    const asked = fc.record({
      first: copies,
      second: copies,
      q: fc.constantFrom('电池', '的', '编号', '已经完成'),
      mode: fc.constantFrom(...MODES),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ first, second, q, mode }) => {
        const articles = articlesOf([...first, ...second]);
        const { store } = await buildAndPublish(articles.slice(0, first.length), { articlesPerSegment: 25 });
        await updateAndPublish(articles, 'replace', store);
        const searcher = openIn(mode, { store });
        const { facets } = await ask(searcher, q, { facets: ['source', 'tags', 'month'], collapse: true });
        for (const field of ['source', 'tags'])
          for (const { value, count } of facets[field]!) {
            const { total } = await ask(searcher, q, { filters: [{ field, values: [value] }], collapse: true });
            expect([field, value, count]).toEqual([field, value, total]);
          }
        const dated = await ask(searcher, q, { from: '2026-03-01', to: '2026-03-31', collapse: true });
        expect(facets.month!.map(({ count }) => count)).toEqual(dated.total > 0 ? [dated.total] : []);
      }),
      { numRuns: 12 },
    );
  });
});
