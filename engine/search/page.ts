// The articles of a page, in the order that was asked for, over all collections that were asked. Each candidate of a
// collection has the score that it would have in an index of all, so theirs are merged like those of segments.

import { readArticles } from '../index/published-index.ts';
import type { Part } from '../index/reads.ts';
import { bestDocuments } from '../index/weighted-search.ts';
import { countShown, firstOfGroups } from './collapse.ts';
import type { SearchRequest } from './contract.ts';
import { orderByDate } from './date-order.ts';
import type { ShownArticle } from './hits.ts';
import { mostRescored, rescoreBlocks } from './rescore-blocks.ts';
import type { Found } from './shard.ts';
import { scoreSettings, scoreText } from './text-score.ts';
import { together } from './together.ts';

/** An article of the page, and where it was found. */
export interface PageArticle extends ShownArticle {
  found: Found;
  isPinned: boolean;
}

/** An article before its text is read. */
interface Place {
  found: Found;
  document: number;
}

/**
 * Read the texts of a page and score them exactly. By relevance, candidates are ranked anew within blocks of at most
 * `rescoreDepth`. Pins come before everything else, those of the first collection first.
 * @param found without pins
 * @param partsOf parts of a collection that a later step will want: they are read along with its texts
 */
export async function readPage(
  found: readonly Found[],
  request: SearchRequest,
  partsOf: (one: Found) => readonly Part<unknown>[],
): Promise<PageArticle[]> {
  const { sort } = request;
  const pins = found.flatMap((one) => one.shard.pins.map((document) => ({ found: one, document })));
  const first = pins.slice(request.offset, request.offset + request.limit);
  const offset = Math.max(0, request.offset - pins.length);
  const end = Math.max(0, request.offset + request.limit - pins.length);
  const { rescoreDepth } = found[0].shard.opened;
  const isShown = firstOfEach(found);
  // Whatever is not shown, so many are enough.
  const enough = found.reduce((sum, one) => sum + notShown(one), end);
  if (sort !== 'relevance' || found.every(({ plan }) => plan.clauses.length === 0))
    return readTexts(
      first,
      byDate(found, sort === 'oldest' ? 'oldest' : 'newest', enough)
        .filter(isShown)
        .slice(offset, end),
      partsOf,
    );
  if (rescoreDepth === 0) {
    const articles = await readTexts(first, byScore(found, enough).filter(isShown).slice(offset, end), partsOf);
    return articles.map((article) =>
      article.isPinned ? article : { ...article, text: { ...article.text, score: scoreOf(article) } },
    );
  }
  const blocks = blocksOf(found, end, enough, rescoreDepth);
  const isFirst = firstOfEach(found);
  /** By block: how many of it are shown, whatever their texts say. */
  const shares = blocks.map((block) => block.filter(isFirst).length);
  let passed = 0;
  let skipped = 0;
  for (; passed < blocks.length && skipped + shares[passed] <= offset; passed++) {
    skipped += shares[passed];
    blocks[passed].forEach(isShown);
  }
  const shown = blocks.slice(passed);
  const articles = await readTexts(first, shown.flat(), partsOf);
  const pinned = articles.splice(0, first.length);
  const reranked: PageArticle[] = [];
  for (const { length } of shown)
    reranked.push(
      ...articles.slice(reranked.length, reranked.length + length).sort((a, b) => b.text.score - a.text.score),
    );
  return [...pinned, ...reranked.filter(isShown).slice(offset - skipped, end - skipped)];
}

/** Asked of places one after the other: whether the place is shown, as the later ones of a group of duplicates are not. */
function firstOfEach(found: readonly Found[]): (place: Place) => boolean {
  const isFirst = new Map(found.map((one) => [one, firstOfGroups(one.shard.groups)]));
  return (place) => isFirst.get(place.found)!(place.document);
}

const notShown = ({ shard, selection: { documents } }: Found): number =>
  documents.length - countShown(documents, shard.groups);

const scoreOf = ({ found, document }: Place): number => found.selection.scores[document];

/** Newest first; of one instant in the order of the collections, and in one of them as it numbers them. */
function compareAge(a: Place, b: Place): number {
  if (a.found === b.found) return a.document - b.document;
  const [older, newer] = [a.found.shard.instantOf(a.document), b.found.shard.instantOf(b.document)];
  if (older !== newer) return newer - older;
  return a.found.shard.place - b.found.shard.place;
}

const compareScore = (a: Place, b: Place): number => scoreOf(b) - scoreOf(a) || compareAge(a, b);

const isDated = ({ found, document }: Place): boolean => document < found.shard.lookup.numbering.dated;

/** Oldest first; the undated last, as they are among the newest. */
const compareYouth = (a: Place, b: Place): number =>
  isDated(a) && isDated(b) ? compareAge(b, a) : isDated(a) ? -1 : isDated(b) ? 1 : compareAge(a, b);

/** The first hits of all, of which those of one collection are in order. */
function merged(
  found: readonly Found[],
  compare: (a: Place, b: Place) => number,
  most: number,
  ordered: (one: Found) => readonly number[],
): Place[] {
  const places = found.map((one) => ordered(one).map((document): Place => ({ found: one, document })));
  return found.length === 1 ? places[0] : places.flat().sort(compare).slice(0, most);
}

const byDate = (found: readonly Found[], order: 'newest' | 'oldest', most: number): Place[] =>
  merged(found, order === 'newest' ? compareAge : compareYouth, most, ({ shard, selection }) =>
    orderByDate(shard.lookup.numbering, selection.documents, order).slice(0, most),
  );

const byScore = (found: readonly Found[], most: number): Place[] =>
  merged(found, compareScore, most, ({ selection: { documents, scores, blocks } }) =>
    blocks ? blocks.flat().slice(0, most) : bestDocuments(documents, scores, most),
  );

/**
 * The hits in blocks of re-scoring, as many as places up to `end` need.
 * @param enough hits that fill these, however many of them are not shown
 */
function blocksOf(found: readonly Found[], end: number, enough: number, rescoreDepth: number): Place[][] {
  const [only, ...others] = found;
  if (others.length === 0 && only.selection.blocks)
    return only.selection.blocks.map((block) => block.map((document) => ({ found: only, document })));
  const ranked = byScore(found, mostRescored(enough, rescoreDepth));
  const { plan } = found.find(({ selection }) => selection.documents.length > 0) ?? only;
  const ranks = ranked.map((_, rank) => rank);
  const isShown = firstOfEach(found);
  const scores = Float64Array.from(ranked, scoreOf);
  const blocks = rescoreBlocks(plan, ranks, scores, end, rescoreDepth, undefined, (rank) => isShown(ranked[rank]));
  return blocks.map((block) => block.map((rank) => ranked[rank]));
}

/** Read what is shown, that of each collection at once. */
async function readTexts(
  pins: readonly Place[],
  others: readonly Place[],
  partsOf: (one: Found) => readonly Part<unknown>[],
): Promise<PageArticle[]> {
  const places = [...pins, ...others];
  const articles: PageArticle[] = new Array(places.length);
  await together([...new Set(places.map(({ found }) => found))], nameOf, async (found) => {
    const { shard, plan, selection } = found;
    const { published } = shard.opened;
    const own = [...places.keys()].filter((i) => places[i].found === found);
    const wanted = own.map((i) => places[i].document);
    const texts = await readArticles(published, shard.session, wanted, partsOf(found));
    const scoring = scoreSettings(published.manifest);
    texts.forEach((stored, i) => {
      const document = wanted[i];
      const text = selection.texts?.get(document) ?? scoreText(plan, stored, scoring);
      articles[own[i]] = { found, document, stored, text, isPinned: own[i] < pins.length };
    });
  });
  return articles;
}

const nameOf = ({ shard }: Found): string => shard.opened.published.manifest.collection;
