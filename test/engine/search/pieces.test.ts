import { expect, test } from 'vitest';
import { ask, buildAndPublish, idsOf, MODES, openIn } from '../../support/build-index.ts';

const built = await buildAndPublish([
  { id: '鸭脚木', title: '鸭脚木可以水培吗', body: '鸭脚木插在清水里，两周长出白根。' },
  { id: '白掌', title: '白掌的水培', body: '白掌喜阴，水培时换水要勤。' },
  { id: '修理', title: '手机修理', body: '屏幕坏了先备份。' },
  { id: '诗', title: '秋天', body: '山色空蒙。' },
]);

test.each(MODES)('%s: what no article holds together is asked for in pieces, and the answer says so', async (mode) => {
  const answer = await ask(openIn(mode, built), '鸭掌木水培');
  expect(idsOf(answer.hits)).toContain('鸭脚木');
  expect(idsOf(answer.hits)).not.toContain('诗');
  expect(answer).toMatchObject({ relaxed: true, totalRelation: 'eq' });
});

test.each(MODES)('%s: a Latin word that no article has does not hide the words beside it', async (mode) => {
  const answer = await ask(openIn(mode, built), 'ipod坏了');
  expect(idsOf(answer.hits)).toEqual(['修理']);
  expect(answer.relaxed).toBe(true);
});

test.each(MODES)('%s: nothing is asked for in pieces where all, or a phrase, was asked for', async (mode) => {
  const searcher = openIn(mode, built);
  for (const [q, options] of [
    ['鸭掌木水培', { match: 'all' }],
    ['鸭掌木水培', { sort: 'newest' }],
    ['"鸭掌木水培"', {}],
    ['title:鸭掌木', {}],
  ] as const)
    expect(await ask(searcher, q, options)).toMatchObject({ total: 0, relaxed: false, hits: [] });
});

test.each(MODES)('%s: a query of which nothing occurs finds nothing, and nothing was relaxed', async (mode) => {
  expect(await ask(openIn(mode, built), '麒麟貔貅')).toMatchObject({ total: 0, relaxed: false, hits: [] });
});

test.each(MODES)('%s: what is found whole is not taken apart', async (mode) => {
  const answer = await ask(openIn(mode, built), '鸭脚木');
  expect(idsOf(answer.hits)).toEqual(['鸭脚木']);
  expect(answer.relaxed).toBe(false);
});
