import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFeed } from '../../../indexer/sources/feed.ts';
import { postText } from '../../../indexer/sources/wordpress-content.ts';
import { articlesOf, complaintsOf, FIXTURES, read } from './helpers.ts';

describe('an export', () => {
  test('gives what is published as articles, and leaves the rest out by its reason', async () => {
    const items = await read(['samples/wordpress.xml'], { cwd: `${FIXTURES}/../../../..` });
    expect(articlesOf(items)).toEqual([
      {
        id: 'https://qingshi.example/?p=12',
        url: 'https://qingshi.example/2019/07/tea-stall/',
        title: '老桥头的茶摊 & 长凳',
        body: [
          '桥头的茶摊摆了三十年，一碗茶两块钱。',
          '摊主说：“凳子比茶值钱。”',
          '清早的茶摊',
          '下雨天没有生意，他就修凳子[1]，写在[gallery]里。',
          '一碗茶',
          '两块钱',
          '长凳是大家的。',
          '[1] 用的是桥上拆下的旧木。',
        ].join('\n'),
        date: { instant: Date.parse('2019-07-01T15:30:00Z'), civil: '2019-07-01' },
        source: '青石河手记',
        author: '周岚',
        tags: ['茶事', '老桥'],
        extra: { excerpt: '茶摊摆了三十年。' },
      },
      {
        id: 'https://qingshi.example/?page_id=2',
        url: 'https://qingshi.example/about/',
        title: '关于本站',
        body: '这里记下青石河边的事。\n茶',
        date: { instant: Date.parse('2018-01-02T08:00:00+08:00'), civil: '2018-01-02' },
        source: '青石河手记',
        author: 'lin',
      },
    ]);
    expect(items.filter(({ kind }) => kind === 'leftOut')).toEqual([
      { kind: 'leftOut', origin: 'samples/wordpress.xml#3', reason: 'WordPress attachment' },
      { kind: 'leftOut', origin: 'samples/wordpress.xml#4', reason: 'draft' },
      { kind: 'leftOut', origin: 'samples/wordpress.xml#5', reason: 'protected by a password' },
      { kind: 'leftOut', origin: 'samples/wordpress.xml#6', reason: 'scheduled for later' },
      { kind: 'leftOut', origin: 'samples/wordpress.xml#7', reason: 'WordPress nav menu item' },
    ]);
    expect(complaintsOf(items)).toEqual([]);
  });

  test('is told from a feed by its namespace or its version', () => {
    const item = '<item><title>甲</title><wp:status>draft</wp:status></item>';
    expect([...readFeed(`<rss xmlns:wp="x"><channel>${item}</channel></rss>`)]).toMatchObject([{ kind: 'leftOut' }]);
    expect([...readFeed(`<rss><channel><wp:wxr_version/>${item}</channel></rss>`)]).toMatchObject([
      { kind: 'leftOut' },
    ]);
    expect([...readFeed(`<rss><channel>${item}</channel></rss>`)]).toMatchObject([{ kind: 'record' }]);
  });
});

describe('the text of a post', () => {
  test.each([
    ['a line break is one, a blank line parts paragraphs', '一\n二\r\n\r\n三', '一\n二\n三'],
    ['line breaks within a tag are none', '一<img\nalt="a\nb">二', '一二'],
    ['preformatted text stays as it is', '<pre>a\n b</pre>\n一', 'a\nb\n一'],
    [
      'in blocks a line break of the source is none',
      '<!-- wp:paragraph --><p>一\n二</p><!-- /wp:paragraph -->',
      '一二',
    ],
    ['a shortcode is no text, its content is', '[box type="info"]一[/box]二[sep /]三[br/]', '一二三'],
    ['a shortcode without attributes is told by its end', '[box][note]一[/note][/box]', '一'],
    [
      'addresses in shortcodes are no text',
      '[embed width="1"]https://a.example/[/embed][audio mp3="x"][/audio]一',
      '一',
    ],
    ['other brackets are text', '见[1]、[注]、[sic]、a[i]、[a, b]、[x=1]', '见[1]、[注]、[sic]、a[i]、[a, b]、[x=1]'],
    ['doubled brackets write about a shortcode', '[[box id="1"]]一[[/box]]', '[box id="1"]一[/box]'],
  ])('%s', (_, content, text) => {
    expect(postText(content)).toBe(text);
  });

  test('of many brackets is found in a moment', () => {
    for (const piece of ['[', '[a', '[a ', '[[', '[gallery]', '[/a]', '[a b=', '[embed]x', '<pre>', '<!--', '[a]['])
      postText(piece.repeat(20_000));
  });

  test('whatever it is, comes without an error', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '[[',
      ']]',
      '/',
      'a',
      '=',
      '"',
      ' ',
      '\n',
      '<',
      '>',
      '<pre>',
      '</pre>',
      '文',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(postText(pieces.join(''))).not.toMatch(/\n\n/);
      }),
    );
  });
});
