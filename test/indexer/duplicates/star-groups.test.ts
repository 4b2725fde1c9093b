// Groups of near-duplicates against the slow way: every article compared with every centre there is.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSketcher, isSeries, SKETCH_WORDS, similarity } from '../../../engine/analysis/sketch.ts';
import { packGroups, readGroups } from '../../../engine/index/duplicates.ts';
import { LEAST_SIMILARITY, starGroups } from '../../../indexer/duplicates/star-groups.ts';

const sentence = (story: number, i: number): string =>
  `第${story * 31 + i}件事发生在${'东南西北中'[(story + i) % 5]}边的${'城乡村镇县'[(story * 3 + i) % 5]}里，${'春夏秋冬'[(story + i) % 4]}天来的人有${story * 17 + i * 7}位。`;
const bodyOf = (story: number, kept: number): string =>
  Array.from({ length: 20 }, (_, i) => sentence(i < kept ? story : story + 1000 + kept, i)).join('');

function sketchesOf(articles: readonly { title: string; body: string }[]): Uint32Array {
  const sketcher = createSketcher();
  const sketches = new Uint32Array(articles.length * SKETCH_WORDS);
  articles.forEach((article, i) => void sketches.set(sketcher.sketch(article), i * SKETCH_WORDS));
  return sketches;
}

const articles = fc.array(
  fc.record({
    title: fc.constantFrom('', '周报第12期', '周报第13期', '见闻'),
    body: fc.oneof(
      fc.tuple(fc.nat(4), fc.constantFrom(20, 19, 18, 10)).map(([story, kept]) => bodyOf(story, kept)),
      fc.constantFrom('', '今日停水', '今日停水。', '明日停水'),
    ),
  }),
  { maxLength: 40 },
);

test('every article is in the group of the oldest centre that it is most like', () => {
  fc.assert(
    fc.property(articles, fc.nat(40), (all, someDated) => {
      const dated = Math.min(someDated, all.length);
      const sketches = sketchesOf(all);
      const order = [...all.keys()].filter((i) => i < dated).reverse();
      order.push(...[...all.keys()].filter((i) => i >= dated));
      const centreOf = new Map<number, number>();
      for (const article of order) {
        if (all[article]!.title + all[article]!.body.replace('。', '') === '') continue;
        let best = article;
        let most = -1;
        for (const [other, centre] of centreOf) {
          if (other !== centre || isSeries(sketches, article, other)) continue;
          const similar = similarity(sketches, article, other);
          if (similar < LEAST_SIMILARITY || similar <= most) continue;
          most = similar;
          best = other;
        }
        centreOf.set(article, best);
      }
      const groups = starGroups({ length: all.length, dated, sketches });
      const membersOf = (centre: number) => [...centreOf].filter(([, own]) => own === centre).map(([one]) => one);
      for (const [article, centre] of centreOf) {
        const members = membersOf(centre);
        const expected = members.length > 1 ? members.sort((a, b) => a - b) : [];
        const group = groups[article]!;
        expect(group === 0 ? [] : [...groups.keys()].filter((one) => groups[one] === group)).toEqual(expected);
      }
    }),
    { numRuns: 60 },
  );
});

test('a copy with a tenth of its sentences changed is found, one with half of them is not', () => {
  const [one, copy, half] = [20, 18, 10].map((kept) => ({ title: '', body: bodyOf(3, kept) }));
  expect([...starGroups({ length: 3, dated: 3, sketches: sketchesOf([half!, copy!, one!]) })]).toEqual([0, 1, 1]);
});

test('width, punctuation, script and the order of sentences make no difference', () => {
  const body = bodyOf(5, 20);
  const other = body
    .replaceAll('，', ',')
    .replaceAll('发生', '發生')
    .replace(/(.*?。)(.*?。)/, '$2$1');
  expect([
    ...starGroups({
      length: 2,
      dated: 0,
      sketches: sketchesOf([
        { title: '甲', body },
        { title: '乙', body: other },
      ]),
    }),
  ]).toEqual([1, 1]);
});

test('issues whose titles differ in their figures alone are never one', () => {
  const body = bodyOf(7, 20);
  const issues = ['周报（第十二期）', '周报(第13期)', '周报第十二期'].map((title) => ({ title, body }));
  expect([...starGroups({ length: 3, dated: 3, sketches: sketchesOf(issues) })]).toEqual([1, 0, 1]);
});

test('the table of groups gives back which documents are together', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 200 }), (drawn) => {
      const sizes = new Map<number, number>();
      for (const group of drawn) sizes.set(group, (sizes.get(group) ?? 0) + 1);
      const groups = Uint32Array.from(drawn, (group) => (group > 0 && sizes.get(group)! > 1 ? group : 0));
      const read = readGroups(packGroups(groups), groups.length, 'groups');
      const together = (of: Uint32Array) => [...of].map((group) => (group === 0 ? -1 : of.indexOf(group)));
      expect(together(read)).toEqual(together(groups));
    }),
  );
});
