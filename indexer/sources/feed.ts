// RSS 2.0 (and its older forms), RSS 1.0 (RDF) and Atom (RFC 4287). Texts of entries are HTML in XML:
// as CDATA, escaped, or as XHTML elements, and all three give the same text.

import { XMLValidator } from 'fast-xml-parser';
import { htmlToText, textOf } from './html-text.ts';
import type { RawFields, RawItem } from './item.ts';
import { isWordPressExport, readWordPress } from './wordpress.ts';
import { named, parseXml, rawText, type XmlElement } from './xml-tree.ts';

/** Read a `.xml` file. Damage is told, and what comes before it is read. */
export function* readFeed(xml: string): Generator<RawItem> {
  const root = parseXml(xml);
  const entries = root ? entriesOf(root) : undefined;
  if (!root || !entries) {
    if (root && /^(?:urlset|sitemapindex)$/.test(root.name)) yield { kind: 'leftOut', reason: 'site map' };
    else yield { kind: 'skipped', reason: `neither RSS nor Atom (its root is ${root ? `<${root.name}>` : 'missing'})` };
    return;
  }
  const check = XMLValidator.validate(xml, { allowBooleanAttributes: true });
  if (check !== true) {
    yield {
      kind: 'warning',
      message: `line ${check.err.line}: not well-formed XML (${check.err.msg}); read as far as it makes sense`,
    };
  }
  const channel = named(root, 'channel')[0] ?? root;
  if (isWordPressExport(root, channel)) {
    yield* readWordPress(channel, entries);
    return;
  }
  const site = childText(channel, 'title');
  for (const [index, entry] of entries.entries()) {
    const fields = entryFields(entry);
    if (!fields.source && site) fields.source = site;
    yield { kind: 'record', fields, number: index + 1 };
  }
}

function entriesOf(root: XmlElement): XmlElement[] | undefined {
  const name = root.name.replace(/^.*:/, '').toLowerCase();
  if (name === 'feed') return named(root, 'entry');
  if (name !== 'rss' && name !== 'rdf') return undefined;
  // RSS 2.0 keeps its items in the channel, RSS 1.0 beside it.
  return [...named(root, 'channel').flatMap((channel) => named(channel, 'item')), ...named(root, 'item')];
}

function entryFields(entry: XmlElement): RawFields {
  const text = (...names: string[]) => firstOf(names, (name) => childText(entry, name));
  const guid = text('guid', 'id') ?? entry.attribs['rdf:about'];
  return {
    guid,
    url: linkOf(entry) ?? (guid && /^https?:\/\//i.test(guid) ? guid : undefined),
    title: text('title'),
    body: text('content:encoded', 'content', 'description', 'summary'),
    date: text('pubDate', 'published', 'dc:date', 'updated', 'date'),
    author: text('dc:creator') ?? authorOf(entry),
    source: sourceOf(entry),
    tags: [...named(entry, 'category'), ...named(entry, 'dc:subject')].map(
      (tag) => tag.attribs.label ?? tag.attribs.term ?? rawText(tag),
    ),
  };
}

/** Atom's link is an attribute of the alternate one, RSS's is text. */
function linkOf(entry: XmlElement): string | undefined {
  for (const link of named(entry, 'link')) {
    const url = link.attribs.href ?? rawText(link);
    if ((link.attribs.rel ?? 'alternate') === 'alternate' && url.trim() !== '') return url.trim();
  }
  return undefined;
}

/** Atom: names of people. RSS 2.0: `mail@example.org (Name)`. */
function authorOf(entry: XmlElement): string | undefined {
  const names = named(entry, 'author').map((author) => {
    const name = childText(author, 'name') ?? rawText(author);
    return (/^[^\s@]+@[^\s(]+\s*\(([^()]+)\)$/.exec(name.trim())?.[1] ?? name).trim();
  });
  return names.filter((name) => name !== '').join('、') || undefined;
}

/** Where an entry was taken from: Atom names it with a title, RSS 2.0 with text. */
function sourceOf(entry: XmlElement): string | undefined {
  const source = named(entry, 'source')[0];
  return source && (childText(source, 'title') ?? (rawText(source).trim() || undefined));
}

/** The plain text of the first child of that name that says something. */
function childText(parent: XmlElement, name: string): string | undefined {
  for (const child of named(parent, name)) {
    const text = plainText(child, parent.name === 'entry');
    if (text !== '') return text;
  }
  return undefined;
}

function plainText(element: XmlElement, atom: boolean): string {
  if (element.children.some((child) => 'name' in child)) return textOf(element.children);
  const text = rawText(element);
  // RFC 4287, section 3.1.1: without a type, or as "text", angle brackets are meant as such.
  const plain = atom && !/html/i.test(element.attribs.type ?? 'text');
  return plain ? text.trim() : htmlToText(text);
}

function firstOf(names: readonly string[], read: (name: string) => string | undefined): string | undefined {
  for (const name of names) {
    const value = read(name);
    if (value !== undefined) return value;
  }
  return undefined;
}
