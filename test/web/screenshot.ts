// Takes a picture of a running page: node test/web/screenshot.ts URL OUT.png [QUERY] [--dark] [--phone] [--english]
// QUERY is typed as a reader would (one that starts with a minus goes last, after --), and the picture is taken when
// its answer is there.

import { parseArgs } from 'node:util';
import { launchChromium } from './browser.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dark: { type: 'boolean' }, phone: { type: 'boolean' }, english: { type: 'boolean' } },
});
const [url, out, query] = positionals;
if (!url || !out) {
  console.error('usage: node test/web/screenshot.ts URL OUT.png [QUERY] [--dark] [--phone] [--english]');
  process.exit(2);
}

const browser = await launchChromium();
try {
  const page = await browser.newPage({
    viewport: values.phone ? { width: 360, height: 740 } : { width: 1100, height: 860 },
    deviceScaleFactor: 2,
    colorScheme: values.dark ? 'dark' : 'light',
    locale: values.english ? 'en-GB' : 'zh-CN',
    reducedMotion: 'reduce',
  });
  await page.goto(url);
  if (query) {
    await page.locator('#box').fill(query);
    await page.locator('#box').press('Enter');
    await page.locator('body:is([data-view=answer], [data-view=empty], [data-view=failure])').waitFor();
    // Without the caret and the ring of the box the eye goes to the results.
    await page.locator('#box').blur();
  } else {
    await page.waitForLoadState('networkidle');
  }
  await page.screenshot({ path: out });
} finally {
  await browser.close();
}
