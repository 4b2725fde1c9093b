// Narrowing an answer by the values its articles have.

import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, hit, problem } from './page-server.ts';
import { addressed, box, link, open, page, server, summary, untilText, useBrowser } from './reader.ts';

useBrowser();

beforeEach(() => {
  server.search = (parameters) => ({
    body: answerOf(parameters.get('q') ?? '', [hit('城市', 1)], 9, {
      facets: parameters.has('facets')
        ? {
            source: [
              { value: '徐汇报', count: 7 },
              { value: 'A&B <x>', count: 2 },
            ],
            tags: [],
            year: [{ value: '2017', count: 9 }],
          }
        : {},
    }),
  });
});

const panel = () => page.locator('#filters');

async function openPanel(): Promise<void> {
  await panel().locator('summary').click();
  await page
    .getByRole('link', { name: /徐汇报/ })
    .first()
    .waitFor();
}

describe('filters', () => {
  it('are counted only for a reader who looks at them', async () => {
    await open(link({ q: '城市' }));
    expect(server.asked.map((parameters) => parameters.get('facets'))).toEqual([null]);
    await openPanel();
    expect(server.asked.map((parameters) => parameters.get('facets'))).toEqual([null, 'source,tags,year']);
    expect(await panel().locator('h3').allTextContents()).toEqual(['来源', '年份']);
    expect(await panel().locator('li').allTextContents()).toEqual(['徐汇报 7', 'A&B <x> 2', '2017年 9']);
  });

  it('are put on and taken off by links, from the first page on, and stand in the address', async () => {
    await open(link({ q: '城市', offset: '10', sort: 'newest' }));
    await openPanel();
    await panel().getByRole('link', { name: /A&B/ }).click();
    await expect.poll(() => server.asked.at(-1)?.getAll('filter.source')).toEqual(['A&B <x>']);
    expect(addressed()).toEqual({ q: '城市', sort: 'newest', 'filter.source': 'A&B <x>' });
    await page.locator('#facets [aria-current=true]').waitFor();
    await page.getByRole('link', { name: '去掉筛选条件 来源: A&B <x>' }).click();
    await expect.poll(() => server.asked.at(-1)?.getAll('filter.source')).toEqual([]);
    expect(addressed()).toEqual({ q: '城市', sort: 'newest' });
  });

  it('of years are dates', async () => {
    await open(link({ q: '城市' }));
    await openPanel();
    await panel().getByRole('link', { name: /2017/ }).click();
    await expect.poll(() => server.asked.at(-1)?.get('from')).toBe('2017');
    expect(addressed()).toEqual({ q: '城市', from: '2017', to: '2017' });
    await page.getByRole('link', { name: '去掉筛选条件 2017年' }).waitFor();
  });

  it('of an address are in force, and stay while the query is changed, and go with it', async () => {
    await open(link({ q: '城市', 'filter.source': '徐汇报', 'filter.tags': '教育' }));
    expect(await page.locator('.in-force li').allTextContents()).toEqual(['来源: 徐汇报×', '标签: 教育×', '全部去掉']);
    await box().fill('地铁');
    await box().press('Enter');
    await expect.poll(() => server.asked.at(-1)?.get('q')).toBe('地铁');
    expect(server.asked.at(-1)?.get('filter.source')).toBe('徐汇报');
    await box().press('Escape');
    await expect.poll(addressed).toEqual({});
  });

  it('that are refused can be taken off', async () => {
    server.search = (parameters) =>
      parameters.has('filter.nope')
        ? problem(400, 'filter.nope: "nope" is no field')
        : { body: answerOf('城市', [hit('城市', 1)], 1) };
    await open(link({ q: '城市', 'filter.nope': 'x' }));
    await page.getByText('这个查询无法理解').waitFor();
    await page.getByRole('link', { name: '去掉筛选条件 nope: x' }).click();
    await untilText('共 1 篇');
  });

  it('can be taken off where nothing is left', async () => {
    server.search = (parameters) =>
      parameters.has('filter.source')
        ? { body: answerOf('城市', [], 0) }
        : { body: answerOf('城市', [hit('城市', 1)], 1) };
    await open(link({ q: '城市', 'filter.source': '别的' }));
    expect(await summary().textContent()).toBe('没有找到与“城市”相符的文章');
    await page.getByRole('link', { name: '去掉筛选条件 来源: 别的' }).click();
    await untilText('共 1 篇');
  });
});
