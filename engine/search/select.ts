// Which articles are hits. Postings decide, except for phrases and for lists that were cut to a byte
// budget: there the stored texts of the best candidates decide. Nothing is a hit that was not decided.

import type { DuplicateGroups } from '../index/duplicates.ts';
import { readArticles, type TermLookup } from '../index/published-index.ts';
import type { ReadSession } from '../index/reads.ts';
import { heldAtBest } from '../index/weighted-search.ts';
import { countShown, firstOfGroups } from './collapse.ts';
import type { SearchRequest } from './contract.ts';
import { type Coverage, coverageOf, relaxedCoverageOf } from './coverage.ts';
import type { OpenedIndex } from './opened-index.ts';
import { perMask } from './per-mask.ts';
import { lookForPhrases } from './phrase-checks.ts';
import { inexactExclusions, type Plan, type PlanTerm } from './plan.ts';
import { matchOf } from './plan-query.ts';
import { LONGER_LIST_BUDGET, MOST_PLACES_CUT } from './ranking.ts';
import { type ReadMatches, readMatches } from './read-matches.ts';
import { mostRescored, rescoreBlocks } from './rescore-blocks.ts';
import type { Scope, SettledScope } from './scope.ts';
import { scoreSettings, scoreText, type TextScore } from './text-score.ts';

export interface Selection {
  /** All hits, in no order. */
  documents: readonly number[] | Uint32Array;
  /** First-phase scores by document number. */
  scores: Float64Array;
  /** The hits in blocks of re-scoring, best first, where they were decided by their texts. */
  blocks?: readonly (readonly number[])[];
  /** What those texts said, by document. */
  texts?: ReadonlyMap<number, TextScore>;
  /** Further hits, those among them that are in groups of duplicates. */
  grouped?: readonly number[];
  /** What the query itself finds, where `documents` are without the pins. */
  unpinned?: readonly number[] | Uint32Array;
  /** Number of hits, of each group of duplicates one; a lower bound unless `exact`. */
  total: number;
  exact: boolean;
  /** Nothing held as many units as were wanted; these hold the most that any article does. */
  relaxed: boolean;
  /**
   * How much of the plan these hold, to compare with what was found in another collection: Infinity where nothing is left
   * to be wanted, -1 where there are none.
   */
  level: number;
}

/** What holds all required clauses comes before what does not, however little it holds of the others. */
const WITH_REQUIRED = 1000;

/** Of cut lists so many times the candidates that a page takes are ranked where some of them may be duplicates. */
const WITH_REPEATS = 2;

/** @param groups of near-duplicates, of which one takes a place in the page; null when there are none */
export async function selectDocuments(
  opened: OpenedIndex,
  session: ReadSession,
  lookup: TermLookup,
  plan: Plan,
  request: SearchRequest,
  scope: Scope,
  groups: DuplicateGroups | null,
): Promise<Selection> {
  const { published, flexsearch, rescoreDepth, listBudget } = opened;
  if (plan.clauses.length === 0 && plan.excluded.length === 0) return everything(await scope.settle(), groups);
  const end = request.offset + request.limit;
  /** Candidates of cut lists that may be decided by their texts: those that are scored by them, else the page. */
  const looked = (rescoreDepth === 0 ? end : mostRescored(end, rescoreDepth)) * (groups ? WITH_REPEATS : 1);
  const covers = byPostings(plan, coverageOf(plan));
  const isCandidate = (held: number): boolean => covers(held) >= plan.needed;

  const mayCut =
    !published.resident &&
    Number.isFinite(listBudget) &&
    plan.clauses.length > 0 &&
    plan.inexact === 0 &&
    request.sort === 'relevance' &&
    request.match !== 'all' &&
    !request.exactTotal &&
    request.from === undefined &&
    request.to === undefined &&
    end <= MOST_PLACES_CUT;
  for (const budget of mayCut ? [listBudget, LONGER_LIST_BUDGET] : []) {
    const settled = await scope.settle();
    // Hidden documents must not take the places of others.
    const most = looked + published.manifest.documents - settled.size;
    const cut = await readMatches(published, flexsearch, session, lookup, plan, budget, most, isCandidate);
    if (cut.complete) return decideByPostings(opened, session, plan, request, settled, cut, covers, groups);
    cut.ranked = settled.inside(cut.ranked).slice(0, looked);
    const decided = await decideBest(opened, session, plan, request, settled, cut, covers, looked, groups);
    if (decided) return decided;
  }
  const asked = request.sort === 'relevance' ? plan : { ...plan, terms: plan.terms.filter(decides) };
  const whole = await readMatches(
    published,
    flexsearch,
    session,
    lookup,
    asked,
    Number.POSITIVE_INFINITY,
    looked,
    null,
    scope.lists,
  );
  return decideByPostings(opened, session, plan, request, await scope.settle(), whole, covers, groups);
}

/** Whether a term tells what is a hit, and not only where it stands among the hits. */
const decides = ({ atoms }: PlanTerm): boolean => atoms.length > 0;

/** What postings show: a phrase that excludes may not stand where they name its words. */
function byPostings(plan: Plan, cover: Coverage): Coverage {
  const ignored = inexactExclusions(plan);
  return perMask((held) => cover((held & ~ignored) >>> 0));
}

/** No words, only dates or filters: everything inside. */
function everything(scope: SettledScope, groups: DuplicateGroups | null): Selection {
  const documents = scope.all();
  return {
    documents,
    scores: new Float64Array(0),
    total: countShown(documents, groups),
    exact: true,
    relaxed: false,
    level: Number.POSITIVE_INFINITY,
  };
}

/** The first documents that fill so many places. */
function upTo(places: number, ranked: readonly number[], groups: DuplicateGroups | null): number[] {
  const isShown = firstOfGroups(groups);
  let left = places;
  return ranked.filter((document) => {
    if (left > 0 && isShown(document)) left--;
    else if (left === 0) return false;
    return true;
  });
}

/**
 * Decide the best candidates of cut lists by their texts; null when that cannot fill the page.
 * @param most how many of them were ranked, if there are so many
 */
async function decideBest(
  { published, rescoreDepth }: OpenedIndex,
  session: ReadSession,
  plan: Plan,
  request: SearchRequest,
  scope: SettledScope,
  { ranked, matches }: ReadMatches,
  covers: (held: number) => number,
  most: number,
  groups: DuplicateGroups | null,
): Promise<Selection | null> {
  const { held, scores } = matches;
  const touched = scope.inside(matches.touched);
  const isCertain = (document: number): boolean => covers(held[document]) >= plan.needed;
  let candidates = 0;
  let certain = 0;
  const isFirst = firstOfGroups(groups);
  const grouped: number[] = [];
  for (let i = 0; i < touched.length; i++) {
    const document = touched[i];
    if (covers(heldAtBest(matches, document)) < plan.needed) continue;
    candidates++;
    if (!isCertain(document)) continue;
    if (isFirst(document)) certain++;
    if (groups && groups[document] !== 0) grouped.push(document);
  }
  const end = request.offset + request.limit;
  const blocks =
    rescoreDepth === 0
      ? [upTo(end, ranked, groups)]
      : rescoreBlocks(plan, ranked, scores, end, rescoreDepth, isCertain, firstOfGroups(groups));
  const looked = blocks.flat();
  // With more candidates the last block might be longer.
  const isOpen = looked.length === most && groups !== null && blocks[blocks.length - 1].length < rescoreDepth;
  const articles = await readArticles(published, session, looked);
  const texts = new Map(
    looked.map((document, i) => [document, scoreText(plan, articles[i], scoreSettings(published.manifest))]),
  );
  const holds = (document: number): boolean => covers(texts.get(document)!.held) >= plan.needed;
  const documents = looked.filter(holds);
  // What no list that was read names could hold only what any document might.
  const allDecided = candidates <= looked.length && covers(matches.maybeAnywhere) < plan.needed;
  const shown = countShown(documents, groups);
  if (shown === 0 || (!allDecided && (shown < end || isOpen))) return null;
  return {
    documents,
    scores,
    texts,
    blocks: blocks.map((block) => block.filter(holds)),
    grouped,
    total: allDecided ? shown : Math.max(certain, shown),
    exact: allDecided,
    relaxed: false,
    level: Number.POSITIVE_INFINITY,
  };
}

interface Reached {
  /** -1 when no document reaches any. */
  level: number;
  documents: Uint32Array;
}

/** The documents of the highest level from `most` down to `lowest`, in one pass: most queries have all their hits there. */
function highestLevel(
  documents: Uint32Array,
  levelOf: (document: number) => number,
  lowest: number,
  most: number,
): Reached {
  const reached = new Uint32Array(documents.length);
  let count = 0;
  let highest = lowest;
  for (let i = 0; i < documents.length; i++) {
    const level = levelOf(documents[i]);
    if (level < highest || level > most) continue;
    if (level > highest) {
      highest = level;
      count = 0;
    }
    reached[count++] = documents[i];
  }
  return { level: count > 0 ? highest : -1, documents: reached.subarray(0, count) };
}

/** All lists are whole: their atoms decide, and texts where a phrase has to be looked for. */
async function decideByPostings(
  opened: OpenedIndex,
  session: ReadSession,
  plan: Plan,
  request: SearchRequest,
  scope: SettledScope,
  { matches, complete }: ReadMatches,
  covers: Coverage,
  groups: DuplicateGroups | null,
): Promise<Selection> {
  const inScope = plan.clauses.length > 0 ? scope.inside(matches.touched) : scope.all();
  let exact = complete;
  /** The documents of the highest level from `highest` down to `lowest` that any document reaches. */
  const best = async (
    cover: Coverage,
    byMask: Coverage,
    highest: number,
    lowest: number,
  ): Promise<Selection | null> => {
    const { held } = matches;
    /** Levels that texts showed instead of what postings had promised. */
    const shown = new Set<number>();
    let candidates: readonly number[] | Uint32Array = [];
    const levelOf = (document: number): number => Math.min(highest, byMask(held[document] ?? 0));
    const reach = (most: number): Reached => highestLevel(inScope, levelOf, lowest, most);
    let found = reach(highest);
    for (;;) {
      const level = Math.max(found.level, ...shown);
      if (level < lowest) return null;
      shown.delete(level);
      // With those of the levels above, whose texts lack a phrase and so hold less than it seemed.
      if (found.level === level)
        candidates = candidates.length === 0 ? found.documents : [...candidates, ...found.documents];
      const decided = await lookForPhrases(opened, session, plan, request, candidates, matches, cover, level, groups);
      exact &&= decided.exact;
      const { documents } = decided;
      const total = countShown(documents, groups);
      if (total > 0) return { documents, scores: matches.scores, total, exact, relaxed: level < highest, level };
      if (decided.next >= lowest) shown.add(decided.next);
      if (found.level === level) found = reach(level - 1);
    }
  };
  const nothing: Selection = { documents: [], scores: matches.scores, total: 0, exact, relaxed: false, level: -1 };
  const full = Number.POSITIVE_INFINITY;
  const cover = coverageOf(plan);
  if (matchOf(request) === 'all') {
    const all = await best(cover, covers, plan.needed, plan.needed);
    return all ? { ...all, level: full } : { ...nothing, exact };
  }
  // Without a required clause, an article that holds no unit at all is no answer.
  const required = plan.clauses.length - plan.wanted;
  const lowest = plan.wanted > 0 && required === 0 ? 1 : 0;
  const strict = await best(cover, covers, plan.needed, Math.min(lowest, plan.needed));
  if (strict) return { ...strict, level: strict.relaxed ? WITH_REQUIRED + strict.level : full };
  if (required === 0 || plan.wanted === 0) return { ...nothing, exact };
  // No article has the phrases: the words beside them are still worth an answer, and it says so.
  const relaxedCover = relaxedCoverageOf(plan);
  const relaxed = await best(relaxedCover, byPostings(plan, relaxedCover), plan.clauses.length, 1);
  return relaxed ? { ...relaxed, relaxed: true } : { ...nothing, exact };
}
