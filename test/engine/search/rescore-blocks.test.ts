// Which candidates are scored anew together.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlan } from '../../../engine/search/plan.ts';
import { FEWEST_RESCORED, HOPELESS_SHARE } from '../../../engine/search/ranking.ts';
import { mostRescored, rescoreBlocks } from '../../../engine/search/rescore-blocks.ts';

const SENTENCE = createPlan();

const first = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test('a block is a page and those not much below its last', () => {
  const scores = Float64Array.from([9, 8, 8, 8, 7, 7, 7, 6, 5, 4, 3.9, 3.5, 1, 1]);
  expect(rescoreBlocks(SENTENCE, first(14), scores, 10, 20)).toEqual([first(12)]);
});

test('candidates that are all alike fill a block to its most', () => {
  expect(rescoreBlocks(SENTENCE, first(60), new Float64Array(60).fill(1), 10, 20)).toEqual([first(20)]);
});

test('uncertain candidates do not count for the page', () => {
  const scores = Float64Array.from(first(40).map((i) => 2 ** -i));
  expect(rescoreBlocks(SENTENCE, first(40), scores, 10, 20, (document) => document >= 4)).toEqual([first(14)]);
});

test('blocks depend on the ranking alone: a deeper page begins with the blocks of the one before', () => {
  const ranking = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 90 });
  fc.assert(
    fc.property(ranking, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), (unsorted, end, more) => {
      const scores = Float64Array.from(unsorted).sort().reverse();
      const ranked = first(scores.length);
      const blocks = rescoreBlocks(SENTENCE, ranked, scores, end, 20);
      const deeper = rescoreBlocks(SENTENCE, ranked, scores, end + more, 20);
      expect(deeper.slice(0, blocks.length)).toEqual(blocks);
      const places = blocks.flat();
      expect(places).toEqual(ranked.slice(0, places.length));
      expect(places.length).toBeGreaterThanOrEqual(Math.min(end, ranked.length));
      expect(places.length).toBeLessThanOrEqual(mostRescored(end, 20));
      for (const block of blocks) {
        expect(block.length).toBeLessThanOrEqual(20);
        const last = scores[block[Math.min(block.length, FEWEST_RESCORED) - 1]];
        for (const document of block.slice(FEWEST_RESCORED))
          expect(scores[document]).toBeGreaterThan(HOPELESS_SHARE * last);
      }
    }),
  );
});
