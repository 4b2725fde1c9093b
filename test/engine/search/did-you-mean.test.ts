import { beforeAll, describe, expect, test } from 'vitest';
import type { Searcher, SearchRequest } from '../../../engine/search/contract.ts';
import { ask, buildAndPublish, openIn } from '../../support/build-index.ts';

const BODIES = [
  '徐汇区文明城市创建工作会议召开，志愿者走上街头。',
  '徐汇滨江的文明城市实践活动，居民踊跃参加实践活动。',
  '国务院办公厅印发通知，要求各地做好防汛工作。',
  '国务院总理主持召开会议，研究防汛工作。',
  '市民在 Facebook 与 GitHub 上讨论新开的图书馆。',
  '图书馆里的实践活动：孩子们学做连衣裙。',
  '她穿着连衣裙走过徐汇的老街，街角有一家面包店。',
  '龚全珍老人捐出了全部积蓄。',
];

describe.each(['resident', 'ranged'] as const)('%s: did you mean', (mode) => {
  let searcher: Searcher;
  beforeAll(async () => {
    const articles = BODIES.map((body, i) => ({ id: `a${i}`, title: '', body }));
    searcher = openIn(mode, await buildAndPublish(articles));
  });
  const meant = async (q: string, more: Partial<SearchRequest> = {}) => (await ask(searcher, q, more)).didYouMean;

  test.each([
    ['实件活动', '实践活动', '实<mark>践</mark>活动'],
    ['国物院', '国务院', '国<mark>务</mark>院'],
    ['防讯工作', '防汛工作', '防<mark>汛</mark>工作'],
    ['面抱店', '面包店', '面<mark>包</mark>店'],
    ['facebok', 'facebook', 'facebo<mark>o</mark>k'],
    ['gihtub', 'github', 'gi<mark>th</mark>ub'],
  ])('%s: %s', async (typed, query, html) => {
    expect(await meant(typed)).toMatchObject({ query, html });
  });

  test('operators stay as they were typed, and total is what the correction finds with them', async () => {
    for (const q of ['"实件活动" -图书馆', '“实件活动” －图书馆']) {
      const offered = (await meant(q))!;
      expect(offered.query).toBe(q.replace('件', '践'));
      expect(offered.total).toBe((await ask(searcher, offered.query)).total);
      expect(offered.total).toBe(1);
    }
  });

  test('what was typed is answered as it was typed', async () => {
    const { query, hits, didYouMean } = await ask(searcher, '国物院');
    expect([query, hits.length]).toEqual(['国物院', 0]);
    expect(didYouMean).not.toHaveProperty('answered');
  });

  test.each(BODIES.flatMap((body) => body.split(/[，。：、 ]/).filter((part) => part.length > 1)))(
    'what stands in an article is not corrected: %s',
    async (q) => {
      expect(await meant(q)).toBeNull();
    },
  );

  test.each([
    ['xuhui wenming', '徐汇 文明'],
    ['xuhuiwenming', '徐汇文明'],
    ['guo wu yuan', '国务院'],
  ])('pinyin that stands nowhere is answered by how it is read: %s', async (q, query) => {
    const { hits, total, relaxed, didYouMean } = await ask(searcher, q);
    expect(didYouMean).toMatchObject({ query, total, answered: true });
    expect(relaxed).toBe(true);
    expect(hits.map(({ id }) => id)).toEqual((await ask(searcher, query)).hits.map(({ id }) => id));
    expect(hits.length).toBeGreaterThan(0);
  });

  test('letters that nothing sounds or looks like stay without an answer', async () => {
    for (const q of ['zzzzqx', 'wo', '鱻龘'])
      expect(await ask(searcher, q)).toMatchObject({ total: 0, didYouMean: null });
  });
});

test('a query that finds what was typed reads nothing for its spelling', async () => {
  const built = await buildAndPublish(BODIES.map((body, i) => ({ id: `a${i}`, title: '', body })));
  const searcher = openIn('ranged', built);
  await ask(searcher, '实践活动');
  const object = built.manifest.companions!.spelling!.object;
  const read: string[] = [];
  const { getRange } = built.store;
  built.store.getRange = async (key, ...rest) => {
    read.push(key);
    return getRange(key, ...rest);
  };
  await ask(searcher, '防汛工作');
  await ask(searcher, '龚全珍');
  // Of a sentence the rest finds something, whatever is wrong with a pair of it.
  await ask(searcher, '请问一下大家防讯工作怎么做才好');
  expect(read.filter((key) => key.endsWith(object))).toEqual([]);
  await ask(searcher, '防讯工作');
  expect(read.some((key) => key.endsWith(object))).toBe(true);
});
