// From a record's raw values to an article, or to the reason why it is none.
// Every limit and type of an article is checked here and nowhere else, whatever the format was.

import type { Article } from '../../engine/article.ts';
import { parseDate } from './dates.ts';
import type { RawFields } from './item.ts';
import { tidyBody, tidyLine } from './tidy.ts';

/** Bytes of UTF-8. */
const LONGEST_ID = 512;
const SHOWN = 60;

export interface RecordContext {
  /** Used when the record has neither id nor guid nor url. */
  fallbackId: string;
  timeZone: string;
  /** The way out when title and body are missing. */
  advice?: string;
}

export type RecordResult = { article: Article; warnings: string[] } | { reason: string };

/**
 * Make an article of raw values.
 * @returns the article with warnings, or a reason that names the field and the value; neither names the file
 */
export function toArticle(fields: RawFields, extra: Record<string, unknown>, context: RecordContext): RecordResult {
  const texts: Record<string, string> = {};
  for (const name of ['id', 'guid', 'url', 'title', 'body', 'source', 'author'] as const) {
    const text = textOf(name, fields[name]);
    if ('reason' in text) return text;
    texts[name] = name === 'body' ? tidyBody(text.text) : tidyLine(text.text);
  }
  const tags = tagsOf(fields.tags);
  if ('reason' in tags) return tags;
  if (texts.title === '' && texts.body === '') {
    return { reason: `neither title nor body${context.advice ? ` ${context.advice}` : ''}` };
  }
  if (!isJson(extra)) return { reason: `the fields ${Object.keys(extra).join(', ')} nest too deeply to be stored` };
  const warnings: string[] = [];
  // A page shows the url as a link: what would run as a script there is not one.
  if (/^\s*(?:javascript|data|vbscript):/i.test(texts.url)) {
    warnings.push(`url ${shown(texts.url)} is not a link and is left out`);
    texts.url = '';
  }
  const id = texts.id || texts.guid || texts.url || tidyLine(context.fallbackId);
  const idBytes = Buffer.byteLength(id);
  if (idBytes > LONGEST_ID) {
    return { reason: `id ${shown(id)} has ${idBytes} bytes, at most ${LONGEST_ID} are allowed; give a shorter "id"` };
  }
  const article: Article = { id, title: texts.title, body: texts.body };
  if (texts.url) article.url = texts.url;
  if (fields.date !== undefined && fields.date !== null && fields.date !== '') {
    const date = parseDate(fields.date, context.timeZone);
    if (date) article.date = date;
    else warnings.push(`date ${shown(fields.date)} cannot be read; the article is undated`);
  }
  if (texts.source) article.source = texts.source;
  if (texts.author) article.author = texts.author;
  if (tags.tags.length > 0) article.tags = tags.tags;
  if (Object.keys(extra).length > 0) article.extra = extra;
  return { article, warnings };
}

// JSON.parse reads deeper nestings than JSON.stringify writes.
function isJson(extra: Record<string, unknown>): boolean {
  try {
    return JSON.stringify(extra) !== undefined;
  } catch {
    return false;
  }
}

type TextResult = { text: string } | { reason: string };

function textOf(name: string, value: unknown): TextResult {
  if (value === undefined || value === null) return { text: '' };
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'number' && Number.isFinite(value)) {
    // 12345678901234567 and its neighbours are one number in JavaScript: they would replace each other.
    if (name === 'id' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
      return { reason: `id ${value} is too long for a number; write it as a string` };
    }
    return { text: String(value) };
  }
  if ((name === 'author' || name === 'source') && Array.isArray(value) && value.every((v) => typeof v === 'string')) {
    return { text: value.join('、') };
  }
  return { reason: `${name} is ${shown(value)}, but must be a text` };
}

function tagsOf(value: unknown): { tags: string[] } | { reason: string } {
  if (value === undefined || value === null) return { tags: [] };
  const parts: unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(/[,，、;；|]/)
      : [value];
  const tags = new Set<string>();
  for (const part of parts) {
    if (typeof part !== 'string' && !(typeof part === 'number' && Number.isFinite(part))) {
      return { reason: `tags are ${shown(value)}, but must be a list of texts, or one text with commas` };
    }
    const tag = tidyLine(String(part));
    if (tag !== '') tags.add(tag);
  }
  return { tags: [...tags] };
}

/** A value as a message shows it: JSON, cut. */
export function shown(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = String(value);
  }
  const units = [...text];
  return units.length > SHOWN ? `${units.slice(0, SHOWN).join('')}…` : text;
}
