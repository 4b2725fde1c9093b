// A reader at the page: opens it in a real browser, types, looks, and knows what was asked of the server.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchChromium } from './browser.ts';
import { type PageServer, startPageServer } from './page-server.ts';

let browser: Browser;
/** Its answers are the test's to decide. */
export let server: PageServer;
export let page: Page;
/** What the page complained about: scripts, styles or requests that its content policy forbids, exceptions. */
let complaints: string[];

/** Starts the browser and the server for the tests of a file, and a page of its own for each; to be called once. */
export function useBrowser(): void {
  beforeAll(async () => {
    [browser, server] = await Promise.all([launchChromium(), startPageServer()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  beforeEach(() => {
    server.reset();
    complaints = [];
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });
}

/** Opens the page and waits for its first view. */
export async function open(path = '', options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1000, height: 700 }, ...options });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser itself reports every error status; those are answers here.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) complaints.push(message.text());
  });
  await page.clock.install();
  await page.goto(server.url + path);
  await page.waitForFunction(() => document.body.dataset.view !== 'waiting' && document.body.ariaBusy === 'false');
}

export const link = (question: Record<string, string>): string => `?${new URLSearchParams(question)}`;
export const box = () => page.locator('#box');
export const summary = () => page.locator('#summary');
export const firstTitle = () => page.locator('.hits h2').first();
export const asked = () => server.asked.map((parameters) => parameters.get('q'));
export const addressed = () => Object.fromEntries(new URL(page.url()).searchParams);

export async function enter(query: string): Promise<void> {
  await box().fill(query);
  await box().press('Enter');
}

export async function untilText(text: string): Promise<void> {
  await page.locator('#results').getByText(text).first().waitFor();
}

/** Lets the pause after typing pass, and waits until whatever was asked after it has reached the server. */
export async function pastPause(): Promise<void> {
  await page.clock.fastForward(1000);
  await untilServed();
}

/** Whatever the page has asked by now has reached the server. */
export async function untilServed(): Promise<void> {
  await page.evaluate(() => fetch('status').then((response) => response.text()));
}
