import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeStored } from '../../../engine/analysis/fold.ts';
import { tidyBody, tidyLine } from '../../../indexer/sources/tidy.ts';

/** As the rules say it, without a look at whether there is anything to do. */
const clean = (text: string): string =>
  normalizeStored(
    text
      .replace(/\r\n?|[\u000B\u000C\u0085\u2028\u2029]/g, '\n')
      .replace(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g, ''),
  );
const slowBody = (text: string): string =>
  clean(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
const slowLine = (text: string): string =>
  clean(text)
    .trim()
    .replace(/\s*[\n\t]\s*/g, ' ');

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'文明城市，。“”aé1 \u3000\u00a0\n\n\t\r\u2028\u0301\u3099か가\u1100\u1161\ud842\udfb7',
        '\ud842',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('tidy texts', () => {
  test('are what the rules say, whatever was written', () => {
    fc.assert(
      fc.property(text, (written) => {
        expect(tidyBody(written)).toBe(slowBody(written));
        expect(tidyLine(written)).toBe(slowLine(written));
      }),
      { numRuns: 2000 },
    );
  });

  test('are in NFC with any character of the BMP, after one that it may join and before one that may join it', () => {
    const first = ['文', 'e', 'か', '\u1100', '\u0928', '\u2ADD'];
    for (let unit = 0; unit < 0x10000; unit++) {
      const character = String.fromCharCode(unit);
      for (const written of [`文${character}文`, ...first.map((one) => `${one}${character}`), `${character}\u0301`])
        if (tidyBody(written) !== slowBody(written) || tidyLine(written) !== slowLine(written))
          expect.fail(`U+${unit.toString(16)} in ${JSON.stringify(written)}`);
    }
  });
});
