import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../../indexer/sources/csv.ts';
import { readFeed } from '../../../indexer/sources/feed.ts';
import { declaredCharset, readHtml } from '../../../indexer/sources/html.ts';
import { readJson, readJsonLines } from '../../../indexer/sources/json.ts';
import { splitLines } from '../../../indexer/sources/lines.ts';
import { readMarkdown } from '../../../indexer/sources/markdown.ts';
import { collect, collectAll, onlyRecord } from './helpers.ts';

async function* pieces(...texts: string[]) {
  yield* texts;
}

describe('Markdown', () => {
  const read = (text: string) => onlyRecord(readMarkdown(text));

  test('takes the title from the front matter, else from the first heading', () => {
    expect(read('---\ntitle: 甲\n---\n# 乙\n\n段').fields).toEqual({ title: '甲', body: '乙\n段' });
    expect(read('---\ntitle: 甲\n---\n# 甲\n\n段').fields).toEqual({ title: '甲', body: '段' });
    expect(read('引言\n\n乙\n===\n\n段').fields).toEqual({ title: '乙', body: '引言\n段' });
    expect(read('段').fields).toEqual({ title: '', body: '段' });
  });

  test('renders to plain text', () => {
    const text =
      '**粗**与[链接](http://x.example)\n![图](a.png)`码`\n\n> 引\n\n1. 一\n2. 二\n\n```\na < b\n```\n\n<p>内<i>嵌</i></p>';
    expect(read(text).fields.body).toBe('粗与链接码\n引\n一\n二\na < b\n内嵌');
  });

  test('leaves the front matter’s other keys over', () => {
    const record = read('---\ntitle: 甲\ndate: 2018-03-05\ntags:\n  - 一\nweight: 2\n---\n段');
    expect(record.fields).toMatchObject({ date: '2018-03-05', tags: ['一'] });
    expect(record.extra).toEqual({ weight: 2 });
  });

  test('uses the map where the front matter has the name', () => {
    const map = { title: 'headline', body: 'text' };
    expect(onlyRecord(readMarkdown('---\nheadline: 甲\n---\n段', map)).fields).toEqual({ title: '甲', body: '段' });
    expect(onlyRecord(readMarkdown('---\ntitle: 甲\n---\n段', map)).fields).toEqual({ title: '甲', body: '段' });
  });

  test('text between two rules is text', () => {
    expect(read('---\n只是一句话\n---\n段').fields.body).toContain('只是一句话');
  });

  test('broken front matter is refused, a draft is left out', () => {
    expect([...readMarkdown('---\ntitle: "甲\n---\n段')]).toEqual([
      { kind: 'skipped', reason: expect.stringContaining('front matter: ') },
    ]);
    expect([...readMarkdown('---\ndraft: true\n---\n段')]).toEqual([{ kind: 'leftOut', reason: 'draft' }]);
    expect([...readMarkdown('+++\ntitle = "甲"\n+++\n段')]).toEqual([
      { kind: 'skipped', reason: expect.stringContaining('TOML') },
    ]);
  });
});

describe('HTML', () => {
  const read = (html: string) => onlyRecord(readHtml(html)).fields;

  test('takes og:title, else the article’s heading, else the page’s title', () => {
    expect(read('<title>t</title><meta property="og:title" content="o"><h1>h</h1>段').title).toBe('o');
    expect(read('<title>t</title><h1>站</h1><article><h1>h</h1>段</article>').title).toBe('h');
    expect(read('<title> t\n 2 </title>段').title).toBe('t 2');
  });

  test('takes the longest article, else main, else the body, without the page’s frame', () => {
    const frame = '<nav>n</nav><header>h</header><footer>f</footer><aside>a</aside>';
    expect(read(`${frame}<article>短</article><article>${frame}长一点</article>`).body).toBe('长一点');
    expect(read(`${frame}<main>主${frame}</main>外`).body).toBe('主');
    expect(read(`${frame}只有<b>正文</b>`).body).toBe('只有正文');
  });

  test('takes what pages of Chinese governments must state', () => {
    const metas = { ArticleTitle: '题', PubDate: '2018-03-05 08:30', ContentSource: '水务所', SiteName: '柳溪镇政府' };
    const head = Object.entries(metas).map(([name, content]) => `<meta name="${name}" content="${content}">`);
    expect(read(`${head.join('')}<title>t</title><h1>站</h1>段`)).toMatchObject({
      title: '题',
      date: '2018-03-05 08:30',
      source: '水务所',
    });
  });

  test('takes the date of the article before any other on the page', () => {
    expect(
      read('<time datetime="2001-01-01"></time><article>段<time datetime="2002-02-02"></time></article>').date,
    ).toBe('2002-02-02');
  });

  test('the charset is found in the meta of either form', () => {
    expect(declaredCharset(Buffer.from('<meta charset="GBK">'))).toBe('GBK');
    expect(declaredCharset(Buffer.from('<META http-equiv=x content="text/html; charset=big5">'))).toBe('big5');
    expect(declaredCharset(Buffer.from('<?xml version="1.0" encoding="gb2312"?>'))).toBe('gb2312');
    expect(declaredCharset(Buffer.from('charset=gbk'))).toBeUndefined();
  });
});

describe('JSON', () => {
  const read = (value: unknown) => [...readJson(JSON.stringify(value), undefined)];

  test('is a list, an object with a list, or one article', () => {
    const article = { title: '甲', body: '段' };
    const record = { kind: 'record', fields: article, extra: {} };
    expect(read([article])).toEqual([{ ...record, number: 1 }]);
    for (const name of ['articles', 'items', 'data']) {
      expect(read({ count: 1, [name]: [article] })).toEqual([{ ...record, number: 1 }]);
    }
    expect(read(article)).toEqual([record]);
    expect(read({ ...article, items: [{ part: 1 }] })).toEqual([{ ...record, extra: { items: [{ part: 1 }] } }]);
  });

  test('names the place of an error, and what is no article', () => {
    expect([...readJson('[\n  {"title": "甲"},\n]', undefined)]).toEqual([
      { kind: 'skipped', reason: 'line 3, column 1: unexpected "]"' },
    ]);
    expect(read(5)).toEqual([{ kind: 'skipped', reason: 'it holds 5, but articles are objects' }]);
    expect(read([null])).toEqual([{ kind: 'skipped', reason: 'null is not an object', number: 1 }]);
  });

  test('a text under another name is warned of once', () => {
    const [warning, ...records] = read([
      { title: '甲', text: '段' },
      { title: '乙', text: '段' },
    ]);
    expect(warning).toEqual({
      kind: 'warning',
      message: 'no "body" (found: title, text); use --map body=text',
      number: 1,
    });
    expect(records.map(({ kind }) => kind)).toEqual(['record', 'record']);
  });
});

describe('JSON Lines', () => {
  test('number records by lines that hold something, and places by lines', async () => {
    const items = await collectAll(
      readJsonLines(pieces('\n{"title":"甲"}\r\n', '\n{bad}\n[]\n{"ti', 'tle":"乙"}'), undefined),
    );
    expect(items).toEqual([
      { kind: 'record', fields: { title: '甲' }, extra: {}, number: 1, line: 2 },
      { kind: 'skipped', reason: 'unexpected "b"', number: 2, line: 4, column: 2 },
      { kind: 'skipped', reason: '[] is not an object', number: 3, line: 5 },
      { kind: 'record', fields: { title: '乙' }, extra: {}, number: 4, line: 6 },
    ]);
  });

  test('are cut into the lines that split would give, however the text comes', async () => {
    const text = fc.array(fc.constantFrom('a', '中', '\n', '\r\n', '\r'), { maxLength: 30 }).map((p) => p.join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (whole, size) => {
        const chunks = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const lines = await collectAll(splitLines(pieces(...chunks)));
        const slow = whole.split('\n').map((line) => line.replace(/\r$/, ''));
        if (whole === '' || whole.endsWith('\n')) slow.pop();
        expect(lines).toEqual(slow.map((line, at) => ({ number: at + 1, text: line })));
      }),
    );
  });

  test('pass over a line beyond the limit and read the next', async () => {
    expect(await collectAll(splitLines(pieces('abc', 'def\nxy\n'), 5))).toEqual([
      { number: 1, tooLong: true },
      { number: 2, text: 'xy' },
    ]);
  });
});

describe('CSV', () => {
  const read = (text: string, map = {}) => collect(readTable(pieces(text), map, ','));

  test('keeps quotes, commas and lines inside of cells', async () => {
    expect(await read('title,body\n甲,"一,""二""\n三"\n')).toEqual([
      { kind: 'record', fields: { title: '甲', body: '一,"二"\n三' }, extra: {}, number: 1, line: 2 },
    ]);
  });

  test('without a body’s column names what there is and the way out', async () => {
    expect(await read('id,text\n1,x\n')).toEqual([
      { kind: 'skipped', reason: 'no column "body" (found: id, text); use --map body=text' },
    ]);
    expect(await read('id,title,正文\n1,x,y\n')).toMatchObject([
      { kind: 'warning', message: 'no column "body" (found: id, title, 正文); use --map body=正文' },
      { kind: 'record' },
    ]);
  });

  test('refuses a map to a column that is not there', async () => {
    expect(await read('title,body\n1,x\n', { title: 'headline' })).toEqual([
      { kind: 'skipped', reason: 'no column "headline" (found: title, body); correct --map title=headline' },
    ]);
  });

  test('reads short rows, and refuses long ones with their line', async () => {
    expect(await read('title,body\n甲\n乙,一,二\n丙,三,\n')).toMatchObject([
      { kind: 'record', fields: { title: '甲' }, line: 2 },
      { kind: 'skipped', line: 3 },
      { kind: 'record', fields: { title: '丙', body: '三' }, line: 4 },
    ]);
  });

  test('tells where a quote is never closed', async () => {
    expect(await read('title,body\n甲,一\n乙,"二\n丙,三\n')).toMatchObject([
      { kind: 'record', fields: { title: '甲' } },
      { kind: 'skipped', reason: expect.stringMatching(/^the rest from here: .*quote/i), line: 3 },
    ]);
  });

  test('reads back whatever was written by the book', async () => {
    const cell = fc.array(fc.constantFrom('中', 'a', ',', '"', '\n', ' '), { minLength: 1, maxLength: 8 });
    const rows = fc.array(
      fc.tuple(cell, cell).map((cells) => cells.map((c) => `x${c.join('')}`)),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const quoted = cells.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
        const items = await read(['title,body', ...quoted].join('\r\n'));
        expect(items).toMatchObject(cells.map(([title, body]) => ({ fields: { title, body } })));
        expect(items).toHaveLength(cells.length);
      }),
    );
  });
});

describe('feeds', () => {
  test('what is no feed is told by its root', () => {
    expect([...readFeed('<opml><body/></opml>')]).toEqual([
      { kind: 'skipped', reason: 'neither RSS nor Atom (its root is <opml>)' },
    ]);
    expect([...readFeed('no xml')]).toEqual([
      { kind: 'skipped', reason: 'neither RSS nor Atom (its root is missing)' },
    ]);
  });

  test('a site map is no feed, and no trouble', () => {
    expect([...readFeed('<?xml version="1.0"?><urlset><url/></urlset>')]).toEqual([
      { kind: 'leftOut', reason: 'site map' },
    ]);
  });

  test('a feed that is cut off is warned of and read up to there', () => {
    const items = [...readFeed('<rss><channel>\n<item><title>甲</title></item>\n<item><title>乙')];
    expect(items).toMatchObject([
      { kind: 'warning', message: expect.stringMatching(/^line \d+: not well-formed XML/) },
      { kind: 'record', fields: { title: '甲' } },
      { kind: 'record', fields: { title: '乙' } },
    ]);
  });

  test('texts of Atom are plain unless they say that they are HTML', () => {
    const entry = (type: string) => `<feed><entry><title${type}>a &lt;b&gt;c&lt;/b&gt;</title></entry></feed>`;
    expect([...readFeed(entry(''))]).toMatchObject([{ fields: { title: 'a <b>c</b>' } }]);
    expect([...readFeed(entry(' type="html"'))]).toMatchObject([{ fields: { title: 'a c' } }]);
  });
});
