// How many candidates are scored by their texts: none leaves the order of the postings' scores.

import { beforeAll, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { type BuiltIndex, buildAndPublish, idsOf, MODES, openIn, request } from '../../support/build-index.ts';
import { seededRandom } from '../../support/samples.ts';

let built: BuiltIndex;

beforeAll(async () => {
  const random = seededRandom(11);
  const articles: Article[] = Array.from({ length: 60 }, (_, i) => {
    const words = ['徐汇', '滨江', '城市'].filter(() => random() < 0.9);
    // Texts that do not compress to nothing, so that each is read on its own.
    const filler = Array.from({ length: 900 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 9000)));
    return { id: `n${i}`, title: '', body: `${words.join(random() < 0.5 ? '。' : '')}。${filler.join('')}` };
  });
  built = await buildAndPublish(articles);
});

test.each(MODES)('%s: without re-scoring, scores are those of the order, page by page', async (mode) => {
  const searcher = openIn(mode, built, { rescoreDepth: 0 });
  const { response: all } = await searcher.search(request('徐汇 滨江', { limit: 30 }));
  const scores = all.hits.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  const { response: second } = await searcher.search(request('徐汇 滨江', { limit: 10, offset: 10 }));
  expect(idsOf(second.hits)).toEqual(idsOf(all.hits).slice(10, 20));
});

test.each(MODES)('%s: a page of all that is re-scored holds what it would hold without', async (mode) => {
  const { response: plain } = await openIn(mode, built, { rescoreDepth: 0 }).search(request('徐汇 滨江'));
  const { response: rescored } = await openIn(mode, built, { rescoreDepth: 10 }).search(request('徐汇 滨江'));
  expect(new Set(idsOf(rescored.hits))).toEqual(new Set(idsOf(plain.hits)));
  expect(idsOf(rescored.hits)).not.toEqual(idsOf(plain.hits));
});

test('the default is what it says, and the depth is the number of texts that are read', async () => {
  const cost = async (rescoreDepth?: number) => {
    const options = rescoreDepth === undefined ? {} : { rescoreDepth };
    return (await openIn('ranged', built, options).search(request('徐汇 滨江'))).cost.bytes;
  };
  const [none, ten, twenty, forty] = [await cost(0), await cost(10), await cost(20), await cost(40)];
  expect(none).toBe(ten);
  expect(twenty).toBeGreaterThan(ten);
  expect(forty).toBeGreaterThan(twenty);
  expect(await cost()).toBe(twenty);
});
