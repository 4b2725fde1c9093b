// The words of index.html: what stands there before the script runs must be what the script says.

import { readFile } from 'node:fs/promises';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { type Strings, strings } from '../../web/strings.ts';

describe('the words in index.html', () => {
  it('are those of the Chinese table', async () => {
    const $ = load(await readFile(new URL('../../web/index.html', import.meta.url), 'utf8'));
    const said: [string | undefined, string | undefined][] = [
      ...$('[data-text]').map((_, part) => [[$(part).attr('data-text'), $(part).text()] as const]),
      ...$('[data-label]').map((_, part) => [[$(part).attr('data-label'), $(part).attr('aria-label')] as const]),
      ...$('[data-placeholder]').map((_, part) => [
        [$(part).attr('data-placeholder'), $(part).attr('placeholder')] as const,
      ]),
    ].map(([name, words]) => [name, words]);
    expect(said.length).toBeGreaterThan(8);
    expect(said).toEqual(said.map(([name]) => [name, strings.zh[name as keyof Strings]]));
    expect($('#language').text()).toBe(strings.zh.otherLanguage);
  });
});
