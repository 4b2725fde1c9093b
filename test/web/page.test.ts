// The page in a real browser, against a server whose answers each test decides.

import { describe, expect, it } from 'vitest';
import { answerOf, canned, escapeHtml, hit, problem } from './page-server.ts';
import {
  addressed,
  asked,
  box,
  enter,
  firstTitle,
  link,
  open,
  page,
  pastPause,
  server,
  summary,
  untilText,
  useBrowser,
} from './reader.ts';

useBrowser();

describe('searching', () => {
  it('shows what was typed in marks, without Enter', async () => {
    await open();
    await box().pressSequentially('文明城市');
    await untilText('共 34 篇');
    expect(await page.locator('.hits > li').count()).toBe(10);
    expect(await firstTitle().innerHTML()).toContain('第1篇：<mark>文明城市</mark>的新起点');
    expect(await firstTitle().locator('a').getAttribute('href')).toBe(`${server.url}article.html`);
    expect(await page.locator('.snippets').first().textContent()).toBe(
      '…坚持目标，久久为功。这里说到文明城市，十二年的努力换来丰硕的成果 … 全区回顾奋斗历程奋斗历程奋斗历程奋斗历程。',
    );
    expect(await page.locator('.origin').first().textContent()).toMatch(/徐汇报\s*2017年11月25日\s*王小明/);
    expect(asked()).toEqual(['文明城市']);
    expect(addressed()).toEqual({ q: '文明城市' });
  });

  it('shows marks in red without a background', async () => {
    await open(link({ q: '城市' }));
    const style = await page
      .locator('mark')
      .first()
      .evaluate((mark) => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]);
    expect(style).toEqual(['rgb(203, 18, 25)', 'rgba(0, 0, 0, 0)']);
  });

  it('searches at once on Enter, and not again after the pause', async () => {
    await open();
    await enter('城市');
    await untilText('共 34 篇');
    await pastPause();
    expect(asked()).toEqual(['城市']);
  });

  it('says when a total is a lower bound and when no article has all words', async () => {
    server.search = () => ({ body: answerOf('城市', [hit('城市', 1)], 120, { totalRelation: 'gte', relaxed: true }) });
    await open(link({ q: '城市' }));
    expect(await summary().textContent()).toBe('至少 120 篇');
    expect(await page.locator('.note').textContent()).toBe('没有文章包含全部词，以下是最接近的结果。');
  });

  it('sorts', async () => {
    await open(link({ q: '城市', offset: '10' }));
    await page.locator('#sort').selectOption('newest');
    await page.waitForURL(/sort=newest/);
    expect(addressed()).toEqual({ q: '城市', sort: 'newest' });
    await expect.poll(() => server.asked.at(-1)?.get('sort')).toBe('newest');
  });

  it('shows a title without a web address as plain text', async () => {
    server.search = () => ({
      body: answerOf('城市', [hit('城市', 1, { url: 'javascript:alert(1)' }), hit('城市', 2, { url: null })], 2),
    });
    await open(link({ q: '城市' }));
    expect(await firstTitle().textContent()).toBe('第1篇：城市的新起点');
    expect(await page.locator('.hits a').count()).toBe(0);
  });

  it('shows markup in articles as text', async () => {
    const attack = `<img src=x onerror="document.title='owned'"><script>1</script>&lt;`;
    const html = `${escapeHtml(attack)}<mark>城市</mark><b>bold</b><mark onclick="x">`;
    const snippet = { html, text: `${attack}城市`, offset: 0, marks: [] as [number, number][] };
    server.search = () => ({
      body: answerOf(
        '城市',
        [hit('城市', 1, { title: attack, titleHtml: html, source: attack, snippets: [snippet] })],
        1,
      ),
    });
    await open(link({ q: '城市' }));
    expect(await firstTitle().textContent()).toBe(`${attack}城市<b>bold</b><mark onclick="x">`);
    expect(await page.locator('#results').locator('img, script, b').count()).toBe(0);
    expect(await page.locator('#results mark').allInnerTexts()).toEqual(['城市', '城市']);
    expect(await page.title()).toBe('城市 - 寻文 Xunwen');
  });

  it('shows an ellipsis only where text seems to be left out', async () => {
    const long = '城市'.repeat(48);
    const texts = ['正文二', long.slice(1), long, `${long}。”`, `${long}\n`];
    const snippets = texts.map((text) => [{ html: text, text, offset: 0, marks: [] }]);
    server.search = () => ({
      body: answerOf(
        '城市',
        snippets.map((shown, at) => hit('城市', at + 1, { snippets: shown })),
        5,
      ),
    });
    await open(link({ q: '城市' }));
    await untilText('共 5 篇');
    const shown = await page.locator('.snippets').allTextContents();
    expect(shown.map((text) => text.endsWith('…'))).toEqual([false, false, true, false, true]);
    expect(shown[0]).toBe('正文二');
  });
});

describe('answers', () => {
  it('that come late are never shown over a newer one', async () => {
    const slow = Promise.withResolvers<void>();
    server.search = (parameters) => ({
      ...canned(parameters),
      ...(parameters.get('q') === '慢' ? { after: slow.promise } : {}),
    });
    await open();
    await enter('慢');
    await expect.poll(() => asked()).toEqual(['慢']);
    // Sooner than the page's own patience ends it.
    const given = page.waitForEvent('requestfailed', { timeout: 10_000 });
    await enter('快');
    expect(new URL((await given).url()).searchParams.get('q')).toBe('慢');
    await untilText('第1篇：快的新起点');
    slow.resolve();
    await pastPause();
    expect(await firstTitle().textContent()).toBe('第1篇：快的新起点');
  });

  it('under way keep the ones before in sight', async () => {
    await open(link({ q: '城市' }));
    const slow = Promise.withResolvers<void>();
    server.search = (parameters) => ({ ...canned(parameters), after: slow.promise });
    await enter('文明');
    await expect.poll(() => asked()).toEqual(['城市', '文明']);
    expect(await page.locator('body').getAttribute('aria-busy')).toBe('true');
    expect(await firstTitle().textContent()).toBe('第1篇：城市的新起点');
    slow.resolve();
    await untilText('第1篇：文明的新起点');
    expect(await page.locator('body').getAttribute('aria-busy')).toBe('false');
  });

  it('under way are forgotten when the box is cleared', async () => {
    const slow = Promise.withResolvers<void>();
    server.search = (parameters) => ({ ...canned(parameters), after: slow.promise });
    await open();
    await enter('慢');
    await expect.poll(() => asked()).toEqual(['慢']);
    await box().press('Escape');
    slow.resolve();
    await pastPause();
    expect(await page.locator('.hits').count()).toBe(0);
    await untilText('可以这样搜');
  });

  it('without hits give advice', async () => {
    server.search = () => ({ body: answerOf('魑魅', [], 0) });
    await open(link({ q: '魑魅' }));
    expect(await summary().textContent()).toBe('没有找到与“魑魅”相符的文章');
    await untilText('换一个更短或更常用的说法');
    expect(await page.locator('#paging').isVisible()).toBe(false);
  });

  it('without hits of a date sort offer to sort by relevance', async () => {
    server.search = (parameters) =>
      parameters.has('sort') ? { body: answerOf('魑魅 城市', [], 0) } : canned(parameters);
    await open(link({ q: '魑魅 城市', sort: 'newest' }));
    await page.getByRole('link', { name: '改为按相关度排序' }).click();
    await untilText('共 34 篇');
    expect(addressed()).toEqual({ q: '魑魅 城市' });
  });

  it('that refuse a query say why, in the words of the server', async () => {
    server.search = () => problem(400, 'q: only exclusions; add a word to find');
    await open(link({ q: '-城市' }));
    expect(await page.getByRole('alert').textContent()).toContain('q: only exclusions; add a word to find');
    await page.getByRole('button', { name: '修改查询' }).click();
    expect(await box().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('that fail can be asked for again', async () => {
    server.search = () => problem(503, 'no index is published', { 'retry-after': '5' });
    await open(link({ q: '城市' }));
    const alert = page.getByRole('alert');
    expect(await alert.textContent()).toContain('索引暂时无法读取');
    expect(await alert.textContent()).toContain('建议 5 秒后重试');
    server.search = canned;
    await page.getByRole('button', { name: '重试' }).click();
    await untilText('共 34 篇');
    expect(await alert.count()).toBe(0);
  });

  it('that are not answers are an error', async () => {
    server.search = () => ({ body: '<html>a proxy</html>' });
    await open(link({ q: '城市' }));
    expect(await page.getByRole('alert').textContent()).toContain('搜索出错了');
  });

  it('that do not come for want of a network can be asked for again', async () => {
    await open();
    await page.context().setOffline(true);
    await enter('城市');
    await untilText('连接不上服务器');
    await page.context().setOffline(false);
    await untilText('共 34 篇');
  });
});

describe('paging', () => {
  it('goes on, back, and to a page by its number', async () => {
    await open(link({ q: '城市' }));
    await page.getByRole('link', { name: '下一页' }).click();
    await untilText('第11篇：城市的新起点');
    expect(await summary().textContent()).toBe('共 34 篇 · 第 11–20 篇');
    expect(addressed()).toEqual({ q: '城市', offset: '10' });
    await page.getByRole('link', { name: '第 4 页' }).click();
    await untilText('第31篇：城市的新起点');
    expect(await page.locator('[aria-current=page]').textContent()).toBe('4');
    expect(await page.locator('a[rel=next]').count()).toBe(0);
    await page.getByRole('link', { name: '上一页' }).click();
    await untilText('第21篇：城市的新起点');
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });

  it('leads back from a page past the end', async () => {
    await open(link({ q: '城市', offset: '500' }));
    expect(await summary().textContent()).toBe('这一页没有结果');
    await page.getByRole('link', { name: '回到第一页' }).click();
    await untilText('第1篇：城市的新起点');
  });
});

describe('the address', () => {
  it('of a page can be opened directly', async () => {
    await open(link({ q: '城市', offset: '20', sort: 'oldest' }));
    expect(await box().inputValue()).toBe('城市');
    expect(await page.locator('#sort').inputValue()).toBe('oldest');
    expect(Object.fromEntries(server.asked[0]!)).toEqual({ q: '城市', limit: '10', offset: '20', sort: 'oldest' });
    await untilText('第21篇：城市的新起点');
  });

  it('goes back and forward through what was looked for, not through its letters', async () => {
    await open();
    await box().pressSequentially('城');
    await pastPause();
    await box().pressSequentially('市');
    await pastPause();
    expect(asked()).toEqual(['城', '城市']);
    await box().press('Enter');
    await untilText('第1篇：城市的新起点');
    await enter('文明');
    await untilText('第1篇：文明的新起点');
    await page.getByRole('link', { name: '下一页' }).click();
    await untilText('第11篇：文明的新起点');

    await page.goBack();
    await untilText('第1篇：文明的新起点');
    await page.goBack();
    await untilText('第1篇：城市的新起点');
    expect(await box().inputValue()).toBe('城市');
    await page.goBack();
    await untilText('可以这样搜');
    expect(await box().inputValue()).toBe('');
    await page.goForward();
    await untilText('第1篇：城市的新起点');
  });
});

describe('the keyboard', () => {
  const focused = () => page.evaluate(() => document.activeElement?.textContent || document.activeElement?.id);

  it('reaches the box, the results and the pages', async () => {
    await open(link({ q: '城市' }));
    await box().press('ArrowDown');
    expect(await focused()).toBe('第1篇：城市的新起点');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('第2篇：城市的新起点');
    await page.keyboard.press('ArrowRight');
    await untilText('第11篇：城市的新起点');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('第11篇：城市的新起点');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('box');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('/');
    expect(await focused()).toBe('box');
    expect(await box().inputValue()).toBe('城市');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/article\.html$/);
  });

  it('clears with Escape', async () => {
    await open(link({ q: '城市' }));
    await box().press('Escape');
    await untilText('可以这样搜');
    expect(await box().inputValue()).toBe('');
    expect(addressed()).toEqual({});
  });

  it('can skip to the results', async () => {
    await open(link({ q: '城市' }));
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('sort');
    expect(asked()).toEqual(['城市']);
  });
});

describe('the start page', () => {
  it('says what is indexed and gives examples that search', async () => {
    await open();
    await untilText('收录 1,234 篇文章');
    await untilText('版本 0123456789abcdef');
    expect(await box().evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('link', { name: '精细化管理' }).click();
    await untilText('共 34 篇');
    expect(asked()).toEqual(['"精细化管理"']);
    expect(await box().inputValue()).toBe('"精细化管理"');
  });

  it('says what to do when nothing is published', async () => {
    server.status = () => problem(503, 'nothing is published under "articles"');
    await open();
    await untilText('xunwen index');
    server.status = () => ({
      body: {
        collection: 'articles',
        version: 'abc',
        documents: 7,
        format: 1,
        analysis: 1,
        filterable: ['source', 'tags'],
      },
    });
    await page.getByRole('button', { name: '重试' }).click();
    await untilText('收录 7 篇文章');
  });
});

describe('the reader', () => {
  it('of another language gets English, and can change it for good', async () => {
    await open(link({ q: '城市' }), { locale: 'en-GB' });
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await summary().textContent()).toBe('34 articles');
    expect(await page.locator('.hits article').first().getAttribute('lang')).toBe('zh');
    await page.getByRole('button', { name: '中文' }).click();
    expect(await summary().textContent()).toBe('共 34 篇');
    await page.reload();
    await untilText('共 34 篇');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  it('in the dark gets light text on a dark page', async () => {
    const lightness = (property: 'color' | 'backgroundColor') =>
      page.evaluate((name) => {
        const channels = getComputedStyle(document.body)[name].match(/\d+/g) ?? [];
        return channels.slice(0, 3).reduce((sum, channel) => sum + Number(channel), 0) / 3;
      }, property);
    await open('', { colorScheme: 'dark' });
    expect(await lightness('backgroundColor')).toBeLessThan(50);
    expect(await lightness('color')).toBeGreaterThan(200);
  });

  it('on a phone of 360 pixels never scrolls sideways', async () => {
    const long = { title: 'x'.repeat(200), titleHtml: 'x'.repeat(200), source: 'https://example.com/'.repeat(8) };
    server.search = (parameters) => ({
      body: answerOf('城市', [hit('城市', 1, long), ...Array.from({ length: 9 }, (_, at) => hit('城市', at))], 1010, {
        totalRelation: parameters.get('offset') === '500' ? 'eq' : 'gte',
      }),
    });
    for (const path of ['', link({ q: '城市' }), link({ q: '城市', offset: '500' })]) {
      await open(path, { viewport: { width: 360, height: 740 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(360);
      if (path !== '') await page.context().close();
    }
  });
});
