// Asks the queries of a set through the public searcher and notes how well the answers are ranked.

import { BadRequestError } from '../engine/errors.ts';
import type { Searcher, SearchRequest } from '../engine/search/contract.ts';
import { indexedId } from './collection.ts';
import type { BenchQuery, Judgements } from './data-set.ts';
import { mean, rankOfFirst, recall, reciprocalRank } from './metrics.ts';

/** A page of the searcher, and how deep the ranking is looked at: two pages. */
const PAGE = 50;
const DEPTH = 100;

export interface JudgedQuery {
  query: BenchQuery;
  /** Relevant documents, by the ids of the set. */
  relevant: Set<string>;
  /** Indexed ids, best first, at most DEPTH. */
  ranked: string[];
  /** From 1; null when no relevant document is among the best DEPTH. */
  rank: number | null;
  total: number;
  relaxed: boolean;
  /** The searcher refused the query: it counts as an answer without hits. */
  refused: string | null;
}

export interface RelevanceFigures {
  queries: number;
  mrr10: number;
  recall10: number;
  recall100: number;
}

const REQUEST: Omit<SearchRequest, 'q' | 'offset'> = {
  limit: PAGE,
  sort: 'relevance',
  snippets: 0,
  snippetLength: 120,
  exactTotal: false,
};

/** Ask one query for its best DEPTH documents. @throws what makes the index unreadable */
export async function judge(searcher: Searcher, query: BenchQuery, judgements: Judgements): Promise<JudgedQuery> {
  const relevant = judgements.get(query.id) ?? new Set();
  const judged: JudgedQuery = { query, relevant, ranked: [], rank: null, total: 0, relaxed: false, refused: null };
  try {
    for (let offset = 0; offset < DEPTH; offset += PAGE) {
      const { response } = await searcher.search({ ...REQUEST, q: query.text, offset });
      judged.ranked.push(...response.hits.map(({ id }) => id));
      judged.total = response.total;
      judged.relaxed = response.relaxed;
      if (response.hits.length < PAGE) break;
    }
  } catch (error) {
    if (!(error instanceof BadRequestError)) throw error;
    judged.refused = error.message;
  }
  judged.rank = rankOfFirst(judged.ranked, indexedIds(relevant));
  return judged;
}

export function summarize(judged: readonly JudgedQuery[]): RelevanceFigures {
  const over = (figure: (ranked: string[], relevant: Set<string>) => number): number =>
    mean(judged.map(({ ranked, relevant }) => figure(ranked, indexedIds(relevant))));
  return {
    queries: judged.length,
    mrr10: over((ranked, relevant) => reciprocalRank(ranked, relevant, 10)),
    recall10: over((ranked, relevant) => recall(ranked, relevant, 10)),
    recall100: over((ranked, relevant) => recall(ranked, relevant, DEPTH)),
  };
}

function indexedIds(ids: ReadonlySet<string>): Set<string> {
  return new Set([...ids].map(indexedId));
}
