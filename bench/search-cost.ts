// What one search costs, and the mean worth of many: asked as a page asks, ten hits with snippets.

import type { Searcher } from '../engine/search/contract.ts';
import type { CostQuery } from './cold-queries.ts';
import { mean, reciprocalRank } from './metrics.ts';

export interface Cost {
  rounds: number;
  requests: number;
  kilobytes: number;
  /** Milliseconds. */
  wall: number;
  /** Milliseconds of the whole process, in which nothing else runs. */
  cpu: number;
}

const HITS = 10;

export async function costOf(searcher: Searcher, q: string): Promise<Cost> {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const { cost } = await searcher.search(pageOf(q, 2));
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  const { rounds, requests, bytes } = cost;
  return { rounds, requests, kilobytes: bytes / 1000, wall, cpu: (user + system) / 1000 };
}

/** MRR@10 of judged queries; null where nobody judged. */
export async function worthOf(searcher: Searcher, queries: readonly CostQuery[]): Promise<number | null> {
  const ranks: number[] = [];
  for (const { text, grades } of queries) {
    if (grades === null) continue;
    // The article that was judged may stand behind a copy of it.
    const { response } = await searcher.search({ ...pageOf(text, 0), collapse: false });
    ranks.push(
      reciprocalRank(
        response.hits.map(({ id }) => id),
        grades,
        HITS,
      ),
    );
  }
  return ranks.length === 0 ? null : mean(ranks);
}

/** @param snippets of a hit */
export const pageOf = (q: string, snippets: number) => ({
  q,
  limit: HITS,
  offset: 0,
  sort: 'relevance' as const,
  snippets,
  snippetLength: 120,
  exactTotal: false,
});
