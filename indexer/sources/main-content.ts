// The text of a page's article. Where a template marks it, the mark is believed; where it does not, it is found as the
// reader mode of Firefox finds it; and where that finds hardly anything, it is what is left of the page without its frame.

import { createRequire } from 'node:module';
import type { CheerioAPI } from 'cheerio';
import { htmlToText, textOf } from './html-text.ts';
import { elementsIn, type HtmlElement, measureText } from './html-tree.ts';

/** Marks of content and nothing else, the surest first: of sites, of microdata, of the usual templates and editors. */
const MARKS = [
  '[data-pagefind-body]',
  '[itemprop="articleBody"]',
  '.e-content, .entry-content, .post-content, .article-content, .article-entry, .post-body, .article-body, .markdown-body',
  '.vp-doc, .theme-doc-markdown, .td-content, .rich_media_content, .TRS_Editor, #UCAP-CONTENT, #artibody, #zoom',
  'article',
];
/** What holds the content, and may hold more. */
const REGIONS = ['main', '[role="main"]', 'body'];

/** Elements; a page beyond that would take the reader mode seconds. */
const LARGEST_PAGE = 6_000;
/** The reader mode's find must have this share of the text outside of links; else it lost the article. */
const LEAST_SHARE = 0.3;

/** @param page without its frame */
export function mainText(page: CheerioAPI): string {
  for (const selector of MARKS) {
    // Teasers of other articles are articles too, but shorter.
    const { text } = longestOf(page, selector);
    if (text !== '') return text;
  }
  for (const selector of REGIONS) {
    const { element, text } = longestOf(page, selector);
    if (element) return textOfRegion(page, element, text);
  }
  return '';
}

function longestOf(page: CheerioAPI, selector: string): { element?: HtmlElement; text: string } {
  let longest: { element?: HtmlElement; text: string } = { text: '' };
  for (const element of page(selector).toArray()) {
    if (!('attribs' in element)) continue;
    const text = textOf([element]);
    if (text.length > longest.text.length) longest = { element, text };
  }
  return longest;
}

function textOfRegion(page: CheerioAPI, region: HtmlElement, text: string): string {
  const { linked } = measureText(region);
  const found = readerText(page, region);
  return found !== '' && found.length >= LEAST_SHARE * (text.length - linked) ? found : text;
}

const require = createRequire(import.meta.url);

/** Loaded for the first page that needs them: most templates mark their content. */
function loadReader() {
  const { parseHTML } = require('linkedom') as typeof import('linkedom');
  const { Readability } = require('@mozilla/readability') as typeof import('@mozilla/readability');
  return { parseHTML, Readability };
}

/** What the reader mode finds, '' if nothing. */
function readerText(page: CheerioAPI, region: HtmlElement): string {
  if ([...elementsIn(region)].length > LARGEST_PAGE) return '';
  const { parseHTML, Readability } = loadReader();
  const body = region.name === 'body' ? page.html(region) : `<body>${page.html(region)}</body>`;
  try {
    const { document } = parseHTML(`<!doctype html><html><head></head>${body}</html>`);
    // A Chinese notice says everything in a quarter of the characters that the default expects of an article.
    const found = new Readability(document, { charThreshold: 120, disableJSONLD: true }).parse();
    return found?.content ? htmlToText(found.content) : '';
  } catch {
    // It fails on some pages that are hardly HTML: they have no article to find.
    return '';
  }
}
