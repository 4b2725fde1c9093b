import { beforeAll, describe, expect, test } from 'vitest';
import { CorruptIndexError, NotFoundError } from '../../../engine/errors.ts';
import { objectKey } from '../../../engine/index/manifest.ts';
import type { Searcher, SearchRequest } from '../../../engine/search/contract.ts';
import { ask, buildAndPublish, COLLECTION, MODES, openIn } from '../../support/build-index.ts';

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

describe.each(MODES)('%s: what fails beside hits', (mode) => {
  // Two words stand in an article, the third is looked into.
  const PARTLY = '徐汇 文明城市 实件活动';
  const NOTHING = '国物院';
  const openWithout = async (damage: (bytes: Uint8Array) => Uint8Array | null) => {
    const { store, manifest } = await buildAndPublish(BODIES.map((body, i) => ({ id: `a${i}`, title: '', body })));
    const whole = openIn(mode, { store });
    const right = await ask(whole, PARTLY);
    expect([right.didYouMean?.query, (await ask(whole, NOTHING)).didYouMean?.query]).toEqual([
      '徐汇 文明城市 实践活动',
      '国务院',
    ]);
    const key = objectKey(COLLECTION, manifest.companions!.spelling!.object);
    const damaged = damage(store.objects.get(key)!.bytes);
    if (damaged) store.objects.set(key, { bytes: damaged, modified: 0 });
    else store.objects.delete(key);
    return { searcher: openIn(mode, { store }), right };
  };

  test.each([
    ['a spelling object that is lost', () => null, NotFoundError],
    ['one with other bytes', (bytes: Uint8Array) => bytes.map((byte) => byte ^ 1), CorruptIndexError],
  ])('%s', async (_, damage, error) => {
    const { searcher, right } = await openWithout(damage);
    expect(await ask(searcher, PARTLY)).toEqual({ ...right, didYouMean: null });
    await expect(ask(searcher, NOTHING)).rejects.toThrow(error);
  });
});

test('an exact total is asked for what may have been meant, too', async () => {
  const bodies = Array.from({ length: 60 }, (_, i) => (i % 3 ? `第${i}次防汛，工作汇报` : `第${i}次防汛工作汇报`));
  const built = await buildAndPublish(bodies.map((body, i) => ({ id: `a${i}`, title: '', body })));
  for (const mode of MODES) {
    const searcher = openIn(mode, built, { listBudget: 16 });
    for (const more of [{ exactTotal: true }, { facets: ['source'] }])
      expect((await ask(searcher, '"防讯工作"', more)).didYouMean).toMatchObject({ query: '"防汛工作"', total: 20 });
  }
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

describe('pinyin is read as what stands in articles', () => {
  const bodies = [
    '船上备有救生衣，乘客不会游泳也不用怕。',
    '做生意的人说，几乎没有人会来。',
    '生意不好，他一直在店里等，不好意思关门。',
    '救生员一直在岸边，通知大家上岸。',
    '食堂的饭不会太贵。',
    '一只猫在门口，一只狗在店里。',
    '门口有郝先生，他的意思不难懂。',
  ];
  let searcher: Searcher;
  beforeAll(async () => {
    searcher = openIn('ranged', await buildAndPublish(bodies.map((body, i) => ({ id: `a${i}`, title: '', body }))));
  });

  test.each([
    ['jiushengyi', '救生衣'],
    ['buhaoyisi', '不好意思'],
    ['buhui', '不会'],
    ['jihu', '几乎'],
    ['tongzhi', '通知'],
    ['yizhizai', '一直在'],
    ['shengyi', '生意'],
  ])('%s: %s', async (q, query) => {
    const { hits, didYouMean } = await ask(searcher, q);
    expect(didYouMean).toMatchObject({ query, answered: true });
    const texts = hits.map(({ id }) => bodies[Number(id.slice(1))]);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toContain(query);
  });

  test.each(['shitangke', 'zhandian', 'wuyishan'])(
    'what reads as nothing that stands in an article has no answer: %s',
    async (q) => {
      expect(await ask(searcher, q)).toMatchObject({ total: 0, didYouMean: null });
    },
  );

  test('characters of the same sound are not offered where no article has them side by side', async () => {
    expect((await ask(searcher, '一至在')).didYouMean).toMatchObject({ query: '一直在' });
    expect((await ask(searcher, '救声意')).didYouMean).toBeNull();
  });
});
