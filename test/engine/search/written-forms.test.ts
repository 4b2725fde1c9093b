import { describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import type { Hit } from '../../../engine/search/contract.ts';
import { ask, buildAndPublish, idsOf, MODES, openIn } from '../../support/build-index.ts';

const article = (id: string, body: string): Article => ({ id, title: '', body });

const built = await buildAndPublish([
  article('iso', '第一天是2020-01-21，人不多。'),
  article('han', '二〇二一年六月九日，水位到了顶。'),
  article('figures', '2021年6月9日起，水位记在墙上。'),
  article('month', '写于2021年6月。'),
  article('apart', '2021年种下，6月开花。'),
  article('year', '一九八七年的夏天。'),
  article('diary', '十二月廿六日，雪。'),
  article('recording', '录音编号2017-11-25-03。'),
  article('day', '2017年11月25日开馆。'),
  article('grouped', '主峰高２，１６０米，全长1,218公里。'),
  article('short', '落差160米。'),
  article('list', '第1,2,3名都来了。'),
  article('spaced', '一副 849 元，另有 WiFi 6。'),
  article('tight', '一副8490元，支持WiFi5。'),
  article('node', '用 Node.js 写的服务。'),
  article('nodejs', '学nodejs的第一天。'),
  article('bcpl', 'BCPL是一门语言。'),
  article('bridge', '这座桥修成了，一年后拓宽。'),
  article('asks', '你在哪里？哪一年来的？'),
  article('freedom', '自由的代价。'),
]);

const marksOf = (hit: Hit): string[] =>
  hit.snippets.flatMap(({ text, marks }) => marks.map(([a, b]) => text.slice(a, b)));

describe.each(MODES)('%s: what is written in one way is found when it is typed in another', (mode) => {
  const searcher = openIn(mode, built);

  test.each<[q: string, hits: string[], marks: string[]]>([
    ['2020年1月', ['iso'], ['2020-01']],
    ['2020/1', ['iso'], ['2020-01']],
    ['2020年', ['iso'], ['2020']],
    ['二〇二〇年一月', ['iso'], ['2020-01']],
    ['2020年1月21日', ['iso'], ['2020-01-21']],
    ['1987年', ['year'], ['一九八七年']],
    ['1987 年', ['year'], ['一九八七年']],
    ['一九八七年', ['year'], ['一九八七年']],
    ['12月26日', ['diary'], ['十二月廿六日']],
    ['2017 年 11 月 25 日', ['day'], ['2017年11月25日']],
    ['2017年11月25日', ['day'], ['2017年11月25日']],
    ['2017-11-25-03', ['recording'], ['2017-11-25-03']],
    ['2160米', ['grouped'], ['２，１６０米']],
    ['2,160米', ['grouped'], ['２，１６０米']],
    ['2160 米', ['grouped'], ['２，１６０米']],
    ['1218公里', ['grouped'], ['1,218', '公里']],
    ['160米', ['short'], ['160米']],
    ['"160米"', ['short'], ['160米']],
    ['849元', ['spaced'], ['849 元']],
    ['849 元', ['spaced'], ['849 元']],
    ['8490元', ['tight'], ['8490元']],
    ['WiFi6', ['spaced'], ['WiFi 6']],
    ['WiFi 6', ['spaced'], ['WiFi', '6']],
    ['WiFi 5', ['tight'], ['WiFi', '5']],
    ['什么是BCPL么？', ['bcpl'], ['BCPL']],
    ['BCPL的', ['bcpl'], ['BCPL']],
    ['这座桥建于哪一年', ['bridge'], ['座桥']],
    ['哪一年', ['asks'], ['哪一年']],
    ['言论自由的代价', ['freedom'], ['自由', '代价']],
  ])('%s', async (q, hits, marks) => {
    const { hits: found } = await ask(searcher, q, { exactTotal: true });
    expect([...idsOf(found)].sort()).toEqual([...hits].sort());
    expect([...new Set(marksOf(found[0]!))]).toEqual(marks);
  });

  test('Node.js and nodejs are one word, marked as each is written', async () => {
    for (const q of ['nodejs', 'Node.js', 'NODE-JS']) {
      const { hits } = await ask(searcher, q);
      expect(hits.map((hit) => [hit.id, marksOf(hit)]).sort()).toEqual([
        ['node', ['Node.js']],
        ['nodejs', ['nodejs']],
      ]);
    }
  });

  test('a month is found in its days, and before them in no article that has year and month apart', async () => {
    const { hits } = await ask(searcher, '2021年6月', { exactTotal: true });
    expect([...idsOf(hits)].sort()).toEqual(['apart', 'figures', 'han', 'month']);
    expect(hits.at(-1)!.id).toBe('apart');
    expect(hits.map((hit) => [hit.id, marksOf(hit)]).sort()).toEqual([
      ['apart', ['2021年', '6月']],
      ['figures', ['2021年6月']],
      ['han', ['二〇二一年六月']],
      ['month', ['2021年6月']],
    ]);
  });

  test('an excluded month leaves an article in that has its year and its name apart', async () => {
    const { hits } = await ask(searcher, '6月 -2021年6月');
    expect(idsOf(hits)).toEqual(['apart']);
  });

  test('what is quoted is marked as it was typed alone', async () => {
    const { hits } = await ask(searcher, '"Node.js"');
    expect(hits.map((hit) => [hit.id, marksOf(hit)])).toEqual([['node', ['Node.js']]]);
  });
});
