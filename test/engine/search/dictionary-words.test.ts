// What a site's own dictionary does to a search: its words are found whole, marked whole, and come first.

import { beforeAll, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../memory-store.ts';
import { ask, askAllPages, type BuiltIndex, buildAndPublish, idsOf, MODES, openIn } from '../../support/build-index.ts';

const DICTIONARY = [
  '……',
  '5G基站',
  '卡拉OK',
  'iPhone手机',
  'C++程序',
  'iPhone15手机壳',
  '玛丽·居里',
  'A/B测试',
  'T恤',
  'T恤衫',
  '南京市长 5',
  '南京市 90000',
  '长江大桥 90000',
  '饭搭 9',
  '精神文明 0',
  '6G卫星',
].join('\n');

const BODIES: Record<string, string> = {
  '5g': '贵州的山上建了5G基站。',
  '5g apart': '5G来了，贵州的老基站拆了。',
  karaoke: '去唱卡拉OK。',
  'karaoke apart': '卡拉说 OK，走吧。',
  phone: '新的iPhone手机。',
  'phone apart': '手机不是 iPhone。',
  'c++': '写C++程序。',
  'c++ apart': '程序员学 C++。',
  case: '一个iPhone15手机壳。',
  'case apart': '手机壳，iPhone15 的。',
  curie: '玛丽·居里获奖。',
  'curie apart': '居里遇见玛丽。',
  ab: '做A/B测试。',
  'ab apart': '测试 A，再 B。',
  shirt: '买T恤。',
  'shirt apart': '型号 T，恤衫另算。',
  'long shirt': '一件T恤衫',
  bridge: '南京市长江大桥。',
  mayor: '南京市长。',
  mate: '饭搭来了。',
  'mate apart': '吃饭，搭车。',
  spirit: '精神文明。',
  'spirit apart': '文明的精神。',
  satellite: '发射卫星。',
};

const build = (dictionary: string, bodies: Record<string, string>): Promise<BuiltIndex> =>
  buildAndPublish(
    Object.entries(bodies).map(([id, body]) => ({ id, title: '', body })),
    {},
    createMemoryStore(),
    { dictionary },
  );
const marked = (html: string): string[] => [...html.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, text]) => text!);

let built: BuiltIndex;
beforeAll(async () => {
  built = await build(DICTIONARY, BODIES);
});

describe.each(MODES)('%s', (mode) => {
  const found = async (q: string): Promise<string[]> => (await askAllPages(openIn(mode, built), q)).sort();

  test.each([
    ['5G基站', '5g', '5G基站'],
    ['5G 基站', '5g', '5G基站'],
    ['卡拉ok', 'karaoke', '卡拉OK'],
    ['IPHONE手機', 'phone', 'iPhone手机'],
    ['C++程序', 'c++', 'C++程序'],
    ['iPhone15手机壳', 'case', 'iPhone15手机壳'],
    ['玛丽·居里', 'curie', '玛丽·居里'],
    ['A/B测试', 'ab', 'A/B测试'],
  ])('%s: whole first and marked whole, in pieces after it', async (q, whole, text) => {
    const { hits, relaxed } = await ask(openIn(mode, built), q);
    expect({ first: hits[0]!.id, relaxed }).toEqual({ first: whole, relaxed: false });
    expect(idsOf(hits)).toContain(`${whole} apart`);
    expect(marked(hits[0]!.snippets[0]!.html)).toEqual([text]);
  });

  test('a lone character that belongs to a word of letters is no loose piece', async () => {
    expect(await found('买T恤')).toEqual(['long shirt', 'shirt']);
    expect(await found('T恤')).toEqual(['long shirt', 'shirt']);
    expect(await found('T恤衫')).toEqual(['long shirt', 'shirt apart']);
  });

  test('a word inside a longer query is one of its units', async () => {
    const { hits } = await ask(openIn(mode, built), '贵州5G基站', { match: 'all' });
    expect(idsOf(hits)).toEqual(['5g', '5g apart']);
  });

  test('quotes and exclusions of such a word mean what was typed', async () => {
    expect(await found('"5G基站"')).toEqual(['5g']);
    expect(await found('贵州 -5G基站')).toEqual(['5g apart']);
  });

  test('of words that overlap each is found, and the query is cut by the likelier', async () => {
    expect(await found('南京市长江大桥')).toEqual(['bridge']);
    expect(await found('南京市长')).toEqual(['bridge', 'mayor']);
    const { hits } = await ask(openIn(mode, built), '长江大桥');
    expect(hits[0]!.snippets[0]!.html).toBe('南京市<mark>长江大桥</mark>。');
  });

  test('a word of two characters is cut as one', async () => {
    expect(await found('饭搭来了')).toEqual(['mate']);
  });

  test('a word with a frequency of 0 is no word any more, and is still found', async () => {
    expect(await found('精神文明')).toEqual(['spirit', 'spirit apart']);
  });

  test('a word that no article has is left to the cut', async () => {
    expect(await found('6G卫星')).toEqual(['satellite']);
  });
});

test('lines that hold no word are warnings of the build, and the rest counts', () => {
  expect(built.counts.warnings.map(({ message }) => message.replace(/^.*\//, ''))).toEqual([
    'dictionary.txt:1: "……" was left out: it has no letter and no digit',
  ]);
  expect(built.manifest.settings.mixedWords).toContain('5g基站');
});

test('words of several runs change the version, but no segment', async () => {
  const [none, mixed] = await Promise.all(['', '5G基站'].map((words) => build(words, { one: '5G基站' })));
  expect(mixed!.manifest.termsDigest).not.toBe(none!.manifest.termsDigest);
  expect(mixed!.manifest.version).not.toBe(none!.manifest.version);
  expect(mixed!.manifest.segments).toEqual(none!.manifest.segments);
});

test('more words of several runs than the pointer can carry are refused', async () => {
  const words = Array.from({ length: 9000 }, (_, i) => `第${i}版`).join('\n');
  await expect(build(words, { one: '徐汇' })).rejects.toThrow(
    /its words with letters, digits or signs inside are \d+ bytes/,
  );
});
