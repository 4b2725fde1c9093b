// A web page as an article: the facts that it states about itself, and its main text without the page's frame.
// The one reader of `.html`, whether the file was saved by hand or is one of ten thousand of a site's output folder.

import { type CheerioAPI, load } from 'cheerio';
import { type Byline, readByline } from './byline.ts';
import type { FieldMap } from './fields.ts';
import { textOf } from './html-text.ts';
import { depthOf } from './html-tree.ts';
import type { RawFields, RawItem } from './item.ts';
import { mainText } from './main-content.ts';
import { addressOf, isCopy, type PagePlace, webAddress } from './page-address.ts';
import { type PageFacts, readFacts } from './page-facts.ts';
import { removeAppendages, removeFrame, removeHeaders } from './page-frame.ts';
import { reasonInContent, reasonInHead } from './page-kind.ts';
import { oneLine } from './page-title.ts';

/** Deeper nests than browsers show (512), and than looking at all of them takes a moment. */
const DEEPEST_PAGE = 512;

/** The charset that the page's first bytes declare (HTML Standard, 13.2.3.2), or undefined. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return (
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:-]+)/i.exec(head)?.[1]
  );
}

/** Read a `.html` file. ArticleTitle, PubDate and ContentSource are what Chinese government sites must state. */
export function* readHtml(html: string, _map?: FieldMap, place: PagePlace = { relative: '' }): Generator<RawItem> {
  const page = load(html);
  if (depthOf(page.root().toArray()) > DEEPEST_PAGE) {
    yield { kind: 'skipped', reason: `elements nest over ${DEEPEST_PAGE} deep; is that a page?` };
    return;
  }
  const own = addressOf(place);
  removeAppendages(page);
  const lines = textOf(page('body').toArray()).split('\n');
  const facts = readFacts(page, lines);
  const url = webAddress(facts.canonical, own);
  const reason = /^---\r?\n/.test(html)
    ? 'template of a page'
    : (reasonInHead(page, place) ?? (url !== undefined && isCopy(url, place) ? 'copy of another page' : undefined));
  if (reason !== undefined) {
    yield { kind: 'leftOut', reason };
    return;
  }
  removeTitle(page, facts.title);
  removeFrame(page);
  const unwanted = reasonInContent(page, facts, place, url ?? own);
  if (unwanted !== undefined) {
    yield { kind: 'leftOut', reason: unwanted };
    return;
  }
  removeHeaders(page);
  const body = withoutOwnLines(mainText(page), facts.title);
  if (body === '' && SCRIPT_REDIRECT.test(html)) {
    yield { kind: 'leftOut', reason: 'redirect' };
    return;
  }
  const { description, lang } = facts;
  const extra = { ...(description && body ? { description } : {}), ...(lang ? { lang } : {}) };
  yield { kind: 'record', fields: fieldsOf(facts, bylineOf(lines), url ?? own, body), extra };
}

function fieldsOf(facts: PageFacts, byline: Byline, url: string | undefined, body: string): RawFields {
  return {
    title: facts.title,
    url,
    date: facts.date ?? byline.date,
    author: facts.author ?? byline.author,
    source: facts.source ?? byline.source ?? facts.site,
    tags: facts.tags,
    body,
  };
}

/** The title is a field of its own: its heading is not body text. */
function removeTitle(page: CheerioAPI, title: string | undefined): void {
  page('h1').each((_, heading) => {
    if (title !== undefined && oneLine(page(heading).text()) === title) page(heading).remove();
  });
}

/** What the line under the headline says, wherever a template puts it. */
function bylineOf(lines: readonly string[]): Byline {
  const byline: Byline = {};
  for (const line of lines) Object.assign(byline, { ...readByline(line), ...byline });
  return byline;
}

/** Lines at either end of an article that may be about it. */
const FIRST_LINES = 4;
const LAST_LINES = 3;

/** Without the title and the lines that say who wrote it: they are fields of their own. */
function withoutOwnLines(text: string, title: string | undefined): string {
  const lines = text.split('\n');
  const isEnd = (at: number) => at < FIRST_LINES || at >= lines.length - LAST_LINES;
  return lines.filter((line, at) => !((at === 0 && line === title) || (isEnd(at) && readByline(line)))).join('\n');
}

/** A page that only sends browsers elsewhere, the old way. */
const SCRIPT_REDIRECT = /\blocation(?:\.href)?\s*=|\blocation\.(?:replace|assign)\(/;
