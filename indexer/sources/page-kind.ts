// Which pages of a site are no articles: errors, redirects, what asks not to be indexed, search pages, and lists of
// other pages. A page that says that it is an article is one; without a word, only plain signs make it a list.

import type { CheerioAPI } from 'cheerio';
import { isBlock } from './html-text.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { leadsToOtherPage, type PagePlace } from './page-address.ts';
import type { PageFacts } from './page-facts.ts';

/** Why the head, or the path, says that a page is no article; undefined when they do not. @param page as parsed */
export function reasonInHead(page: CheerioAPI, place: PagePlace): string | undefined {
  const path = place.relative.toLowerCase();
  if (isErrorPage(place) || page('body.error404').length > 0) return 'error page';
  if (
    page('meta[http-equiv="refresh" i]')
      .toArray()
      .some(({ attribs }) => /url\s*=/i.test(attribs.content ?? ''))
  ) {
    return 'redirect';
  }
  const robots = page('meta[name="robots" i], meta[name="googlebot" i]').toArray();
  if (robots.some(({ attribs }) => /\b(?:noindex|none)\b/i.test(attribs.content ?? ''))) return 'noindex page';
  if (
    /(?:^|\/)(?:google[0-9a-f]{8,}|baidu_verify_[\w-]+|yandex_[0-9a-f]+|sogousiteverification|bdsitemap)\.html?$/.test(
      path,
    )
  ) {
    return 'proof of ownership';
  }
  return undefined;
}

/** 404.html of a site, or of one of its languages; not the one between 403.html and 405.html of numbered articles. */
function isErrorPage({ relative, has }: PagePlace): boolean {
  const [, number] = /^(?:[a-z]{2}(?:-[a-z]+)?\/)?(404|500|50x)(?:\/index)?\.html?$/i.exec(relative) ?? [];
  if (number === undefined) return false;
  const neighbours = [Number(number) - 1, Number(number) + 1].map((other) => relative.replace(number, String(other)));
  return !(has && neighbours.every((neighbour) => has(neighbour)));
}

/** Folders and files in which generators put lists. */
const LIST_PATH =
  /(?:^|\/)(?:page\/\d+|(?:tags?|categor(?:y|ies)|archives?|authors?|topics?|series|search)(?:\/.*)?)\/index\.html?$|(?:^|\/)(?:tags?|categories|archives?|search|sitemap)\.html?$|^index\.html?$/i;
const SEARCH_PATH = /(?:^|\/)search(?:\/index)?\.html?$/i;

/** Why a page is none, by what stands on it. @param page without its frame */
export function reasonInContent(
  page: CheerioAPI,
  facts: PageFacts,
  place: PagePlace,
  own: string | undefined,
): string | undefined {
  if (facts.declared === 'article') return undefined;
  if (facts.declared === 'list') return LIST;
  if (SEARCH_PATH.test(place.relative)) return 'search page';
  const { linked, links, teasers, other } = measure(page, (href) => leadsToOtherPage(href, own, place));
  if ((links >= 3 || teasers >= 2) && other * 2 < linked) return LIST;
  return links >= 1 && LIST_PATH.test(place.relative) && other < linked ? LIST : undefined;
}

const LIST = 'list of other pages';

/** UTF-16 units of text that lead to other pages of the site, and of all other text. */
interface Measured {
  linked: number;
  links: number;
  teasers: number;
  other: number;
}

/** A line with this share of its text in a link is a line about the page that it leads to: a title with its date. */
const LINE_SHARE = 0.4;

function measure(page: CheerioAPI, leadsAway: (href: string) => boolean): Measured {
  const links = page('a[href]')
    .toArray()
    .filter((link) => leadsAway(link.attribs.href ?? ''));
  const away = new Set<HtmlNode>(links);
  const teasers = teasersOf(page, links);
  const measured: Measured = { linked: 0, links: links.length, teasers: teasers.size, other: 0 };
  let line = { length: 0, linked: 0 };
  const endLine = () => {
    if (line.linked >= LINE_SHARE * line.length) measured.linked += line.length;
    else measured.other += line.length;
    line = { length: 0, linked: 0 };
  };
  const region = page('main, [role="main"]').first();
  const root = region.length > 0 ? region[0] : page('body')[0];
  const pending: { node: HtmlNode; inLink: boolean; end?: true }[] = root ? [{ node: root, inLink: false }] : [];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, inLink, end } = next;
    if (end) endLine();
    else if (node.type === 'text') {
      const { length } = node.data.trim();
      line.length += length;
      if (inLink) line.linked += length;
    } else if ('children' in node) {
      const block = 'name' in node && isBlock(node.name);
      if (block) {
        endLine();
        pending.push({ node, inLink, end: true });
      }
      const within = inLink || away.has(node) || teasers.has(node);
      for (let i = node.children.length - 1; i >= 0; i--) pending.push({ node: node.children[i], inLink: within });
    }
  }
  endLine();
  return measured;
}

/**
 * What tells of another page: the box around a heading that is a link, up to the next such heading, and the box that a
 * link without a text of its own is laid over.
 */
function teasersOf(page: CheerioAPI, links: readonly HtmlElement[]): Set<HtmlNode> {
  const titles: HtmlElement[] = [];
  const boxes = new Set<HtmlNode>();
  for (const link of links) {
    const text = page(link).text().trim();
    const heading = page(link).closest('h1, h2, h3, h4, [class*="title" i]');
    if (text === '' && link.attribs['aria-label'] !== undefined)
      boxes.add(page(link).closest('article, li, div')[0] ?? link);
    else if (heading.length > 0 && heading.text().trim() === text) titles.push(link);
  }
  const inside = new Map<HtmlNode, number>();
  for (const title of titles) {
    for (const ancestor of page(title).parents().toArray()) inside.set(ancestor, (inside.get(ancestor) ?? 0) + 1);
  }
  for (const title of titles) {
    const around = page(title).parents().toArray();
    const end = around.findIndex((node) => inside.get(node) !== 1 || /^(?:main|body|html)$/.test(node.name));
    const box = around[(end < 0 ? around.length : end) - 1];
    if (box) boxes.add(box);
  }
  return boxes;
}
