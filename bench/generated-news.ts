// News in any number, from a data folder: the real articles that are recombined, and the lines that they are written as.

import { once } from 'node:events';
import { type BenchDocument, readDocuments } from './data-set.ts';
import { type GeneratedArticle, generateArticles } from './generate-articles.ts';

/** Whose sentences are recombined; the lengths are those of the second. */
const SOURCES = ['xwlb_kw', 'news_title'] as const;

/** @throws UsageError when a set is not there */
export async function readSources(folder: string | undefined): Promise<[BenchDocument[], BenchDocument[]]> {
  const [broadcast, news] = await Promise.all(SOURCES.map((set) => readDocuments(folder, set)));
  return [[...broadcast, ...news], news];
}

/** The first `count` articles. @throws UsageError when a set is not there */
export async function* firstArticles(folder: string | undefined, count: number): AsyncGenerator<GeneratedArticle> {
  const [sources, lengthsOf] = await readSources(folder);
  let written = 0;
  for (const article of generateArticles(sources, lengthsOf)) {
    if (written++ === count) return;
    yield article;
  }
}

/** Write lines, waiting for whoever reads them. */
export async function writeArticles(
  articles: AsyncIterable<GeneratedArticle>,
  stream: NodeJS.WritableStream,
): Promise<void> {
  for await (const article of articles) if (!stream.write(`${JSON.stringify(article)}\n`)) await once(stream, 'drain');
}
