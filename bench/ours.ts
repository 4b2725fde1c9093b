// Our engine as the relevance bench asks it: built, published and searched by the code that users run,
// with the settings of a user who set nothing.

import { BadRequestError, XunwenError } from '../engine/errors.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openStore } from '../engine/store/open.ts';
import { BENCH_COLLECTION, publishDocuments } from './collection.ts';
import type { BenchDocument } from './data-set.ts';
import { DEPTH, type JudgedQuery } from './judged-queries.ts';
import type { Progress } from './progress.ts';

export const OURS = 'xunwen';
/** The same index, read in parts as a Lambda reads a large one. */
export const OURS_RANGED = 'xunwen-ranged';

/**
 * Hits are asked for in these pages, [offset, limit], up to DEPTH. A page searches anew, and most queries
 * have all their relevant documents on the first: the others are asked only for those that have not.
 */
const PAGES: readonly (readonly [number, number])[] = [
  [0, 10],
  [10, 40],
  [50, DEPTH - 50],
];

export interface OurAnswer {
  /** Ids, best first. Further ones up to DEPTH would hold no relevant document that is not here. */
  ranked: string[];
  total: number;
  relaxed: boolean;
  /** Why the query was refused: it counts as an answer without hits. */
  refused: string | null;
}

export interface OurIndex {
  ask(query: Pick<JudgedQuery, 'text' | 'grades'>): Promise<OurAnswer>;
}

/**
 * Index documents, disguised.
 * @param folder an empty folder
 * @throws XunwenError when a document could not be indexed
 */
export async function buildOurs(
  documents: readonly BenchDocument[],
  folder: string,
  label: string,
  progress: Progress,
): Promise<void> {
  const store = await openStore(`file:${folder}`);
  const { articles } = await publishDocuments(store, documents, label, progress);
  if (articles !== documents.length)
    throw new XunwenError(
      `${label}: ${documents.length} documents, of which ${articles} were indexed: remove the others`,
    );
}

/**
 * Open what `buildOurs` wrote.
 * @param depth pages that begin at this rank or below are not asked for
 * @param residentBytes an index of up to so many is held in memory
 */
export async function openBuilt(
  folder: string,
  depth = DEPTH,
  residentBytes = Number.POSITIVE_INFINITY,
): Promise<OurIndex> {
  const store = await openStore(`file:${folder}`);
  const pages = PAGES.filter(([offset]) => offset < depth);
  const searcher = openSearcher({ reader: store, collection: BENCH_COLLECTION, residentBytes });
  return {
    async ask({ text, grades }) {
      const answer: OurAnswer = { ranked: [], total: 0, relaxed: false, refused: null };
      try {
        for (const [offset, limit] of pages) {
          const { response } = await searcher.search({
            q: text,
            limit,
            offset,
            sort: 'relevance',
            snippets: 0,
            snippetLength: 120,
            exactTotal: false,
            // Judgements are of single articles.
            collapse: false,
          });
          answer.ranked.push(...response.hits.map(({ id }) => id));
          answer.total = response.total;
          answer.relaxed = response.relaxed;
          const found = answer.ranked.filter((id) => grades.has(id)).length;
          if (response.hits.length < limit || found === grades.size) break;
        }
      } catch (error) {
        if (!(error instanceof BadRequestError)) throw error;
        answer.refused = error.message;
      }
      return answer;
    },
  };
}
