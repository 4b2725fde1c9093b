// What one question for similar articles costs, and the plain question that ours stands beside.

import type { Searcher } from '../engine/search/contract.ts';
import type { BenchDocument } from './data-set.ts';
import { plainText } from './plain-text.ts';
import type { Cost } from './search-cost.ts';

/** Similar articles that are looked at. */
export const HITS = 10;
/** UTF-16 units of the beginning of an article. */
const BEGINNING = 30;

export type SimilarCost = Cost;

/** Asked as a page asks: ten hits with snippets. */
export async function similarCost(searcher: Searcher, id: string): Promise<SimilarCost> {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const { cost } = await searcher.similar({ id, limit: HITS, snippets: 2, snippetLength: 120 });
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  const { rounds, requests, bytes } = cost;
  return { rounds, requests, kilobytes: bytes / 1000, wall, cpu: (user + system) / 1000 };
}

/** The title and the first words, without operators. */
export const beginningOf = ({ title, text }: BenchDocument): string =>
  plainText(`${title} ${text}`.trim().slice(0, BEGINNING));
