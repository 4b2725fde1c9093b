// A search that knows that people mistype. What was typed is answered as it is; where no article on the page holds it, what
// may have been meant is looked for beside it and offered with its number of hits. Only pinyin that stands nowhere is
// answered by how it is read. A query that finds what it asks for reads nothing for this, and whatever fails beside hits that
// are there does not take them away.

import { normalizeStored } from '../analysis/fold.ts';
import { atOnce } from './at-once.ts';
import type { SearchRequest, SearchResponse } from './contract.ts';
import { documentFrequency } from './plan-builder.ts';
import { countHits, type Hits, searchAsTyped } from './search.ts';
import type { ShardSource } from './shard.ts';
import { type Correction, correctionsOf, type Mistyped } from './spelling/corrections.ts';
import { suspectsOf } from './spelling/suspects.ts';
import { textOf } from './stored-text.ts';

/** Where what was typed finds something by a part of it, one article more is no reason to speak. */
const FEWEST_HITS = 2;

/**
 * @param sources the collections asked, at least one
 * @throws BadRequestError, and what reading an index throws, of several as the cause of a CollectionError
 */
export async function search(sources: readonly ShardSource[], request: SearchRequest): Promise<SearchResponse> {
  const { response, typed, shown } = await searchAsTyped(sources, request);
  // The site has said what is to be shown for this query.
  if (response.redirect !== null || response.hits.some(({ pinned }) => pinned)) return response;
  const { terms, figures } = typed.statistics;
  const documentsOf = (term: string): number => documentFrequency(terms.find(term));
  const isWord = (text: string): boolean => terms.find(text).some(({ entry }) => entry.cost !== undefined);
  const isEmpty = response.total === 0;
  const suspects = suspectsOf({
    query: typed.query,
    cuts: typed.found[0].plan.cuts,
    documentsOf,
    documents: figures.documents,
    isEmpty,
    texts: shown.flatMap((stored) => [textOf(stored).title.folded, textOf(stored).body.folded]),
  });
  if (suspects.length === 0) return response;

  const mistyped: Mistyped = {
    q: normalizeStored(request.q),
    suspects,
    terms: { pair: (text) => ({ documents: documentsOf(text), isWord: isWord(text) }), isWord },
    figures,
    findsNothing: isEmpty || response.relaxed,
  };
  const looking = bestCorrection(sources, request, mistyped, isEmpty ? 1 : FEWEST_HITS);
  // Hits are an answer without an offer; "nothing" would be one that nobody has checked.
  const best = await (isEmpty ? looking : looking.catch(() => null));
  if (best === null) return response;
  const { query, html, total, isReading } = best;
  if (!isEmpty || !isReading) return { ...response, didYouMean: { query, html, total } };
  const read = await searchAsTyped(sources, { ...request, q: query });
  return {
    ...read.response,
    query: request.q,
    relaxed: true,
    didYouMean: { query, html, total: read.response.total, answered: true },
  };
}

/** The correction that is the most probable, where it finds something. */
async function bestCorrection(
  sources: readonly ShardSource[],
  request: SearchRequest,
  mistyped: Mistyped,
  fewest: number,
): Promise<(Correction & { total: number }) | null> {
  const corrections = await correctionsOf(sources, mistyped);
  if (!corrections?.first) return null;
  const { first } = corrections;
  const count = (own: readonly ShardSource[], { query }: Correction): Promise<Hits> =>
    countHits(own, { ...request, q: query });
  // Mostly the most probable one is the best, and then it is counted already.
  const [counted, best] = await atOnce<[Hits, Correction | null]>(sources, [
    (own) => count(own, first),
    corrections.best,
  ]);
  if (best === null) return null;
  const [{ total, relaxed }] =
    best.query === first.query ? [counted] : await atOnce<[Hits]>(sources, [(own) => count(own, best)]);
  return total >= fewest && !relaxed ? { ...best, total } : null;
}
