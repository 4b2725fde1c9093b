// One article of an answer: title, snippets, and the line of where it comes from. Only http(s) addresses become links.

import type { Hit, Snippet } from './api.generated.ts';
import { element } from './dom.ts';
import { nodesOf, piecesOf } from './marks.ts';
import type { Strings } from './strings.ts';

/** UTF-16 units; the page asks for no other length than that of /search. */
const SNIPPET_LENGTH = 120;

/**
 * A list item. `data-stop` is on what the arrow keys go to: the link, or the article without one.
 * @param uncollapsed address of the same question with all articles that are nearly the same
 */
export function hitItem(hit: Hit, uncollapsed: string, words: Strings): HTMLElement {
  const link = linkOf(hit.url);
  const title =
    hit.title === ''
      ? [element('span', { class: 'untitled', lang: words.tag }, words.untitled)]
      : nodesOf(piecesOf(hit.titleHtml));
  const heading = link
    ? element('h2', {}, element('a', { href: link, 'data-stop': '' }, ...title))
    : element('h2', {}, ...title);
  const stop: Record<string, string> = link ? {} : { tabindex: '-1', 'data-stop': '' };
  return element(
    'li',
    {},
    element(
      'article',
      { lang: 'zh', ...stop },
      heading,
      hit.snippets.length === 0 ? null : element('p', { class: 'snippets' }, ...snippetNodes(hit.snippets)),
      originOf(hit, words),
      hit.duplicates > 0 ? duplicatesOf(hit.duplicates, uncollapsed, words) : null,
    ),
  );
}

/** Snippets with an ellipsis wherever text of the article is left out before, between and after them. */
function snippetNodes(snippets: Snippet[]): Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const snippet of snippets) {
    if (snippet.offset > end) nodes.push(document.createTextNode(end === 0 ? '…' : ' … '));
    nodes.push(...nodesOf(piecesOf(snippet.html)));
    end = snippet.offset + snippet.text.length;
  }
  // The answer does not say where the body ends. A snippet that could have been longer most likely ends with it,
  // and after a whole sentence nothing seems to be missing.
  const last = snippets.at(-1)?.text ?? '';
  const isCut = last.length >= 0.8 * SNIPPET_LENGTH && !/[。！？!?.…][”」』"’）)]*\s*$/u.test(last);
  if (isCut) nodes.push(document.createTextNode('…'));
  return nodes;
}

const duplicatesOf = (count: number, uncollapsed: string, words: Strings): HTMLElement =>
  element(
    'p',
    { class: 'origin', lang: words.tag },
    element('span', {}, words.duplicates(count)),
    element('a', { href: uncollapsed }, words.showDuplicates),
  );

function originOf(hit: Hit, words: Strings): HTMLElement | null {
  const parts: HTMLElement[] = [];
  if (hit.pinned) parts.push(element('span', { lang: words.tag }, words.pinned));
  if (hit.source) parts.push(element('span', {}, hit.source));
  if (hit.date) parts.push(element('time', { datetime: hit.date, lang: words.tag }, words.date(hit.date)));
  if (hit.author) parts.push(element('span', {}, hit.author));
  return parts.length === 0 ? null : element('p', { class: 'origin' }, ...parts);
}

/** The address as a link may carry it, or null: `javascript:` and the like are not links. */
export function linkOf(url: string | null): string | null {
  if (!url || !URL.canParse(url, document.baseURI)) return null;
  const { protocol, href } = new URL(url, document.baseURI);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}
