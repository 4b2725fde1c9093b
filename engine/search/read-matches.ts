// Sends a plan to the mounted FlexSearch Index as weighted terms, and takes back ranked documents with
// the scores and atoms of every document that was met.

import type { Index } from 'flexsearch';
import type { RankedDocuments } from '../index/flexsearch-adapter.ts';
import type { PublishedIndex, SegmentTerm, TermLookup } from '../index/published-index.ts';
import type { ReadSession } from '../index/reads.ts';
import type { Matches, WeightedPlan, WeightedTerm } from '../index/weighted-search.ts';
import { coordinatesByAtoms, coordination } from './coordination.ts';
import { perMask } from './per-mask.ts';
import type { Plan, PlanTerm } from './plan.ts';
import { documentFrequency } from './plan-builder.ts';
import { FIRST_PHASE_TITLE_SHARE, MOST_PREFIX_TERMS } from './ranking.ts';

export interface ReadMatches {
  /** The best candidates, best first, where they were asked for. */
  ranked: number[];
  matches: Matches;
  /** Every list was read whole: counts are exact. */
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
 * @param budget bytes to read of one list; Infinity reads all
 * @param limit how many ranked documents to return
 * @param accepts whether a document that holds these atoms (at best) is a candidate; null when none are ranked
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
): Promise<ReadMatches> {
  const titleBoost = FIRST_PHASE_TITLE_SHARE * published.manifest.settings.titleBoost;
  const weighted: WeightedPlan = {
    session,
    documents: published.manifest.documents,
    budget,
    atoms: plan.atoms,
    accepts,
    factor: coordinatesByAtoms(plan) ? perMask((held) => coordination(plan, held)) : null,
    choices: plan.choices.flatMap(({ field: only, ways }) =>
      (['body', 'title'] as const)
        .filter((field) => (only ?? field) === field)
        .map((field) => ({ field, boost: field === 'title' ? titleBoost : 1, ways })),
    ),
  };
  const terms: WeightedTerm[] = [];
  /** Atoms of which not all terms are read. */
  let cutAtoms = 0;
  const add = (planTerm: PlanTerm, term: string, found: readonly SegmentTerm[]): void => {
    for (const field of ['body', 'title'] as const) {
      if (planTerm.field === 'title' && field === 'body') continue;
      if (!found.some(({ frequency }) => frequency[field] > 0)) continue;
      const weight = planTerm.weight * (field === 'title' ? titleBoost : 1);
      terms.push({ plan: weighted, term, field, weight, found, atoms: planTerm.atoms, whole: planTerm.whole });
    }
  };
  for (const planTerm of plan.terms) {
    if (!planTerm.isRead) continue;
    if (!planTerm.prefix) {
      add(planTerm, planTerm.term, lookup.find(planTerm.term));
      continue;
    }
    let expanded = expandCharacter(planTerm.term, lookup);
    if (Number.isFinite(budget) && !planTerm.whole && expanded.length > MOST_PREFIX_TERMS) {
      expanded = expanded.slice(0, MOST_PREFIX_TERMS);
      for (const atom of planTerm.atoms) cutAtoms = (cutAtoms | (1 << atom)) >>> 0;
    }
    for (const { term, found } of expanded) add(planTerm, term, found);
  }
  if (terms.length === 0) return { ranked: [], matches: NOTHING, complete: true };
  const query = { query: terms, limit, resolve: true };
  const ranked = (await flexsearch.search(query as unknown as { query: string })) as unknown as RankedDocuments;
  const matches = ranked.matches!;
  matches.maybeAnywhere = (matches.maybeAnywhere | cutAtoms) >>> 0;
  return { ranked: [...ranked], matches, complete: matches.complete && cutAtoms === 0 };
}

/** The bigrams and run ends that start with a character: what an article with it must have. Most frequent first. */
function expandCharacter(character: string, lookup: TermLookup): { term: string; found: SegmentTerm[] }[] {
  const byTerm = new Map<string, SegmentTerm[]>();
  for (const found of lookup.startingWith(character, character.length + 2)) {
    const { term } = found.entry;
    // The second character may be one of two units.
    if (term.length === character.length + 2 && term.codePointAt(character.length)! <= 0xffff) continue;
    const known = byTerm.get(term);
    if (known) known.push(found);
    else byTerm.set(term, [found]);
  }
  return [...byTerm]
    .map(([term, found]) => ({ term, found, frequency: documentFrequency(found) }))
    .sort((a, b) => b.frequency - a.frequency || (a.term < b.term ? -1 : 1));
}
