// One search over an opened index, in at most four rounds of reads: dictionary blocks (with the table
// that says where texts lie), postings, texts. Where posting lists were cut to a byte budget, the
// best candidates are decided by their texts; where that leaves a page unfilled, the lists are read whole.

import { normalizeStored } from '../analysis/fold.ts';
import { BadRequestError } from '../errors.ts';
import type { Manifest } from '../index/manifest.ts';
import { lookUpTerms, type PublishedIndex, readArticles } from '../index/published-index.ts';
import type { Part, ReadSession } from '../index/reads.ts';
import { civilDaysPart } from '../index/segment.ts';
import { bestDocuments } from '../index/weighted-search.ts';
import type { SearchRequest, SearchResponse } from './contract.ts';
import { curationOf, withPins } from './curation.ts';
import { documentRanges, orderByDate, without } from './date-order.ts';
import { explainHit } from './explain-hit.ts';
import { explainQuery } from './explain-query.ts';
import { makeHits, type ShownArticle } from './hits.ts';
import type { OpenedIndex } from './opened-index.ts';
import { createPlan, type Plan } from './plan.ts';
import { documentFrequency, type IndexFigures } from './plan-builder.ts';
import { type Demand, matchOf, planQuery, termsToLookUp } from './plan-query.ts';
import { parseQuery } from './query-language.ts';
import { MOST_PHRASE_POSTINGS } from './ranking.ts';
import { readRecency, recencyOf } from './recency.ts';
import { mostRescored, rescoreBlocks } from './rescore-blocks.ts';
import { type Selection, selectDocuments } from './select.ts';
import { scoreSettings, scoreText } from './text-score.ts';
import { textTables } from './text-tables.ts';
import { vocabularyOf } from './vocabulary.ts';

/** For a query of signs that no term has (①): it asks for something, and nothing has it. */
const NOTHING_SELECTED: Selection = {
  documents: [],
  scores: new Float64Array(0),
  total: 0,
  exact: true,
  relaxed: false,
};

/** @throws BadRequestError, and what reading the index throws */
export async function search(
  opened: OpenedIndex,
  request: SearchRequest,
  session: ReadSession,
): Promise<SearchResponse> {
  const query = parseQuery(normalizeStored(request.q));
  const dated = request.from !== undefined || request.to !== undefined;
  if (query.clauses.length === 0 && !dated)
    throw new BadRequestError('q', `q "${request.q}" has nothing to look for: type a word, or give a date range`);

  const { published } = opened;
  const { manifest } = published;
  const longest = Math.max(1, ...manifest.segments.map((segment) => segment.longestWord));
  const vocabulary = vocabularyOf(manifest.settings);
  const { terms, prefixes } = termsToLookUp(query, longest, vocabulary);
  const byRelevance = request.sort === 'relevance' && query.clauses.length > 0;
  const datesCount = byRelevance && recencyOf(published) !== null;
  const along = partsToReadAlong(published, dated || datesCount);
  const lookup = await lookUpTerms(published, session, terms, prefixes, along);
  const curated = curationOf(manifest.curation, query);
  // Whoever asks for dates, or in the order of dates, asks for more than what the site shows first.
  const pins = byRelevance && !dated ? curated.pins : [];
  const ofDates = await documentRanges(published, session, lookup.numbering, request.from, request.to);
  const ranges = without(ofDates, curated.hidden);
  const recency = byRelevance ? await readRecency(published, session, lookup.numbering) : null;
  const isFree = query.clauses.length === 0 && query.excluded.length === 0;
  const figures = figuresOf(manifest, longest);
  // Where every candidate's text is looked at, the fewer the better.
  const few = published.resident || request.exactTotal ? Number.POSITIVE_INFINITY : MOST_PHRASE_POSTINGS;
  const planFor = (demand: Demand, phrasePostings = few): Plan =>
    isFree
      ? createPlan()
      : { ...planQuery(query, lookup, { ...figures, phrasePostings }, demand, vocabulary), recency };
  const select = async (asked: Plan): Promise<Selection> =>
    query.clauses.length > 0 && asked.clauses.length === 0
      ? NOTHING_SELECTED
      : selectDocuments(opened, session, lookup, asked, request, ranges);

  let plan = planFor(matchOf(request));
  let selection = await select(plan);
  const isShort = selection.relaxed || selection.documents.length < request.offset + request.limit;
  if (isShort && !selection.exact && plan.terms.some(({ isRead }) => !isRead)) {
    // The texts that were looked at for a phrase were the wrong ones: its other bigrams tell more.
    plan = planFor(matchOf(request), Number.POSITIVE_INFINITY);
    selection = await select(plan);
  }
  if (selection.documents.length === 0 && plan.hasPieces && matchOf(request) === 'some') {
    const pieces = planFor('pieces');
    const found = await select(pieces);
    if (found.documents.length > 0) {
      plan = pieces;
      selection = { ...found, relaxed: true };
    }
  }
  selection = withPins(selection, pins);
  const page = await readPage(opened, session, plan, selection, pins, request);
  const frequencyOf = (term: string): number => documentFrequency(lookup.find(term));
  const hits = makeHits(page, plan, request);
  const pinned = Math.max(0, Math.min(page.length, pins.length - request.offset));
  for (const hit of hits.slice(0, pinned)) hit.pinned = true;
  if (request.explain)
    hits.forEach((hit, i) => {
      const { stored, document } = page[i];
      const firstPhase = selection.scores[document] ?? null;
      hit.explanation = explainHit(plan, stored, scoreSettings(manifest), firstPhase, frequencyOf);
    });
  return {
    query: request.q,
    total: Math.max(selection.total, page.length === 0 ? 0 : request.offset + page.length),
    totalRelation: selection.exact ? 'eq' : 'gte',
    relaxed: selection.documents.length > 0 && (selection.relaxed || plan.shortened),
    hits,
    facets: {},
    didYouMean: null,
    redirect: curated.redirect,
    index: { collection: manifest.collection, version: manifest.version, documents: manifest.documents },
    ...(request.explain ? { explanation: explainQuery(plan, request, manifest, frequencyOf) } : {}),
  };
}

const figuresOf = ({ documents, pivots }: Manifest, longestWord: number): Omit<IndexFigures, 'phrasePostings'> => ({
  documents,
  meanLength: pivots.title + pivots.body,
  longestWord,
});

const partsToReadAlong = (published: PublishedIndex, dated: boolean): Part<unknown>[] => [
  ...(dated ? published.segments.map(civilDaysPart) : []),
  ...textTables(published),
];

/**
 * Read the texts of a page and score them exactly. By relevance, candidates are ranked anew within
 * blocks of at most `rescoreDepth`.
 * @param pins what comes before the selection, in this order
 */
async function readPage(
  { published, rescoreDepth }: OpenedIndex,
  session: ReadSession,
  plan: Plan,
  selection: Selection,
  pins: readonly number[],
  request: SearchRequest,
): Promise<ShownArticle[]> {
  const first = pins.slice(request.offset, request.offset + request.limit);
  const offset = Math.max(0, request.offset - pins.length);
  const end = Math.max(0, request.offset + request.limit - pins.length);
  const byRelevance = request.sort === 'relevance' && plan.clauses.length > 0;
  const { documents, scores, texts } = selection;
  const read = async (wanted: readonly number[]): Promise<ShownArticle[]> => {
    const articles = await readArticles(published, session, wanted);
    const scoring = scoreSettings(published.manifest);
    return articles.map((stored, i) => ({
      document: wanted[i],
      stored,
      text: texts?.get(wanted[i]) ?? scoreText(plan, stored, scoring),
    }));
  };
  if (!byRelevance) {
    const order = request.sort === 'oldest' ? 'oldest' : 'newest';
    return read([...first, ...orderByDate(published.numbering!, documents, order).slice(offset, end)]);
  }
  if (rescoreDepth === 0) {
    const entries = await read([...first, ...bestDocuments(documents, scores, end).slice(offset)]);
    return entries.map((entry) => ({ ...entry, text: { ...entry.text, score: scores[entry.document] } }));
  }
  const ranked = selection.blocks ? [] : bestDocuments(documents, scores, mostRescored(end, rescoreDepth));
  const blocks = selection.blocks ?? rescoreBlocks(plan, ranked, scores, end, rescoreDepth);
  let passed = 0;
  let skipped = 0;
  while (passed < blocks.length && skipped + blocks[passed].length <= offset) skipped += blocks[passed++].length;
  const shown = blocks.slice(passed);
  const entries = await read([...first, ...shown.flat()]);
  const pinned = entries.splice(0, first.length);
  const reranked: ShownArticle[] = [];
  for (const { length } of shown)
    reranked.push(
      ...entries.slice(reranked.length, reranked.length + length).sort((a, b) => b.text.score - a.text.score),
    );
  return [...pinned, ...reranked.slice(offset - skipped, end - skipped)];
}
