// Plain text in the form of scraped article archives:
//
//   本篇文章2082字,读完约5分钟      reading time        (optional first line)
//   paragraph
//   the title                       an image's caption  (any number of times)
//   paragraph
//   来源:… 标题:… 地址:…            the trailer         (one a line, any order, parts may lack)
//
// Only paragraphs are body text. Without a trailer the first line is the title.

import type { RawFields, RawItem } from './item.ts';

const READING_TIME =
  /^(?:本篇文章|本文|全文|文章)?(?:共|约|大约|全文)*\s*[\d,，.]+\s*字\s*[,，、;；。]?\s*(?:预计)?(?:读完|阅读|阅读完)(?:全文)?(?:大约|约|需要?|时间)*\s*[\d.]+\s*分钟[。.]?$/;
const TRAILER = /^(来\s*源|标\s*题|地\s*址)\s*[:：]\s*(.*)$/;
const FIELDS = { 来源: 'source', 标题: 'title', 地址: 'url' } as const;
type TrailerField = (typeof FIELDS)[keyof typeof FIELDS];

/** Read a `.txt` file. */
export function* readScrapedText(text: string): Generator<RawItem> {
  const lines = text
    .split(/\r\n?|\n|\u2028|\u2029|\u0085/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > 1 && READING_TIME.test(lines[0].normalize('NFKC'))) lines.shift();
  const trailer = takeTrailer(lines);
  const title = trailer.title || (trailer.found ? repeated(lines) : undefined) || lines.shift() || '';
  const caption = sameness(title);
  const fields: RawFields = { title, body: lines.filter((line) => sameness(line) !== caption).join('\n') };
  if (trailer.source) fields.source = trailer.source;
  if (trailer.url) fields.url = trailer.url;
  yield { kind: 'record', fields };
}

/** Take the trailer's lines off the end. Each part comes once: a second `来源` up there is an author's. */
function takeTrailer(lines: string[]): Partial<Record<TrailerField, string>> & { found: boolean } {
  const trailer: Partial<Record<TrailerField, string>> = {};
  let found = false;
  for (;;) {
    const match = TRAILER.exec(lines.at(-1) ?? '');
    const field = match && FIELDS[match[1].replace(/\s/g, '') as keyof typeof FIELDS];
    if (!match || !field || field in trailer) break;
    const value = match[2].trim();
    // A notice that ends with the place of an event has no trailer.
    if (field === 'url' && value !== '' && !/^(?:[a-z][a-z\d+.-]*:|\/|[\w-]+\.\w)\S*$/i.test(value)) break;
    trailer[field] = value;
    found = true;
    lines.pop();
  }
  return { ...trailer, found };
}

/** The line that occurs most often, at least twice: where the trailer names no title, captions still do. */
function repeated(lines: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  let best: string | undefined;
  for (const line of lines) {
    const count = (counts.get(line) ?? 0) + 1;
    counts.set(line, count);
    if (count > (best === undefined ? 1 : (counts.get(best) ?? 0))) best = line;
  }
  return best;
}

/** Captions repeat the title, though not always in the same width, case and spacing. */
const sameness = (line: string): string => line.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
