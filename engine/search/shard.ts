// One collection's share of a search: what its index says of a query, and which of its articles are hits. Collections
// that are asked together answer as one, so each plans with the statistics of all, by its own settings.

import type { DuplicateGroups } from '../index/duplicates.ts';
import { lookUpTerms, type PublishedIndex, type TermLookup } from '../index/published-index.ts';
import type { Part, ReadSession } from '../index/reads.ts';
import { civilDaysPart, instantsPart } from '../index/segment.ts';
import { groupParts, readGroups } from './collapse.ts';
import type { SearchRequest } from './contract.ts';
import { curationOf } from './curation.ts';
import { documentRanges, without } from './date-order.ts';
import { checkFacets, facetParts } from './facets.ts';
import type { OpenedIndex } from './opened-index.ts';
import { createPlan, type Plan } from './plan.ts';
import type { IndexFigures, TermStatistics } from './plan-builder.ts';
import { type Demand, planQuery, type TermsToLookUp } from './plan-query.ts';
import type { Query } from './query-language.ts';
import { MOST_PHRASE_POSTINGS } from './ranking.ts';
import { type Ages, readAges } from './recency.ts';
import { filterParts, filtersOf, openScope, type Scope } from './scope.ts';
import { type Selection, selectDocuments } from './select.ts';
import { textTables } from './text-tables.ts';
import { vocabularyOf } from './vocabulary.ts';

/** A collection that is asked. */
export interface ShardSource {
  opened: OpenedIndex;
  /** What it costs is told by itself: collections are read side by side. */
  session: ReadSession;
}

/** What every shard is asked. */
export interface ShardQuestion {
  query: Query;
  request: SearchRequest;
  /** Of all shards, so that each knows how often the others' terms occur in it. */
  wanted: TermsToLookUp;
  /** Some shard's scores depend on dates, and age is counted from the newest article of all. */
  hasRecency: boolean;
  /** Other collections are asked along. */
  isOneOfSeveral: boolean;
}

export interface Shard extends ShardSource {
  /** Among the collections asked. */
  readonly place: number;
  readonly isOneOfSeveral: boolean;
  readonly lookup: TermLookup;
  /** Near-duplicates, of which one is shown; null where all are. */
  readonly groups: DuplicateGroups | null;
  /** Documents that may be hits. */
  readonly scope: Scope;
  /** Shown before the hits, in this order. */
  readonly pins: readonly number[];
  readonly redirect: string | null;
  /** Null where no scores depend on dates. */
  readonly ages: Ages | null;
  /** Milliseconds since the epoch, -Infinity for the undated; known where other collections are asked along. */
  instantOf(document: number): number;
}

/** What all shards know together: the terms of their dictionaries, and what planning asks of an index as a whole. */
export interface Statistics {
  terms: TermStatistics;
  figures: Omit<IndexFigures, 'phrasePostings'>;
  /** The newest civil day of all articles. */
  newest: number;
}

/** What was found in a shard. */
export interface Found {
  shard: Shard;
  plan: Plan;
  selection: Selection;
}

/** For a query of signs that no term has (①): it asks for something, and nothing has it. */
const NOTHING_SELECTED: Selection = {
  documents: [],
  scores: new Float64Array(0),
  total: 0,
  exact: true,
  relaxed: false,
  level: -1,
};

/**
 * Read what the dictionaries and the dates of a shard say: one round.
 * @throws BadRequestError for filters and facets that it has no columns for
 */
export async function readShard(source: ShardSource, place: number, question: ShardQuestion): Promise<Shard> {
  const { opened, session } = source;
  const { published } = opened;
  const { query, request, wanted, hasRecency, isOneOfSeveral } = question;
  const filters = filtersOf(request, published.manifest);
  const facets = request.facets ?? [];
  checkFacets(facets, published.manifest);
  const dated = request.from !== undefined || request.to !== undefined;
  const along: Part<unknown>[] = [
    ...(dated || hasRecency ? published.segments.map(civilDaysPart) : []),
    ...(isOneOfSeveral ? published.segments.map(instantsPart) : []),
    ...textTables(published),
    ...filterParts(published, filters),
    ...facetParts(published, facets),
    ...groupParts(published, request),
  ];
  const lookup = await lookUpTerms(published, session, wanted.terms, wanted.prefixes, along);
  const curated = curationOf(published.manifest.curation, query);
  const ofDates = await documentRanges(published, session, lookup.numbering, request.from, request.to);
  const ages = hasRecency ? await readAges(published, session, lookup.numbering) : null;
  return {
    ...source,
    place,
    isOneOfSeveral,
    lookup,
    groups: await readGroups(published, request, session),
    scope: await openScope(published, session, lookup.numbering, without(ofDates, curated.hidden), filters),
    // Whoever narrows the hits down, or asks for the order of dates, asks for more than what the site shows first.
    pins: request.sort === 'relevance' && !dated && filters.length === 0 ? curated.pins : [],
    redirect: curated.redirect,
    ages,
    instantOf: isOneOfSeveral ? await readInstants(published, session, lookup) : () => 0,
  };
}

async function readInstants(
  { reads, segments }: PublishedIndex,
  session: ReadSession,
  { numbering }: TermLookup,
): Promise<(document: number) => number> {
  const columns = await reads.fetch(session, segments.map(instantsPart));
  return (document) => {
    const { segment, local } = numbering.locate(document);
    return columns[segment][local] ?? Number.NEGATIVE_INFINITY;
  };
}

/** Sums over all shards, of which one alone keeps its own. */
export function statisticsOf(shards: readonly Shard[], longestWord: number): Statistics {
  const [first, ...others] = shards;
  const manifests = shards.map(({ opened }) => opened.published.manifest);
  const documents = manifests.reduce((sum, manifest) => sum + manifest.documents, 0);
  const tokens = manifests.reduce((sum, { documents, pivots }) => sum + documents * (pivots.title + pivots.body), 0);
  const { pivots } = manifests[0];
  return {
    terms:
      others.length === 0
        ? first.lookup
        : {
            find: (term) => shards.flatMap(({ lookup }) => lookup.find(term)),
            reach: (text) => Math.max(...shards.map(({ lookup }) => lookup.reach(text))),
          },
    figures: {
      documents,
      meanLength: others.length === 0 || documents === 0 ? pivots.title + pivots.body : tokens / documents,
      longestWord,
    },
    newest: Math.max(...shards.map(({ ages }) => ages?.newest ?? Number.NEGATIVE_INFINITY)),
  };
}

/**
 * Plan the query for a shard, and decide which of its articles are hits.
 * @param phrasePostings that may be read to narrow a phrase down; by default so many as its index is worth
 */
export async function findIn(
  shard: Shard,
  { query, request }: ShardQuestion,
  { terms, figures, newest }: Statistics,
  demand: Demand,
  phrasePostings = fewFor(shard, request),
): Promise<Found> {
  const { opened, session, lookup, groups, scope, ages } = shard;
  const vocabulary = vocabularyOf(opened.published.manifest.settings);
  const isFree = query.clauses.length === 0 && query.excluded.length === 0;
  const plan = isFree
    ? createPlan()
    : {
        ...planQuery(query, terms, { ...figures, phrasePostings }, demand, vocabulary),
        recency: ages?.factors(newest) ?? null,
      };
  const isNothing = query.clauses.length > 0 && plan.clauses.length === 0;
  const selection = isNothing
    ? NOTHING_SELECTED
    : await selectDocuments(opened, session, lookup, plan, request, scope, groups);
  return { shard, plan, selection };
}

/** Where every candidate's text is looked at, the fewer the better. */
const fewFor = ({ opened }: Shard, { exactTotal }: SearchRequest): number =>
  opened.published.resident || exactTotal ? Number.POSITIVE_INFINITY : MOST_PHRASE_POSTINGS;

/**
 * Of what was found in several collections, the hits: where one has articles that hold more of what was asked for,
 * those of another that hold less are none.
 */
export function hitsOfAll(found: readonly Found[]): Found[] {
  const best = Math.max(...found.map(({ selection }) => selection.level));
  return found.map((one) => {
    const { level, scores, exact } = one.selection;
    if (level === best) return one;
    return { ...one, selection: { documents: [], scores, total: 0, exact, relaxed: false, level: -1 } };
  });
}
