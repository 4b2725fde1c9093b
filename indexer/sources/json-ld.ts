// What a page says of itself as JSON-LD (schema.org): the nodes of all its scripts, those of `@graph` too.
// Sites get their JSON wrong often; what cannot be parsed says nothing.

import type { CheerioAPI } from 'cheerio';
import { isObject } from './fields.ts';

export type LinkedNode = Record<string, unknown>;

/** Nodes of one page, far more than any page has. */
const MOST_NODES = 500;

/** The nodes in their order. */
export function readLinkedData(page: CheerioAPI): LinkedNode[] {
  const nodes: LinkedNode[] = [];
  for (const script of page('script[type="application/ld+json" i]').toArray()) {
    const pending: unknown[] = [parsed(page(script).text())];
    while (pending.length > 0 && nodes.length < MOST_NODES) {
      const value = pending.shift();
      if (Array.isArray(value)) pending.unshift(...value.slice(0, MOST_NODES));
      else if (isObject(value)) {
        nodes.push(value);
        if (value['@graph'] !== undefined) pending.unshift(value['@graph']);
        if (isObject(value.mainEntity)) pending.push(value.mainEntity);
      }
    }
  }
  return nodes;
}

function parsed(text: string): unknown {
  try {
    // Line breaks within strings are the most usual mistake, and white space elsewhere.
    return JSON.parse(text.replace(/[\u0000-\u001f]+/g, ' '));
  } catch {
    return undefined;
  }
}

/** Whether a node is of one of these types; `http://schema.org/Article` is Article. */
export function isOfType(node: LinkedNode, types: ReadonlySet<string>): boolean {
  const own = Array.isArray(node['@type']) ? node['@type'] : [node['@type']];
  return own.some((type) => typeof type === 'string' && types.has(type.replace(/^.*[/#:]/, '')));
}

/** The names in a value that is a text, a thing with a name, a reference to one, or a list of these. */
export function namesOf(value: unknown, nodes: readonly LinkedNode[]): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => {
    if (typeof one === 'string') return one.trim() === '' || /^https?:/i.test(one) ? [] : [one.trim()];
    if (!isObject(one)) return [];
    if (typeof one.name === 'string') return [one.name.trim()];
    const meant = nodes.find((node) => node !== one && node['@id'] === one['@id'] && typeof node.name === 'string');
    return meant && one['@id'] !== undefined ? [String(meant.name).trim()] : [];
  });
}
