// The title of a page without the site's name, which nearly every `<title>` ends with.

import type { CheerioAPI } from 'cheerio';

const SEPARATOR = String.raw`\s*(?:[|｜_·•»«:：—–]|-+|\s/\s)\s*`;

/** @param sites names that the site calls itself by */
export function withoutSiteName(title: string, sites: readonly string[]): string {
  for (const site of sites) {
    if (site === '' || site === title) continue;
    const name = site.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
    const rest = title
      .replace(new RegExp(`${SEPARATOR}${name}$`, 'i'), '')
      .replace(new RegExp(`^${name}${SEPARATOR}`, 'i'), '');
    if (rest !== '' && rest !== title) return withoutSiteName(rest, sites);
  }
  return title;
}

/** The heading of the article; the site's own heading, which ends the title of the head, is none. */
export function headlineOf(page: CheerioAPI, headTitle: string, sites: readonly string[]): string {
  const isSites = (text: string) => sites.includes(text) || endsWithPart(headTitle, text);
  for (const selector of ['article h1', 'main h1']) {
    const text = oneLine(page(selector).first().text());
    if (text !== '' && !isSites(text)) return text;
  }
  const texts = page('h1')
    .toArray()
    .map((heading) => oneLine(page(heading).text()));
  return texts.find((text) => text !== '' && !isSites(text)) ?? '';
}

/**
 * The beginning of the head's title that stands on the page as a line of its own, up to one of its separators:
 * 标题 of 标题_民生_某某网, whatever element the page has it in.
 * @param lines of the whole page
 */
export function beginningInLines(headTitle: string, lines: ReadonlySet<string>): string {
  const ends = [...headTitle.matchAll(new RegExp(SEPARATOR, 'g'))].map(({ index }) => index).reverse();
  return ends.map((end) => headTitle.slice(0, end)).find((beginning) => lines.has(beginning)) ?? '';
}

const endsWithPart = (title: string, text: string): boolean =>
  title !== text && title.endsWith(text) && new RegExp(`${SEPARATOR}$`).test(title.slice(0, -text.length));

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
