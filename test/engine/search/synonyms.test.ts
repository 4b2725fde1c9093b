import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import type { Searcher } from '../../../engine/search/contract.ts';
import { parseSynonyms } from '../../../indexer/config/synonyms.ts';
import { createMemoryStore } from '../../memory-store.ts';
import {
  ask,
  askAllPages,
  buildAndPublish,
  fromBodies,
  idsOf,
  MODES,
  type Mode,
  openIn,
  request,
  withBuild,
} from '../../support/build-index.ts';

async function open(mode: Mode, synonyms: string, articles: Article[]): Promise<Searcher> {
  return openIn(mode, await buildAndPublish(articles, {}, createMemoryStore(), { synonyms }));
}

const sorted = (ids: readonly string[]): string[] => [...ids].sort();
const marked = (html: string): string[] => [...html.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, text]) => text!);

describe.each(MODES)('%s', (mode) => {
  /** The ids that each query finds, in order of the articles. */
  async function found(synonyms: string, bodies: string[], queries: string[]): Promise<string[][]> {
    const searcher = await open(mode, synonyms, fromBodies(...bodies));
    return Promise.all(queries.map(async (q) => sorted(await askAllPages(searcher, q))));
  }

  test('each word of a list finds the articles of all', async () => {
    const bodies = ['一台电脑。', '一台计算机。', '新款 PC 上市。', '一台电视机。'];
    expect(await found('电脑, 计算机, PC', bodies, ['电脑', '计算机', 'pc', '电视机'])).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
      ['1', '2', '3'],
      ['4'],
    ]);
  });

  test('an arrow finds the right side and the word itself, never the reverse', async () => {
    const bodies = ['买手机。', '买智能手机。', '买移动电话。'];
    const [left, right, other] = await found('手机 => 移动电话', bodies, ['手机', '移动电话', '智能手机']);
    expect([left, right, other]).toEqual([['1', '2', '3'], ['3'], ['2']]);
  });

  test('several lines about a word add up, and are not followed further', async () => {
    const bodies = ['番茄', '西红柿', '洋柿子', '土豆'];
    expect(await found('番茄, 西红柿\n西红柿, 洋柿子', bodies, ['番茄', '西红柿', '洋柿子'])).toEqual([
      ['1', '2'],
      ['1', '2', '3'],
      ['2', '3'],
    ]);
  });

  test('script, width and case do not matter, neither in the list nor in the query', async () => {
    const bodies = ['一台电脑。', '一台計算機。', '新款 pc 上市。'];
    const queries = ['電腦', 'ＰＣ', '计算机'];
    for (const ids of await found('電腦， 计算机， Ｐc', bodies, queries)) expect(ids).toEqual(['1', '2', '3']);
  });

  test('a word counts only where the cut of the query has it whole', async () => {
    const bodies = ['东北大学在沈阳。', '北京大学在海淀。', '北大在海淀。'];
    const queries = ['东北大学', '北大', '北大校园'];
    const [northeast, peking, campus] = await found('北大, 北京大学', bodies, queries);
    expect([northeast, peking, campus]).toEqual([['1'], ['1', '2', '3'], ['1', '2', '3']]);
  });

  test('a word of letters does not fire inside a longer one', async () => {
    const bodies = ['一台电脑。', '新款 PCB 板。', '新款 PC 上市。'];
    expect(await found('PC => 电脑', bodies, ['pcb', 'pc'])).toEqual([['2'], ['1', '3']]);
  });

  test.each([
    ['人工智能大模型, LLM', '人工智能大模型', '用人工智能大模型写作。', '用 LLM 写作。'],
    ['iPhone 手机, 苹果机', 'iPhone 手机', '买 iPhone手机。', '买苹果机。'],
    ['iPhone 手机, 苹果机', 'iPhone手机', '买 iPhone 手机。', '买苹果机。'],
    ['5G 网络, 第五代移动通信', '5G网络', '覆盖5G网络。', '覆盖第五代移动通信。'],
    ['New York, 纽约', 'new york', 'Back to New York.', '回到纽约。'],
    ['国庆节, 10月1日', '国庆节', '国庆节放假。', '2019年10月1日放假。'],
    ['国庆节, 10月1日', '10月1日', '国庆节放假。', '2019年10月1日放假。'],
    ['猫 => 狸奴', '猫', '一只猫。', '一只狸奴。'],
    ['C++, C加加', 'c++', '学 C++ 语言。', '学C加加语言。'],
    ['《三体》, 地球往事', '三体', '《三体》获奖。', '地球往事获奖。'],
  ])('words of several parts work on either side: %s, asked for as %s', async (synonyms, q, ...bodies) => {
    expect(await found(synonyms, [...bodies, '无关的文章。'], [q])).toEqual([['1', '2']]);
  });

  test('a word of several parts that finds is found too', async () => {
    const bodies = ['回到纽约。', 'Back to New York.', '用人工智能大模型写作。', '用 LLM 写作。', '覆盖 5G 网络。'];
    const lists = 'New York, 纽约\n人工智能大模型, LLM\n5G网络 , 第五代网络';
    expect(await found(lists, bodies, ['纽约', 'llm', '第五代网络'])).toEqual([['1', '2'], ['3', '4'], ['5']]);
  });

  test('a listed word that is written in parts is still found in parts', async () => {
    const bodies = ['人工智能的大模型。', '大模型和人工智能', '一个 LLM。'];
    expect(await found('人工智能大模型, LLM', bodies, ['人工智能大模型'])).toEqual([['1', '2', '3']]);
  });

  test('an article with a synonym comes just behind one with the word', async () => {
    const searcher = await open(mode, '电脑, 计算机', [
      ...fromBodies('一台新计算机到货了。', '一台新的电脑到货了。'),
      ...Array.from({ length: 30 }, (_, i) => ({ id: `other ${i}`, title: '', body: '一台新的电视到货了。' })),
    ]);
    for (const [q, order] of [
      ['电脑', ['2', '1']],
      ['计算机', ['1', '2']],
    ] as const) {
      const { hits } = await ask(searcher, q);
      expect(idsOf(hits)).toEqual(order);
      expect(hits[1]!.score / hits[0]!.score).toBeGreaterThan(0.6);
    }
  });

  test('an article with the word and its synonym is worth little more than one with the word', async () => {
    const searcher = await open(mode, '电脑, 计算机, PC', [
      ...fromBodies('一台电脑。很久以前买的。', '一台电脑。计算机、PC。'),
      ...Array.from({ length: 30 }, (_, i) => ({ id: `other ${i}`, title: '', body: '一台电视到货了。' })),
    ]);
    const { hits } = await ask(searcher, '电脑');
    const scores = new Map(hits.map(({ id, score }) => [id, score]));
    expect(scores.get('2')! / scores.get('1')!).toBeLessThan(1.25);
  });

  test('a rare synonym is worth no more than the word and it together', async () => {
    const common = Array.from({ length: 40 }, (_, i) => ({ id: `c${i}`, title: '', body: '一台电脑到了。' }));
    const others = Array.from({ length: 40 }, (_, i) => ({ id: `o${i}`, title: '', body: '一台电视到了。' }));
    const rare = { id: 'rare', title: '', body: '一台电子计算机到了。' };
    const searcher = await open(mode, '电脑 => 电子计算机', [rare, ...common, ...others]);
    const { hits } = await ask(searcher, '电脑', { limit: 50 });
    expect(hits).toHaveLength(41);
    expect(hits.at(-1)!.id).toBe('rare');
  });

  test('a word that only its synonyms hold counts as much as they do, not as a rare one', async () => {
    const common = Array.from({ length: 20 }, (_, i) => ({ id: `c${i}`, title: '', body: '电脑到了。' }));
    const searcher = await open(mode, '计算机 => 电脑', [...common, ...fromBodies('红木座椅在北京。')]);
    expect(idsOf((await ask(searcher, '计算机 红木 座椅 北京', { limit: 50 })).hits)).toEqual(['1']);
  });

  test('what matched is marked, in titles and in snippets', async () => {
    const searcher = await open(mode, '电脑, 計算機, New York', [
      { id: '1', title: '计算机展', body: '昨天的電腦展。New York 也来了。' },
      { id: '2', title: '', body: '回到 New York。' },
      { id: '3', title: '', body: '一台电脑，New ideas。' },
    ]);
    const { hits } = await ask(searcher, '电脑', { limit: 10 });
    const marks = new Map(
      hits.map(({ id, titleHtml, snippets }) => [id, [titleHtml, ...snippets.map(({ html }) => html)].flatMap(marked)]),
    );
    expect(marks.get('1')).toEqual(['计算机', '電腦', 'New York']);
    expect(marks.get('2')).toEqual(['New York']);
    expect(marks.get('3')).toEqual(['电脑']);
  });

  test('a quoted phrase means what was typed', async () => {
    const bodies = ['一台电脑。', '一台计算机。'];
    expect(await found('电脑, 计算机', bodies, ['"电脑"', '"一台电脑"', '"计算机"'])).toEqual([['1'], ['1'], ['2']]);
  });

  test('an exclusion excludes what was typed and no more', async () => {
    const bodies = ['一台电脑。', '一台计算机。', '一台苹果电脑计算机。'];
    expect(await found('电脑, 计算机', bodies, ['一台 -电脑', '电脑 -计算机', '电脑 -"计算机"'])).toEqual([
      ['2'],
      ['1'],
      ['1'],
    ]);
  });

  test('title: finds synonyms in titles, and only there', async () => {
    const searcher = await open(mode, '电脑, 计算机', [
      { id: '1', title: '电脑', body: '无' },
      { id: '2', title: '计算机', body: '无' },
      { id: '3', title: '无', body: '电脑、计算机' },
    ]);
    expect(sorted(idsOf((await ask(searcher, 'title:电脑')).hits))).toEqual(['1', '2']);
    const { hits } = await ask(searcher, 'title:电脑 OR 计算机');
    expect(sorted(idsOf(hits))).toEqual(['1', '2', '3']);
  });

  test('match=all counts a word as held by any of its synonyms', async () => {
    const bodies = ['电脑和网络', '计算机和网络', '网络', '电脑'];
    const searcher = await open(mode, '电脑, 计算机', fromBodies(...bodies));
    expect(sorted(idsOf((await ask(searcher, '电脑 网络', { match: 'all' })).hits))).toEqual(['1', '2']);
    expect(sorted(idsOf((await ask(searcher, '电脑 网络', { sort: 'newest' })).hits))).toEqual(['1', '2']);
  });

  test('a synonym that no article has changes nothing', async () => {
    const bodies = ['买电脑和网线', '卖电脑', '网线'];
    const plain = await open(mode, '土豆, 马铃薯', fromBodies(...bodies));
    const listed = await open(mode, '电脑, 计算机, 电子计算机, eniac', fromBodies(...bodies));
    for (const q of ['电脑', '电脑 网线', '买电脑', '"买电脑"']) {
      const strip = ({ hits }: Awaited<ReturnType<typeof ask>>) => hits;
      expect(strip(await ask(listed, q))).toEqual(strip(await ask(plain, q)));
    }
  });

  test('a list that knows neither side leaves an unknown word to the cut', async () => {
    const searcher = await open(mode, '王处直墓志, 曲阳石刻', fromBodies('王处直的墓。', '别的。'));
    expect(idsOf((await ask(searcher, '王处直墓志')).hits)).toEqual(['1']);
  });

  test('words with many synonyms share the room of a query', async () => {
    const cities = Array.from({ length: 16 }, (_, i) => `new town${i}`);
    const synonyms = ['纽约', '伦敦'].map((city) => `${city} => ${cities.join(', ')}`).join('\n');
    const bodies = ['纽约和伦敦', '纽约', ...cities];
    const searcher = await open(mode, synonyms, fromBodies(...bodies));
    const { hits } = await ask(searcher, '纽约 伦敦', { limit: 50 });
    expect(idsOf(hits)).toContain('1');
    expect(hits.length).toBeGreaterThan(10);
    expect((await ask(searcher, 'title:纽约 OR title:伦敦')).hits).toEqual([]);
  });
});

test('a ranged search looks synonyms up in the same round as the rest', async () => {
  const articles = fromBodies(...Array.from({ length: 300 }, (_, i) => `第${i}台电脑和计算机，以及网络。`));
  const built = await buildAndPublish(articles, {}, createMemoryStore(), { synonyms: '电脑, 计算机, PC' });
  const { cost } = await openIn('ranged', built).search(request('电脑 网络'));
  expect(cost.rounds).toBeLessThanOrEqual(4);
});

/** Words of one unit each, in scripts of all kinds. */
const WORDS = ['电脑', '计算机', 'pc', '徐汇', '滨江区', '麒麟阁', 'iphone15', '11月25日'];
const word = fc.constantFrom(...WORDS);
const body = fc.array(fc.oneof(word, fc.constantFrom('的', '电', '脑', '徐', '区')), { minLength: 1, maxLength: 6 });

test.each(MODES)('%s: a word finds exactly what it and its synonyms find apart', async (mode) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(body, { minLength: 1, maxLength: 12 }),
      fc.uniqueArray(word, { minLength: 2, maxLength: 4 }),
      fc.boolean(),
      fc.constantFrom('relevance', 'newest'),
      async (drawn, listed, twoWay, sort) => {
        const bodies = drawn.map((pieces) => pieces.join('，'));
        const [first, ...others] = listed as [string, ...string[]];
        const synonyms = twoWay ? listed.join(', ') : `${first} => ${others.join(', ')}`;
        const plain = openIn(mode, await buildAndPublish(fromBodies(...bodies)));
        const joined = await open(mode, synonyms, fromBodies(...bodies));
        const apart = new Map<string, string[]>();
        for (const one of listed) apart.set(one, await askAllPages(plain, one, { sort }));
        const union = (words: readonly string[]): string[] =>
          sorted([...new Set(words.flatMap((one) => apart.get(one)!))]);
        expect(sorted(await askAllPages(joined, first, { sort }))).toEqual(union(listed));
        expect(sorted(await askAllPages(joined, others[0]!, { sort }))).toEqual(union(twoWay ? listed : [others[0]!]));
      },
    ),
    { numRuns: 40 },
  );
});

test.each([['电脑, 计算机, PC'], ['电脑 => 计算机, New York'], ['iPhone 手机, 电脑']])(
  'where the bytes are read from changes no score: %s',
  async (synonyms) => {
    const bodies = ['电脑和计算机', 'PC，电脑', '计算机在 New York', 'iPhone手机与电脑', '徐汇 PC 徐汇', '徐汇滨江'];
    const articles = fromBodies(...bodies);
    const one = await buildAndPublish(articles, {}, createMemoryStore(), { synonyms });
    const many = await buildAndPublish(articles, { articlesPerSegment: 2 }, createMemoryStore(), { synonyms });
    for (const q of ['电脑', '计算机 徐汇', 'title:电脑 徐汇', 'iphone 手机', 'PC OR 滨江']) {
      const answers = await Promise.all(
        [one, many].flatMap((built) => MODES.map((mode) => ask(openIn(mode, built), q))),
      );
      const scores = answers.map(({ hits }) => hits.map(({ id, score }) => `${score} ${id}`).sort());
      for (const other of scores) expect(other).toEqual(scores[0]);
    }
  },
);

test('publishing other synonyms stores no other object', async () => {
  const store = createMemoryStore();
  const articles = fromBodies('一台电脑。', '一台计算机。');
  const objects = async (synonyms: string): Promise<string[]> => {
    await buildAndPublish(articles, {}, store, { synonyms });
    const keys: string[] = [];
    for await (const { key } of store.list('')) if (key.includes('/objects/')) keys.push(key);
    return keys;
  };
  const before = await objects('# none');
  expect(idsOf((await ask(openIn('resident', { store }), '电脑')).hits)).toEqual(['1']);
  expect(await objects('电脑, 计算机')).toEqual(before);
  expect(idsOf((await ask(openIn('resident', { store }), '电脑')).hits)).toEqual(['1', '2']);
});

test('other synonyms are another version of the very same segments', async () => {
  const articles = fromBodies('一台电脑。', '一台计算机。');
  const manifestWith = (synonyms: string) => withBuild(articles, {}, async ({ manifest }) => manifest, { synonyms });
  const [none, some, others] = await Promise.all(
    ['# none', '电脑, 计算机', '电脑 => 计算机'].map((synonyms) => manifestWith(synonyms)),
  );
  expect(new Set([none!.version, some!.version, others!.version]).size).toBe(3);
  expect(some!.segments).toEqual(none!.segments);
  expect(others!.segments).toEqual(none!.segments);
  expect(some!.termsDigest).toBe(none!.termsDigest);
  expect((await manifestWith('電腦，計算機\n')).version).toBe(some!.version);
});

test('whatever is listed and asked for, an index in memory and one in parts answer alike', async () => {
  const piece = fc.constantFrom(
    '电脑',
    '计算机',
    'PC',
    '5G',
    '网络',
    '猫',
    '徐',
    '汇',
    '11月25日',
    'new',
    'york',
    '的',
  );
  const gap = fc.constantFrom('', '', ' ', '·');
  const phrase = fc
    .array(fc.tuple(piece, gap), { minLength: 1, maxLength: 3 })
    .map((pairs) => pairs.map(([one, sign]) => one + sign).join(''));
  const list = fc.array(phrase, { minLength: 2, maxLength: 4 });
  const isReadable = (synonyms: string): boolean => {
    try {
      return parseSynonyms({ text: synonyms, source: '' }).length > 0;
    } catch {
      return false;
    }
  };
  const synonyms = fc
    .array(fc.tuple(list, fc.boolean()), { minLength: 1, maxLength: 3 })
    .map((rules) =>
      rules.map(([[first, ...more], twoWay]) => `${first}${twoWay ? ',' : '=>'}${more.join(',')}`).join('\n'),
    )
    .filter(isReadable);
  const operator = fc.constantFrom('', '', '', '-', 'title:', '"');
  const query = fc
    .array(fc.tuple(operator, phrase), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.map(([sign, text]) => `${sign}${text}${sign === '"' ? '"' : ''}`).join(' '));
  await fc.assert(
    fc.asyncProperty(
      synonyms,
      fc.array(fc.array(phrase, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
      fc.array(query, { minLength: 1, maxLength: 6 }),
      async (lists, drawn, queries) => {
        const bodies = drawn.map((pieces) => pieces.join('，'));
        const articles = fromBodies(...bodies).map((one, i) => ({ ...one, title: bodies[(i * 3) % bodies.length]! }));
        const built = await buildAndPublish(articles, { articlesPerSegment: 3 }, createMemoryStore(), {
          synonyms: lists,
        });
        const searchers = MODES.map((mode) => openIn(mode, built));
        for (const q of queries) {
          const answers = await Promise.all(
            searchers.map((searcher) =>
              ask(searcher, q).then(
                ({ hits, total, relaxed }) => ({ hits, total, relaxed }),
                (error: Error) => error.name,
              ),
            ),
          );
          expect({ q, answer: answers[1] }).toEqual({ q, answer: answers[0] });
          if (typeof answers[0] === 'string') expect(answers[0]).toBe('BadRequestError');
        }
      },
    ),
    { numRuns: 60 },
  );
});
