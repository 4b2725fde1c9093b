// RSS 2.0 (and its older forms), RSS 1.0 (RDF) and Atom (RFC 4287). Texts of entries are HTML in XML:
// as CDATA, escaped, or as XHTML elements, and all three give the same text.

import { type CheerioAPI, load } from 'cheerio';
import { XMLValidator } from 'fast-xml-parser';
import { htmlToText, textOf } from './html-text.ts';
import type { RawFields, RawItem } from './item.ts';

type Element = ReturnType<ReturnType<CheerioAPI>['children']>[0];

/** Read a `.xml` file. Damage is told, and what comes before it is read. */
export function* readFeed(xml: string): Generator<RawItem> {
  const page = load(xml, { xml: { decodeEntities: true } });
  const root = page.root().children().toArray()[0];
  const entries = root ? entriesOf(page, root) : undefined;
  if (!entries) {
    yield { kind: 'skipped', reason: `neither RSS nor Atom (its root is ${root ? `<${root.name}>` : 'missing'})` };
    return;
  }
  const check = XMLValidator.validate(xml, { allowBooleanAttributes: true });
  if (check !== true) {
    yield {
      kind: 'warning',
      message: `line ${check.err.line}: not well-formed XML (${check.err.msg}); read as far as it makes sense`,
    };
  }
  const channel = root.children.find((node): node is Element => 'name' in node && node.name === 'channel') ?? root;
  const site = childText(page, channel, 'title');
  for (const [index, entry] of entries.entries()) {
    const fields = entryFields(page, entry);
    if (!fields.source && site) fields.source = site;
    yield { kind: 'record', fields, number: index + 1 };
  }
}

function entriesOf(page: CheerioAPI, root: Element): Element[] | undefined {
  const name = root.name.replace(/^.*:/, '').toLowerCase();
  if (name === 'feed') return named(page, root, 'entry');
  if (name !== 'rss' && name !== 'rdf') return undefined;
  // RSS 2.0 keeps its items in the channel, RSS 1.0 beside it.
  return [
    ...named(page, root, 'channel').flatMap((channel) => named(page, channel, 'item')),
    ...named(page, root, 'item'),
  ];
}

function entryFields(page: CheerioAPI, entry: Element): RawFields {
  const text = (...names: string[]) => firstOf(names, (name) => childText(page, entry, name));
  const guid = text('guid', 'id') ?? entry.attribs['rdf:about'];
  return {
    guid,
    url: linkOf(page, entry) ?? (guid && /^https?:\/\//i.test(guid) ? guid : undefined),
    title: text('title'),
    body: text('content:encoded', 'content', 'description', 'summary'),
    date: text('pubDate', 'published', 'dc:date', 'updated', 'date'),
    author: text('dc:creator') ?? authorOf(page, entry),
    source: sourceOf(page, entry),
    tags: [...named(page, entry, 'category'), ...named(page, entry, 'dc:subject')].map(
      (tag) => tag.attribs.label ?? tag.attribs.term ?? page(tag).text(),
    ),
  };
}

/** Atom's link is an attribute of the alternate one, RSS's is text. */
function linkOf(page: CheerioAPI, entry: Element): string | undefined {
  for (const link of named(page, entry, 'link')) {
    const url = link.attribs.href ?? page(link).text();
    if ((link.attribs.rel ?? 'alternate') === 'alternate' && url.trim() !== '') return url.trim();
  }
  return undefined;
}

/** Atom: names of people. RSS 2.0: `mail@example.org (Name)`. */
function authorOf(page: CheerioAPI, entry: Element): string | undefined {
  const names = named(page, entry, 'author').map((author) => {
    const name = childText(page, author, 'name') ?? page(author).text();
    return (/^[^\s@]+@[^\s(]+\s*\(([^()]+)\)$/.exec(name.trim())?.[1] ?? name).trim();
  });
  return names.filter((name) => name !== '').join('、') || undefined;
}

/** Where an entry was taken from: Atom names it with a title, RSS 2.0 with text. */
function sourceOf(page: CheerioAPI, entry: Element): string | undefined {
  const source = named(page, entry, 'source')[0];
  return source && (childText(page, source, 'title') ?? (page(source).text().trim() || undefined));
}

/** The plain text of the first child of that name that says something. */
function childText(page: CheerioAPI, parent: Element, name: string): string | undefined {
  for (const child of named(page, parent, name)) {
    const text = plainText(page, child, parent.name === 'entry');
    if (text !== '') return text;
  }
  return undefined;
}

function plainText(page: CheerioAPI, element: Element, atom: boolean): string {
  if (page(element).children().length > 0) return textOf(element.children);
  const text = page(element).text();
  // RFC 4287, section 3.1.1: without a type, or as "text", angle brackets are meant as such.
  const plain = atom && !/html/i.test(element.attribs.type ?? 'text');
  return plain ? text.trim() : htmlToText(text);
}

const named = (page: CheerioAPI, parent: Element, name: string): Element[] =>
  page(parent)
    .children()
    .toArray()
    .filter((child) => child.name === name);

function firstOf(names: readonly string[], read: (name: string) => string | undefined): string | undefined {
  for (const name of names) {
    const value = read(name);
    if (value !== undefined) return value;
  }
  return undefined;
}
