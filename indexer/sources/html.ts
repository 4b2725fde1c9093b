// A web page as an article: the title and facts that it states about itself, and its main text
// without the page's frame.

import { type CheerioAPI, load } from 'cheerio';
import { textOf } from './html-text.ts';
import type { RawFields, RawItem } from './item.ts';

const FRAME = 'script, style, noscript, template, nav, header, footer, aside, form, [hidden], [aria-hidden="true"]';
const MAIN = ['[itemprop="articleBody"]', 'article', 'main', '[role="main"]', 'body'];

/** The charset that the page's first bytes declare (HTML Standard, 13.2.3.2), or undefined. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return (
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:-]+)/i.exec(head)?.[1]
  );
}

/** Read a `.html` file. ArticleTitle, PubDate and ContentSource are what Chinese government sites must state. */
export function* readHtml(html: string): Generator<RawItem> {
  const page = load(html);
  const title =
    meta(page, 'og:title', 'ArticleTitle') ||
    oneLine(headline(page)) ||
    oneLine(page('head > title').first().text()) ||
    undefined;
  const fields: RawFields = {
    title,
    url: absolute(page('link[rel~="canonical"]').attr('href')) ?? absolute(meta(page, 'og:url')),
    date:
      meta(page, 'article:published_time', 'datePublished', 'date', 'pubdate', 'publishdate', 'dc.date') ??
      page('[itemprop="datePublished"]').attr('content') ??
      page('article time[datetime], main time[datetime]').first().attr('datetime') ??
      page('time[datetime]').first().attr('datetime'),
    author: meta(page, 'author') ?? notUrl(meta(page, 'article:author')),
    source: meta(page, 'ContentSource', 'source', 'og:site_name', 'SiteName'),
    tags: tagsOf(page),
  };
  const description = meta(page, 'description', 'og:description');
  // The title is a field of its own: its heading is not body text, nor is the page's frame.
  page('h1').each((_, heading) => {
    if (title !== undefined && oneLine(page(heading).text()) === title) page(heading).remove();
  });
  page(FRAME).remove();
  fields.body = mainText(page);
  yield { kind: 'record', fields, ...(description && fields.body ? { extra: { description } } : {}) };
}

function mainText(page: CheerioAPI): string {
  for (const selector of MAIN) {
    // Teasers of other articles are articles too, but shorter.
    let longest = '';
    for (const element of page(selector).toArray()) {
      const text = textOf([element]);
      if (text.length > longest.length) longest = text;
    }
    if (longest !== '') return longest;
  }
  return '';
}

function headline(page: CheerioAPI): string {
  for (const selector of ['article h1', 'main h1', 'h1']) {
    const text = page(selector).first().text();
    if (text.trim() !== '') return text;
  }
  return '';
}

/** The first of these metas that says something; names count in any case. */
function meta(page: CheerioAPI, ...names: string[]): string | undefined {
  const metas = page('meta[content]').toArray();
  for (const name of names) {
    for (const { attribs } of metas) {
      const own = attribs.property ?? attribs.name ?? attribs.itemprop ?? '';
      const content = oneLine(attribs.content);
      if (own.toLowerCase() === name.toLowerCase() && content !== '') return content;
    }
  }
  return undefined;
}

function tagsOf(page: CheerioAPI): string[] | string | undefined {
  const tags = page('meta[property="article:tag"]')
    .toArray()
    .map(({ attribs }) => attribs.content ?? '');
  return tags.length > 0 ? tags : meta(page, 'keywords');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const absolute = (url: string | undefined) => (url && /^https?:\/\//i.test(url.trim()) ? url.trim() : undefined);
const notUrl = (text: string | undefined) => (text && /^https?:\/\//i.test(text) ? undefined : text);
