import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { readHtml } from '../../../indexer/sources/html.ts';
import { articlesOf, complaintsOf, FIXTURES, folderOf, read } from './helpers.ts';

const ROOT = `${FIXTURES}/../../../..`;

/** Why each file that is no article was left out, by its path. */
const leftOutOf = async (source: string, options = {}) =>
  Object.fromEntries(
    (await read([source], options)).flatMap((item) => (item.kind === 'leftOut' ? [[item.origin, item.reason]] : [])),
  );

describe('a folder of a static site', () => {
  test('gives its articles, and leaves everything else out by its reason', async () => {
    const items = await read(['samples/site'], { cwd: ROOT });
    expect(complaintsOf(items)).toEqual([]);
    expect(articlesOf(items).map(({ id, title }) => [id, title])).toEqual([
      ['https://notes.example.com/about/', '关于本站'],
      ['https://notes.example.com/en/posts/old-bridge/', 'The bridge that was mended three times'],
      ['https://notes.example.com/posts/boat-kitchen/', '船上的厨房'],
      ['https://notes.example.com/posts/old-bridge/', '老闸桥修了三次'],
    ]);
    expect(await leftOutOf('samples/site', { cwd: ROOT })).toEqual({
      'samples/site/404.html': 'error page',
      'samples/site/index.html': 'list of other pages',
      'samples/site/index.json': 'beside the pages of a site (feed, search index …)',
      'samples/site/index.xml': 'beside the pages of a site (feed, search index …)',
      'samples/site/page/2/index.html': 'list of other pages',
      'samples/site/posts/bridge/index.html': 'redirect',
      'samples/site/posts/index.html': 'list of other pages',
      'samples/site/print/posts/old-bridge.html': 'copy of another page',
      'samples/site/robots.txt': 'beside the pages of a site (feed, search index …)',
      'samples/site/search/index.html': 'search page',
      'samples/site/sitemap.xml': 'beside the pages of a site (feed, search index …)',
      'samples/site/tags/index.html': 'list of other pages',
      'samples/site/tags/桥/index.html': 'list of other pages',
    });
  });

  test('gives the facts that its pages state, and their text without its frame', async () => {
    const articles = articlesOf(await read(['samples/site'], { cwd: ROOT }));
    expect(articles.at(-1)).toEqual({
      id: 'https://notes.example.com/posts/old-bridge/',
      url: 'https://notes.example.com/posts/old-bridge/',
      title: '老闸桥修了三次',
      body: [
        '老闸桥在镇子北头，三孔，桥栏上蹲着二十六只石狮子。镇志上说它修过三次，最近的一次是今年春天。',
        '换下来的石头',
        '修桥的师傅姓邬，带着两个徒弟。他们先给每块桥面石编号，抬走，再按原来的次序放回去。一百一十二块石头里，只有九块换成了新的。',
        '“石头认得自己的位置，放错一块，整座桥都不舒服。”',
        '通桥那天没有剪彩。卖豆腐的阿婆第一个推车过去，车轮压在新石头上，声音和从前不一样。',
      ].join('\n'),
      date: { instant: Date.parse('2024-04-06T09:30+08:00'), civil: '2024-04-06' },
      author: '孟河',
      source: '运河手记',
      tags: ['桥', '运河'],
      extra: { description: '桥上的石头换过三回，桥栏上的狮子一只没少。', lang: 'zh-CN' },
    } satisfies Article);
  });

  test('is known by its index.html; texts and Markdown in it are still articles', async () => {
    const files = {
      'robots.txt': 'User-agent: *\n',
      'THIRD-PARTY-LICENSES.txt': 'MIT\n',
      'feed.xml': '<rss><channel><item><title>甲</title></item></channel></rss>',
      'note.txt': '一则\n正文\n',
      'b.md': '# 二则\n\n正文\n',
    };
    const page = '<title>首页</title><p>这是一个只有一页的网站，讲一件事。</p>';
    const site = folderOf({ ...files, 'index.html': page });
    expect(articlesOf(await read(['.'], { cwd: site })).map(({ id }) => id)).toEqual([
      'b.md',
      'index.html',
      'note.txt',
    ]);
    expect(Object.keys(await leftOutOf('.', { cwd: site }))).toEqual([
      './THIRD-PARTY-LICENSES.txt',
      './feed.xml',
      './robots.txt',
    ]);
    expect(await leftOutOf('.', { cwd: folderOf({ ...files, 'sub/index.html': page }) })).toEqual({});
    expect(articlesOf(await read(['feed.xml'], { cwd: site }))).toHaveLength(1);
  });
});

describe('addresses', () => {
  const page = (head = '') => `<title>题</title>${head}<p>正文有一句话。</p>`;
  const urlsOf = async (files: Record<string, string>, baseUrl?: string) =>
    articlesOf(await read(['.'], { cwd: folderOf(files), ...(baseUrl ? { baseUrl } : {}) })).map(
      ({ id, url }) => url ?? `(${id})`,
    );

  test('are those that pages state, else those of their paths below the site’s', async () => {
    const files = {
      'a/index.html': page(),
      'b c.html': page(),
      'd.html': page('<link rel="canonical" href="https://else.example/x">'),
      'e.html': page('<meta property="og:url" content="/x/e">'),
      '茶/index.htm': page(),
    };
    expect(await urlsOf(files, 'https://s.example/blog/')).toEqual([
      'https://s.example/blog/a/',
      'https://s.example/blog/b%20c.html',
      'https://else.example/x',
      'https://s.example/x/e',
      'https://s.example/blog/%E8%8C%B6/',
    ]);
    expect(await urlsOf(files)).toEqual([
      '(a/index.html)',
      '(b c.html)',
      'https://else.example/x',
      '(e.html)',
      '(茶/index.htm)',
    ]);
  });

  test('of another page of the folder make a page a copy; its own, in any form, does not', async () => {
    const to = (url: string) => page(`<link rel="canonical" href="${url}">`);
    const files = {
      'a/index.html': to('https://s.example/a/'),
      'amp/a.html': to('https://s.example/a/'),
      'b.html': to('https://s.example/b'),
      'c/index.html': to('https://s.example/c'),
      'd.html': to('https://s.example/gone/'),
    };
    expect(await urlsOf(files)).toEqual([
      'https://s.example/a/',
      'https://s.example/b',
      'https://s.example/c',
      'https://s.example/gone/',
    ]);
    const inFolder = Object.fromEntries(
      Object.entries(files).map(([path, html]) => [path, html.replace('example/', 'example/blog/')]),
    );
    expect(await urlsOf(inFolder, 'https://s.example/blog/')).toHaveLength(4);
  });
});

describe('pages of usual templates', () => {
  const pages = async () => {
    const items = await read(['pages']);
    return Object.fromEntries(items.flatMap((item) => (item.kind === 'article' ? [[item.origin, item.article]] : [])));
  };

  test('Hexo: the article without line numbers, copyright and rewards', async () => {
    expect((await pages())['pages/hexo-post.html']).toEqual({
      id: 'https://fix.example/2023/05/20/shutter-spring/',
      url: 'https://fix.example/2023/05/20/shutter-spring/',
      title: '给旧相机换快门弹簧',
      body: [
        '快门按下去没有声音，多半是弹簧断了。这台海鸥相机的弹簧只有七毫米长。',
        '找弹簧',
        '镇上的钟表店里有一盒拆下来的游丝，店主让我自己挑。',
        '线径 0.18 mm',
        '圈数 11',
      ].join('\n'),
      date: { instant: Date.parse('2023-05-20T02:00Z'), civil: '2023-05-20' },
      source: '修补铺子',
      author: '栾师傅',
      tags: ['相机'],
      extra: { description: '一根弹簧的来历。', lang: 'zh-CN' },
    });
  });

  test('VitePress: the page without its sidebars, marks at headings and the language of code', async () => {
    expect((await pages())['pages/vitepress-guide.html']).toMatchObject({
      title: '安装水位计',
      body: '水位计装在闸门上游五十米。\n选址\n提示\n避开回水区。\ngauge --zero 3.20\n型号 量程\n甲型 10 米',
    });
  });

  test('WordPress: facts of JSON-LD’s graph, the text without shares, comments and cookie notices', async () => {
    expect((await pages())['pages/wordpress-post.html']).toEqual({
      id: 'https://qingshi.example/2020/04/tea-market/',
      url: 'https://qingshi.example/2020/04/tea-market/',
      title: '清明前的茶市',
      body: '天没亮，茶市就散了一半。买茶的人只看叶底，不看价钱。\n竹匾里的茶青\n头采一斤四百元\n二采一斤二百二十元',
      date: { instant: Date.parse('2020-04-02T00:30Z'), civil: '2020-04-02' },
      source: '青石河手记编辑部',
      author: '周岚',
      tags: ['茶市', '清明'],
      extra: { lang: 'zh-Hans' },
    });
  });

  test('a portal without any mark: what a reader mode finds, and the line under the headline', async () => {
    const { body, ...facts } = (await pages())['pages/portal.html']!;
    expect(facts).toEqual({
      id: 'portal.html',
      title: '城北菜市场搬迁 老摊主带着秤一起走',
      date: { instant: Date.parse('2016-09-12T07:45+08:00'), civil: '2016-09-12' },
      source: '柳溪晚报',
      author: '丁小鱼',
      tags: ['菜市场', '搬迁'],
    });
    expect(body.split('\n')).toHaveLength(4);
    expect(body).toMatch(/^城北菜市场昨天关了门。.*还有一只猫。$/s);
  });

  test('a government’s notice: what it must state, and lines that only look like facts stay', async () => {
    expect((await pages())['pages/government.html']).toMatchObject({
      title: '关于汛期桥梁通行的通告',
      source: '镇水务所',
      date: { civil: '2021-06-30' },
      body: expect.stringMatching(/^水位超过.*\n时间：接到通知时起.*\n2021年6月30日$/s),
    });
  });

  test('lists are no articles, whatever they say of themselves', async () => {
    expect(await leftOutOf('pages')).toEqual({
      'pages/hexo-index.html': 'list of other pages',
      'pages/wordpress-category.html': 'list of other pages',
    });
  });
});

describe('what is no list', () => {
  const kindOf = async (html: string, path = 'a.html') =>
    (await read(['.'], { cwd: folderOf({ [path]: html }) })).map((item) => item.kind);
  const links = (count: number, host = '') =>
    Array.from(
      { length: count },
      (_, at) => `<li><a href="${host}/p/${at}.html">第${at}篇文章的标题在这里</a></li>`,
    ).join('');

  test.each([
    [
      'a short notice with its neighbours',
      '<main><h1>停水</h1><p>今晚停水。</p><p>上一篇：<a href="/1.html">春天的事情还有很多</a></p></main>',
    ],
    ['a page of links to elsewhere', `<main><h1>链接</h1><ul>${links(9, 'https://else.example')}</ul></main>`],
    [
      'a long text after its contents',
      `<main><ul>${links(5)}</ul><p>${'这里是正文，一句接着一句。'.repeat(20)}</p></main>`,
    ],
    [
      'links to places of the same page',
      `<main><ul>${links(5).replaceAll('href="/p/', 'href="#')}</ul><p>正文。</p></main>`,
    ],
    [
      'a heading that leads to the page itself',
      '<main><h1><a href="/x/a.html">题</a></h1><p>正文只有一句话，说完就完。</p></main>',
    ],
    [
      'a list of links that says that it is an article',
      `<meta name="PubDate" content="2020-01-01"><ul>${links(9)}</ul>`,
    ],
    ['the same by the mark of Pagefind', `<main data-pagefind-body><ul>${links(9)}</ul></main>`],
  ])('%s', async (_, html) => {
    expect(await kindOf(html)).toEqual(['article']);
  });

  test('three links to other pages of the site and hardly a word beside are one', async () => {
    expect(await kindOf(`<main><h1>目录</h1><ul>${links(3)}</ul></main>`)).toEqual(['leftOut']);
  });

  test('a number is no error where articles are numbered', async () => {
    const cwd = folderOf(
      Object.fromEntries(['403.html', '404.html', '405.html', 'a/404.html'].map((path) => [path, '<p>文章一篇</p>'])),
    );
    expect(articlesOf(await read(['.'], { cwd }))).toHaveLength(4);
  });

  test('one link is a list where lists are', async () => {
    const html = '<main><h2><a href="/p/1.html">清明前的茶市散了一半</a></h2></main>';
    expect(await kindOf(html, 'tags/茶/index.html')).toEqual(['leftOut']);
    expect(await kindOf(html, 'posts/茶/index.html')).toEqual(['article']);
  });
});

test.each([
  ['noindex page', '<meta name="robots" content="noindex, follow"><p>文</p>', 'a.html'],
  ['redirect', '<meta http-equiv="Refresh" content="0;URL=/b.html"><p>文</p>', 'a.html'],
  ['redirect', '<title>题</title><body><script>window.location.href = "/b.html"</script>', 'a.html'],
  ['error page', '<p>没有这一页</p>', 'en/404/index.html'],
  ['template of a page', '---\nlayout: default\n---\n<p>{{ content }}</p>', 'a.html'],
  ['proof of ownership', 'google-site-verification: google0123456789abcdef.html', 'google0123456789abcdef.html'],
])('%s: %s', async (reason, html, path) => {
  expect(await leftOutOf('.', { cwd: folderOf({ [path]: html }) })).toEqual({ [`./${path}`]: reason });
});

describe('whatever a page is made of', () => {
  const text = '<p>这是一段正文，说的是运河边上的事情。</p>';

  test.each([
    ['nested elements', '<div>', 3000],
    ['nested links', '<a href="/x">文', 3000],
    ['paragraphs', text, 5000],
    ['headings of lists', `<h3>相关阅读</h3>${text}`, 1000],
    ['parts with the names of frames', `<div class="share">${text}`, 300],
    ['teasers within teasers', '<div><h2><a href="/x">题目题目</a></h2>', 250],
    ['brackets in JSON-LD', `<script type="application/ld+json">${'['.repeat(50)}</script>`, 300],
    ['labels', '<p>来源：来源：来源：</p>', 1000],
    ['blanks', ' ', 200_000],
    ['metas', '<meta name="a" content="b">', 3000],
  ])('it is read: many %s', (_, piece, count) => {
    expect([...readHtml(`<title>${'甲_'.repeat(1000)}</title>${piece.repeat(count)}`)]).toHaveLength(1);
  });

  test('it gives one item, and a body without blank lines', () => {
    const piece = fc.constantFrom(
      text,
      '文',
      '<main>',
      '<article class="post-content">',
      '</article>',
      '<div class="related"><h3>相关阅读</h3>',
      '<section id="comments">',
      '</div>',
      '<h1>题</h1>',
      '<h2><a href="/b.html">另一篇的题目</a></h2>',
      '<a href="https://s.example/a/">',
      '<a href="%zz" aria-label="x"></a>',
      '<title>题 - 站</title>',
      '<link rel="canonical" href="https://s.example/%E0%A4%A/">',
      '<meta property="og:site_name" content="站(.*">',
      '<meta http-equiv="refresh" content="5">',
      '<script type="application/ld+json">{"@graph":[{"@type":["Article"],"author":[{"@id":1},null]}]}</script>',
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":5,"keywords":{}}</script>',
      '<p>来源：某报 时间：2020-01-01</p>',
      '<table><tr><td>',
      '<pre>a\n\n b',
      '<frameset>',
      '<svg><title>x</title>',
      '<template>',
      '<!--',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.constantFrom('', 'index.html', 'tags/x/index.html'),
        (pieces, relative) => {
          const items = [
            ...readHtml(pieces.join(''), undefined, { relative, baseUrl: 'https://s.example/', has: () => true }),
          ];
          expect(items).toHaveLength(1);
          for (const item of items) if (item.kind === 'record') expect(item.fields.body).not.toMatch(/\n\n/);
        },
      ),
      { numRuns: 200 },
    );
  });
});
