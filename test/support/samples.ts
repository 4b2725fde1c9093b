// The sample articles of the repository, as the indexer reads them.

import { fileURLToPath } from 'node:url';
import type { Article } from '../../engine/article.ts';
import { readArticles } from '../../indexer/sources/read.ts';

export async function readSamples(): Promise<Article[]> {
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  const articles: Article[] = [];
  for await (const item of readArticles(['samples/articles'], { cwd, timeZone: 'Asia/Shanghai' }))
    if (item.kind === 'article') articles.push(item.article);
  return articles;
}

/** A random number generator that gives the same numbers every time (mulberry32); 0 to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
