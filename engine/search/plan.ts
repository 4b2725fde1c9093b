// A plan: which postings to read and with what weight, which atoms an article must hold, and how the same
// is asked of a stored text.
//
// An atom is the smallest thing that can be held: one group of terms in one field. Documents carry
// their atoms as bits; a clause holds if one of its leaves does, a leaf if each of its units has one
// of its atoms.

import type { Choice } from './choices.ts';
import type { PlanKeyword } from './keyword.ts';
import type { RecencyFactors } from './recency.ts';
import type { Guard } from './term-guard.ts';
import type { TermGroup, Unit } from './unit.ts';

/** An atom, as postings and as texts are asked for it. */
export interface Atom extends TermGroup {
  field: 'title' | null;
  /** The folded text that must stand there literally: the terms only narrow the candidates down. */
  phrase: string | null;
}

/** A term that is read and scored. */
export interface PlanTerm {
  term: string;
  field: 'title' | null;
  /** Term weight x IDF; 0 for a term that only matches, or is scored as part of a choice. */
  weight: number;
  idf: number;
  /** What a text with the term has; null for one made of Han characters alone, which is looked for as it is. */
  guard: Guard | null;
  atoms: number[];
  /** Its list must be read whole. */
  whole: boolean;
  /** Otherwise it counts in texts alone. */
  isRead: boolean;
  /** A single character typed alone stands for every term that starts with it. */
  prefix: boolean;
}

/** A clause: at least one leaf, of whose units each has at least one atom held. Bit masks of atoms. */
export interface PlanClause {
  leaves: number[][];
  required: boolean;
  /** What it counts among the wanted: the IDF of its rarest term. */
  weight: number;
}

/** A unit or phrase to mark. */
export interface PlanMark {
  unit: Unit | null;
  /** Folded; the whole. */
  text: string;
  weight: number;
  field: 'title' | null;
  /** Found instead of what was typed: marked whole, or by its parts only where an article has all of them. */
  isSynonym: boolean;
}

/** A character that counts in re-scoring. */
export interface PlanCharacter {
  term: string;
  /** CHARACTER_WEIGHT x IDF. */
  weight: number;
  idf: number;
}

/** What an article is asked to hold, or not to: a unit, or without one a phrase. */
export interface PlanUnit {
  unit: Unit | null;
  /** Folded. */
  text: string;
  field: 'title' | null;
  /** Its atoms. */
  mask: number;
}

/** How one text of the query was cut. */
export interface PlanCut {
  /** Folded; as it was typed, and with its stop words blanked. */
  typed: string;
  left: string;
  units: readonly Unit[];
}

export interface Plan {
  atoms: Atom[];
  terms: PlanTerm[];
  /** Units with synonyms: the best of each counts. */
  choices: Choice[];
  clauses: PlanClause[];
  /** Leaves that must not be held. */
  excluded: number[][];
  /** Clauses that an article should hold, and the level of coverage that it must reach. */
  wanted: number;
  needed: number;
  /** An unknown run is asked for in parts: what is found is not all that was typed. */
  shortened: boolean;
  /** Some of its units could be asked for in pieces. */
  hasPieces: boolean;
  /** Free texts typed apart. */
  keywords: PlanKeyword[];
  characters: PlanCharacter[];
  /** Atoms that postings cannot decide: their phrase must be looked for in the text. */
  inexact: number;
  marks: PlanMark[];
  /** Folded texts of the leaves, for joining marks. */
  typed: string[];
  /** For explaining the plan. */
  units: PlanUnit[];
  cuts: PlanCut[];
  /** What scores are multiplied by for dates; null where these do not count. */
  recency: RecencyFactors | null;
}

/** A plan that asks for nothing. */
export const createPlan = (): Plan => ({
  atoms: [],
  terms: [],
  choices: [],
  clauses: [],
  excluded: [],
  wanted: 0,
  needed: 0,
  shortened: false,
  hasPieces: false,
  keywords: [],
  characters: [],
  inexact: 0,
  marks: [],
  typed: [],
  units: [],
  cuts: [],
  recency: null,
});

export function isExcluded(plan: Plan, atom: number): boolean {
  return plan.excluded.some((leaf) => leaf.some((unit) => (unit & (1 << atom)) !== 0));
}

/** Bits of the atoms whose phrases exclude: postings alone must not exclude a document for them. */
export function inexactExclusions(plan: Plan): number {
  let bits = 0;
  plan.atoms.forEach((_, atom) => {
    if (isExcluded(plan, atom)) bits = (bits | (1 << atom)) >>> 0;
  });
  return (bits & plan.inexact) >>> 0;
}
