// Suggestions follow the collection: whatever was added, changed and deleted in whatever steps, they are those of a build
// of everything, byte for byte; but for the frequencies of words while few articles changed and no title did.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { objectKey } from '../../../engine/index/manifest.ts';
import { createMemoryStore, type MemoryStore } from '../../memory-store.ts';
import {
  type BuiltIndex,
  buildAndPublish,
  COLLECTION,
  type Limits,
  openIn,
  updateAndPublish,
} from '../../support/build-index.ts';

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

/** What searches read of the suggestions, by section. */
function readBy({ store, manifest }: BuiltIndex): Record<string, string> {
  const { object, sections } = manifest.companions!.suggest!;
  const { bytes } = store.objects.get(objectKey(COLLECTION, object))!;
  const { 'made-of': _madeOf, ...read } = sections;
  return Object.fromEntries(
    Object.entries(read).map(([name, { offset, length }]) => [
      name,
      Buffer.from(bytes.subarray(offset, offset + length)).toString('base64'),
    ]),
  );
}

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
        expect(readBy(last)).toEqual(readBy(whole));
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

describe('suggestions of 120 articles', () => {
  const made = (count: number, change: (article: Article, i: number) => Partial<Article> = () => ({})): Article[] =>
    Array.from({ length: count }, (_, i) => {
      const one = {
        id: `${i + 100}`,
        title: `第${'一二三四五六七八九十'[i % 10]}${'甲乙丙丁戊己庚辛壬癸子丑'[Math.floor(i / 10)]}讲`,
        body: BODIES[i % 5]!,
      };
      return { ...one, ...change(one, i) };
    });
  /** Without merges, which write so few articles anew. */
  const update = (articles: Article[], mode: 'add' | 'replace', store: MemoryStore) =>
    updateAndPublish(articles, mode, store, {}, {}, { mergePolicy: { factor: 0, floor: 0, mostDeleted: 1 } });
  const titlesFor = async (index: BuiltIndex, q: string): Promise<string[]> => {
    const { response } = await openIn('ranged', index).suggest({ q, limit: 10 });
    return response.suggestions.map(({ text }) => text);
  };
  const inFour = (text: string) => (_: Article, i: number) => (i < 4 ? { body: text } : {});

  it('are kept when a body changed, and made anew when its title did', async () => {
    const first = await buildAndPublish(made(120));
    const body = await update(
      made(120, (_, i) => (i === 7 ? { body: '改了。' } : {})),
      'replace',
      first.store,
    );
    expect(body.manifest.version).not.toBe(first.manifest.version);
    expect(body.manifest.companions!.suggest).toEqual(first.manifest.companions!.suggest);
    expect(await titlesFor(body, '第八甲')).toEqual(['第八甲讲']);
    const renamed = { id: '107', title: '新的题目', body: '改了。' };
    const added = await update([renamed], 'add', first.store);
    expect(await titlesFor(added, '新的')).toEqual(['新的题目']);
    expect(await titlesFor(added, '第八甲')).toEqual([]);
  });

  it('no longer offer the title of a deleted article, and offer that of a new one at once', async () => {
    const first = await buildAndPublish(made(120));
    expect(await titlesFor(first, '第十丑')).toEqual(['第十丑讲']);
    const fewer = await update(made(119), 'replace', first.store);
    expect(await titlesFor(fewer, '第十丑')).toEqual([]);
    const again = await update(made(120), 'replace', first.store);
    expect(await titlesFor(again, '第十丑')).toEqual(['第十丑讲']);
  });

  it('are made anew when more than a fiftieth of the articles changed, in however many steps', async () => {
    const first = await buildAndPublish(made(120));
    const four = await update(made(120, inFour('望远镜。')), 'replace', first.store);
    expect(four.manifest.companions!.suggest).not.toEqual(first.manifest.companions!.suggest);
    expect(await titlesFor(four, '望远')).toContain('望远镜');

    const other = await buildAndPublish(made(120));
    let last = other;
    for (let changed = 1; changed <= 4; changed++)
      last = await update(
        made(120, (_, i) => (i < changed ? { body: '望远镜。' } : {})),
        'replace',
        other.store,
      );
    expect(await titlesFor(last, '望远')).toContain('望远镜');
  });

  it('are made anew when what says what they were made of is damaged', async () => {
    const first = await buildAndPublish(made(120));
    const { object, sections } = first.manifest.companions!.suggest!;
    const key = objectKey(COLLECTION, object);
    const damaged = first.store.objects.get(key)!.bytes.slice();
    damaged[sections['made-of']!.offset + 5]! ^= 1;
    first.store.objects.set(key, { bytes: damaged, modified: 0 });
    const next = await update(
      made(120, (_, i) => (i === 7 ? { body: '改了。' } : {})),
      'replace',
      first.store,
    );
    expect(next.manifest.companions!.suggest!.object).not.toBe(object);
    expect(await titlesFor(next, '第八甲')).toEqual(['第八甲讲']);
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
