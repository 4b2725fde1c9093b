import { beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import type { Searcher } from '../../../engine/search/contract.ts';
import { ask, askAllPages, buildAndPublish, fromBodies, idsOf, MODES, openIn } from '../../support/build-index.ts';

describe.each(MODES)('%s: the cases that searches of Chinese text fail', (mode) => {
  const open = async (...bodies: string[]): Promise<Searcher> =>
    openIn(mode, await buildAndPublish(fromBodies(...bodies)));

  describe('a word in the middle of a sentence', () => {
    let searcher: Searcher;
    beforeAll(async () => {
      searcher = await open('这是一段简单的测试文本', '这是简单的文本');
    });

    test.each([
      ['一段', ['1']],
      ['是一段', ['1']],
      ['"是一段"', ['1']],
      ['"简单测试"', []],
      ['简单测试', ['1']],
      ['"简单的测试"', ['1']],
      ['测试文本', ['1']],
      ['文', ['1', '2']],
      ['简单', ['1', '2']],
      ['簡單', ['1', '2']],
      ['的文', ['2']],
      ['没有', []],
    ])('%s finds %j', async (q, expected) => {
      const { hits, total, totalRelation } = await ask(searcher, q);
      expect(idsOf(hits).sort()).toEqual(expected);
      expect([total, totalRelation]).toEqual([expected.length, 'eq']);
    });
  });

  describe('the same thing written in another way', () => {
    test.each([
      ['国际论坛', '國際論壇在上海開幕'],
      ['國際論壇', '国际论坛在上海开幕'],
      ['繁體', '繁体中文'],
      ['繁体', '繁體中文'],
      ['１２３', '编号123的展品'],
      ['123', '编号１２３的展品'],
      ['IPHONE', '新款iPhone发布'],
      ['ｉｐｈｏｎｅ', '新款IPHONE发布'],
      ['cafe', '街角的Café开业'],
      ['cafe\u0301', '街角的Café开业'],
      ['か\u3099き', '日文がき字'],
      ['iphone15', '新款iPhone15版发布'],
      ['A股', '今日A股收涨'],
      ['5G', '５Ｇ基站'],
      ['C++', '用C++编写'],
      ['2017年11月25日', '2017-11-25，晴'],
      ['2017-11-25', '会议于2017年11月25日举行'],
      ['11月25日', '会议于2017年11月25日举行'],
      ['11月25日', '2017/11/25，晴'],
      ['2017-11-25', '会议于11月25日举行'],
      ['二〇一七年十一月二十五日', '2017-11-25，晴'],
    ])('%s finds %s', async (q, body) => {
      expect(idsOf((await ask(await open('无关的文字', body), q)).hits)).toEqual(['2']);
    });

    test('a full date does not find the same day of another year', async () => {
      const searcher = await open('会议于2018年11月25日举行', '会议于2017年11月26日举行');
      expect((await ask(searcher, '2017-11-25')).total).toBe(0);
    });
  });

  describe('marks', () => {
    test('a Simplified query marks the Traditional text, in title and body', async () => {
      const article: Article = { id: '1', title: '國際論壇開幕', body: '第三屆國際論壇今日開幕。' };
      const built = await buildAndPublish([article]);
      const [hit] = (await ask(openIn(mode, built), '国际论坛')).hits;
      expect(hit!.titleHtml).toBe('<mark>國際論壇</mark>開幕');
      expect(hit!.snippets[0]!.html).toBe('第三屆<mark>國際論壇</mark>今日開幕。');
      expect(hit!.matched).toEqual(['title', 'body']);
    });

    test('a unit is marked whole, a date is marked whole', async () => {
      const [hit] = (await ask(await open('二〇一七年十一月二十五日，创建文明城市。'), '2017-11-25 文明城市')).hits;
      expect(hit!.snippets[0]!.html).toBe('<mark>二〇一七年十一月二十五日</mark>，创建<mark>文明城市</mark>。');
    });

    test('a text of signs is escaped and only marks are added', async () => {
      const [hit] = (await ask(await open('<b>徐汇</b> & "文明" 🎉'), '徐汇')).hits;
      expect(hit!.snippets[0]!.html).toMatch(/^&lt;b&gt;<mark>徐汇<\/mark>&lt;\/b&gt; &amp; (?:&quot;|&#34;)文明/);
    });
  });

  describe('what comes back with a hit', () => {
    test('every field as it was given, and null where nothing was', async () => {
      const full: Article = {
        id: 'a/1',
        url: 'https://example.com/1',
        title: '徐汇',
        body: '滨江。',
        date: { instant: Date.UTC(2017, 10, 24, 18), civil: '2017-11-25' },
        source: '徐汇报',
        author: '记者',
        tags: ['城市'],
        extra: { section: 3 },
      };
      const built = await buildAndPublish([full, { id: 'b', title: '', body: '徐汇' }]);
      const { hits } = await ask(openIn(mode, built), '徐汇', { sort: 'newest' });
      expect(hits[0]).toMatchObject({
        ...{ id: 'a/1', url: 'https://example.com/1', title: '徐汇', date: '2017-11-25', source: '徐汇报' },
        ...{ author: '记者', tags: ['城市'], extra: { section: 3 }, matched: ['title'] },
      });
      expect(hits[0]!.snippets).toMatchObject([{ text: '滨江。', marks: [] }]);
      expect(hits[1]).toMatchObject({
        id: 'b',
        url: null,
        date: null,
        source: null,
        author: null,
        tags: [],
        extra: {},
      });
    });

    test('extra beyond 2 KB is left out, and an empty body has no snippet', async () => {
      const built = await buildAndPublish([{ id: '1', title: '徐汇', body: '', extra: { long: '长'.repeat(700) } }]);
      const [hit] = (await ask(openIn(mode, built), '徐汇')).hits;
      expect([hit!.extra, hit!.snippets]).toEqual([{}, []]);
    });
  });

  describe('queries that ask for nothing', () => {
    test.each(['①', '½', 'Ⅷ'])('a sign that is no term (%s) finds nothing rather than everything', async (q) => {
      expect((await ask(await open('徐汇', '文明'), q)).total).toBe(0);
    });

    test.each(['', '，。', '"', '-徐汇'])('%j is refused, with the parameter', async (q) => {
      await expect(ask(await open('徐汇'), q)).rejects.toMatchObject({ name: 'BadRequestError', parameter: 'q' });
    });

    test('more phrases than a plan can hold are refused in words', async () => {
      const q = Array.from({ length: 33 }, (_, i) => `"a${i}"`).join(' ');
      await expect(ask(await open('徐汇'), q)).rejects.toThrow(/too many parts/);
    });
  });

  test('the longest query of one unknown run is answered', async () => {
    const run = Array.from({ length: 200 }, (_, i) => String.fromCharCode(0x4e00 + i * 7)).join('');
    const searcher = await open(`前${run}后`, run.slice(0, 199));
    expect(idsOf((await ask(searcher, run)).hits)).toContain('1');
    expect(idsOf((await ask(searcher, `"${run}"`)).hits)).toEqual(['1']);
  });

  test('of two hundred hits every one is on a page', async () => {
    const bodies = Array.from({ length: 200 }, (_, i) => `徐汇${'滨江'.repeat(i % 17)}第${i}号`);
    const ids = await askAllPages(await open(...bodies), '徐汇', { limit: 7 });
    expect(new Set(ids).size).toBe(200);
  });
});
