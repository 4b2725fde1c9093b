// What a page states about itself: JSON-LD first, then metas, then what stands in sight. Nothing is guessed from
// the wording of a text, and what is stated wrongly (an author that is an address) is not taken.

import type { CheerioAPI } from 'cheerio';
import { isOfType, type LinkedNode, namesOf, readLinkedData } from './json-ld.ts';
import { beginningInLines, headlineOf, oneLine, withoutSiteName } from './page-title.ts';

const ARTICLE_TYPES: ReadonlySet<string> = new Set(
  (
    'Article NewsArticle BlogPosting Report TechArticle ScholarlyArticle SocialMediaPosting LiveBlogPosting APIReference ' +
    'AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle AdvertiserContentArticle'
  ).split(' '),
);
const LIST_TYPES: ReadonlySet<string> = new Set(['CollectionPage', 'SearchResultsPage', 'ProfilePage']);
const SITE_TYPES: ReadonlySet<string> = new Set(['WebSite', 'Blog']);

export interface PageFacts {
  title: string | undefined;
  date: string | undefined;
  author: string | undefined;
  /** What the article itself names as its source; `site` is what stands in for it. */
  source: string | undefined;
  site: string | undefined;
  tags: string[] | string | undefined;
  canonical: string | undefined;
  description: string | undefined;
  /** As it is written: zh-CN. */
  lang: string | undefined;
  /** The page says that it is one article, or a list of several; null when it says neither. */
  declared: 'article' | 'list' | null;
}

/**
 * @param page as parsed: headings of the frame are looked at too
 * @param lines of its text
 */
export function readFacts(page: CheerioAPI, lines: readonly string[]): PageFacts {
  const nodes = readLinkedData(page);
  const articles = nodes.filter((node) => isOfType(node, ARTICLE_TYPES));
  const article = articles.length === 1 ? articles[0] : undefined;
  const meta = metaReader(page);
  const names = (key: string) => (article ? namesOf(article[key], nodes) : []);
  const text = (key: string) =>
    typeof article?.[key] === 'string' && article[key] ? oneLine(article[key]) : undefined;
  const publisher = names('publisher')[0];
  const ownSite = meta('og:site_name', 'SiteName', 'application-name') ?? siteOf(nodes);
  const sites = [ownSite, meta('og:site_name'), meta('SiteName'), publisher].filter((name) => name !== undefined);
  const headTitle = oneLine(page('head > title').first().text());
  const stated = meta('og:title', 'ArticleTitle') ?? text('headline');
  const title =
    withoutSiteName(stated ?? '', sites) ||
    headlineOf(page, headTitle, sites) ||
    beginningInLines(headTitle, new Set(lines)) ||
    withoutSiteName(headTitle, sites);
  const published = meta(
    'article:published_time',
    'og:release_date',
    'bytedance:published_time',
    'weibo: article:create_at',
  );
  return {
    title: title || undefined,
    date: text('datePublished') ?? published ?? meta(...DATE_METAS) ?? dateInSight(page) ?? text('dateCreated'),
    author:
      (names('author').join('、') || undefined) ??
      meta('author', 'dc.creator', 'byl') ??
      notAddress(meta('article:author', 'weibo: article:author')) ??
      (oneLine(page('[itemprop="author"], a[rel~="author"]').first().text()) || undefined),
    source: meta('ContentSource', 'source'),
    site: publisher ?? ownSite,
    tags: tagsOf(page, meta, article),
    canonical: page('link[rel~="canonical"]').attr('href') ?? meta('og:url'),
    description: meta('description', 'og:description'),
    lang: langOf(page, meta),
    declared: declaredKind(nodes, articles, published ?? meta('PubDate', 'ArticleTitle'), page),
  };
}

/** Names that templates, and the rules for government sites in China (PubDate), use for the day of publication. */
const DATE_METAS = [
  'datePublished',
  'date',
  'pubdate',
  'publishdate',
  'publish_date',
  'publish-date',
  'publish_time',
  'publication_date',
  'dc.date',
  'dc.date.issued',
  'dcterms.date',
  'dcterms.created',
  'firstpublishedtime',
  'apub:time',
  '_pubtime',
];

function dateInSight(page: CheerioAPI): string | undefined {
  const stated = page('[itemprop="datePublished"]').first();
  const times = ['article time[datetime]', 'main time[datetime]', 'time[datetime]'];
  const seen = times.map((selector) => page(selector).first().attr('datetime')).find((value) => value);
  return stated.attr('content') ?? stated.attr('datetime') ?? seen;
}

type MetaReader = (...names: string[]) => string | undefined;

/** The first of these metas that says something; names count in any case. */
function metaReader(page: CheerioAPI): MetaReader {
  const contents = new Map<string, string>();
  for (const { attribs } of page('meta[content]').toArray()) {
    const name = (attribs.property ?? attribs.name ?? attribs.itemprop ?? attribs['http-equiv'] ?? '').toLowerCase();
    const content = oneLine(attribs.content ?? '');
    if (name !== '' && content !== '' && !contents.has(name)) contents.set(name, content);
  }
  return (...names) => names.map((name) => contents.get(name.toLowerCase())).find((content) => content !== undefined);
}

function siteOf(nodes: readonly LinkedNode[]): string | undefined {
  const site = nodes.find((node) => isOfType(node, SITE_TYPES) && typeof node.name === 'string');
  return site && oneLine(String(site.name));
}

function tagsOf(page: CheerioAPI, meta: MetaReader, article: LinkedNode | undefined): string[] | string | undefined {
  const ofMetas = page('meta[property="article:tag"]')
    .toArray()
    .map(({ attribs }) => attribs.content ?? '');
  if (ofMetas.length > 0) return ofMetas;
  const keywords = article?.keywords;
  if (Array.isArray(keywords)) return keywords.filter((keyword) => typeof keyword === 'string');
  if (typeof keywords === 'string' && keywords !== '') return keywords;
  // Microformats' rel-tag, which most themes write under an article.
  const links = page('article a[rel~="tag"], main a[rel~="tag"]').toArray();
  if (links.length > 0) return links.map((link) => oneLine(page(link).text()).replace(/^#/, ''));
  return meta('keywords');
}

function langOf(page: CheerioAPI, meta: MetaReader): string | undefined {
  const stated = page('html').attr('lang') ?? page('html').attr('xml:lang') ?? meta('content-language', 'og:locale');
  const lang = stated?.trim().replace('_', '-');
  return lang && /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(lang) ? lang : undefined;
}

/** Classes that WordPress gives the body of pages that list posts; one of them alone could be anybody's. */
const LIST_CLASSES =
  'body.archive.category, body.archive.tag, body.archive.date, body.archive.author, body.blog.home, body.search.search-results';

function declaredKind(
  nodes: readonly LinkedNode[],
  articles: readonly LinkedNode[],
  published: string | undefined,
  page: CheerioAPI,
): 'article' | 'list' | null {
  // Pagefind's mark of what is to be found is a site's own word.
  if (page('[data-pagefind-body]').length > 0) return 'article';
  if (articles.length === 1) return 'article';
  if (articles.length > 1 || nodes.some((node) => isOfType(node, LIST_TYPES))) return 'list';
  if (published !== undefined) return 'article';
  return page(LIST_CLASSES).length > 0 && page('body.single, body.page').length === 0 ? 'list' : null;
}

const notAddress = (text: string | undefined) => (text && /^https?:\/\//i.test(text) ? undefined : text);
