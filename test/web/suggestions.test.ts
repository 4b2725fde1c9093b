// The list under the box: a combobox as screen readers know it, that is never in the way of the input method, of the
// keys of the page, or of an answer.

import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, hit } from './page-server.ts';
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
  untilText,
  useBrowser,
} from './reader.ts';

useBrowser();

const list = () => page.locator('#suggestions');
const options = () => list().locator('[role=option]');
const active = async (): Promise<string | null> => {
  const id = await box().getAttribute('aria-activedescendant');
  return id === null ? null : page.locator(`#${id}`).textContent();
};

async function type(text: string): Promise<void> {
  await box().pressSequentially(text);
  await pastPause();
  await options().first().waitFor();
}

beforeEach(() => {
  server.suggest = (typed) =>
    ['连衣裙', '连衣裙长款'].map((text) => ({ text, html: `<mark>${typed}</mark>${text.slice(typed.length)}` }));
});

describe('suggestions', () => {
  it('are shown under the box for what was typed, with marks', async () => {
    await open();
    await type('连');
    expect(await options().allTextContents()).toEqual(['连衣裙', '连衣裙长款']);
    expect(await options().first().innerHTML()).toBe('<mark>连</mark>衣裙');
    expect(server.suggested).toEqual(['连']);
  });

  it('are told to screen readers as a combobox', async () => {
    await open();
    expect(await box().getAttribute('role')).toBe('combobox');
    expect(await box().getAttribute('aria-expanded')).toBe('false');
    await type('连');
    expect(await box().getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator(`#${await box().getAttribute('aria-controls')}`).getAttribute('role')).toBe('listbox');
    expect(await page.getByRole('listbox', { name: '搜索建议' }).count()).toBe(1);
    await box().press('ArrowDown');
    expect(await list().getByRole('option', { selected: true }).textContent()).toBe('连衣裙');
    expect(await active()).toBe('连衣裙');
  });

  it('stand in the box as the arrows go through them, and what was typed comes round again', async () => {
    await open();
    await type('连');
    const seen: string[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await box().press(key);
      seen.push(await box().inputValue());
    }
    expect(seen).toEqual(['连衣裙', '连衣裙长款', '连', '连衣裙长款']);
    expect(await active()).toBe('连衣裙长款');
  });

  it('are searched with Enter, once, and gone', async () => {
    await open();
    await type('连');
    await box().press('ArrowDown');
    await box().press('Enter');
    await untilText('共 34 篇');
    expect(await list().isHidden()).toBe(true);
    await pastPause();
    expect(asked()).toEqual(['连', '连衣裙']);
    expect(addressed()).toEqual({ q: '连衣裙' });
  });

  it('are searched with a click, and the box keeps the keyboard', async () => {
    await open();
    await type('连');
    await options().nth(1).click();
    await expect.poll(() => asked().at(-1)).toBe('连衣裙长款');
    expect(await box().inputValue()).toBe('连衣裙长款');
    expect(await box().evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await list().isHidden()).toBe(true);
  });

  it('go with Escape, which brings back what was typed; the next Escape clears', async () => {
    await open();
    await type('连');
    await box().press('ArrowDown');
    await box().press('Escape');
    expect(await list().isHidden()).toBe(true);
    expect(await box().inputValue()).toBe('连');
    await box().press('Escape');
    expect(await box().inputValue()).toBe('');
  });

  it('leave the arrows to the results when there are none', async () => {
    server.suggest = () => [];
    await open();
    await enter('城市');
    await untilText('共 34 篇');
    await box().press('ArrowDown');
    expect(
      await firstTitle()
        .locator('a')
        .evaluate((element) => element === document.activeElement),
    ).toBe(true);
  });

  it('that come after Enter are not shown', async () => {
    const slow = Promise.withResolvers<void>();
    server.suggest = () => [{ text: '连衣裙', html: '连衣裙' }];
    server.suggestAfter = slow.promise;
    await open();
    await box().pressSequentially('连');
    await page.clock.fastForward(1000);
    await expect.poll(() => server.suggested).toEqual(['连']);
    await box().press('Enter');
    slow.resolve();
    await untilText('共 34 篇');
    await pastPause();
    expect(await list().isHidden()).toBe(true);
  });

  it('that fail are nobody’s trouble', async () => {
    server.suggest = () => null;
    await open();
    await box().pressSequentially('城市');
    await untilText('共 34 篇');
    expect(await list().isHidden()).toBe(true);
  });

  it('are not asked for again where there are none to be had', async () => {
    server.suggest = () => null;
    await open();
    await box().pressSequentially('城');
    await untilText('共 34 篇');
    await box().pressSequentially('市');
    await expect.poll(() => asked()).toEqual(['城', '城市']);
    await pastPause();
    expect(server.suggested).toEqual(['城']);
  });

  it('are not repeated when the only one is what was typed', async () => {
    server.suggest = () => [{ text: '城市', html: '<mark>城市</mark>' }];
    await open();
    await box().pressSequentially('城市');
    await untilText('共 34 篇');
    await pastPause();
    expect(await list().isHidden()).toBe(true);
  });

  it('show markup in titles as text', async () => {
    server.suggest = () => [{ text: '<b>x', html: '&lt;b&gt;<mark>x</mark><img src=x onerror="document.title=1">' }];
    await open();
    await type('x');
    expect(await options().first().textContent()).toBe('<b>x<img src=x onerror="document.title=1">');
    expect(await list().locator('img, b').count()).toBe(0);
  });

  it('go while an input method composes', async () => {
    await open();
    await type('连');
    const protocol = await page.context().newCDPSession(page);
    await protocol.send('Input.imeSetComposition', { text: 'yi', selectionStart: 2, selectionEnd: 2 });
    expect(await list().isHidden()).toBe(true);
    await pastPause();
    expect(server.suggested).toEqual(['连']);
  });
});

describe('an answer', () => {
  it('offers a corrected query beside what was typed, which stays', async () => {
    server.search = () => ({
      body: answerOf('文名城市', [], 0, {
        didYouMean: { query: '文明城市', html: '文<mark>明</mark>城市', total: 12 },
      }),
    });
    await open(link({ q: '文名城市' }));
    expect(await page.locator('.note').textContent()).toBe('您是不是要找：文明城市（12 篇）');
    expect(await box().inputValue()).toBe('文名城市');
    await page.locator('.note a').click();
    await expect.poll(() => asked().at(-1)).toBe('文明城市');
    expect(addressed()).toEqual({ q: '文明城市' });
  });

  it('says how pinyin was read, whose hits it shows', async () => {
    server.search = () => ({
      body: answerOf('dianchi', [hit('电池', 1)], 3, {
        relaxed: true,
        didYouMean: { query: '电池', html: '<mark>电池</mark>', total: 3, answered: true },
      }),
    });
    await open(link({ q: 'dianchi' }));
    expect(await page.locator('.note').allTextContents()).toEqual(['按拼音显示：电池']);
  });

  it('links to where a site sends a query', async () => {
    server.search = () => ({ body: answerOf('停水', [], 0, { redirect: 'https://example.com/water' }) });
    await open(link({ q: '停水' }));
    expect(await page.locator('.note a').getAttribute('href')).toBe('https://example.com/water');
    server.search = () => ({ body: answerOf('停水', [], 0, { redirect: 'javascript:alert(1)' }) });
    await open(link({ q: '停水' }));
    expect(await page.locator('.note a').count()).toBe(0);
  });

  it('says how many articles are nearly the same, and shows them all', async () => {
    server.search = () => ({ body: answerOf('城市', [hit('城市', 1, { duplicates: 2 }), hit('城市', 2)], 2) });
    await open(link({ q: '城市' }));
    await page.getByText('另有 2 篇内容几乎相同').waitFor();
    await page.getByRole('link', { name: '全部显示' }).click();
    await expect.poll(() => server.asked.at(-1)?.get('collapse')).toBe('false');
    expect(addressed()).toEqual({ q: '城市', collapse: 'false' });
  });

  it('says what a site has put first', async () => {
    server.search = () => ({ body: answerOf('城市', [hit('城市', 1, { pinned: true })], 1) });
    await open(link({ q: '城市' }));
    expect(await page.locator('.origin').first().textContent()).toMatch(/^置顶/);
  });
});
