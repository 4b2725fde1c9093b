// Markdown with YAML front matter, as static site generators keep it. The front matter's title,
// else the first heading of level 1, is the title; what the Markdown renders to is the body.

import { load } from 'cheerio';
import { marked } from 'marked';
import { VFile } from 'vfile';
import { matter } from 'vfile-matter';
import { type FieldMap, isObject, takeFields } from './fields.ts';
import { textOf } from './html-text.ts';
import type { RawItem } from './item.ts';
import { tidyLine } from './tidy.ts';

/** Read a `.md` file. A name of the map counts where the front matter has it. */
export function* readMarkdown(text: string, map: FieldMap = {}): Generator<RawItem> {
  if (/^\+\+\+[ \t]*\r?\n/.test(text)) {
    yield { kind: 'skipped', reason: 'front matter in TOML (+++) is not read; write it in YAML (---)' };
    return;
  }
  const file = new VFile(text);
  let front: unknown;
  try {
    matter(file, { strip: true, yaml: { maxAliasCount: 100, logLevel: 'error', prettyErrors: true } });
    // Through JSON, so that dates become texts and what cannot be stored fails here.
    front = JSON.parse(JSON.stringify(file.data.matter));
  } catch (error) {
    const [first] = String((error as Error).message).split('\n');
    yield { kind: 'skipped', reason: `front matter: ${first.replace(/:$/, '')}` };
    return;
  }
  // A text between two rules reads as front matter that is no mapping: it is text.
  const isFront = isObject(front);
  const record = isObject(front) ? front : {};
  if (record.draft === true) {
    yield { kind: 'leftOut', reason: 'draft' };
    return;
  }
  const known = Object.fromEntries(Object.entries(map).filter(([, name]) => Object.hasOwn(record, name)));
  const { fields, extra } = takeFields(record, known);
  const page = load(marked.parse(isFront ? String(file) : text, { async: false, gfm: true }), null, false);
  const stated = typeof fields.title === 'string' ? tidyLine(fields.title) : fields.title;
  const heading = page('h1').first();
  const headingText = tidyLine(textOf(heading.toArray()));
  if (stated === undefined || stated === null || stated === '') fields.title = headingText;
  // The title is a field of its own, so its heading is not body text too.
  if (headingText !== '' && fields.title === headingText) heading.remove();
  const body = textOf(page.root().contents().toArray());
  if (body !== '' || fields.body === undefined) fields.body = body;
  yield { kind: 'record', fields, extra };
}
