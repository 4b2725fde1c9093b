// The names of an article's fields and the map from a site's own names to them.
// A record's value is used once: what the map or our names do not take is left over for `extra`.

import type { RawFields } from './item.ts';

export const FIELD_NAMES = ['id', 'url', 'title', 'body', 'date', 'source', 'author', 'tags'] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** Our field <- the record's name for it. A dotted name is a path into a JSON object. */
export type FieldMap = Partial<Record<FieldName, string>>;

export const isFieldName = (name: string): name is FieldName => (FIELD_NAMES as readonly string[]).includes(name);

// Names that other systems use, only for the advice in messages: nothing is mapped without being told.
const USUAL_NAMES: Partial<Record<FieldName, readonly string[]>> = {
  body: ['body', 'text', 'content', 'content_text', 'content_html', 'article', 'description', '正文', '内容', '內容'],
  title: ['title', 'headline', 'name', 'subject', '标题', '標題', '题目'],
};

/** Of the names found, the one that most likely holds the field, or undefined. */
export function likelyName(field: 'title' | 'body', found: readonly string[]): string | undefined {
  for (const usual of USUAL_NAMES[field] ?? []) {
    const hit = found.find((name) => name.trim().toLowerCase() === usual);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

/** The way out when a field is missing, such as `use --map body=text`. */
export function mapAdvice(field: 'title' | 'body', found: readonly string[]): string {
  return `use --map ${field}=${likelyName(field, found) ?? 'NAME'}`;
}

/**
 * Sort a record's values into our fields and the rest.
 * @param record an object from a file; never changed
 * @param map our field <- its name, tried as a name first and as a dotted path then
 */
export function takeFields(
  record: Record<string, unknown>,
  map: FieldMap = {},
): { fields: RawFields; extra: Record<string, unknown> } {
  const fields: RawFields = {};
  const rest = new Map(Object.entries(record));
  for (const field of FIELD_NAMES) {
    const name = map[field] ?? field;
    const value = valueAt(record, name);
    if (value === undefined) continue;
    fields[field] = value;
    remove(rest, name);
  }
  if (rest.has('guid')) {
    fields.guid = rest.get('guid');
    rest.delete('guid');
  }
  // An article that Xunwen itself wrote out carries its leftovers under `extra`.
  const own = rest.get('extra');
  if (isObject(own)) {
    rest.delete('extra');
    for (const [name, value] of Object.entries(own)) if (!rest.has(name)) rest.set(name, value);
  }
  // fromEntries defines properties: a key `__proto__` stays a key.
  return { fields, extra: Object.fromEntries(rest) };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(record: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name];
  if (!name.includes('.')) return undefined;
  let value: unknown = record;
  for (const step of name.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** Take a name or path out; nested objects belong to the record and are copied. */
function remove(rest: Map<string, unknown>, name: string): void {
  if (rest.delete(name)) return;
  const dot = name.indexOf('.');
  const head = name.slice(0, Math.max(dot, 0));
  const inner = rest.get(head);
  if (dot < 0 || !isObject(inner)) return;
  const left = new Map(Object.entries(inner));
  remove(left, name.slice(dot + 1));
  if (left.size === 0) rest.delete(head);
  else rest.set(head, Object.fromEntries(left));
}
