// The page that `xunwen serve` brings, in a real browser, over the real index of the sample articles.

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../web/browser.ts';
import { type CommandLine, createCommandLine, type Served } from './support/command-line.ts';
import { buildCommandLine, makeFolder, SAMPLES } from './support/product.ts';

let remove: () => Promise<void>;
let xunwen: CommandLine;
let served: Served;
let browser: Browser;
let page: Page;
/** The queries that the page has asked /search for. */
let asked: (string | null)[];
/** What the browser complained about. */
let complaints: string[];

beforeAll(async () => {
  let folder: string;
  ({ folder, remove } = await makeFolder());
  xunwen = createCommandLine(await buildCommandLine(folder), folder, {});
  expect(await xunwen.run(['index', SAMPLES])).toMatchObject({ code: 0 });
  [served, browser] = await Promise.all([xunwen.serve(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await xunwen?.stop();
  await remove();
});

beforeEach(async () => {
  asked = [];
  complaints = [];
  const context = await browser.newContext({ locale: 'zh-CN' });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/search') asked.push(searchParams.get('q'));
  });
  await page.clock.install();
  await page.goto(served.url);
  await page.locator('#box').focus();
});
afterEach(async () => {
  await page.context().close();
  expect(complaints).toEqual([]);
});

const titles = (): Promise<string[]> => page.locator('.hits h2').allTextContents();
const summary = () => page.locator('#summary');

/** Lets the pause after typing pass; whatever is asked then has reached the server. */
async function pastPause(): Promise<void> {
  await page.clock.fastForward(1000);
  await page.evaluate(() => fetch('status').then((response) => response.text()));
}

test('a query that is typed shows its articles with the words marked', async () => {
  await page.locator('#box').pressSequentially('城市');
  await pastPause();
  await page.locator('.hits > li').first().waitFor();
  const marks = await page.locator('.hits mark').allTextContents();
  expect(new Set(marks)).toEqual(new Set(['城市']));
  const found = await page.locator('.hits > li').count();
  expect(await summary().textContent()).toContain(`${found} 篇`);
});

test('a Simplified query marks what was written in Traditional characters', async () => {
  await page.locator('#box').fill('电影节');
  await page.locator('#box').press('Enter');
  await page.locator('.hits mark').first().waitFor();
  expect(await page.locator('.hits mark').allTextContents()).toContain('電影節');
});

test('more than ten articles are paged, and none is shown twice', async () => {
  await page.locator('#box').fill('一个');
  await page.locator('#box').press('Enter');
  await expect.poll(() => page.locator('.hits > li').count()).toBe(10);
  const first = await titles();
  await page.locator('a[rel=next]').click();
  await expect.poll(async () => (await titles())[0]).not.toBe(first[0]);
  const second = await titles();
  expect(second).toHaveLength(10);
  expect(new URL(page.url()).searchParams.get('offset')).toBe('10');
  expect(new Set([...first, ...second]).size).toBe(20);
});

test('pinyin that is being composed asks nothing, and what it composed is asked for once', async () => {
  const protocol = await page.context().newCDPSession(page);
  for (const text of ['c', 'cheng', 'cheng shi']) {
    await protocol.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await pastPause();
  }
  expect(await page.locator('#box').inputValue()).toBe('cheng shi');
  expect(asked).toEqual([]);
  await protocol.send('Input.insertText', { text: '城市' });
  await pastPause();
  await page.locator('.hits mark').first().waitFor();
  await pastPause();
  expect(asked).toEqual(['城市']);
});
