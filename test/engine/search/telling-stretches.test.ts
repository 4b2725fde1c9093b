import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../../engine/analysis/runs.ts';
import { MOST_TELLING_LATIN, MOST_TELLING_PAIRS } from '../../../engine/search/telling.ts';
import { tellingStretches, timesOf } from '../../../engine/search/telling-stretches.ts';

/** Every character is as rare as any other, but for two that are everywhere. */
const rarity = (character: string): number => ('天地'.includes(character) ? 0 : 5);

const stretchesOf = (title: string, body: string) => tellingStretches({ title, body }, rarity);
const textsOf = (title: string, body: string): string[] => stretchesOf(title, body).map(({ text }) => text);

test('what is repeated comes whole, with how often it stands in each field', () => {
  const found = stretchesOf('蚂蚁河', '蚂蚁河涨水。蚂蚁河！');
  expect(found).toContainEqual({ text: '蚂蚁河', title: 1, body: 1 });
  expect(found).toContainEqual({ text: '蚂蚁河涨水', title: 0, body: 1 });
  expect(timesOf({ text: '', title: 2, body: 1 })).toBe(7);
});

test('Latin words come with their counts; numbers, dates and letters alone do not', () => {
  const found = stretchesOf('', 'iphone15 在 2017年11月25日 iphone15 x 2024');
  expect(found.filter(({ text }) => /[a-z0-9]/.test(text))).toEqual([{ text: 'iphone15', title: 0, body: 2 }]);
});

test('of a long text the pairs that are repeated are taken, and with them those that stand around them', () => {
  const filler = Array.from({ length: 400 }, (_, i) => String.fromCharCode(0x4e00 + 2 * i)).join('');
  const found = textsOf('', `${filler}。驯鹿角生长。驯鹿角脱落。驯鹿角。`);
  expect(found).toContain('驯鹿角');
});

test('characters that are everywhere tell nothing beside others', () => {
  const rare = Array.from({ length: 200 }, (_, i) => String.fromCharCode(0x5000 + 3 * i)).join('');
  expect(textsOf('', `天地天地天地。${rare}`)).not.toContain('天地天地天地');
});

test('whatever the text, stretches stand in it as often as they say, and ask about few pairs', () => {
  const text = fc.array(fc.constantFrom('徐', '汇', '区', '洪', '水', '的', '。', ' ', 'ab', '15'), { maxLength: 60 });
  const long = fc.array(fc.integer({ min: 0x4e00, max: 0x5e00 }), { maxLength: 300 });
  fc.assert(
    fc.property(text, text, long, (titleParts, bodyParts, more) => {
      const title = titleParts.join('');
      const body = bodyParts.join('') + String.fromCharCode(...more);
      const found = stretchesOf(title, body);
      const pairs = new Set<string>();
      let latin = 0;
      for (const { text: stretch, title: inTitle, body: inBody } of found) {
        expect(inTitle + inBody).toBeGreaterThan(0);
        expect(title.split(stretch).length - 1).toBeGreaterThanOrEqual(inTitle);
        expect(body.split(stretch).length - 1).toBeGreaterThanOrEqual(inBody);
        const [run, ...others] = runs(stretch);
        expect(others).toEqual([]);
        if (run!.kind === 'word') latin++;
        else for (let i = 1; i < stretch.length; i++) pairs.add(stretch.slice(i - 1, i + 1));
      }
      expect(new Set(found.map(({ text: stretch }) => stretch)).size).toBe(found.length);
      expect(pairs.size).toBeLessThanOrEqual(MOST_TELLING_PAIRS);
      expect(latin).toBeLessThanOrEqual(Math.max(MOST_TELLING_LATIN, MOST_TELLING_PAIRS / 2));
    }),
  );
});
