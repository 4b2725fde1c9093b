// Which candidates hold the phrases that postings only narrowed down: their texts say. Of a large remote index every
// text is a read, so the best are looked at in steps, and no more of them than a page needs. What is left unlooked at is
// no hit, and the total is a lower bound.

import type { DuplicateGroups } from '../index/duplicates.ts';
import { readArticles } from '../index/published-index.ts';
import type { ReadSession } from '../index/reads.ts';
import { bestDocuments, type Matches } from '../index/weighted-search.ts';
import { countShown, firstOfGroups } from './collapse.ts';
import type { SearchRequest } from './contract.ts';
import type { Coverage } from './coverage.ts';
import { orderByDate } from './date-order.ts';
import type { OpenedIndex } from './opened-index.ts';
import type { Plan } from './plan.ts';
import { FEW_PHRASE_CHECKS, FIRST_PHRASE_CHECKS, MOST_PHRASE_CHECKS } from './ranking.ts';
import { mostRescored, rescoreBlocks } from './rescore-blocks.ts';
import { heldWithPhrases } from './text-score.ts';

/** How many texts have been looked at after each step. */
const STEPS = [FIRST_PHRASE_CHECKS, 2 * FIRST_PHRASE_CHECKS, MOST_PHRASE_CHECKS] as const;

/** Texts in memory at once: a phrase of a large index that is held in memory can have a hundred thousand candidates. */
const TEXTS_AT_ONCE = 1000;

export interface PhraseHits {
  documents: readonly number[] | Uint32Array;
  /** All candidates were looked at that had to be. */
  exact: boolean;
  /** The highest level that one of the others reaches, or -1. */
  next: number;
}

/** Keep the candidates that reach a level whatever their texts say, or by what their texts say. */
export async function lookForPhrases(
  opened: OpenedIndex,
  session: ReadSession,
  plan: Plan,
  request: SearchRequest,
  candidates: readonly number[] | Uint32Array,
  matches: Matches,
  cover: Coverage,
  level: number,
  groups: DuplicateGroups | null,
): Promise<PhraseHits> {
  const { published } = opened;
  const isDecided = (document: number): boolean => ((matches.held[document] ?? 0) & plan.inexact) === 0;
  const undecided = plan.inexact === 0 ? [] : [...candidates].filter((document) => !isDecided(document));
  if (undecided.length === 0) return { documents: candidates, exact: true, next: -1 };
  /** Levels of those whose texts were read. */
  const levels = new Map<number, number>();
  const look = async (documents: readonly number[]): Promise<void> => {
    for (let start = 0; start < documents.length; start += TEXTS_AT_ONCE) {
      const some = documents.slice(start, start + TEXTS_AT_ONCE);
      const articles = await readArticles(published, session, some);
      some.forEach((document, i) => {
        levels.set(document, cover(heldWithPhrases(plan, articles[i], matches.held[document])));
      });
    }
  };
  const isHit = (document: number): boolean => isDecided(document) || (levels.get(document) ?? -1) >= level;

  // Neighbours together: of thousands of texts most lie so close that they are read as one.
  if (published.resident || request.exactTotal || undecided.length <= FEW_PHRASE_CHECKS)
    await look(undecided.sort((a, b) => a - b));
  else {
    const page = pageOf(opened, plan, request, matches, groups);
    const ranked = page.order(candidates, page.most + MOST_PHRASE_CHECKS);
    const toLook = ranked.filter((document) => !isDecided(document));
    for (const most of STEPS) {
      await look(toLook.slice(levels.size, most));
      const unlooked = toLook[most];
      if (unlooked === undefined || page.isFilledBy(ranked.slice(0, ranked.indexOf(unlooked)).filter(isHit))) break;
    }
  }
  let next = -1;
  for (const reached of levels.values()) if (reached < level) next = Math.max(next, reached);
  return {
    documents: candidates.filter(isHit),
    exact: levels.size === undecided.length,
    next,
  };
}

interface Page {
  /** Documents that are looked at for it, at most. */
  most: number;
  /** The first of some documents in its order. */
  order(documents: readonly number[] | Uint32Array, most: number): number[];
  /** Whether the hits that come first are all that it is made of, whatever comes after them. */
  isFilledBy(hits: readonly number[]): boolean;
}

function pageOf(
  { published, rescoreDepth }: OpenedIndex,
  plan: Plan,
  request: SearchRequest,
  { scores }: Matches,
  groups: DuplicateGroups | null,
): Page {
  const end = request.offset + request.limit;
  const isShort = { most: end, isFilledBy: (hits: readonly number[]): boolean => countShown(hits, groups) >= end };
  if (request.sort !== 'relevance') {
    const { sort } = request;
    return {
      ...isShort,
      order: (documents, most) => orderByDate(published.numbering!, documents, sort).slice(0, most),
    };
  }
  const order = (documents: readonly number[] | Uint32Array, most: number): number[] =>
    bestDocuments(documents, scores, most);
  if (rescoreDepth === 0) return { ...isShort, order };
  return {
    most: mostRescored(end, rescoreDepth),
    order,
    // Its last block is closed, so that what is scored together does not depend on where the looking stopped.
    isFilledBy(hits) {
      const blocks = rescoreBlocks(plan, hits, scores, end, rescoreDepth, undefined, firstOfGroups(groups));
      const inBlocks = blocks.reduce((sum, { length }) => sum + length, 0);
      return (
        countShown(blocks.flat(), groups) >= end &&
        (inBlocks < hits.length || blocks[blocks.length - 1].length === rescoreDepth)
      );
    },
  };
}
