// Markdown with YAML front matter, as static site generators keep it. The front matter's title,
// else the first heading of level 1, is the title; what the Markdown renders to is the body.

import { load } from 'cheerio';
import { marked } from 'marked';
import type { FieldMap } from './fields.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { textOf } from './html-text.ts';
import type { RawItem } from './item.ts';
import { tidyLine } from './tidy.ts';

/** Read a `.md` file. A name of the map counts where the front matter has it. */
export function* readMarkdown(text: string, map: FieldMap = {}): Generator<RawItem> {
  const front = readFrontMatter(text, map);
  if ('refused' in front) yield front.refused;
  else yield renderedRecord(front, marked.parse(front.content, { async: false, gfm: true }));
}

/** @param html what the content renders to */
export function renderedRecord({ fields, extra }: FrontMatter, html: string): RawItem {
  const page = load(html, null, false);
  const stated = typeof fields.title === 'string' ? tidyLine(fields.title) : fields.title;
  const heading = page('h1').first();
  const headingText = tidyLine(textOf(heading.toArray()));
  if (stated === undefined || stated === null || stated === '') fields.title = headingText;
  // The title is a field of its own, so its heading is not body text too.
  if (headingText !== '' && fields.title === headingText) heading.remove();
  const body = textOf(page.root().contents().toArray());
  if (body !== '' || fields.body === undefined) fields.body = body;
  return { kind: 'record', fields, extra };
}
