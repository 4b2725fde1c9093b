// Looking around in a parsed XML document: children by name, and their texts.

import { type CheerioAPI, load } from 'cheerio';

export type XmlElement = ReturnType<ReturnType<CheerioAPI>['children']>[0];

/** Parse XML, forgiving: what is not well-formed is made sense of. @returns the root element, or undefined */
export function parseXml(xml: string): XmlElement | undefined {
  return load(xml, { xml: { decodeEntities: true } })
    .root()
    .children()
    .toArray()[0];
}

/** The children with a name, as it is written with its prefix. */
export function named(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => 'name' in child && child.name === name);
}

/** All text inside an element, CDATA too, as it stands. */
export function rawText(element: XmlElement): string {
  let text = '';
  const pending = [...element.children].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'text') text += node.data;
    else if ('children' in node) for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]);
  }
  return text;
}

/** The trimmed text of the first child of that name, '' if there is none. */
export function childRawText(parent: XmlElement, name: string): string {
  const [child] = named(parent, name);
  return child ? rawText(child).trim() : '';
}
