// One search over one or several opened collections, in at most four rounds of reads: dictionary blocks (with the table
// that says where texts lie), postings, texts. Where posting lists were cut to a byte budget, the
// best candidates are decided by their texts; where that leaves a page unfilled, the lists are read whole.

import { normalizeStored } from '../analysis/fold.ts';
import { BadRequestError } from '../errors.ts';
import type { StoredArticle } from '../index/stored-fields.ts';
import { countShown, groupSizes } from './collapse.ts';
import type { Hit, SearchRequest, SearchResponse } from './contract.ts';
import { withPins } from './curation.ts';
import { explainHit } from './explain-hit.ts';
import { explainQuery } from './explain-query.ts';
import { prepareFacets } from './facets.ts';
import { makeHits } from './hits.ts';
import { infoOf } from './index-info.ts';
import { type PageArticle, readPage } from './page.ts';
import { documentFrequency } from './plan-builder.ts';
import { type Demand, matchOf, type TermsToLookUp, termsToLookUp } from './plan-query.ts';
import { parseQuery, type Query } from './query-language.ts';
import { recencyOf } from './recency.ts';
import {
  type Found,
  findIn,
  hitsOfAll,
  readShard,
  type Shard,
  type ShardQuestion,
  type ShardSource,
  type Statistics,
  statisticsOf,
} from './shard.ts';
import { scoreSettings } from './text-score.ts';
import { together } from './together.ts';
import { vocabularyOf } from './vocabulary.ts';

/** What was made of what was typed, and what holds it. */
export interface Typed {
  query: Query;
  statistics: Statistics;
  /** By collection. */
  found: readonly Found[];
}

/** How many hits a query has. */
export type Hits = Pick<SearchResponse, 'total' | 'relaxed'>;

/**
 * How many hits a query has, without reading the texts of a page: exactly where the question that it stands beside has an
 * exact total, else at least so many where lists are long.
 * @throws BadRequestError, and what reading an index throws
 */
export async function countHits(sources: readonly ShardSource[], asked: SearchRequest): Promise<Hits> {
  const unscored = sources.map((source) => ({ ...source, opened: { ...source.opened, rescoreDepth: 0 } }));
  const { facets = [], ...request } = asked;
  const exactTotal = request.exactTotal || facets.length > 0;
  return hitsFound((await findAll(unscored, { ...request, limit: 1, offset: 0, exactTotal })).found);
}

const hitsFound = (found: readonly Found[]): Hits => ({
  total: found.reduce((sum, { selection }) => sum + selection.total, 0),
  relaxed: found.some(({ plan, selection }) => selection.documents.length > 0 && (selection.relaxed || plan.shortened)),
});

/** The hits of all collections, with the pins. @throws BadRequestError, and what reading an index throws */
async function findAll(
  sources: readonly ShardSource[],
  asked: SearchRequest,
): Promise<Typed & { request: SearchRequest; shards: readonly Shard[] }> {
  const { filters = [], facets = [] } = asked;
  // The number beside a value is that of the hits which are shown when it is chosen.
  const request = filters.length > 0 || facets.length > 0 ? { ...asked, exactTotal: true } : asked;
  const query = parseQuery(normalizeStored(request.q));
  const dated = request.from !== undefined || request.to !== undefined;
  if (query.clauses.length === 0 && !dated && filters.length === 0)
    throw new BadRequestError(
      'q',
      `q "${request.q}" has nothing to look for: type a word, or give a date range or a filter`,
    );

  const manifests = sources.map(manifestOf);
  const longest = Math.max(1, ...manifests.flatMap(({ segments }) => segments.map(({ longestWord }) => longestWord)));
  const byRelevance = request.sort === 'relevance' && query.clauses.length > 0;
  const question: ShardQuestion = {
    query,
    request,
    wanted: wantedOf(sources, query, longest),
    hasRecency: byRelevance && sources.some(({ opened }) => recencyOf(opened.published) !== null),
    isOneOfSeveral: sources.length > 1,
  };
  const shards = await together(sources, nameOf, (source, place) => readShard(source, place, question));
  const statistics = statisticsOf(shards, longest);
  const found = hitsOfAll(await findHits(shards, question, statistics)).map((one) => ({
    ...one,
    selection: withPins(one.selection, one.shard.pins, one.shard.groups),
  }));
  return { query, statistics, found, request, shards };
}

/**
 * The answer to what was typed, and to nothing else.
 * @param sources the collections asked, at least one; of hits that are equal those of the first come first
 * @throws BadRequestError, and what reading an index throws, of several as the cause of a CollectionError
 */
export async function searchAsTyped(
  sources: readonly ShardSource[],
  asked: SearchRequest,
): Promise<{ response: SearchResponse; typed: Typed; shown: readonly StoredArticle[] }> {
  const typed = await findAll(sources, asked);
  const { request, shards, statistics, found } = typed;
  const manifests = sources.map(manifestOf);
  const counting = await prepareFacets(found, request.facets ?? []);
  const page = await readPage(found, request, counting.partsOf);
  const frequencyOf = (term: string): number => documentFrequency(statistics.terms.find(term));
  const { total, relaxed } = hitsFound(found);
  const response: SearchResponse = {
    query: request.q,
    total: Math.max(total, page.length === 0 ? 0 : request.offset + page.length),
    totalRelation: found.every(({ selection }) => selection.exact) ? 'eq' : 'gte',
    relaxed,
    hits: hitsOf(page, request, frequencyOf),
    facets: await counting.count(),
    didYouMean: null,
    redirect: shards.find(({ redirect }) => redirect !== null)?.redirect ?? null,
    index: infoOf(manifests),
    ...(request.explain
      ? {
          explanation: explainQuery(
            found[0].plan,
            request,
            { ...manifests[0], documents: statistics.figures.documents },
            frequencyOf,
          ),
        }
      : {}),
  };
  return { response, typed, shown: page.map(({ stored }) => stored) };
}

const manifestOf = ({ opened }: ShardSource) => opened.published.manifest;
const nameOf = (source: ShardSource): string => manifestOf(source).collection;

/** What the dictionaries are asked: by every collection's own words, and of all collections. */
function wantedOf(sources: readonly ShardSource[], query: Query, longest: number): TermsToLookUp {
  const wanted = sources.map((source) => termsToLookUp(query, longest, vocabularyOf(manifestOf(source).settings)));
  const [first, ...others] = wanted;
  for (const { terms, prefixes } of others) {
    for (const term of terms) first.terms.add(term);
    for (const prefix of prefixes) first.prefixes.add(prefix);
  }
  return first;
}

async function findHits(
  shards: readonly Shard[],
  question: ShardQuestion,
  statistics: Statistics,
): Promise<readonly Found[]> {
  const { request } = question;
  const find = (demand: Demand): Promise<Found[]> =>
    together(shards, nameOf, (shard) => findIn(shard, question, statistics, demand));
  let found = await find(matchOf(request));
  if (isShort(found, request) && found.some(isUndecided))
    // The texts that were looked at for a phrase were the wrong ones: its other bigrams tell more.
    found = await together(
      found,
      ({ shard }) => nameOf(shard),
      async (one) =>
        isUndecided(one) ? findIn(one.shard, question, statistics, matchOf(request), Number.POSITIVE_INFINITY) : one,
    );
  if (found.some(hasHits) || matchOf(request) !== 'some' || !found.some(({ plan }) => plan.hasPieces)) return found;
  const pieces = await find('pieces');
  return pieces.some(hasHits)
    ? pieces.map((one) => ({ ...one, selection: { ...one.selection, relaxed: true } }))
    : found;
}

const hasHits = ({ selection }: Found): boolean => selection.documents.length > 0;

/** Whether hits that hold everything leave a page unfilled. */
function isShort(found: readonly Found[], { offset, limit }: SearchRequest): boolean {
  const hits = hitsOfAll(found);
  const shown = hits.reduce((sum, { shard, selection }) => sum + countShown(selection.documents, shard.groups), 0);
  return hits.some(({ selection }) => selection.relaxed) || shown < offset + limit;
}

/** Not all its candidates were looked at, and not all was read that could tell them apart. */
const isUndecided = ({ plan, selection }: Found): boolean =>
  !selection.exact && plan.terms.some(({ isRead }) => !isRead);

function hitsOf(page: readonly PageArticle[], request: SearchRequest, frequencyOf: (term: string) => number): Hit[] {
  const hits: Hit[] = new Array(page.length);
  for (const found of new Set(page.map((article) => article.found))) {
    const { shard, plan, selection } = found;
    const own = [...page.keys()].filter((i) => page[i].found === found);
    const articles = own.map((i) => page[i]);
    const groupSize = groupSizes([...selection.documents, ...(selection.grouped ?? [])], shard.groups);
    makeHits(articles, plan, request).forEach((hit, i) => {
      const { isPinned, stored, document } = articles[i];
      hit.duplicates = groupSize(document) - 1;
      if (isPinned) hit.pinned = true;
      if (shard.isOneOfSeveral) hit.collection = nameOf(shard);
      if (request.explain) {
        const scoring = scoreSettings(manifestOf(shard));
        hit.explanation = explainHit(plan, stored, scoring, selection.scores[document] ?? null, frequencyOf);
      }
      hits[own[i]] = hit;
    });
  }
  return hits;
}
