// From a parsed query and the index's dictionary to a plan: which postings to read and with what
// weight, which atoms an article must hold, and how the same is asked of a stored text.
//
// An atom is the smallest thing that can be held: one group of terms in one field. Documents carry
// their atoms as bits; a clause holds if one of its leaves does, a leaf if each of its units has one
// of its atoms.

import { fold } from '../analysis/fold.ts';
import { runs, wordParts } from '../analysis/runs.ts';
import { BadRequestError } from '../errors.ts';
import type { SegmentTerm, TermLookup } from '../index/published-index.ts';
import { MOST_ATOMS } from '../index/weighted-search.ts';
import type { SearchRequest } from './contract.ts';
import type { Leaf, Query } from './query-language.ts';
import {
  COORDINATION_POWER,
  inverseDocumentFrequency,
  MOST_PHRASE_TERMS,
  MOST_TERMS,
  MOST_UNITS,
  SHARE_WANTED,
  STRADDLING_WEIGHT,
  UNKNOWN_RUN_WEIGHT,
  WORD_WEIGHT,
} from './ranking.ts';
import { cutUnits, dictionaryTerms, loneCharacters, type TermGroup, type Unit, type Words } from './units.ts';

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
  /** Term weight x IDF; 0 for a term that only matches. */
  weight: number;
  atoms: number[];
  /** Its list must be read whole. */
  whole: boolean;
  /** A single character typed alone stands for every term that starts with it. */
  prefix: boolean;
}

/** A clause: at least one leaf, of whose units each has at least one atom held. Bit masks of atoms. */
interface PlanClause {
  leaves: number[][];
  required: boolean;
}

/** A unit or phrase to mark. */
export interface PlanMark {
  unit: Unit | null;
  /** Folded; the whole. */
  text: string;
  weight: number;
  field: 'title' | null;
}

export interface Plan {
  atoms: Atom[];
  terms: PlanTerm[];
  clauses: PlanClause[];
  /** Leaves that must not be held. */
  excluded: number[][];
  /** Clauses that an article should hold, and how many of them it must. */
  wanted: number;
  needed: number;
  /** An unknown run is asked for in parts: what is found is not all that was typed. */
  shortened: boolean;
  /** Free texts typed apart. */
  keywords: number;
  /** Atoms that postings cannot decide: their phrase must be looked for in the text. */
  inexact: number;
  marks: PlanMark[];
  /** Folded texts of the leaves, for joining marks. */
  typed: string[];
}

/** What the dictionary must be asked before a query can be planned. */
export function termsToLookUp(query: Query, longest: number): { terms: Set<string>; prefixes: Set<string> } {
  const terms = new Set<string>();
  const prefixes = new Set<string>();
  const leaves = [...query.clauses.flatMap((clause) => clause.alternatives), ...query.excluded];
  for (const leaf of leaves) {
    const folded = fold(leaf.text);
    const lone = loneCharacters(folded);
    for (const character of lone) prefixes.add(character);
    if (lone.length === 0) for (const term of dictionaryTerms(folded, longest)) terms.add(term);
  }
  return { terms, prefixes };
}

/** What `match` a request asks for, or gets by default: date sorts would put the half-fitting first. */
export const matchOf = ({ match, sort }: Pick<SearchRequest, 'match' | 'sort'>): 'some' | 'all' =>
  match ?? (sort === 'relevance' ? 'some' : 'all');

/**
 * @param documents of the index
 * @param longest characters of the longest word in the index
 * @param match `all` asks for every unit
 * @throws BadRequestError when operators ask for more than a plan can hold
 */
export function planQuery(
  query: Query,
  lookup: TermLookup,
  documents: number,
  longest: number,
  match: 'some' | 'all',
): Plan {
  const plan: Plan = {
    atoms: [],
    terms: [],
    clauses: [],
    excluded: [],
    wanted: 0,
    needed: 0,
    shortened: false,
    keywords: 0,
    inexact: 0,
    marks: [],
    typed: [],
  };
  const terms = new Map<string, PlanTerm>();
  const idf = memo((term: string) => inverseDocumentFrequency(documents, documentFrequency(lookup.find(term))));
  const words: Words = {
    cost: (word) => lookup.find(word).find(({ entry }) => entry.cost !== undefined)?.entry.cost,
    share: memo((term) => documentFrequency(lookup.find(term)) / Math.max(1, documents)),
    longest,
  };
  const shorten = match === 'some';

  const addTerm = (term: string, field: 'title' | null, weight: number, atom: number, prefix = false): void => {
    const key = `${field} ${prefix} ${term}`;
    const known = terms.get(key) ?? { term, field, weight: 0, atoms: [], whole: false, prefix };
    known.weight = Math.max(known.weight, weight);
    if (atom >= 0) known.atoms.push(atom);
    terms.set(key, known);
  };
  const addAtom = (group: TermGroup, field: 'title' | null, phrase: string | null): number => {
    if (plan.atoms.length === MOST_ATOMS)
      throw new BadRequestError('q', `q has too many parts: at most ${MOST_ATOMS} words and phrases can be combined`);
    plan.atoms.push({ ...group, field, phrase });
    return plan.atoms.length - 1;
  };
  /** Add a unit's atoms; returns their mask. `scored` is off for exclusions. */
  const addUnit = (unit: Unit, field: 'title' | null, scored: boolean): number => {
    let mask = 0;
    for (const group of unit.alternatives) {
      const atom = addAtom(group, field, null);
      mask = (mask | (1 << atom)) >>> 0;
      const prefix = unit.kind === 'character';
      const weight = unit.kind === 'run' || group !== unit.alternatives[0] ? UNKNOWN_RUN_WEIGHT : WORD_WEIGHT;
      for (const term of group.terms)
        addTerm(term, field, scored ? weight * (prefix ? 1 : idf(term)) : 0, atom, prefix);
    }
    return mask;
  };
  /** Add a phrase as one atom; returns its mask. */
  const addPhrase = (leaf: Leaf, scored: boolean): number => {
    const folded = fold(leaf.text);
    if (loneCharacters(folded).length === 1)
      return addUnit(cutUnits(folded, words, false).units[0], leaf.field, scored);
    const { narrowing, exact } = phraseTerms(folded, words, idf);
    const atom = addAtom({ mode: 'all', terms: narrowing }, leaf.field, exact ? null : folded);
    const bit = (1 << atom) >>> 0;
    if (!exact) plan.inexact = (plan.inexact | bit) >>> 0;
    for (const term of narrowing) {
      addTerm(term, leaf.field, scored ? idf(term) / narrowing.length : 0, atom);
      terms.get(`${leaf.field} false ${term}`)!.whole = true;
    }
    return bit;
  };
  const mark = (text: string, unit: Unit | null, field: 'title' | null): void => {
    const best = unit ? Math.max(...unit.alternatives.flatMap((group) => group.terms.map(idf))) : text.length;
    plan.marks.push({ unit, text, weight: best, field });
  };

  const straddling = new Set<string>();
  const free: { unit: Unit; idf: number }[] = [];
  for (const clause of query.clauses) {
    const isGroup = clause.alternatives.length > 1;
    const leaves: number[][] = [];
    let required = false;
    for (const leaf of clause.alternatives) {
      const folded = fold(leaf.text);
      plan.typed.push(folded);
      if (leaf.kind === 'phrase') {
        leaves.push([addPhrase(leaf, true)]);
        mark(folded, null, leaf.field);
        required ||= !isGroup;
        continue;
      }
      const cut = cutUnits(folded, words, shorten);
      plan.shortened ||= cut.shortened;
      if (!isGroup && leaf.field === null) {
        plan.keywords++;
        for (const unit of cut.units) free.push({ unit, idf: Math.max(...unit.alternatives[0].terms.map(idf)) });
        for (const term of cut.straddling) straddling.add(term);
        continue;
      }
      const kept = withoutWeak(cut.units);
      if (kept.length === 0) continue;
      leaves.push(kept.map((unit) => addUnit(unit, leaf.field, true)));
      for (const unit of kept) mark(unit.text, unit, leaf.field);
      required ||= !isGroup;
    }
    if (leaves.length > 0) plan.clauses.push({ leaves, required });
  }
  for (const leaf of query.excluded) {
    const cut = leaf.kind === 'text' ? cutUnits(fold(leaf.text), words, false).units : [];
    plan.excluded.push([cut.length === 1 ? addUnit(cut[0], leaf.field, false) : addPhrase(leaf, false)]);
  }
  for (const term of terms.values()) term.whole ||= term.atoms.some((atom) => isExcluded(plan, atom));

  const named = plan.clauses.length > 0 ? free.filter(({ unit }) => !unit.weak) : notWeakIfAny(free);
  const distinct = named.filter(({ unit }, i) => named.findIndex((other) => other.unit.text === unit.text) === i);
  const room = Math.min(MOST_UNITS, MOST_ATOMS - plan.atoms.length);
  const rarest = [...distinct].sort((a, b) => b.idf - a.idf);
  let atomsUsed = 0;
  const kept = new Set(
    rarest.filter(({ unit }) => {
      atomsUsed += unit.alternatives.length;
      return atomsUsed <= room;
    }),
  );
  for (const candidate of distinct) {
    if (!kept.has(candidate)) continue;
    plan.clauses.push({ leaves: [[addUnit(candidate.unit, null, true)]], required: false });
    mark(candidate.unit.text, candidate.unit, null);
  }
  const rareFirst = [...straddling].sort((a, b) => idf(b) - idf(a));
  for (const term of rareFirst.slice(0, Math.max(0, MOST_TERMS - terms.size)))
    addTerm(term, null, STRADDLING_WEIGHT * idf(term), -1);

  plan.terms = [...terms.values()];
  plan.wanted = plan.clauses.filter((clause) => !clause.required).length;
  plan.needed = match === 'all' || plan.wanted <= 2 ? plan.wanted : Math.ceil(plan.wanted * SHARE_WANTED);
  return plan;
}

/**
 * How many of the wanted clauses a document with these atoms holds; -1 when a required one is missing
 * or an excluded one is held.
 */
export function coverage(plan: Plan, held: number): number {
  if (isRefused(plan, held)) return -1;
  let covered = 0;
  for (const clause of plan.clauses) {
    const holds = holdsClause(clause, held);
    if (clause.required && !holds) return -1;
    if (holds && !clause.required) covered++;
  }
  return covered;
}

/** The same with every clause merely wanted: for a query whose phrases stand in no article with its words. */
export function relaxedCoverage(plan: Plan, held: number): number {
  return isRefused(plan, held) ? -1 : plan.clauses.filter((clause) => holdsClause(clause, held)).length;
}

/** What a score is multiplied by for holding only some of several keywords: 0 to 1. */
export function coordination(plan: Plan, held: number): number {
  if (plan.keywords < 2 || plan.wanted < 2) return 1;
  const covered = plan.clauses.filter((clause) => !clause.required && holdsClause(clause, held)).length;
  // An article that holds no unit whole can still be met by a bigram between two.
  return (Math.max(covered, 0.5) / plan.wanted) ** COORDINATION_POWER;
}

const isRefused = (plan: Plan, held: number): boolean =>
  plan.excluded.some((leaf) => leaf.every((unit) => (unit & held) !== 0));
const holdsClause = ({ leaves }: PlanClause, held: number): boolean =>
  leaves.some((leaf) => leaf.every((unit) => (unit & held) !== 0));

function isExcluded(plan: Plan, atom: number): boolean {
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

const withoutWeak = (units: readonly Unit[]): readonly Unit[] =>
  units.some((unit) => !unit.weak) ? units.filter((unit) => !unit.weak) : units;
const notWeakIfAny = <T extends { unit: Unit }>(units: readonly T[]): readonly T[] =>
  units.some(({ unit }) => !unit.weak) ? units.filter(({ unit }) => !unit.weak) : units;

/** Documents that hold a term: the larger of its body and title frequencies, over all segments. */
export function documentFrequency(found: readonly SegmentTerm[]): number {
  let body = 0;
  let title = 0;
  for (const { entry } of found) {
    body += entry.body?.documentFrequency ?? 0;
    title += entry.title?.documentFrequency ?? 0;
  }
  return Math.max(body, title);
}

/**
 * Terms that every text with a phrase has. Exact when they decide it alone: a phrase that is one
 * bigram or one word of the lexicon.
 */
function phraseTerms(
  folded: string,
  words: Words,
  idf: (term: string) => number,
): { narrowing: string[]; exact: boolean } {
  const all = runs(folded);
  const narrowing = new Set<string>();
  for (const run of all) {
    const text = folded.slice(run.start, run.end);
    if (run.kind === 'word') {
      // A word at the edge of a phrase may be part of a longer one, so its parts are asked for.
      const parts = wordParts(text);
      for (const part of parts.length > 0 ? parts : [text]) narrowing.add(part);
      continue;
    }
    const chars = [...text];
    if (chars.length > 2 && words.cost(text) !== undefined) narrowing.add(text);
    else for (let i = 1; i < chars.length; i++) narrowing.add(chars[i - 1] + chars[i]);
  }
  // Single characters with signs between them: each but the last ends its run, and so is a term.
  if (narrowing.size === 0) for (const { start, end } of all.slice(0, -1)) narrowing.add(folded.slice(start, end));
  const rarest = [...narrowing].sort((a, b) => idf(b) - idf(a)).slice(0, MOST_PHRASE_TERMS);
  return { narrowing: rarest, exact: all.length === 1 && all[0].kind === 'han' && narrowing.has(folded) };
}

function memo(compute: (term: string) => number): (term: string) => number {
  const known = new Map<string, number>();
  return (term) => {
    let value = known.get(term);
    if (value === undefined) {
      value = compute(term);
      known.set(term, value);
    }
    return value;
  };
}
