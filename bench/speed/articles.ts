// The articles of one size as a file, written once, and what is known about it.

import { createWriteStream, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { GeneratedArticle } from '../generate-articles.ts';
import { firstArticles, writeArticles } from '../generated-news.ts';

export interface Articles {
  /** Lines of JSON. */
  path: string;
  articles: number;
  /** UTF-8 bytes of all titles and texts. */
  textBytes: number;
}

/**
 * @param folder where they are kept
 * @throws UsageError when a set is not there
 */
export async function articlesOf(data: string | undefined, count: number, folder: string): Promise<Articles> {
  const path = join(folder, `articles-${count}.jsonl`);
  const knownFile = join(folder, `articles-${count}.json`);
  if (existsSync(knownFile)) return { path, articles: count, ...JSON.parse(readFileSync(knownFile, 'utf8')) };
  let textBytes = 0;
  async function* counted(articles: AsyncIterable<GeneratedArticle>): AsyncGenerator<GeneratedArticle> {
    for await (const article of articles) {
      textBytes += Buffer.byteLength(article.title) + Buffer.byteLength(article.text);
      yield article;
    }
  }
  const unfinished = `${path}.unfinished`;
  const stream = createWriteStream(unfinished);
  await writeArticles(counted(firstArticles(data, count)), stream);
  await finished(stream.end());
  renameSync(unfinished, path);
  writeFileSync(knownFile, JSON.stringify({ textBytes }));
  return { path, articles: count, textBytes };
}
