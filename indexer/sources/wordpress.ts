// WordPress's export (WXR): RSS with everything that the site's database holds. Published posts and pages are
// articles; attachments, menus, revisions, drafts and what asks for a password are left out.

import type { RawFields, RawItem } from './item.ts';
import { postText } from './wordpress-content.ts';
import { childRawText, named, rawText, type XmlElement } from './xml-tree.ts';

/** Types of posts that a reader of the site can open as a page. */
const TAKEN_TYPES = new Set(['post', 'page']);

/** WordPress's names for what is not published, in the words of its own administration. */
const STATUSES: Record<string, string> = {
  draft: 'draft',
  'auto-draft': 'draft',
  pending: 'draft (pending review)',
  future: 'scheduled for later',
  private: 'private',
  trash: 'in the trash',
};

/** Of these taxonomies the terms become tags; others are internal (post formats, menus). */
const TAG_DOMAINS = new Set(['category', 'post_tag']);

export const isWordPressExport = (root: XmlElement, channel: XmlElement): boolean =>
  'xmlns:wp' in root.attribs || named(channel, 'wp:wxr_version').length > 0;

/** @param items the elements `item` of the channel */
export function* readWordPress(channel: XmlElement, items: readonly XmlElement[]): Generator<RawItem> {
  const site = childRawText(channel, 'title');
  const names = displayNames(channel);
  for (const [index, item] of items.entries()) {
    const number = index + 1;
    const reason = reasonToLeaveOut(item);
    if (reason !== undefined) yield { kind: 'leftOut', reason, number };
    else yield postRecord(item, site, names, number);
  }
}

function reasonToLeaveOut(item: XmlElement): string | undefined {
  const type = childRawText(item, 'wp:post_type');
  const status = childRawText(item, 'wp:status');
  if (type !== '' && !TAKEN_TYPES.has(type)) return `WordPress ${type.replaceAll('_', ' ')}`;
  if (status !== '' && status !== 'publish') return STATUSES[status] ?? `not published (${status})`;
  if (childRawText(item, 'wp:post_password') !== '') return 'protected by a password';
  return undefined;
}

function postRecord(item: XmlElement, site: string, names: Map<string, string>, number: number): RawItem {
  const text = (name: string) => childRawText(item, name);
  const creator = text('dc:creator');
  const fields: RawFields = {
    guid: text('guid'),
    url: text('link'),
    title: postText(text('title')),
    body: postText(text('content:encoded')),
    date: dateOf(item),
    author: names.get(creator) ?? creator,
    source: site,
    tags: tagsOf(item),
  };
  const excerpt = postText(text('excerpt:encoded'));
  return { kind: 'record', fields, ...(excerpt === '' ? {} : { extra: { excerpt } }), number };
}

/** The GMT one is an instant; posts that never were scheduled have it as zeros. */
function dateOf(item: XmlElement): string | undefined {
  const gmt = childRawText(item, 'wp:post_date_gmt');
  if (/^[1-9]/.test(gmt)) return `${gmt.replace(' ', 'T')}Z`;
  const local = childRawText(item, 'wp:post_date');
  if (/^[1-9]/.test(local)) return local;
  return childRawText(item, 'pubDate') || undefined;
}

function tagsOf(item: XmlElement): string[] {
  return named(item, 'category')
    .filter(({ attribs }) => TAG_DOMAINS.has(attribs.domain ?? 'category') && attribs.nicename !== 'uncategorized')
    .map((tag) => rawText(tag));
}

/** A post names the login of its author; the names that readers see stand once, before the posts. */
function displayNames(channel: XmlElement): Map<string, string> {
  const names = new Map<string, string>();
  for (const author of named(channel, 'wp:author')) {
    const shown = childRawText(author, 'wp:author_display_name');
    if (shown !== '') names.set(childRawText(author, 'wp:author_login'), shown);
  }
  return names;
}
