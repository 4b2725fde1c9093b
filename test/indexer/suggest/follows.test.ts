// Suggestions follow the collection: whatever was added, changed and deleted in whatever steps, they are those of a build
// of everything, byte for byte.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { objectKey } from '../../../engine/index/manifest.ts';
import { createMemoryStore } from '../../memory-store.ts';
import { buildAndPublish, COLLECTION, type Limits, openIn, updateAndPublish } from '../../support/build-index.ts';

const TITLES = [
  '连衣裙选购',
  '重庆火锅店',
  '旅游攻略',
  '银行利率',
  '连衣裙选购',
  'iPhone 评测',
  'iPhone 降价',
  '长款女装',
];
const BODIES = ['连衣裙和火锅。', '重庆的银行和旅游。', '旅游，旅游，还是旅游。', '火锅店的利率。', '评测与攻略。'];

const article = fc.record({
  id: fc.nat({ max: 9 }).map(String),
  title: fc.constantFrom(...TITLES),
  body: fc.constantFrom(...BODIES),
  date: fc.nat({ max: 5 }).map((day) => ({ instant: day * 86_400_000, civil: `1970-01-0${day + 1}` })),
});
const batch = fc.uniqueArray(article, { minLength: 1, maxLength: 6, selector: ({ id }) => id });
const histories = fc.array(fc.record({ batch, mode: fc.constantFrom('add', 'replace' as const) }), {
  minLength: 2,
  maxLength: 4,
});

describe('suggestions of a version made of the one before', () => {
  it('are those of a version built of everything', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom<Limits>({}, { articlesPerSegment: 2 }), async (history, limits) => {
        const store = createMemoryStore();
        let collection = new Map<string, Article>();
        let last = await buildAndPublish([], limits, store);
        for (const { batch: articles, mode } of history) {
          last = await updateAndPublish(articles, mode, store, limits);
          if (mode === 'replace') collection = new Map();
          for (const one of articles) collection.set(one.id, one);
        }
        const whole = await buildAndPublish(collection.values(), limits);
        expect(last.manifest.companions?.suggest).toEqual(whole.manifest.companions?.suggest);
      }),
      { numRuns: 10 },
    );
  });

  it('are the very same where nothing changed', async () => {
    const articles = TITLES.map((title, i) => ({ id: String(i), title, body: BODIES[0]! }));
    const first = await buildAndPublish(articles);
    const { outcome, manifest } = await updateAndPublish(articles, 'replace', first.store);
    expect(outcome).toBe('unchanged');
    expect(manifest.version).toBe(first.manifest.version);
  });
});

it('suggestions with a changed byte are refused, never wrong', async () => {
  const built = await buildAndPublish(TITLES.map((title, i) => ({ id: String(i), title, body: BODIES[i % 5]! })));
  const { object, sections } = built.manifest.companions!.suggest!;
  const key = objectKey(COLLECTION, object);
  const { bytes } = built.store.objects.get(key)!;
  for (const name of ['head', 'sounds', 'keys', 'texts'] as const) {
    const damaged = bytes.slice();
    damaged[sections[name]!.offset + (sections[name]!.length >> 1)]! ^= 1;
    built.store.objects.set(key, { bytes: damaged, modified: 0 });
    await expect(openIn('ranged', built).suggest({ q: '连衣裙选', limit: 10 })).rejects.toThrow(CorruptIndexError);
  }
});
