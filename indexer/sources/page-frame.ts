// Takes off a page what stands around its articles: navigation, sidebars, lists of related articles, comments, notices.
// Whatever looks like such a part but holds the article itself stays.

import type { CheerioAPI } from 'cheerio';
import { elementsIn, type HtmlElement, measureText, shortTextOf } from './html-tree.ts';

/** What HTML itself, ARIA, or the site (for Pagefind) says is no content. */
const FRAME =
  'script, style, noscript, template, nav, footer, aside, form, dialog, [hidden], [aria-hidden="true"], ' +
  '[role="navigation"], [role="banner"], [role="contentinfo"], [role="complementary"], [role="search"], [role="dialog"], ' +
  '[data-pagefind-ignore]';

/** Whole class names or ids of templates; a part of a name says nothing (`has-sidebar`, `comment-on-poems`). */
const PARTS = new RegExp(
  `^(?:${[
    '(?:post|entry|article|page|site|main|global|theme|doc)?[-_]*(?:nav|navbar|navigation|nav-links?|breadcrumbs?|crumbs?|pagination|pager|paginator|sidebar|toc|footer|toolbar)',
    '(?:post|entry|article|page)?[-_]*(?:related|relates?|recommend(?:s|ed|ations?)?|comments?|respond|share|sharing|social|copyright|license|reward|donate|sponsor|tags|meta-tags)(?:[-_](?:posts?|articles?|news|reading|list|area|box|bar|buttons?|links?|section|wrap(?:per)?|container|content))*',
    '(?:post|article|entry)[-_](?:prev|next|pn|nav|navigation|prev-next)',
    '(?:prev|next)[-_]?(?:next|post|article|page)',
    'widgets?(?:[-_](?:area|wrap|title))?|sidebar[-_]\\w+|(?:left|right)[-_]?(?:sidebar|col-ad)',
    '(?:cookies?|gdpr|consent)(?:[-_](?:banner|notice|consent|bar|law-info-bar|policy))*',
    '(?:ads?|advert(?:s|isement)?|adsbygoogle|banner-ad|ad[-_]\\w+)|popup|modal|newsletter|subscribe|skip-?links?|screen-reader-text|sr-only|visually-hidden',
    'sharedaddy|jp-relatedposts|yarpp(?:[-_]\\w+)*',
    '(?:disqus|giscus|gitalk|valine|waline|twikoo|utterances|livere|changyan)(?:[-_]\\w+)*|(?:vp-)?doc-footer|back-?to-?top|qr-?codes?',
  ].join('|')})$`,
  'i',
);

/** Headings of lists that follow an article, and of its comments. */
const FOLLOWING_HEADING =
  /^(?:相关(?:阅读|文章|新闻|推荐|链接|报道|内容|资讯)|相關(?:閱讀|文章|新聞|推薦|連結|報導)|推荐(?:阅读|文章)|推薦(?:閱讀|文章)|延伸(?:阅读|閱讀)|猜你喜欢|你可能(?:也)?(?:喜欢|感兴趣).*|(?:热门|熱門|最新|最近|近期)(?:文章|新闻|新聞|阅读|推荐|评论)|(?:网友|網友|最新|读者)?(?:评论|評論|留言)(?:区|區)?(?:\s*[（(]?\d*[)）]?)?|发表(?:评论|回复)|發表(?:評論|迴響|留言)|分享(?:到|本文)?|扫一扫.*|related(?: (?:posts?|articles?|reading))?|you may also like|read next|comments?|leave a (?:reply|comment)|share(?: this)?)\s*[:：]?$/i;

/** A line that leads to a neighbour. */
const NEIGHBOUR =
  /^[«‹<←\s]*(?:上一篇|下一篇|上一页|下一页|上一頁|下一頁|上一章|下一章|前一篇|后一篇|後一篇|previous(?: post| page)?|next(?: post| page)?)\s*(?:[:：»›>→]|$|\s)/i;
/** UTF-16 units, white space of the source included. */
const LONGEST_NEIGHBOUR = 200;
const LONGEST_HEADING = 100;

/** Whether an article stands in an element, or is it. */
function holdsArticle(element: HtmlElement): boolean {
  for (const { name, attribs } of elementsIn(element)) {
    if (name === 'article' || name === 'main' || name === 'h1') return true;
    if (attribs.itemprop === 'articleBody' || 'data-pagefind-body' in attribs) return true;
  }
  return false;
}

/** What an article's own sections stand in. */
const CONTENT = `article, .entry-content, .post-content, .article-content, .post-body, .article-body, .markdown-body, .vp-doc`;

/** Links to a heading beside it, and numbers of lines beside source code. */
const APPENDAGES =
  '.gutter, .lnt, .ln, .lineno, .linenos, .line-numbers-wrapper, .line-numbers-rows, [class*="language-"] > span.lang';

/** Takes away what template engines put into headings; before headings are read. */
export function removeAppendages(page: CheerioAPI): void {
  page(APPENDAGES).remove();
  page('a[href^="#"]').each((_, link) => {
    if (/^[#¶§🔗\u200B\s]*$/u.test(page(link).text())) page(link).remove();
  });
}

/** Headers of articles, with lines of dates and names: their titles are what lists of articles are told by. */
export function removeHeaders(page: CheerioAPI): void {
  page('header').remove();
  page('[class]').each((_, element) => {
    if (HEADER.test(` ${element.attribs.class} `) && !holdsArticle(element)) page(element).remove();
  });
}

const HEADER = /\s(?:post|entry|article|page|site|main|global)?[-_]*header\s/i;

/** Remove the frame from a page; headers within its articles stay. */
export function removeFrame(page: CheerioAPI): void {
  page(FRAME).remove();
  page('header').not('article header, main header').remove();
  page('[class], [id]').each((_, element) => {
    const names = [...(element.attribs.class ?? '').split(/\s+/), element.attribs.id ?? ''];
    if (/^(?:html|body)$/.test(element.name) || !names.some((name) => PARTS.test(name))) return;
    if (!holdsArticle(element)) page(element).remove();
  });
  removeFollowing(page);
  page('p, div, li, span, td').each((_, element) => {
    const text = shortTextOf(element, LONGEST_NEIGHBOUR);
    if (text !== undefined && NEIGHBOUR.test(text) && !holdsArticle(element)) page(element).remove();
  });
}

/** A list that follows an article goes with its heading: with all of its box, or as far as it is links. */
function removeFollowing(page: CheerioAPI): void {
  page('h2, h3, h4, h5, h6, strong, b, p, dt, [class*="title" i]').each((_, element) => {
    const title = shortTextOf(element, LONGEST_HEADING);
    if (title === undefined || !FOLLOWING_HEADING.test(title)) return;
    const heading = page(element);
    const box = heading.parent()[0];
    if (box && !/^(?:body|html)$/.test(box.name) && isFirst(element) && !holdsArticle(box)) {
      // A section of an essay may be called 评论 too.
      const isOutside = heading.closest(CONTENT).length === 0;
      if (isOutside || isLinks(box)) {
        page(box).remove();
        return;
      }
    }
    let following = heading.next()[0];
    if (!following || !isLinks(following)) return;
    while (following && isLinks(following)) {
      const next: HtmlElement | undefined = page(following).next()[0];
      page(following).remove();
      following = next;
    }
    heading.remove();
  });
}

function isLinks(element: HtmlElement): boolean {
  const { length, linked } = measureText(element);
  return linked * 2 >= length;
}

/** Whether nothing with a text stands before an element in its parent. */
function isFirst({ prev }: HtmlElement): boolean {
  for (let before = prev; before; before = before.prev) if (shortTextOf(before, LONGEST_HEADING) !== '') return false;
  return true;
}
