import { beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { NotBuiltError } from '../../../engine/errors.ts';
import { encodeManifest, manifestVersion, pointerKey } from '../../../engine/index/manifest.ts';
import type { Searcher, Suggestion } from '../../../engine/search/contract.ts';
import { type BuiltIndex, buildAndPublish, COLLECTION, openIn } from '../../support/build-index.ts';

const TITLES = [
  '夏季连衣裙女长款怎么选',
  '连衣裙的面料：棉麻与真丝',
  '【新闻特写】同心协力 共同战“疫”',
  '重庆火锅店排队三小时',
  '重庆夜景',
  '旅游攻略：三天两夜',
  'iPhone 15 电池用了一年之后',
  'iPhone 15 Pro 与 Node.js',
  '5G基站开到山顶',
  '重庆夜景!',
  '银行行长谈利率',
  '<b>标题</b> & "引号"',
  '𠮷野家开业',
];
const articles = TITLES.map(
  (title, i): Article => ({ id: `a${i}`, title, body: i < 3 ? '连衣裙很好看。长款也好看。' : '重庆的天气。' }),
);

let built: BuiltIndex;
let searcher: Searcher;
beforeAll(async () => {
  built = await buildAndPublish(articles, {}, undefined, { dictionary: '5G基站\n战疫 100\n棉麻 100\n' });
  searcher = openIn('ranged', built);
});

async function suggest(q: string, limit = 10): Promise<Suggestion[]> {
  return (await searcher.suggest({ q, limit })).response.suggestions;
}
const textsOf = async (q: string): Promise<string[]> => (await suggest(q)).map(({ text }) => text);

describe('suggestions', () => {
  it.each([
    ['a Chinese prefix', '连', '连衣裙', 'text'],
    ['a longer Chinese prefix', '连衣', '连衣裙', 'text'],
    ['full pinyin', 'lianyiqun', '连衣裙', 'pinyin'],
    ['the beginning of the pinyin', 'lian', '连衣裙', 'pinyin'],
    ['pinyin whose last syllable is not finished', 'lianyiq', '连衣裙', 'pinyin'],
    ['pinyin with blanks and an apostrophe', "lian yi'qun", '连衣裙', 'pinyin'],
    ['initials', 'lyq', '连衣裙', 'initials'],
    ['a character and pinyin', '连yi', '连衣裙', 'mixed'],
    ['characters and pinyin', '连衣qun', '连衣裙', 'mixed'],
    ['pinyin and a character', 'lian衣', '连衣裙', 'mixed'],
    ['a character and initials', '连yq', '连衣裙', 'mixed'],
    ['a word in the middle of a title', '长款', '夏季连衣裙女长款怎么选', 'text'],
    ['the pinyin of a word in the middle of a title', 'changkuanzenme', '夏季连衣裙女长款怎么选', 'pinyin'],
    ['characters of the same sound', '联谊群', '连衣裙', 'sound'],
    ['Traditional characters', '連衣', '连衣裙', 'text'],
    ['a character that is read otherwise alone', 'chongqing', '重庆', 'pinyin'],
    ['the same in a title', 'chongqinghuoguo', '重庆火锅店排队三小时', 'pinyin'],
    ['ü as v', 'lvyou', '旅游攻略：三天两夜', 'pinyin'],
    ['ü as u', 'luyou', '旅游攻略：三天两夜', 'pinyin'],
    ['ü as ü', 'lüyou', '旅游攻略：三天两夜', 'pinyin'],
    ['a Latin word', 'iph', 'iPhone', 'text'],
    ['a Latin word in upper case and full width', 'ＩＰＨ', 'iPhone', 'text'],
    ['a title past the sign in front of it', '新闻特', '【新闻特写】同心协力 共同战“疫”', 'text'],
    ['a title over the blank in it', '同心协力共同', '【新闻特写】同心协力 共同战“疫”', 'text'],
    ['a blank that is not in the title', '重庆 火锅', '重庆火锅店排队三小时', 'text'],
    ['a word of the site', '5G基', '5G基站', 'text'],
    ['digits, letters and pinyin', '5gji', '5G基站', 'pinyin'],
    ['more than entries hold', '夏季连衣裙女长款怎么', '夏季连衣裙女长款怎么选', 'text'],
    ['more pinyin than entries hold', 'xiajilianyiqunnvchangkuan', '夏季连衣裙女长款怎么选', 'pinyin'],
    ['a character outside the BMP', '𠮷野', '𠮷野家开业', 'text'],
  ])('find %s: %s', async (_what, q, text, kind) => {
    const found = (await suggest(q)).find((one) => one.text === text);
    expect(found?.kind).toBe(kind);
  });

  it.each([
    ['连衣', '连衣裙', '<mark>连衣</mark>裙'],
    ['lianyiq', '连衣裙', '<mark>连衣裙</mark>'],
    ['lyq', '连衣裙', '<mark>连衣裙</mark>'],
    ['ly', '连衣裙', '<mark>连衣</mark>裙'],
    ['长kuan', '夏季连衣裙女长款怎么选', '夏季连衣裙女<mark>长款</mark>怎么选'],
    ['同心协力gong', '【新闻特写】同心协力 共同战“疫”', '【新闻特写】<mark>同心协力 共</mark>同战“疫”'],
    ['iphone15', 'iPhone 15 电池用了一年之后', '<mark>iPhone 15</mark> 电池用了一年之后'],
    ['biao', '<b>标题</b> & "引号"', '&lt;b&gt;<mark>标</mark>题&lt;/b&gt; &amp; &quot;引号&quot;'],
  ])('mark what was typed as %s', async (q, text, html) => {
    const found = (await suggest(q)).find((one) => one.text === text)!;
    expect(found.html).toBe(html);
    const [[start, end]] = found.marks;
    expect(html).toContain(`<mark>${found.text.slice(start, end)}</mark>`);
  });

  it('are each there once, however they are written and however often they are met', async () => {
    const found = await textsOf('重庆');
    expect(found.filter((text) => text.startsWith('重庆夜景'))).toHaveLength(1);
    expect(new Set(found).size).toBe(found.length);
  });

  it('have what stands as typed first, then what sounds alike', async () => {
    expect((await suggest('连衣裙')).map(({ kind }) => kind)[0]).toBe('text');
    expect(await textsOf('连衣裙')).toEqual(expect.arrayContaining(['连衣裙的面料：棉麻与真丝']));
    expect((await textsOf('chongqing'))[0]).toBe('重庆');
  });

  it('are nothing for nothing, signs, and what nobody wrote', async () => {
    for (const q of ['', ' ', '？！', 'zzzz', '龘龘', '连衣裙龘']) expect(await suggest(q)).toEqual([]);
  });

  it('are at most as many as asked for', async () => {
    expect(await suggest('chong', 1)).toHaveLength(1);
  });

  it('take as many rounds as a search at most', async () => {
    for (const q of ['连', '联谊群', 'lianyi', '长款', '连衣qun']) {
      const { cost } = await openIn('ranged', built).suggest({ q, limit: 10 });
      expect(cost.rounds).toBeLessThanOrEqual(4);
    }
    expect((await searcher.suggest({ q: '连', limit: 10 })).cost.requests).toBe(0);
  });

  it('say that the index has to be built again when it was published without', async () => {
    const { companions: _, ...manifest } = built.manifest;
    const without = { ...manifest, version: manifestVersion(manifest) };
    const store = (await buildAndPublish(articles)).store;
    store.objects.set(pointerKey(COLLECTION), {
      ...store.objects.get(pointerKey(COLLECTION))!,
      bytes: encodeManifest(without),
    });
    await expect(openIn('ranged', { store }).suggest({ q: '连', limit: 10 })).rejects.toThrow(NotBuiltError);
  });
});
