// Articles like a given one.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { NoArticleError, NotBuiltError } from '../../../engine/errors.ts';
import { encodeManifest, manifestVersion, pointerKey } from '../../../engine/index/manifest.ts';
import type { Searcher, SimilarRequest, SimilarResponse } from '../../../engine/search/contract.ts';
import { MOST_TELLING_UNITS } from '../../../engine/search/telling.ts';
import type { MergePolicy } from '../../../indexer/incremental/merge-policy.ts';
import { createMemoryStore } from '../../memory-store.ts';
import {
  buildAndPublish,
  COLLECTION,
  fromBodies,
  idsOf,
  MODES,
  openIn,
  updateAndPublish,
} from '../../support/build-index.ts';
import { seededRandom } from '../../support/samples.ts';

const asked = (id: string, more: Partial<SimilarRequest> = {}): SimilarRequest => ({
  ...{ id, limit: 10, snippets: 2, snippetLength: 120 },
  ...more,
});

const similarTo = async (
  searcher: Searcher,
  id: string,
  more: Partial<SimilarRequest> = {},
): Promise<SimilarResponse> => (await searcher.similar(asked(id, more))).response;

/** Two stories of two articles each, and articles of other things in the same everyday words. */
const STORIES: Article[] = [
  {
    id: 'flood',
    title: '蚂蚁河洪水漫堤',
    body: '连日暴雨，蚂蚁河水位上涨，洪水漫过堤坝。抢险人员在蚂蚁河沿岸装填沙袋，转移群众。',
  },
  {
    id: 'flood-2',
    title: '沿岸群众返回家园',
    body: '蚂蚁河水位回落，洪水退去，沿岸群众陆续返回家园，堤坝的修复工作已经开始。',
  },
  {
    id: 'library',
    title: '徐汇区新图书馆开馆',
    body: '徐汇区图书馆新馆昨天开馆，读者在图书馆里借书、听讲座，图书馆周末开放到晚上九点。',
  },
  {
    id: 'library-2',
    title: '图书馆的讲座',
    body: '本周末，徐汇区图书馆将举办三场讲座，读者可以预约。',
  },
  ...Array.from({ length: 30 }, (_, i) => ({
    id: `other-${i}`,
    title: `日常消息第${i}号`,
    body: `昨天，工作人员介绍了情况，群众表示欢迎。这是第${i}条消息，开始的时间是周末。`,
  })),
];

describe.each(MODES)('%s', (mode) => {
  test('finds the article of the same story, and never the article itself', async () => {
    const searcher = openIn(mode, await buildAndPublish(STORIES));
    for (const [id, other] of [
      ['flood', 'flood-2'],
      ['flood-2', 'flood'],
      ['library', 'library-2'],
      ['library-2', 'library'],
    ] as const) {
      const { hits } = await similarTo(searcher, id);
      expect(hits[0]!.id).toBe(other);
      expect(idsOf(hits)).not.toContain(id);
    }
  });

  test('tells the words and names it went by, and marks them', async () => {
    const { id, terms, hits, index } = await similarTo(openIn(mode, await buildAndPublish(STORIES)), 'flood');
    expect(id).toBe('flood');
    expect(terms.slice(0, 4)).toEqual(['蚂蚁河', '洪水', '堤坝', '水位']);
    expect(terms.length).toBeLessThanOrEqual(MOST_TELLING_UNITS);
    expect(new Set(terms).size).toBe(terms.length);
    const [hit] = hits;
    expect(hit!.snippets[0]!.html).toContain('<mark>洪水</mark>');
    expect(hit).toMatchObject({ title: '沿岸群众返回家园', matched: expect.arrayContaining(['body']) });
    expect(index).toMatchObject({ collection: COLLECTION, documents: STORIES.length });
  });

  test('a name that no dictionary has is told when it is repeated', async () => {
    const bodies = [
      '记者见到宥坤琰的时候，宥坤琰正在读书。',
      '宥坤琰的书房很小。',
      '天气晴朗，适合读书。',
      '今天有雨。',
    ];
    const { terms, hits } = await similarTo(openIn(mode, await buildAndPublish(fromBodies(...bodies))), '1');
    expect(terms[0]).toBe('宥坤琰');
    expect(idsOf(hits)[0]).toBe('2');
  });

  test('an article of Latin words is told by them', async () => {
    const bodies = [
      'The Kubernetes scheduler places pods. Kubernetes rocks.',
      'Kubernetes pods explained',
      '苹果',
      '香蕉',
    ];
    const { terms, hits } = await similarTo(openIn(mode, await buildAndPublish(fromBodies(...bodies))), '1');
    expect(terms).toContain('kubernetes');
    expect(idsOf(hits)).toEqual(['2']);
  });

  test('an article that shares nothing with others has none like it', async () => {
    const built = await buildAndPublish(fromBodies('蚂蚁河洪水', '徐汇图书馆', '12345', '…'));
    for (const id of ['1', '3', '4']) {
      const { terms, hits } = await similarTo(openIn(mode, built), id);
      expect({ terms, hits }).toEqual({ terms: [], hits: [] });
    }
  });

  test('a shorter answer is the beginning of a longer one', async () => {
    const searcher = openIn(mode, await buildAndPublish(STORIES));
    const all = idsOf((await similarTo(searcher, 'other-3', { limit: 50 })).hits);
    expect(all.length).toBeGreaterThan(20);
    for (const limit of [1, 5, 10]) {
      const { hits } = await similarTo(searcher, 'other-3', { limit, snippets: 0 });
      expect(idsOf(hits)).toEqual(all.slice(0, limit));
      expect(hits[0]!.snippets).toEqual([]);
    }
  });

  test('an id that no article has, or has no more, is told by name', async () => {
    const { store } = await buildAndPublish(STORIES);
    const built = await updateAndPublish(STORIES.slice(1), 'replace', store);
    const searcher = openIn(mode, built);
    await expect(searcher.similar(asked('nothing'))).rejects.toThrow(NoArticleError);
    await expect(searcher.similar(asked('flood'))).rejects.toThrow(
      'no article of the collection "articles" has the id "flood"',
    );
    expect(idsOf((await similarTo(searcher, 'flood-2')).hits)).not.toContain('flood');
  });
});

test('neither copies of the article nor two copies of another are among them', async () => {
  const story = (about: string, seed: number): string => {
    const random = seededRandom(seed);
    const clause = (): string =>
      Array.from({ length: 20 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 2000))).join('');
    return Array.from({ length: 12 }, () => `${clause()}，${about}，${clause()}。`).join('');
  };
  const articles: Article[] = [
    { id: 'own', title: '', body: story('蚂蚁河洪水', 1) },
    { id: 'own-copy', title: '', body: `${story('蚂蚁河洪水', 1)}（完）` },
    ...[1, 2, 3].map((copy) => ({ id: `twin-${copy}`, title: '', body: `${story('蚂蚁河洪水', 2)}（${copy}）` })),
    { id: 'single', title: '', body: story('蚂蚁河洪水', 3) },
    ...STORIES.slice(2),
  ];
  for (const mode of MODES) {
    const searcher = openIn(mode, await buildAndPublish(articles));
    for (const id of ['own', 'own-copy']) {
      const { hits } = await similarTo(searcher, id);
      const [first, second] = hits.slice(0, 2).sort((a, b) => (a.id < b.id ? -1 : 1));
      expect([first!.id, second!.id]).toEqual(['single', expect.stringMatching(/^twin-/)]);
      expect([first!.duplicates, second!.duplicates]).toEqual([0, 2]);
      expect(idsOf(hits).filter((other) => /^(own|twin)/.test(other))).toHaveLength(1);
    }
  }
});

test('what the site hides from every query is not shown here either', async () => {
  const { store, manifest } = await buildAndPublish(STORIES);
  const searcher = openIn('ranged', { store });
  const { hits } = await similarTo(searcher, 'library');
  expect(hits[0]!.id).toBe('library-2');
  // Undated, and so in the order of their ids.
  const hide = STORIES.map(({ id }) => id).sort();
  const { version: _, created, ...content } = { ...manifest, curation: [{ hide: [hide.indexOf('library-2')] }] };
  const hidden = { ...content, version: manifestVersion(content), created };
  store.objects.set(pointerKey(COLLECTION), { bytes: encodeManifest(hidden), modified: 0 });
  const narrowed = openIn('ranged', { store });
  expect(idsOf((await similarTo(narrowed, 'library')).hits)).not.toContain('library-2');
  await expect(similarTo(narrowed, 'library-2')).rejects.toThrow(NoArticleError);
});

test('an index that was built before says that it has to be built again, and is searched as ever', async () => {
  const { store, manifest } = await buildAndPublish(STORIES);
  const segments = manifest.segments.map(({ sections: { idLookup: __, ...sections }, ...segment }) => ({
    ...segment,
    sections,
  }));
  const { version: _, created, ...content } = { ...manifest, segments };
  const older = { ...content, version: manifestVersion(content), created };
  store.objects.set(pointerKey(COLLECTION), { bytes: encodeManifest(older), modified: 0 });
  const searcher = openIn('ranged', { store });
  await expect(searcher.similar(asked('flood'))).rejects.toThrow(NotBuiltError);
  await expect(searcher.similar(asked('flood'))).rejects.toThrow(/--rebuild/);
});

test('takes six rounds at most, and none when all is in memory', async () => {
  const random = seededRandom(17);
  const articles = Array.from({ length: 400 }, (_, i) => {
    const filler = Array.from({ length: 600 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 3000)));
    return { id: `n${i}`, title: `洪水${i % 7}`, body: `${filler.join('')}。蚂蚁河洪水，徐汇图书馆${i % 13}。` };
  });
  const built = await buildAndPublish(articles);
  const { cost, response } = await openIn('ranged', built).similar(asked('n200'));
  expect(response.hits).toHaveLength(10);
  expect(cost.rounds).toBe(6);
  expect(cost.requests).toBeLessThan(130);
  const resident = openIn('resident', built, { residentBytes: 1 << 30 });
  await resident.similar(asked('n200'));
  expect((await resident.similar(asked('n1'))).cost).toEqual({ rounds: 0, requests: 0, bytes: 0 });
});

const WORDS = ['徐汇', '滨江', '图书馆', '洪水', '蚂蚁河', '讲座', '城市', '天气', '交通', '读者'];

test('updates and merges answer as a build of everything with the same pivots', async () => {
  const state = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 }),
    { minKeys: 2 },
  );
  const policies: MergePolicy[] = [
    { factor: 0, floor: 0, mostDeleted: 1 },
    { factor: 1e9, floor: 1e9, mostDeleted: 1 },
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(state, { minLength: 2, maxLength: 3 }),
      fc.constantFrom(...policies),
      async (history, mergePolicy) => {
        const store = createMemoryStore();
        const toArticles = (words: Record<string, string[]>): Article[] =>
          Object.entries(words).map(([id, body]) => ({ id, title: body[0]!, body: `${body.join('，')}。` }));
        let built = await buildAndPublish(toArticles(history[0]!), {}, store);
        for (const next of history.slice(1))
          built = await updateAndPublish(toArticles(next), 'replace', store, {}, {}, { mergePolicy });
        const last = toArticles(history.at(-1)!);
        const { pivots } = built.manifest;
        const whole = await buildAndPublish(last, {}, createMemoryStore(), {}, { pivots });
        for (const mode of MODES)
          for (const { id } of last) {
            const { index: _, ...updated } = await similarTo(openIn(mode, built), id);
            const { index: __, ...rebuilt } = await similarTo(openIn(mode, whole), id);
            expect(updated).toEqual(rebuilt);
          }
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);
