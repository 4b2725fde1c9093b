import { realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../engine/errors.ts';
import { byCodePoints } from '../../../indexer/sources/list.ts';
import { readArticles } from '../../../indexer/sources/read.ts';
import { articlesOf, collect, complaintsOf, folderOf, read, stdinOf, ZONE } from './helpers.ts';

describe('the fixtures', () => {
  test('a folder gives the articles of every kind of file in the order of their paths', async () => {
    const items = await read(['samples']);
    expect(items.map(({ origin }) => origin)).toEqual([
      'samples/2017/bridge.txt',
      'samples/2017/library.txt',
      'samples/feed.xml#1',
      'samples/feed.xml#2',
      'samples/night-market.html',
      'samples/notice.md',
    ]);
    expect(articlesOf(items)).toEqual([
      {
        id: 'https://liuxi.example/2017/bridge.html',
        url: 'https://liuxi.example/2017/bridge.html',
        title: '柳溪镇老桥今日重新通行',
        body: [
          '青石河上的老桥修好了。三月十二日上午,柳溪镇在桥头办了一个小小的仪式,镇里的老人先走了一趟。',
          '这座桥建于1931年,长42米。修桥的师傅说,旧石料留下了九成。',
          '明年,镇里还要修桥边的茶亭。',
        ].join('\n'),
        source: '柳溪周报',
      },
      {
        id: '2017/library.txt',
        title: '图书馆周末延长开放',
        body: '从本周起,市图书馆周六开放到晚上九点。\n读者可以在网上预约座位。',
      },
      {
        id: 'tea-1',
        url: 'https://liuxi.example/tea?a=1&b=2',
        title: '春茶 & 新茶',
        body: '今年的春茶早了五天。\n茶农说:“雨水好。”',
        date: { instant: Date.parse('2018-04-07T09:30+08:00'), civil: '2018-04-07' },
        source: '柳溪周报',
        author: '周岚',
        tags: ['农业', '茶'],
      },
      { id: 'feed.xml#2', title: '无链接的一条', body: '一段。\n又一段。', source: '柳溪周报', author: '编辑部' },
      {
        id: 'https://liuxi.example/night-market',
        url: 'https://liuxi.example/night-market',
        title: '夜市回来了',
        body: '沿河夜市昨晚再开,烤豆腐卖了三百份。\n摊位 56\n“人比从前多”,摊主说。\n夜市每周五开放。',
        date: { instant: Date.parse('2019-07-01T19:00+08:00'), civil: '2019-07-01' },
        source: '柳溪新闻',
        author: '何小满',
        tags: ['夜市', '民生'],
        extra: { description: '沿河夜市时隔两年再开。', lang: 'zh' },
      },
      {
        id: 'notice.md',
        title: '停水通知',
        body: '北街与南街今晚停水，请提前储水。\n时间：22:00—次日 05:00\n电话：服务台',
        date: { instant: Date.parse('2018-03-05T08:30+08:00'), civil: '2018-03-05' },
        author: '水务所',
        tags: ['通知', '民生'],
        extra: { pinned: true },
      },
    ]);
  });

  test('Atom and RDF are feeds too', async () => {
    expect(articlesOf(await read(['atom.xml', 'rdf.xml']))).toEqual([
      {
        id: 'urn:x:1',
        url: 'https://blog.example/1',
        title: '比较 a < b 与 <b>',
        body: '一二三\n四',
        date: { instant: Date.parse('2020-02-29T23:30Z'), civil: '2020-03-01' },
        source: '博客',
        author: '甲、乙',
        tags: ['随笔'],
      },
      {
        id: 'https://old.example/1',
        url: 'https://old.example/1',
        title: '旧闻',
        body: '旧站的一条。',
        date: { instant: Date.parse('2005-05-01T00:00Z'), civil: '2005-05-01' },
        source: '旧站',
      },
    ]);
  });

  test('JSON and JSON Lines lose bad records only', async () => {
    const items = await read(['list.json', 'lines.jsonl']);
    expect(articlesOf(items)).toEqual([
      {
        id: '7',
        title: '第七篇',
        body: '正文七。',
        date: { instant: 1577836800000, civil: '2020-01-01' },
        extra: { section: { page: 3 } },
      },
      { id: 'a', title: '一', body: '第一行' },
      { id: 'c', title: '三', body: '第三行', tags: ['甲', '乙', '丙'] },
    ]);
    expect(complaintsOf(items)).toEqual([
      'list.json: record 2: neither title nor body (found: headline, text); use --map body=text',
      'list.json: record 3: "不是对象" is not an object',
      'lines.jsonl: line 3, column 30: it ends too early',
      'lines.jsonl: line 5: title is {"zh":"四"}, but must be a text',
    ]);
  });

  test('tables come through the map, and a warning leaves an article undated', async () => {
    const items = await read(['table.csv'], { map: { title: 'headline', body: 'text', date: 'day' } });
    expect(articlesOf(items)).toEqual([
      {
        id: 'table.csv#1',
        title: '秋收',
        body: '今年的稻子,好。\n第二段说"谢谢"。',
        date: { instant: Date.parse('2016-10-08T00:00+08:00'), civil: '2016-10-08' },
        extra: { note: '头版' },
      },
      { id: 'table.csv#2', title: '冬藏', body: '菜窖满了。' },
    ]);
    expect(complaintsOf(items)).toEqual([
      'table.csv: line 4: date "2016-02-30" cannot be read; the article is undated',
      'table.csv: line 5: 5 cells, but the first row names 4; quote cells that hold the delimiter',
    ]);
    expect(articlesOf(await read(['table.tsv']))).toEqual([{ id: '1', title: '表', body: '制表符分开。' }]);
    expect(complaintsOf(await read(['unmapped.csv']))).toEqual([
      'unmapped.csv: no column "body" (found: id, text); use --map body=text',
    ]);
  });
});

describe('sources', () => {
  test('come in the order of the arguments, then of the code points of their paths', async () => {
    const cwd = folderOf({
      'b/2.txt': '二',
      'b/10.txt': '十',
      'b/a/1.txt': '一',
      'b/𠀀.txt': '远',
      'b/！.txt': '近',
      'a.txt': '甲',
    });
    const items = await read(['b', 'a.txt'], { cwd });
    expect(articlesOf(items).map(({ id }) => id)).toEqual(['10.txt', '2.txt', 'a/1.txt', '！.txt', '𠀀.txt', 'a.txt']);
  });

  test('are sorted as UTF-8 bytes are', () => {
    const text = fc
      .array(fc.constantFrom('a', '/', '文', '！', '𠀀', '𪚥', '\uE000'), { maxLength: 6 })
      .map((p) => p.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(byCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  test('that two arguments reach are read once', async () => {
    const cwd = folderOf({ 'site/a.txt': '甲', 'site/b.txt': '乙' });
    symlinkSync(join(cwd, 'site/a.txt'), join(cwd, 'site/c.txt'));
    symlinkSync(join(cwd, 'site'), join(cwd, 'site/loop'));
    const items = await read(['site/b.txt', './site', 'site/a.txt'], { cwd });
    expect(items.map(({ origin }) => origin)).toEqual(['site/b.txt', './site/a.txt']);
  });

  test('are not followed out of their folder, and the link is named with its target', async () => {
    const cwd = folderOf({
      'site/a.txt': '甲',
      'site-2/secret.txt': '密',
      'site-2/picture.png': '图',
      'else/b.txt': '乙',
    });
    const target = (path: string) => join(realpathSync(cwd), path);
    symlinkSync(join(cwd, 'site-2/secret.txt'), join(cwd, 'site/secret.txt'));
    symlinkSync('../site-2/picture.png', join(cwd, 'site/picture.png'));
    symlinkSync('../else', join(cwd, 'site/else'));
    symlinkSync('..', join(cwd, 'site/up'));
    symlinkSync('nowhere', join(cwd, 'site/broken.txt'));
    const items = await read(['site'], { cwd });
    expect(articlesOf(items).map(({ title }) => title)).toEqual(['甲']);
    expect(complaintsOf(items)).toEqual([
      `site/else: is a link to ${target('else')}, outside of the source folder "site"; copy the folder there, or name it as a source`,
      `site/secret.txt: is a link to ${target('site-2/secret.txt')}, outside of the source folder "site"; copy the file there, or name it as a source`,
      `site/up: is a link to ${target('')}, outside of the source folder "site"; copy the folder there, or name it as a source`,
    ]);
    // Named, the same files are read, even though a link to them was passed over before.
    const named = await read(['site', 'site/secret.txt', 'else'], { cwd });
    expect(articlesOf(named).map(({ title }) => title)).toEqual(['甲', '密', '乙']);
  });

  test('may be links themselves, and hold links that stay inside', async () => {
    const cwd = folderOf({ 'real/..parts/a.txt': '甲', 'real/b.txt': '乙', 'c.txt': '丙' });
    symlinkSync('..parts', join(cwd, 'real/parts'));
    symlinkSync('parts/a.txt', join(cwd, 'real/again.txt'));
    symlinkSync('real', join(cwd, 'folder'));
    symlinkSync('c.txt', join(cwd, 'file.txt'));
    const items = await read(['folder', 'file.txt'], { cwd });
    expect(articlesOf(items).map(({ id }) => id)).toEqual(['again.txt', 'b.txt', 'file.txt']);
    expect(complaintsOf(items)).toEqual([]);
  });

  test('pass over hidden files, node_modules and kinds that are not articles', async () => {
    const cwd = folderOf({
      '.git/a.txt': '一',
      '.b.txt': '二',
      'node_modules/c.txt': '三',
      'd.png': '四',
      'e.TXT': '五',
    });
    expect(articlesOf(await read(['.'], { cwd })).map(({ title }) => title)).toEqual(['五']);
  });

  test('of an unknown kind are told of when they were named', async () => {
    const cwd = folderOf({ 'a.doc': '一', b: '二' });
    expect(complaintsOf(await read(['a.doc', 'b'], { cwd }))).toEqual([
      expect.stringMatching(/^a\.doc: not a known kind of file; .*\.jsonl/),
      expect.stringMatching(/^b: not a known kind of file/),
    ]);
  });

  test('that do not exist are wrong usage, before anything is read', async () => {
    const cwd = folderOf({ 'a.txt': '甲' });
    const reading = read(['a.txt', 'no/such'], { cwd });
    await expect(reading).rejects.toThrow(UsageError);
    await expect(reading).rejects.toThrow('source "no/such" does not exist');
  });

  test('that hold no article give nothing', async () => {
    expect(await read(['.'], { cwd: folderOf({ 'sub/.keep': '' }) })).toEqual([]);
  });

  test('that are no text, or empty, are skipped', async () => {
    const cwd = folderOf({ 'a.txt': Uint8Array.of(0x89, 0x50, 0, 0), 'b.jsonl': Buffer.alloc(100), 'c.txt': ' \n' });
    expect(complaintsOf(await read(['.'], { cwd }))).toEqual([
      './a.txt: not a text file',
      './b.jsonl: not a text file',
      './c.txt: neither title nor body',
    ]);
  });

  test('that vanish while others are read are skipped', async () => {
    const cwd = folderOf({ 'a.txt': '甲', 'b.txt': '乙', 'c.jsonl': '{}' });
    const reading = readArticles(['.'], { cwd, timeZone: ZONE });
    await reading.next();
    for (const name of ['b.txt', 'c.jsonl']) rmSync(join(cwd, name));
    expect(complaintsOf(await collect(reading))).toEqual([
      './b.txt: cannot be read (ENOENT)',
      './c.jsonl: cannot be read (ENOENT)',
    ]);
  });

  test('- is JSON Lines on stdin, once', async () => {
    const stdin = stdinOf('{"title":"甲"}\n{"title":', '"乙","id":9}\nnope');
    const items = await read(['-', '-'], { stdin });
    expect(items).toMatchObject([
      { origin: 'stdin:1', article: { id: 'stdin#1', title: '甲' } },
      { origin: 'stdin:2', article: { id: '9', title: '乙' } },
      { origin: 'stdin:3', reason: 'stdin: line 3, column 1: unexpected "n"' },
    ]);
    expect(items).toHaveLength(3);
  });
});

test('ids from paths are the same whichever way the file system spells them', async () => {
  const cwd = folderOf({ 'cafe\u0301.txt': '甲' });
  expect(articlesOf(await read(['.'], { cwd }))[0]?.id).toBe('caf\u00E9.txt');
});

test('articles written as JSON Lines come back as they were', async () => {
  const line = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map((text) => `文${text.replace(/[\p{Cc}\s\p{Zl}\p{Zp}]/gu, '')}`);
  const article = fc.record(
    {
      id: line,
      url: line.map((text) => `https://a.example/${text}`),
      title: line,
      body: fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
      source: line,
      author: line,
      tags: fc.uniqueArray(line, { minLength: 1, maxLength: 3 }),
      extra: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue(), { minKeys: 1 }),
    },
    { requiredKeys: ['id', 'title', 'body'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(article, { maxLength: 5 }), async (articles) => {
      const normal = JSON.parse(JSON.stringify(articles), (_, value) =>
        typeof value === 'string' ? value.toWellFormed().normalize('NFC') : value,
      );
      const stdin = stdinOf(normal.map((one: unknown) => `${JSON.stringify(one)}\n`).join(''));
      expect(await read(['-'], { stdin })).toEqual(
        normal.map((one: unknown, at: number) => ({ kind: 'article', article: one, origin: `stdin:${at + 1}` })),
      );
    }),
  );
});

test.each(['txt', 'md', 'mdx', 'html', 'json', 'jsonl', 'csv', 'tsv', 'xml'])(
  'whatever a .%s file holds, reading gives items and no error',
  async (extension) => {
    const cwd = folderOf({});
    const piece = fc.constantFrom(
      '---\n',
      'title: 甲\n',
      '# 乙\n',
      '&a [*a]',
      '<',
      '>',
      '<rss>',
      '<channel><item>',
      '<![CDATA[',
      ']]>',
      '<title>',
      '</title>',
      '&amp;',
      '&#xD800;',
      '&bad',
      '<article>',
      '<table><td>',
      '{"title":',
      '"body"',
      '[',
      ']',
      '{',
      '}',
      ',',
      '\t',
      '"',
      '\n',
      '来源:',
      '标题:',
      '地址:',
      '文',
      '\u0000',
      '\uD800',
      'body,title\n',
      '<!DOCTYPE a [<!ENTITY b "c">]>',
      '> > ',
      'import a from "b"\n',
      'export const c = 1\n',
      '<A b={c}>',
      '</A>',
      '{d}',
      '\n\n',
      '```',
      '| a | b |\n|-|-|\n',
      '<?xml',
      '!!timestamp 2001-01-01',
      '__proto__: {}',
      '\r',
    );
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(piece, { maxLength: 25 }).map((parts) => Buffer.from(parts.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(content, async (bytes) => {
        writeFileSync(join(cwd, `f.${extension}`), bytes);
        for (const item of await read([`f.${extension}`], { cwd })) {
          expect(['article', 'leftOut', 'skipped', 'warning']).toContain(item.kind);
          if (item.kind === 'article') {
            expect(item.article.title + item.article.body).not.toBe('');
            expect(item.article.body).not.toMatch(/\n\n|^\s|\s$|[\0\r]/);
          }
        }
      }),
      { numRuns: 200 },
    );
  },
);
