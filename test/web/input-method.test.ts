// While an input method composes nothing is searched, and what it composed is searched once: with Chromium's own
// composition, and with the orders of events of the other engines.

import type { CDPSession } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { asked, box, enter, open, page, pastPause, untilServed, untilText, useBrowser } from './reader.ts';

useBrowser();

describe('an input method', () => {
  let protocol: CDPSession;

  async function compose(...steps: string[]): Promise<void> {
    for (const text of steps) {
      await protocol.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await pastPause();
    }
  }

  beforeEach(async () => {
    await open();
    await box().focus();
    protocol = await page.context().newCDPSession(page);
  });

  it('is left in peace while it composes, and what it composed is searched exactly once', async () => {
    await compose('w', 'wen', 'wen ming');
    expect(await box().inputValue()).toBe('wen ming');
    expect(asked()).toEqual([]);
    await protocol.send('Input.insertText', { text: '文明' });
    await untilText('共 34 篇');
    await pastPause();
    expect(asked()).toEqual(['文明']);
  });

  it('adds to what was typed before it', async () => {
    await enter('城市');
    await untilText('共 34 篇');
    await compose('w', 'wen ming');
    expect(asked()).toEqual(['城市']);
    await protocol.send('Input.insertText', { text: '文明' });
    await expect.poll(() => asked()).toEqual(['城市', '城市文明']);
    await pastPause();
    expect(asked()).toEqual(['城市', '城市文明']);
  });

  it('that is given up searches nothing new', async () => {
    await enter('城市');
    await untilText('共 34 篇');
    await compose('w', '');
    expect(await box().inputValue()).toBe('城市');
    await pastPause();
    expect(asked()).toEqual(['城市']);
  });

  it('keeps its Enter, Escape and arrows', async () => {
    await compose('wen');
    for (const key of ['Enter', 'Escape', 'ArrowDown']) {
      await protocol.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 });
      await protocol.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: 229 });
    }
    await pastPause();
    expect(asked()).toEqual([]);
    expect(await box().inputValue()).toBe('wen');
    expect(await box().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  // The orders of events of the three engines, as their input methods send them when 文明 is chosen.
  const orders: Record<string, string[]> = {
    'Chromium: the input comes before the end': ['input composing', 'end'],
    'Firefox: the input comes after the end': ['end', 'input'],
    'Safari: two inputs, the end, then its Enter and no submit': ['input composing', 'input composing', 'end', 'enter'],
  };
  for (const [order, events] of Object.entries(orders)) {
    it(`is heard once in the order of ${order}`, async () => {
      // The clock stands still, so that only an Enter could search.
      await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
      await box().evaluate((element, names) => {
        const input = element as HTMLInputElement;
        const send = (event: Event): boolean => input.dispatchEvent(event);
        send(new CompositionEvent('compositionstart'));
        input.value = 'wenming';
        send(new InputEvent('input', { isComposing: true, bubbles: true }));
        input.value = '文明';
        for (const name of names) {
          if (name === 'end') send(new CompositionEvent('compositionend', { data: '文明' }));
          else if (name === 'enter') {
            send(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true }));
            input.form?.requestSubmit();
            send(new KeyboardEvent('keyup', { key: 'Enter', keyCode: 229, bubbles: true }));
          } else send(new InputEvent('input', { isComposing: name !== 'input', bubbles: true }));
        }
      }, events);
      await untilServed();
      expect(asked()).toEqual([]);
      await pastPause();
      await untilText('共 34 篇');
      await pastPause();
      expect(asked()).toEqual(['文明']);
    });
  }
});
