// What a site pins, hides and redirects, built and asked as a whole.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { curationKey } from '../../../engine/search/curation.ts';
import { parseQuery } from '../../../engine/search/query-language.ts';
import { createMemoryStore } from '../../memory-store.ts';
import {
  ask,
  askAllPages,
  buildAndPublish,
  fromBodies,
  idsOf,
  MODES,
  openIn,
  updateAndPublish,
} from '../../support/build-index.ts';

const WATER: Article[] = [
  { id: 'a', title: '停水通知', body: '滨江路今晚停水。', source: '水务' },
  { id: 'b', title: '停水抢修', body: '抢修人员说停水要到明早，停水范围见附图。', source: '水务' },
  { id: 'c', title: '停水旧闻', body: '去年停水。' },
  { id: 'd', title: '服务热线', body: '报修请打热线电话。其他事项请到窗口办理。', source: '热线' },
  { id: 'e', title: '公园开放', body: '滨江公园开放。', date: { instant: 0, civil: '1970-01-01' } },
];
const RULES = [
  { queries: ['停水', 'water 停水'], pin: ['d', 'b'], hide: ['c'] },
  { queries: ['停水', '缴费'], redirect: 'https://example.com/water' },
  { queries: '*', hide: ['e'] },
];
const built = buildAndPublish(WATER, {}, createMemoryStore(), { curation: JSON.stringify(RULES) });

describe.each(MODES)('%s', (mode) => {
  const searcher = built.then((index) => openIn(mode, index));

  test('pins come first in the order of the file, then what matches without what is hidden', async () => {
    const answer = await ask(await searcher, '停水');
    expect(idsOf(answer.hits)).toEqual(['d', 'b', 'a']);
    expect(answer.hits.map(({ pinned }) => pinned)).toEqual([true, true, undefined]);
    expect(answer).toMatchObject({
      total: 3,
      totalRelation: 'eq',
      relaxed: false,
      redirect: 'https://example.com/water',
    });
  });

  test('a pin that does not match shows its first sentence without marks; one that does is marked', async () => {
    const { hits } = await ask(await searcher, '停水');
    expect(hits[0]!).toMatchObject({
      titleHtml: '服务热线',
      snippets: [{ text: '报修请打热线电话。', marks: [] }],
      matched: [],
      score: 0,
    });
    expect(hits[1]!.titleHtml).toBe('<mark>停水</mark>抢修');
  });

  test('the query is compared as a whole, by what it says and not how it is written', async () => {
    for (const q of ['停水', ' 停水 ', '停水？', 'Ｗater停水', 'WATER  停水'])
      expect(idsOf((await ask(await searcher, q)).hits).slice(0, 2), q).toEqual(['d', 'b']);
    for (const q of ['停水通知', '"停水"', 'title:停水', '停水 -热线', '停水 OR 热线', '停'])
      expect(
        (await ask(await searcher, q)).hits.some(({ pinned }) => pinned),
        q,
      ).toBe(false);
  });

  test('hiding holds for dates and their order, pins do not', async () => {
    const newest = await ask(await searcher, '停水', { sort: 'newest' });
    expect(idsOf(newest.hits)).toEqual(['a', 'b']);
    expect(newest).toMatchObject({ total: 2, redirect: 'https://example.com/water' });
    expect((await ask(await searcher, '停水', { from: '1970-01-01' })).total).toBe(0);
    expect((await ask(await searcher, '', { from: '1970-01-01' })).total).toBe(0);
  });

  test('what is hidden for every query is found by none', async () => {
    expect(idsOf((await ask(await searcher, '滨江')).hits)).toEqual(['a']);
    expect((await ask(await searcher, '公园')).total).toBe(0);
  });

  test('a query that finds nothing still has its pins and its link', async () => {
    const none = await ask(await searcher, '缴费');
    expect(none).toMatchObject({ total: 0, hits: [], relaxed: false, redirect: 'https://example.com/water' });
    expect((await ask(await searcher, '公园')).redirect).toBe(null);
  });

  test('pages divide pins and others without a gap', async () => {
    const one = async (offset: number) => idsOf((await ask(await searcher, '停水', { limit: 1, offset })).hits);
    expect([await one(0), await one(1), await one(2), await one(3)]).toEqual([['d'], ['b'], ['a'], []]);
  });

  test('a pin counts beside a value where choosing the value finds it', async () => {
    const opened = await searcher;
    const { total, facets } = await ask(opened, '停水', { facets: ['source'] });
    expect([total, facets.source]).toEqual([3, [{ value: '水务', count: 2 }]]);
    const chosen = (value: string) => ask(opened, '停水', { filters: [{ field: 'source', values: [value] }] });
    expect(idsOf((await chosen('水务')).hits).sort()).toEqual(['a', 'b']);
    expect((await chosen('热线')).total).toBe(0);
  });

  test('explaining a pin that does not match tells of a score of nothing', async () => {
    const { hits } = await ask(await searcher, '停水', { explain: true });
    expect(hits[0]!.explanation).toMatchObject({ score: 0, firstPhase: 0 });
  });
});

test('a pin keeps what holds only a part from passing for an answer', async () => {
  const articles = fromBodies('滨江今晚停水抢修', '停水', '抢修', '热线');
  const rules = [{ queries: ['停水 抢修 滨江'], pin: ['1'] }];
  const index = await buildAndPublish(articles, {}, createMemoryStore(), { curation: JSON.stringify(rules) });
  expect(await ask(openIn('resident', index), '停水 抢修 滨江', { match: 'all' })).toMatchObject({
    total: 1,
    relaxed: false,
  });
});

test('what is hidden for every query is not suggested, nor similar to anything', async () => {
  const store = createMemoryStore();
  const twin = { ...WATER[0]!, id: 'twin', title: '停水公告', body: '滨江路今晚停水，请居民提前储水。' };
  const titlesOf = async (rules: unknown[]): Promise<string[]> => {
    await updateAndPublish([...WATER, twin], 'replace', store, {}, { curation: JSON.stringify(rules) });
    const searcher = openIn('ranged', { store });
    const { response } = await searcher.similar({ id: 'a', limit: 10, snippets: 0, snippetLength: 120 });
    expect(idsOf(response.hits).includes('twin')).toBe(rules.length === 0);
    const { suggestions } = (await searcher.suggest({ q: '停水', limit: 10 })).response;
    return suggestions.map(({ text }) => text);
  };
  expect(await titlesOf([])).toContain('停水公告');
  // The very same segments: the suggestions are others all the same.
  expect(await titlesOf([{ queries: '*', hide: ['twin'] }])).not.toContain('停水公告');
  expect(await titlesOf([])).toContain('停水公告');
});

test('an id that no article has is a warning that names the rule', async () => {
  const curation = JSON.stringify([
    { queries: ['停水'], pin: ['lost', 'a'] },
    { queries: '*', hide: ['gone'] },
  ]);
  const { counts, manifest } = await buildAndPublish(WATER, {}, createMemoryStore(), { curation });
  expect(counts.warnings.map(({ message }) => message.replace(/^.*\//, ''))).toEqual([
    'curation.txt: rule 1 (停水): "pin" has "lost", but no article has this id',
    'curation.txt: rule 2 (*): "hide" has "gone", but no article has this id',
  ]);
  expect(manifest.curation).toEqual([{ queries: ['停水'], pin: [1] }]);
});

test('other rules are another version of the same segments, and the same rules the same version', async () => {
  const store = createMemoryStore();
  const plain = await updateAndPublish(WATER, 'replace', store);
  const lists = { curation: JSON.stringify([{ queries: ['停水'], pin: ['d'] }]) };
  const curated = await updateAndPublish(WATER, 'replace', store, {}, lists);
  expect(curated.manifest.segments).toEqual(plain.manifest.segments);
  expect(curated.manifest.version).not.toBe(plain.manifest.version);
  expect((await updateAndPublish(WATER, 'replace', store, {}, lists)).outcome).toBe('unchanged');
  expect((await updateAndPublish(WATER, 'replace', store)).manifest).not.toHaveProperty('curation');
});

test('numbers follow the articles when others come and go', async () => {
  const many = fromBodies(...Array.from({ length: 1200 }, (_, i) => `第${i}篇讲停水`));
  const store = createMemoryStore();
  const lists = { curation: JSON.stringify([{ queries: ['停水'], pin: ['700', '3'], hide: ['5'] }]) };
  await updateAndPublish(many, 'replace', store, {}, lists);
  const added: Article = { id: '0', title: '', body: '新的一篇讲停水', date: { instant: 9e11, civil: '1998-07-09' } };
  const changed = many.filter(({ id }) => id !== '2' && id !== '600');
  const { store: updated, manifest } = await updateAndPublish([added, ...changed], 'replace', store, {}, lists);
  expect(manifest.segments.length).toBe(2);
  for (const mode of MODES) {
    const searcher = openIn(mode, { store: updated });
    const { hits, total } = await ask(searcher, '停水');
    expect(idsOf(hits).slice(0, 2)).toEqual(['700', '3']);
    expect(total).toBe(1198);
    expect(await askAllPages(searcher, '停水')).not.toContain('5');
  }
});

test('with any rules the pages are the pins, and what is found without rules less the pins and the hidden', async () => {
  const ids = ['0', '1', '2', '3', '4', '5', '6', '7'];
  const body = fc.array(fc.constantFrom('停水', '停电', '通知', '，'), { minLength: 1, maxLength: 5 });
  const cases = fc.record({
    bodies: fc.array(body, { minLength: 8, maxLength: 8 }),
    order: fc.shuffledSubarray(ids),
    pins: fc.nat(8),
    hides: fc.nat(8),
    always: fc.nat(8),
    limit: fc.integer({ min: 1, max: 4 }),
    mode: fc.constantFrom(...MODES),
    q: fc.constantFrom('停水', '通知', '停水 通知'),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ bodies, order, pins, hides, always, limit, mode, q }) => {
      const articles = bodies.map((words, i) => ({ id: ids[i]!, title: '', body: words.join('') }));
      const pin = order.slice(0, pins);
      const hide = order.slice(pins, pins + hides);
      const hidden = order.slice(pins + hides, pins + hides + always);
      const rules = [
        ...(pin.length + hide.length > 0
          ? [{ queries: [q], ...(pin.length > 0 ? { pin } : {}), ...(hide.length > 0 ? { hide } : {}) }]
          : []),
        ...(hidden.length > 0 ? [{ queries: '*', hide: hidden }] : []),
      ];
      const options = { rescoreDepth: 0 };
      const more = { match: 'all', limit } as const;
      const plain = openIn(mode, await buildAndPublish(articles), options);
      const lists = { curation: JSON.stringify(rules) };
      const curated = openIn(mode, await buildAndPublish(articles, {}, createMemoryStore(), lists), options);
      const found = await askAllPages(plain, q, more);
      const expected = [...pin, ...found.filter((id) => !order.slice(0, pins + hides + always).includes(id))];
      expect(await askAllPages(curated, q, more)).toEqual(expected);
      const { total, hits } = await ask(curated, q, more);
      expect(total).toBe(expected.length);
      expect(hits.filter(({ pinned }) => pinned).length).toBe(Math.min(limit, pin.length));
      const newest = await askAllPages(curated, q, { ...more, sort: 'newest' });
      const foundNewest = await askAllPages(plain, q, { ...more, sort: 'newest' });
      expect(newest).toEqual(foundNewest.filter((id) => ![...hide, ...hidden].includes(id)));
    }),
    { numRuns: 60 },
  );
});

test('the key of a query is null where it has operators', () => {
  const keyOf = (q: string): string | null => curationKey(parseQuery(q));
  expect(keyOf('停水 通知')).toBe('停水 通知');
  expect(keyOf('5G 網絡')).toBe('5g网络');
  for (const q of ['', '。', '"停水"', '停水 -a', 'a OR b', 'title:a']) expect(keyOf(q)).toBe(null);
});
