// YAML front matter of Markdown and MDX: what it states about the article, and the text after it.

import { VFile } from 'vfile';
import { matter } from 'vfile-matter';
import { type FieldMap, isObject, takeFields } from './fields.ts';
import type { RawFields, RawItem } from './item.ts';

export interface FrontMatter {
  fields: RawFields;
  extra: Record<string, unknown>;
  /** The text without its front matter. */
  content: string;
}

/**
 * Take the front matter off a text.
 * @param map counts where the front matter has the name
 * @returns what it says, or why the file is no article
 */
export function readFrontMatter(text: string, map: FieldMap): FrontMatter | { refused: RawItem } {
  if (/^\+\+\+[ \t]*\r?\n/.test(text)) {
    const reason = 'front matter in TOML (+++) is not read; write it in YAML (---)';
    return { refused: { kind: 'skipped', reason } };
  }
  const file = new VFile(text);
  let front: unknown;
  try {
    matter(file, { strip: true, yaml: { maxAliasCount: 100, logLevel: 'error', prettyErrors: true } });
    // Through JSON, so that dates become texts and what cannot be stored fails here.
    front = JSON.parse(JSON.stringify(file.data.matter));
  } catch (error) {
    const [first] = String((error as Error).message).split('\n');
    return { refused: { kind: 'skipped', reason: `front matter: ${first.replace(/:$/, '')}` } };
  }
  // A text between two rules reads as front matter that is no mapping: it is text.
  const isFront = isObject(front);
  const record = isObject(front) ? front : {};
  // Hugo and Docusaurus write the one, Hexo and Jekyll the other.
  if (record.draft === true || record.published === false) return { refused: { kind: 'leftOut', reason: 'draft' } };
  const known = Object.fromEntries(Object.entries(map).filter(([, name]) => Object.hasOwn(record, name)));
  return { ...takeFields(record, known), content: isFront ? String(file) : text };
}
