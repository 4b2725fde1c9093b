// Sends a plan to the mounted FlexSearch Index as weighted terms, and takes back ranked documents with
// the scores and atoms of every document that was met.

import type { Index } from 'flexsearch';
import type { RankedDocuments } from '../index/flexsearch-adapter.ts';
import type { PublishedIndex, SegmentTerm, TermLookup } from '../index/published-index.ts';
import type { Part, ReadSession } from '../index/reads.ts';
import { FIELDS, type Field } from '../index/term-block.ts';
import type { Matches, WeightedPlan, WeightedTerm } from '../index/weighted-search.ts';
import { coordinatesByAtoms, coordination } from './coordination.ts';
import { perMask } from './per-mask.ts';
import type { Plan, PlanTerm } from './plan.ts';
import {
  FIRST_PHASE_TITLE_SHARE,
  LONE_TITLE_SHARE,
  LONGER_LIST_BUDGET,
  MOST_PREFIX_BODIES,
  MOST_PREFIX_TITLES,
} from './ranking.ts';

export interface ReadMatches {
  /** The best candidates, best first, where they were asked for. */
  ranked: number[];
  matches: Matches;
  /** Every list that decides what is a hit was read whole: counts are exact. */
  complete: boolean;
}

const NOTHING: Matches = {
  scores: new Float64Array(0),
  held: new Uint32Array(0),
  maybe: new Uint32Array(0),
  maybeAnywhere: 0,
  touched: new Uint32Array(0),
  complete: true,
};

/**
 * @param budget bytes to read of one list; Infinity reads all, but of a remote list that only ranks no more than
 * LONGER_LIST_BUDGET
 * @param limit how many ranked documents to return
 * @param accepts whether a document that holds these atoms (at best) is a candidate; null when none are ranked
 * @param along other parts that a later step will want; they are read in the same round and kept in the cache
 */
export async function readMatches(
  published: PublishedIndex,
  flexsearch: Index,
  session: ReadSession,
  lookup: TermLookup,
  plan: Plan,
  budget: number,
  limit: number,
  accepts: ((held: number) => boolean) | null,
  along: readonly Part<unknown>[] = [],
): Promise<ReadMatches> {
  const { titleBoost: boost } = published.manifest.settings;
  const titleBoost = FIRST_PHASE_TITLE_SHARE * boost;
  const weighted: WeightedPlan = {
    session,
    documents: published.manifest.documents,
    atoms: plan.atoms,
    accepts,
    along,
    factor: coordinatesByAtoms(plan) ? perMask((held) => coordination(plan, held)) : null,
    documentFactors: plan.recency?.byDocument ?? null,
    choices: plan.choices.flatMap(({ field: only, ways }) =>
      (['body', 'title'] as const)
        .filter((field) => (only ?? field) === field)
        .map((field) => ({ field, boost: field === 'title' ? titleBoost : 1, ways })),
    ),
  };
  const terms: WeightedTerm[] = [];
  /** Atoms of which not all terms are read. */
  let cutAtoms = 0;
  const budgetOf = ({ whole, atoms }: PlanTerm): number => {
    if (whole) return Number.POSITIVE_INFINITY;
    return published.resident || atoms.length > 0 ? budget : Math.min(budget, LONGER_LIST_BUDGET);
  };
  const add = (planTerm: PlanTerm, field: Field, found: readonly SegmentTerm[]): void => {
    const { term, atoms } = planTerm;
    const titles = planTerm.prefix ? LONE_TITLE_SHARE * boost : titleBoost;
    const weight = planTerm.weight * (field === 'title' ? titles : 1);
    terms.push({ plan: weighted, term, field, weight, found, atoms, budget: budgetOf(planTerm) });
  };
  for (const planTerm of plan.terms) {
    if (!planTerm.isRead) continue;
    const entries = planTerm.prefix ? entriesOfCharacter(planTerm.term, lookup) : lookup.find(planTerm.term);
    for (const field of FIELDS) {
      if (planTerm.field === 'title' && field === 'body') continue;
      const present = entries.filter(({ frequency }) => frequency[field] > 0);
      if (present.length === 0) continue;
      if (!planTerm.prefix) {
        add(planTerm, field, present);
        continue;
      }
      const few = field === 'title' ? MOST_PREFIX_TITLES : MOST_PREFIX_BODIES;
      const most = Number.isFinite(budget) && !planTerm.whole ? few : Number.POSITIVE_INFINITY;
      const { found, complete } = listsOfCharacter(present, field, most);
      add(planTerm, field, found);
      if (!complete) for (const atom of planTerm.atoms) cutAtoms = (cutAtoms | (1 << atom)) >>> 0;
    }
  }
  if (terms.length === 0) return { ranked: [], matches: NOTHING, complete: true };
  const query = { query: terms, limit, resolve: true };
  const ranked = (await flexsearch.search(query as unknown as { query: string })) as unknown as RankedDocuments;
  const matches = ranked.matches!;
  matches.maybeAnywhere = (matches.maybeAnywhere | cutAtoms) >>> 0;
  return { ranked: [...ranked], matches, complete: matches.complete && cutAtoms === 0 };
}

/** The bigrams and run ends that start with a character, one of which an article with it must have: in term order. */
const entriesOfCharacter = (character: string, lookup: TermLookup): SegmentTerm[] => {
  const most = character.length + 2;
  return lookup.startingWith(character, most).filter(
    // The second character may be one of two units.
    ({ entry: { term } }) => term.length < most || term.codePointAt(character.length)! > 0xffff,
  );
};

/**
 * Of such entries, those whose lists stand beside their terms, and of the others' as many as may be read, of the most
 * documents.
 */
function listsOfCharacter(
  entries: readonly SegmentTerm[],
  field: Field,
  most: number,
): { found: SegmentTerm[]; complete: boolean } {
  const terms: { term: string; found: SegmentTerm[]; frequency: number; isAtHand: boolean }[] = [];
  for (const one of entries) {
    const { term } = one.entry;
    let own = terms.at(-1);
    if (own?.term !== term) {
      own = { term, found: [], frequency: 0, isAtHand: true };
      terms.push(own);
    }
    own.found.push(one);
    own.frequency += one.frequency[field];
    own.isAtHand &&= one.entry[field]!.inline !== null;
  }
  // Sorting leaves equally frequent ones in term order.
  terms.sort((a, b) => b.frequency - a.frequency);
  let left = most;
  const read = terms.filter(({ isAtHand }) => isAtHand || left-- > 0);
  return { found: read.flatMap(({ found }) => found), complete: read.length === terms.length };
}
