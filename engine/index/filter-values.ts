// Which texts of an article a reader can filter by and count. A value is what stands in a link, so it is compared as it
// is written: case, width and script count, white space at its ends does not.

import { normalizeStored } from '../analysis/fold.ts';
import type { Article } from '../article.ts';

/** Fields of an article; those of a site's own are `extra.NAME`, or a path such as `extra.shop.city`. */
const OWN_FIELDS = ['source', 'author', 'tags'] as const;

export const EXTRA = 'extra.';

/** What a site can filter by when it says nothing. */
export const DEFAULT_FILTERABLE: readonly string[] = ['source', 'tags'];

/** UTF-16 units of a value: a longer text is prose, and no link carries it. */
export const LONGEST_VALUE = 200;

export const FILTERABLE_RULE = `one of ${OWN_FIELDS.join(', ')}, or a field of the site's own such as ${EXTRA}channel`;

/** Whether articles can be filtered by a field of this name. */
export const isFilterable = (field: string): boolean =>
  (OWN_FIELDS as readonly string[]).includes(field) ||
  (field.startsWith(EXTRA) && field.length > EXTRA.length && field.length <= LONGEST_VALUE);

/**
 * Whether two lists of filterable fields, each sorted, are the same. All documents of an index have the same columns, so
 * with other fields it is another index.
 * @param before absent in an index that was built before there were columns
 */
export const haveSameColumns = (before: readonly string[] | undefined, now: readonly string[]): boolean =>
  before !== undefined && before.join('\n') === now.join('\n');

/** A value as it is filed and asked for: NFC, without white space at its ends, other white space one blank. */
export const filterValue = (text: string): string =>
  normalizeStored(text).replace(/\0/g, '').trim().replace(/\s+/g, ' ');

/**
 * The values of an article in a field, each once. Numbers and booleans are their texts (2017, true); of a list each
 * member counts; objects, null and texts of more than LONGEST_VALUE units are no values.
 * @param tooLong told of each value that is too long
 */
export function filterValues(article: Article, field: string, tooLong?: (value: string) => void): string[] {
  const raw = field.startsWith(EXTRA)
    ? valueAt(article.extra ?? {}, field.slice(EXTRA.length))
    : article[field as (typeof OWN_FIELDS)[number]];
  const values = new Set<string>();
  for (const one of Array.isArray(raw) ? raw : [raw]) {
    if (typeof one !== 'string' && typeof one !== 'number' && typeof one !== 'boolean') continue;
    const value = filterValue(String(one));
    if (value.length > LONGEST_VALUE) tooLong?.(value);
    else if (value !== '') values.add(value);
  }
  return [...values];
}

/** A name itself, else a dotted path into objects. */
function valueAt(extra: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(extra, name)) return extra[name];
  let value: unknown = extra;
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}
