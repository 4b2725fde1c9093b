// Who reads which kind of file, by its extension. A reader is loaded when the first of its files is met: the parsers of
// HTML, YAML and XML take longer to load than a thousand articles of JSON to read.

import type { FieldMap } from './fields.ts';
import type { RawItem } from './item.ts';
import { readJson, readJsonLines } from './json.ts';
import type { PagePlace } from './page-address.ts';
import { readScrapedText } from './scraped-text.ts';

/** For formats whose files are one document: read whole. */
export interface WholeReader {
  read(text: string, map: FieldMap | undefined, place: PagePlace): Iterable<RawItem>;
  /** The charset that a file itself names, for formats that can. */
  declaredCharset?(bytes: Uint8Array): string | undefined;
}

/** For formats whose files may be larger than memory: a few items at a time. */
export type StreamReader = (chunks: AsyncIterable<string>, map: FieldMap | undefined) => AsyncIterable<RawItem[]>;

const html = async (): Promise<WholeReader> => {
  const { declaredCharset, readHtml } = await import('./html.ts');
  return { read: readHtml, declaredCharset };
};
const feed = async (): Promise<WholeReader> => {
  const [{ declaredCharset }, { readFeed }] = await Promise.all([import('./html.ts'), import('./feed.ts')]);
  return { read: readFeed, declaredCharset };
};
const markdown = async (): Promise<WholeReader> => ({ read: (await import('./markdown.ts')).readMarkdown });
const mdx = async (): Promise<WholeReader> => ({ read: (await import('./mdx.ts')).readMdx });
const table = async (delimiter: ',' | '\t'): Promise<StreamReader> => {
  const { readTable } = await import('./csv.ts');
  return async function* (chunks, map) {
    for await (const item of readTable(chunks, map, delimiter)) yield [item];
  };
};

const WHOLE: Record<string, () => Promise<WholeReader>> = {
  '.txt': async () => ({ read: readScrapedText }),
  '.md': markdown,
  '.markdown': markdown,
  '.mdx': mdx,
  '.html': html,
  '.htm': html,
  '.json': async () => ({ read: readJson }),
  '.xml': feed,
  '.rss': feed,
  '.atom': feed,
};

const STREAMED: Record<string, () => Promise<StreamReader>> = {
  '.jsonl': async () => readJsonLines,
  '.ndjson': async () => readJsonLines,
  '.csv': () => table(','),
  '.tsv': () => table('\t'),
};

/** All extensions that there are readers for. */
export const KNOWN_EXTENSIONS: readonly string[] = [...Object.keys(WHOLE), ...Object.keys(STREAMED)];

/** @param extension with its dot, in lower case */
export const wholeReader = async (extension: string): Promise<WholeReader | undefined> =>
  Object.hasOwn(WHOLE, extension) ? WHOLE[extension]() : undefined;

/** @param extension with its dot, in lower case */
export const streamReader = async (extension: string): Promise<StreamReader | undefined> =>
  Object.hasOwn(STREAMED, extension) ? STREAMED[extension]() : undefined;
