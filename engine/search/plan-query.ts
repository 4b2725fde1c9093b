// From a parsed query and the index's dictionary to a plan.

import { fold } from '../analysis/fold.ts';
import { wordKey } from '../analysis/word-key.ts';
import { MOST_ATOMS } from '../index/weighted-search.ts';
import type { SearchRequest } from './contract.ts';
import { FULL_COVERAGE } from './coverage.ts';
import { dictionaryTerms } from './dictionary-terms.ts';
import { keywordOf } from './keyword.ts';
import { loneCharacters } from './lone-characters.ts';
import type { Plan } from './plan.ts';
import { createPlanBuilder, type IndexFigures, type PlanBuilder, type TermStatistics } from './plan-builder.ts';
import type { Clause, Query } from './query-language.ts';
import { MOST_UNITS, SHARE_WANTED } from './ranking.ts';
import { hasPieces, piecesOf } from './scatter.ts';
import { charactersBesideStopWords } from './stop-words.ts';
import { joinTypedNumbers } from './typed-numbers.ts';
import { exactly, type Unit } from './unit.ts';
import { cutUnits } from './units.ts';
import { keysIn, type Vocabulary } from './vocabulary.ts';
import { wordUnitTerms } from './word-unit.ts';

/** What a dictionary is asked. */
export interface TermsToLookUp {
  terms: Set<string>;
  prefixes: Set<string>;
}

/** What the dictionary must be asked before a query can be planned; synonyms are asked for in the same round. */
export function termsToLookUp(query: Query, longest: number, vocabulary: Vocabulary): TermsToLookUp {
  const terms = new Set<string>();
  const prefixes = new Set<string>();
  const leaves = [...joinTyped(query, vocabulary).flatMap((clause) => clause.alternatives), ...query.excluded];
  for (const leaf of leaves) {
    const folded = fold(leaf.text);
    if (leaf.kind === 'text')
      for (const key of keysIn(folded, vocabulary))
        for (const word of [key, ...vocabulary.synonymsOf(key)])
          for (const term of wordUnitTerms(word, longest)) terms.add(term);
    const lone = loneCharacters(folded);
    for (const character of leaf.kind === 'text' ? charactersBesideStopWords(folded, vocabulary) : lone)
      prefixes.add(character);
    if (lone.length === 0) for (const term of dictionaryTerms(folded, longest)) terms.add(term);
  }
  return { terms, prefixes };
}

/** What `match` a request asks for, or gets by default: date sorts would put the half-fitting first. */
export const matchOf = ({ match, sort }: Pick<SearchRequest, 'match' | 'sort'>): 'some' | 'all' =>
  match ?? (sort === 'relevance' ? 'some' : 'all');

/** What an article must hold of the units: all; a share; a share of what the units can be broken into. */
export type Demand = 'all' | 'some' | 'pieces';

/**
 * @param vocabulary the one that the terms were looked up with
 * @throws BadRequestError when operators ask for more than a plan can hold
 */
export function planQuery(
  query: Query,
  lookup: TermStatistics,
  figures: IndexFigures,
  demand: Demand,
  vocabulary: Vocabulary,
): Plan {
  const builder = createPlanBuilder(lookup, figures, vocabulary);
  const { plan, words } = builder;
  const free: FreeText = { texts: [], straddling: new Set() };
  for (const clause of joinTyped(query, vocabulary)) addClause(builder, clause, demand, free);
  for (const leaf of query.excluded) {
    const cut = leaf.kind === 'text' ? cutUnits(fold(leaf.text), exactly(words), false).units : [];
    const mask = cut.length === 1 ? builder.addUnit(surely(cut[0]), leaf.field, false) : builder.addPhrase(leaf, false);
    plan.excluded.push([mask]);
  }
  const asked = unitsToAskFor(
    builder,
    free.texts.flatMap(({ units }) => units),
  );
  const counted = new Map<string, { mask: number; weight: number }>();
  let reserved = asked.reduce((sum, { alternatives }) => sum + alternatives.length, 0);
  for (const wanted of asked) {
    reserved -= wanted.alternatives.length;
    const unit = builder.fit(wanted, reserved);
    const mask = builder.addUnit(unit, null, true);
    const weight = builder.rarity(unit);
    counted.set(unit.text, { mask, weight });
    plan.clauses.push({ leaves: [[mask]], required: false, weight });
    builder.mark(unit.text, unit, null);
  }
  for (const { folded, units } of free.texts) {
    const own = units.map(({ text }) => counted.get(text)).filter((unit) => unit !== undefined);
    plan.keywords.push(keywordOf(folded, units, own));
  }
  plan.wanted = plan.clauses.filter((clause) => !clause.required).length;
  // Words that ask are units too: with them, two words that name something are a question, and no pair of keywords.
  const isQuestion = free.texts.length === 1 && free.texts[0].units.some(({ weak }) => weak);
  const wantsAll = demand === 'all' || (demand === 'some' && plan.wanted <= 2 && !isQuestion);
  if (wantsAll) for (const clause of plan.clauses) clause.weight = 1;
  plan.needed = plan.wanted === 0 ? 0 : wantsAll ? FULL_COVERAGE : Math.ceil(SHARE_WANTED * FULL_COVERAGE);
  return builder.finish(free.straddling);
}

/** What is left out is the month itself, not what has its year and its name apart. */
const surely = (unit: Unit): Unit =>
  unit.kind === 'date' ? { ...unit, alternatives: unit.alternatives.slice(0, 1) } : unit;

/** The clauses, with what belongs together in one although it was typed with spaces. */
const joinTyped = ({ clauses }: Query, vocabulary: Vocabulary): readonly Clause[] =>
  joinKnownWords(joinTypedNumbers(clauses), vocabulary);

/**
 * Clauses in which a word of the vocabulary that was typed with spaces (New York, iPhone 手机) is one text. Only
 * texts without an operator are joined, and only whole ones.
 */
function joinKnownWords(clauses: readonly Clause[], vocabulary: Vocabulary): readonly Clause[] {
  if (vocabulary.longest === 0) return clauses;
  const texts = clauses.map(({ alternatives: [leaf, ...others] }) =>
    leaf.kind === 'text' && leaf.field === null && others.length === 0 ? fold(leaf.text) : null,
  );
  const joined: Clause[] = [];
  for (let first = 0; first < clauses.length; first++) {
    let last = first;
    for (let i = first + 1; i < clauses.length && texts.slice(first, i + 1).every((text) => text !== null); i++) {
      const key = wordKey(texts.slice(first, i + 1).join(' '));
      if (key.length > vocabulary.longest) break;
      if (vocabulary.has(key)) last = i;
    }
    const [start, end] = [clauses[first].alternatives[0], clauses[last].alternatives[0]];
    const text = clauses.slice(first, last + 1).map(({ alternatives: [leaf] }) => leaf.text);
    joined.push(last === first ? clauses[first] : { alternatives: [{ ...start, text: text.join(' '), end: end.end }] });
    first = last;
  }
  return joined;
}

/** What was typed without an operator. */
interface FreeText {
  texts: { folded: string; units: readonly Unit[] }[];
  /** Bigrams and bridges between units, which only rank. */
  straddling: Set<string>;
}

/** Plan a clause of an operator (phrase, title:, OR); collect the units of a free text. */
function addClause(builder: PlanBuilder, { alternatives }: Clause, demand: Demand, free: FreeText): void {
  const { plan, words } = builder;
  const isGroup = alternatives.length > 1;
  const leaves: number[][] = [];
  let weight = 0;
  for (const leaf of alternatives) {
    const folded = fold(leaf.text);
    plan.typed.push(folded);
    // A word typed with a space is marked as one where an article writes it without.
    if (/\s/.test(folded)) plan.typed.push(wordKey(folded));
    if (leaf.kind === 'phrase') {
      leaves.push([builder.addPhrase(leaf, true)]);
      builder.mark(folded, null, leaf.field);
      weight = Math.max(weight, builder.phraseRarity(folded));
      continue;
    }
    const cut = cutUnits(folded, words, demand !== 'all');
    plan.shortened ||= cut.shortened;
    plan.hasPieces ||= hasPieces(cut);
    const units = demand === 'pieces' ? piecesOf(cut, words) : cut.units;
    plan.cuts.push({ typed: folded, left: cut.text, units });
    builder.markStretches(cut.text, cut.units, leaf.field);
    builder.addCharacters(cut.text, cut.units);
    if (!isGroup && leaf.field === null) {
      free.texts.push({ folded: cut.text, units });
      for (const term of cut.straddling) free.straddling.add(term);
      continue;
    }
    const kept = withoutWeak(cut.units).map((unit) => builder.fit(unit, 0));
    if (kept.length === 0) continue;
    leaves.push(kept.map((unit) => builder.addUnit(unit, leaf.field, true)));
    for (const unit of kept) {
      builder.mark(unit.text, unit, leaf.field);
      weight = Math.max(weight, builder.rarity(unit));
    }
  }
  // A phrase and title: are demands; an OR is one wanted unit among others.
  if (leaves.length > 0) plan.clauses.push({ leaves, required: !isGroup, weight });
}

/** The free units that count: each once, the weak ones only by themselves, of too many the rarest. In the order typed. */
function unitsToAskFor({ plan, rarity }: PlanBuilder, units: readonly Unit[]): Unit[] {
  const named = plan.clauses.length > 0 ? units.filter((unit) => !unit.weak) : withoutWeak(units);
  const distinct = named.filter((unit, i) => named.findIndex(({ text }) => text === unit.text) === i);
  const room = Math.min(MOST_UNITS, MOST_ATOMS - plan.atoms.length);
  let atoms = 0;
  const kept = new Set(
    [...distinct]
      .sort((a, b) => rarity(b) - rarity(a))
      .filter((unit) => {
        atoms += unit.alternatives.length;
        return atoms <= room;
      }),
  );
  return distinct.filter((unit) => kept.has(unit));
}

/** Units that name something, if there are any. */
const withoutWeak = (units: readonly Unit[]): readonly Unit[] =>
  units.some((unit) => !unit.weak) ? units.filter((unit) => !unit.weak) : units;
