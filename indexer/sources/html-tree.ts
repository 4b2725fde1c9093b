// Walks through parsed HTML that take as long as it is large, however deep or wide it is: looking for elements
// inside an element with a selector takes the square of its children.

import type { CheerioAPI } from 'cheerio';

export type HtmlNode = ReturnType<CheerioAPI['root']>[0]['children'][number];
export type HtmlElement = ReturnType<ReturnType<CheerioAPI>['children']>[0];

const isElement = (node: HtmlNode): node is HtmlElement => 'attribs' in node;

/** All elements inside of one, itself first, in their order. */
export function* elementsIn(element: HtmlElement): Generator<HtmlElement> {
  const pending: HtmlElement[] = [element];
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield next;
    for (let i = next.children.length - 1; i >= 0; i--) {
      const child = next.children[i];
      if (isElement(child)) pending.push(child);
    }
  }
}

/** UTF-16 units of the text in an element, and of that inside of links; white space at the ends of its pieces not counted. */
export function measureText(element: HtmlElement): { length: number; linked: number } {
  const measured = { length: 0, linked: 0 };
  const pending: { node: HtmlNode; inLink: boolean }[] = [{ node: element, inLink: false }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, inLink } = next;
    if (node.type === 'text') {
      const { length } = node.data.trim();
      measured.length += length;
      if (inLink) measured.linked += length;
    } else if (isElement(node)) {
      for (const child of node.children) pending.push({ node: child, inLink: inLink || node.name === 'a' });
    }
  }
  return measured;
}

/** How deep elements nest below these nodes. */
export function depthOf(nodes: readonly HtmlNode[]): number {
  let deepest = 0;
  const pending = nodes.map((node) => ({ node, depth: 1 }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, depth } = next;
    deepest = Math.max(deepest, depth);
    if ('children' in node) for (const child of node.children) pending.push({ node: child, depth: depth + 1 });
  }
  return deepest;
}

/** The text of an element on one line, or undefined when it has more than so many UTF-16 units, white space included. */
export function shortTextOf(element: HtmlNode, longest: number): string | undefined {
  let text = '';
  const pending: HtmlNode[] = [element];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'text') text += node.data;
    else if ('children' in node) for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]);
    if (text.length > longest || pending.length > longest) return undefined;
  }
  return text.replace(/\s+/g, ' ').trim();
}
