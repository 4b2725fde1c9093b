// Articles like a given one, in six rounds at most: the pointer, where it and all texts lie, its text, what the dictionary
// knows of its telling stretches, the postings of the units that tell most, the texts of the best candidates. After
// Lucene's MoreLikeThis, with the second phase of a search.

import { characterProbability, expectedShare } from '../analysis/character-rarity.ts';
import { NoArticleError } from '../errors.ts';
import type { DuplicateGroups } from '../index/duplicates.ts';
import { findArticle } from '../index/find-article.ts';
import { lookUpTerms, readArticles } from '../index/published-index.ts';
import type { ReadSession } from '../index/reads.ts';
import type { StoredArticle } from '../index/stored-fields.ts';
import { firstOfGroups, groupParts, readGroups } from './collapse.ts';
import type { SimilarRequest, SimilarResponse } from './contract.ts';
import { coverageOf } from './coverage.ts';
import { hiddenAlways } from './curation.ts';
import { dictionaryTerms } from './dictionary-terms.ts';
import { makeHits, type ShownArticle } from './hits.ts';
import { infoOf } from './index-info.ts';
import type { OpenedIndex } from './opened-index.ts';
import { perMask } from './per-mask.ts';
import type { Plan } from './plan.ts';
import { createPlanBuilder } from './plan-builder.ts';
import { inverseDocumentFrequency } from './ranking.ts';
import { readMatches } from './read-matches.ts';
import { mostRescored, rescoreBlocks } from './rescore-blocks.ts';
import { similarPlan } from './similar-plan.ts';
import { textOf } from './stored-text.ts';
import { tellingStretches } from './telling-stretches.ts';
import { type TellingUnit, tellingUnits } from './telling-units.ts';
import { scoreSettings, scoreText } from './text-score.ts';
import { textTables } from './text-tables.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Copies of an article are no articles like it, and of copies one is enough. */
const COLLAPSED = { collapse: true };

/** UTF-16 units of an id that a message quotes. */
const SHOWN_ID = 100;

/** @throws NoArticleError, also for one that is hidden from every query, NotBuiltError, and what reading the index throws */
export async function similar(
  opened: OpenedIndex,
  request: SimilarRequest,
  session: ReadSession,
): Promise<SimilarResponse> {
  const { published } = opened;
  const { manifest } = published;
  const { id } = request;
  const along = [...textTables(published), ...groupParts(published, COLLAPSED)];
  const found = await findArticle(published, session, id, along);
  const hidden = hiddenAlways(manifest.curation);
  if (found === null || hidden.includes(found.document)) {
    const shown = id.slice(0, SHOWN_ID).toWellFormed();
    throw new NoArticleError(`no article of the collection "${manifest.collection}" has the id "${shown}"`);
  }
  const { units, plan, ranked, scores } = await findCandidates(opened, request, session, found.stored);
  const groups = await readGroups(published, COLLAPSED, session);
  const isFirst = firstOfGroups(groups);
  // Of its own group the article itself comes first, and no copy of it behind it.
  isFirst(found.document);
  const others = ranked.filter(
    (document) => document !== found.document && !hidden.includes(document) && isFirst(document),
  );
  const page = await rankByTexts(opened, request, session, plan, others, scores);
  const hits = makeHits(page, plan, request);
  if (groups !== null) for (const [i, hit] of hits.entries()) hit.duplicates = sizeOf(groups, page[i].document) - 1;
  return {
    id,
    terms: units.map(({ unit }) => unit.text),
    hits,
    index: infoOf([manifest]),
  };
}

interface Candidates {
  units: TellingUnit[];
  plan: Plan;
  /** Documents, best first, the article itself among them. */
  ranked: readonly number[];
  /** By document, from postings. */
  scores: Float64Array;
}

/** What tells the article from others, and who shares it: two rounds. */
async function findCandidates(
  { published, flexsearch, listBudget, rescoreDepth }: OpenedIndex,
  { limit }: SimilarRequest,
  session: ReadSession,
  stored: StoredArticle,
): Promise<Candidates> {
  const { documents, pivots, segments, settings } = published.manifest;
  const meanLength = pivots.title + pivots.body;
  const rarity = (character: string): number =>
    inverseDocumentFrequency(documents, documents * expectedShare(characterProbability(character) ?? 0, meanLength));
  const { title, body } = textOf(stored);
  const stretches = tellingStretches({ title: title.folded, body: body.folded }, rarity);
  const longestWord = Math.max(1, ...segments.map((segment) => segment.longestWord));
  const terms = new Set(stretches.flatMap(({ text }) => dictionaryTerms(text, longestWord)));
  const lookup = await lookUpTerms(published, session, terms, []);
  const figures = { documents, meanLength, longestWord, phrasePostings: 0 };
  const { words } = createPlanBuilder(lookup, figures, vocabularyOf(settings));
  const units = tellingUnits(stretches, words, lookup, documents);
  const plan = similarPlan(units);
  const budget = published.resident ? Number.POSITIVE_INFINITY : listBudget;
  // Besides what may be looked at, the article itself, and copies that are left out.
  const most = 2 * mostRescored(limit, depthOf(rescoreDepth)) + 1;
  const isCandidate = holdsEnough(plan);
  const matched = await readMatches(published, flexsearch, session, lookup, plan, budget, most, isCandidate);
  return { units, plan, ranked: matched.ranked, scores: matched.matches.scores };
}

/** Texts decide which candidates share enough, and in which order: one round. */
async function rankByTexts(
  { published, rescoreDepth }: OpenedIndex,
  { limit }: SimilarRequest,
  session: ReadSession,
  plan: Plan,
  ranked: readonly number[],
  scores: Float64Array,
): Promise<ShownArticle[]> {
  const blocks = rescoreBlocks(plan, ranked, scores, limit, depthOf(rescoreDepth));
  const looked = blocks.flat();
  const articles = await readArticles(published, session, looked);
  const scoring = scoreSettings(published.manifest);
  const isSimilar = holdsEnough(plan);
  const shown: ShownArticle[] = [];
  for (const block of blocks) {
    const texts = block.map((document): ShownArticle => {
      const stored = articles[looked.indexOf(document)];
      return { document, stored, text: scoreText(plan, stored, scoring) };
    });
    shown.push(...texts.filter(({ text }) => isSimilar(text.held)).sort((a, b) => b.text.score - a.text.score));
  }
  return shown.slice(0, limit);
}

/** Articles in the group of one, itself included. */
function sizeOf(groups: DuplicateGroups, document: number): number {
  const group = groups[document];
  return group === 0 ? 1 : groups.reduce((size, other) => (other === group ? size + 1 : size), 0);
}

/** Whatever the depth of re-scoring, the texts are at hand for the snippets. */
const depthOf = (rescoreDepth: number): number => Math.max(1, rescoreDepth);

function holdsEnough(plan: Plan): (held: number) => boolean {
  const covers = perMask(coverageOf(plan));
  return (held) => covers(held) >= plan.needed;
}
