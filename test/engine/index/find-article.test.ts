// Articles by their ids, over segments, updates, deletions and merges.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { NotBuiltError } from '../../../engine/errors.ts';
import { createBlockCache } from '../../../engine/index/block-cache.ts';
import { findArticle } from '../../../engine/index/find-article.ts';
import type { Manifest } from '../../../engine/index/manifest.ts';
import { openPublishedIndex } from '../../../engine/index/published-index.ts';
import { createReadSession } from '../../../engine/index/reads.ts';
import { textTables } from '../../../engine/search/text-tables.ts';
import type { MergePolicy } from '../../../indexer/incremental/merge-policy.ts';
import { createMemoryStore } from '../../memory-store.ts';
import { type BuiltIndex, buildAndPublish, fromBodies, updateAndPublish } from '../../support/build-index.ts';

async function open({ store, manifest }: Pick<BuiltIndex, 'store' | 'manifest'>) {
  const published = await openPublishedIndex(store, manifest, createBlockCache(1 << 20), 0, createReadSession());
  return async (id: string) => {
    const session = createReadSession();
    const found = await findArticle(published, session, id, textTables(published));
    return { found, session };
  };
}

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const keepAll: MergePolicy = { factor: 0, floor: 0, mostDeleted: 1 };
const mergeAll: MergePolicy = { factor: 1e9, floor: 1e9, mostDeleted: 1 };

test('finds what there is as it is now, and nothing that was deleted, whatever the segments', async () => {
  const state = fc.dictionary(fc.constantFrom(...IDS), fc.constantFrom('徐汇滨江', '城市展览', '天气交通'), {
    minKeys: 1,
  });
  const histories = fc.array(fc.record({ state, merges: fc.boolean() }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const store = createMemoryStore();
      for (const { state, merges } of history) {
        const articles = Object.entries(state).map(([id, body], i): Article => {
          const instant = 86_400_000 * (17_000 + ((i * 7) % 5));
          return { id, title: '', body, date: { instant, civil: new Date(instant).toISOString().slice(0, 10) } };
        });
        const mergePolicy = merges ? mergeAll : keepAll;
        const find = await open(await updateAndPublish(articles, 'replace', store, {}, {}, { mergePolicy }));
        for (const id of IDS) {
          const { found } = await find(id);
          expect(found === null ? undefined : found.stored.article.body).toBe(state[id]);
        }
        const numbers = await Promise.all(Object.keys(state).map(async (id) => (await find(id)).found!.document));
        expect(numbers.sort()).toEqual(articles.map((_, number) => number));
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('takes two rounds and few bytes, and one of them for an id that nobody has', async () => {
  const find = await open(await buildAndPublish(fromBodies('徐汇滨江', '城市展览', '天气')));
  const { found, session } = await find('2');
  expect(found?.stored.article.body).toBe('城市展览');
  expect(session.rounds).toBe(2);
  expect((await find('4')).found).toBeNull();
  expect((await find('5')).session.rounds).toBe(0);
});

test('says of an index without the ids that it has to be built again', async () => {
  const { store, manifest } = await buildAndPublish(fromBodies('徐汇滨江'));
  const segments = manifest.segments.map(({ sections: { idLookup: _, ...sections }, ...segment }) => ({
    ...segment,
    sections,
  }));
  const find = await open({ store, manifest: { ...manifest, segments } as Manifest });
  await expect(find('1')).rejects.toThrow(NotBuiltError);
  await expect(find('1')).rejects.toThrow(/collection "articles" .* --rebuild/);
});
