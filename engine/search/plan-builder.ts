// Builds a plan piece by piece: units and phrases become atoms and weighted terms, each term once, however
// many atoms it belongs to.

import { characterProbability, expectedShare } from '../analysis/character-rarity.ts';
import { fold } from '../analysis/fold.ts';
import { isFunctionCharacter } from '../analysis/function-characters.ts';
import { runs } from '../analysis/runs.ts';
import { wordParts, wordTerm } from '../analysis/word-forms.ts';
import { BadRequestError } from '../errors.ts';
import type { SegmentTerm, TermLookup } from '../index/published-index.ts';
import { MOST_ATOMS } from '../index/weighted-search.ts';
import { choiceIdf, choiceOf } from './choices.ts';
import { loneCharacters } from './lone-characters.ts';
import { createPlan, isExcluded, type Plan, type PlanTerm } from './plan.ts';
import type { Leaf } from './query-language.ts';
import {
  CHARACTER_WEIGHT,
  inverseDocumentFrequency,
  LITERAL_MARK_WEIGHT,
  LONGEST_LITERAL,
  MOST_CHARACTERS,
  MOST_PHRASE_TERMS,
  MOST_TERMS,
  STRADDLING_WEIGHT,
  SYNONYM_WEIGHT,
  UNKNOWN_RUN_WEIGHT,
  WORD_WEIGHT,
  YEARLESS_WEIGHT,
} from './ranking.ts';
import { guardOf } from './term-guard.ts';
import { bigrams, exactly, type TermGroup, type Unit, type Words } from './unit.ts';
import { cutUnits, typedStretches } from './units.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface PlanBuilder {
  readonly plan: Plan;
  readonly words: Words;
  /** The IDF of a unit's rarest term; of a single character, that of Chinese writing as a whole. */
  rarity(unit: Unit): number;
  /** The same of a phrase: its rarest bigram or word, or character where it has neither. */
  phraseRarity(folded: string): number;
  /** A unit with as many of its synonyms as the plan has room for beside `reserved` atoms of other units. */
  fit(unit: Unit, reserved: number): Unit;
  /**
   * Add a unit's atoms; returns their mask.
   * @param scored off for exclusions
   * @throws BadRequestError when the plan is full
   */
  addUnit(unit: Unit, field: 'title' | null, scored: boolean): number;
  /** Add a phrase as one atom; returns its mask. @throws BadRequestError when the plan is full */
  addPhrase(leaf: Leaf, scored: boolean): number;
  /** Show a unit with its synonyms (or a phrase, without one) in titles and snippets. */
  mark(text: string, unit: Unit | null, field: 'title' | null): void;
  /** Mark what stands in the text as it was typed, where it is more than one of the units. */
  markStretches(folded: string, units: readonly Unit[], field: 'title' | null): void;
  /** Let the single characters of a free text count in re-scoring, but for those of words that can be said otherwise. */
  addCharacters(folded: string, units: readonly Unit[]): void;
  /** Add the rarest of the terms that only rank, as far as there is room, and close the plan. */
  finish(straddling: Iterable<string>): Plan;
}

/** What planning asks of the terms of an index: postings are not read. */
export type TermStatistics = Pick<TermLookup, 'find' | 'reach'>;

/** What planning asks of an index as a whole. */
export interface IndexFigures {
  documents: number;
  /** Mean tokens of an article's title and body together. */
  meanLength: number;
  /** Characters of the longest word. */
  longestWord: number;
  /** Postings that may be read to narrow a phrase down, besides those of its rarest term. */
  phrasePostings: number;
}

export function createPlanBuilder(
  lookup: TermStatistics,
  { documents, meanLength, longestWord: longest, phrasePostings }: IndexFigures,
  vocabulary: Vocabulary,
): PlanBuilder {
  const plan = createPlan();
  const terms = new Map<string, PlanTerm>();
  const find = memo((term) => lookup.find(term));
  const frequency = memo((term) => documentFrequency(find(term)));
  const idf = memo((term) => inverseDocumentFrequency(documents, frequency(term)));
  const words: Words = {
    cost: memo((word) => find(word).find(({ entry }) => entry.cost !== undefined)?.entry.cost),
    reach: lookup.reach,
    share: (term) => frequency(term) / Math.max(1, documents),
    longest,
    vocabulary,
  };

  const addTerm = (
    term: string,
    field: 'title' | null,
    weight: number,
    atom: number,
    { prefix = false, isRead = true } = {},
  ): void => {
    const key = `${field} ${prefix} ${term}`;
    const known = terms.get(key) ?? {
      term,
      field,
      weight: 0,
      idf: idf(term),
      guard: isHan(term) ? null : guardOf(term),
      atoms: [],
      whole: false,
      isRead,
      prefix,
    };
    known.isRead ||= isRead;
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
    const prefix = unit.kind === 'character';
    const isChoice = unit.synonyms.length > 0;
    for (const group of unit.alternatives) {
      const atom = addAtom(group, field, null);
      mask = (mask | (1 << atom)) >>> 0;
      group.terms.forEach((term, i) => {
        const weight = termWeight(unit, group, i) * (prefix ? 1 : idf(term));
        addTerm(term, field, scored && (prefix || !isChoice) ? weight : 0, atom, { prefix });
      });
    }
    for (const group of synonymGroups(unit.synonyms)) {
      const atom = addAtom(group, field, null);
      mask = (mask | (1 << atom)) >>> 0;
      for (const term of group.terms) addTerm(term, field, 0, atom);
    }
    if (isChoice && scored) plan.choices.push(choiceOf(unit, field, frequency, documents));
    plan.units.push({ unit, text: unit.text, field, mask });
    return mask;
  };
  /** Add a phrase as one atom; returns its mask. */
  const addPhrase = (leaf: Leaf, scored: boolean): number => {
    const folded = fold(leaf.text);
    if (loneCharacters(folded).length === 1)
      return addUnit(cutUnits(folded, exactly(words), false).units[0], leaf.field, scored);
    const { narrowing, others, exact } = phraseTerms(
      folded,
      words,
      frequency,
      scored ? phrasePostings : Number.POSITIVE_INFINITY,
    );
    const share = scored ? 1 / (narrowing.length + others.length) : 0;
    const atom = addAtom({ mode: 'all', terms: narrowing }, leaf.field, exact ? null : folded);
    const bit = (1 << atom) >>> 0;
    plan.units.push({ unit: null, text: folded, field: leaf.field, mask: bit });
    if (!exact) plan.inexact = (plan.inexact | bit) >>> 0;
    for (const term of narrowing) {
      addTerm(term, leaf.field, share * idf(term), atom);
      terms.get(`${leaf.field} false ${term}`)!.whole = true;
    }
    if (scored) for (const term of others) addTerm(term, leaf.field, share * idf(term), -1, { isRead: false });
    return bit;
  };
  const mark = (text: string, unit: Unit | null, field: 'title' | null): void => {
    const best = unit ? Math.max(...unit.alternatives.flatMap((group) => group.terms.map(idf))) : text.length;
    plan.marks.push({ unit, text, weight: best, field, isSynonym: false });
    for (const synonym of unit?.synonyms ?? [])
      plan.marks.push({ unit: synonym, text: synonym.text, weight: SYNONYM_WEIGHT * best, field, isSynonym: true });
  };

  const markStretches = (folded: string, units: readonly Unit[], field: 'title' | null): void => {
    for (const text of typedStretches(folded)) {
      if (text.length > LONGEST_LITERAL || units.some((unit) => unit.text === text)) continue;
      const pairs = bigramsOf(text);
      // Where a bigram occurs nowhere, so does the whole.
      if (pairs.length === 0 || pairs.some((pair) => words.share(pair) === 0)) continue;
      const weight = LITERAL_MARK_WEIGHT * pairs.reduce((sum, pair) => sum + idf(pair), 0);
      plan.marks.push({ unit: null, text, weight, field, isSynonym: false });
    }
  };

  const characterIdf = (character: string): number => {
    const probability = characterProbability(character) ?? 0;
    return inverseDocumentFrequency(documents, documents * expectedShare(probability, meanLength));
  };
  const phraseRarity = (folded: string): number => {
    const words = runs(folded).flatMap(({ kind, start, end }) => (kind === 'word' ? [folded.slice(start, end)] : []));
    const terms = [...bigramsOf(folded), ...words];
    return Math.max(...(terms.length > 0 ? terms.map(idf) : [...folded].map(characterIdf)));
  };

  const addCharacters = (folded: string, units: readonly Unit[]): void => {
    let rest = folded;
    for (const { text, synonyms } of units) if (synonyms.length > 0) rest = rest.replace(text, '');
    for (const term of new Set(rest)) {
      if (
        isFunctionCharacter(term) ||
        characterProbability(term) === null ||
        plan.characters.some((known) => known.term === term)
      )
        continue;
      const rarity = characterIdf(term);
      plan.characters.push({ term, idf: rarity, weight: CHARACTER_WEIGHT * rarity });
    }
  };

  return {
    plan,
    words,
    rarity: (unit) => {
      if (unit.kind === 'character') return characterIdf(unit.text);
      // That of all together, or a word that only its synonyms hold would pass for a rare one.
      if (unit.synonyms.length > 0) return choiceIdf(unit, frequency, documents);
      return Math.max(...unit.alternatives[0].terms.map(idf));
    },
    phraseRarity,
    fit(unit, reserved) {
      const room = MOST_ATOMS - plan.atoms.length - reserved - unit.alternatives.length;
      const synonyms: Unit[] = [];
      for (const synonym of unit.synonyms)
        if (synonymGroups([...synonyms, synonym]).length <= room) synonyms.push(synonym);
      return { ...unit, synonyms };
    },
    addUnit,
    addPhrase,
    mark,
    markStretches,
    addCharacters,
    finish(straddling) {
      for (const term of terms.values()) term.whole ||= term.atoms.some((atom) => isExcluded(plan, atom));
      const rareFirst = [...straddling].sort((a, b) => idf(b) - idf(a));
      for (const term of rareFirst.slice(0, Math.max(0, MOST_TERMS - terms.size)))
        addTerm(term, null, STRADDLING_WEIGHT * idf(term), -1);
      plan.terms = [...terms.values()];
      plan.characters = plan.characters.sort((a, b) => b.idf - a.idf).slice(0, MOST_CHARACTERS);
      return plan;
    },
  };
}

/** What an article may hold instead of a unit: one group of all that is a single term, and those of several terms. */
function synonymGroups(synonyms: readonly Unit[]): TermGroup[] {
  const groups = synonyms.flatMap(({ alternatives }) => alternatives);
  const isSingle = ({ mode, terms }: TermGroup): boolean => mode === 'any' || terms.length === 1;
  const single = groups.filter(isSingle).flatMap(({ terms }) => terms);
  const several = groups.filter((group) => !isSingle(group));
  return single.length > 0 ? [{ mode: 'any', terms: single }, ...several] : several;
}

/** Whether a term is one Han run, so that a text holds it wherever it stands. */
export function isHan(term: string): boolean {
  const [first, ...more] = runs(term);
  return more.length === 0 && first?.kind === 'han' && first.end - first.start === term.length;
}

/** The pairs of neighbouring Han characters of a folded text. */
function bigramsOf(folded: string): string[] {
  return runs(folded).flatMap(({ kind, start, end }) => {
    return kind === 'han' ? bigrams([...folded.slice(start, end)]) : [];
  });
}

/** Weight of the i-th term of a unit's group, before its IDF. */
function termWeight({ kind, alternatives }: Unit, group: TermGroup, i: number): number {
  // A year and a month apart may mean other months and years: they find, but rank nothing up.
  if (kind === 'date' && group !== alternatives[0]) return 0;
  if (kind === 'run' || group !== alternatives[0]) return UNKNOWN_RUN_WEIGHT;
  // Of a full date the day itself comes first, then its mentions without a year.
  return kind === 'date' && i > 0 ? YEARLESS_WEIGHT : WORD_WEIGHT;
}

/** Live documents that hold a term: the larger of its body and title frequencies, over all segments. */
export function documentFrequency(found: readonly SegmentTerm[]): number {
  let body = 0;
  let title = 0;
  for (const { frequency } of found) {
    body += frequency.body;
    title += frequency.title;
  }
  return Math.max(body, title);
}

/**
 * Terms that every text with a phrase has, the rarest, as many as their postings are worth reading: the fewer, the more
 * texts are looked at in vain. Exact when they decide it alone: a phrase that is one bigram or one word of the lexicon.
 */
function phraseTerms(
  folded: string,
  words: Words,
  frequency: (term: string) => number,
  mostPostings: number,
): { narrowing: string[]; others: string[]; exact: boolean } {
  const all = runs(folded);
  const narrowing = new Set<string>();
  for (const run of all) {
    const text = folded.slice(run.start, run.end);
    if (run.kind === 'word') {
      // A word at the edge of a phrase may be part of a longer one, so its parts are asked for.
      const parts = wordParts(text);
      for (const part of parts.length > 0 ? parts : [wordTerm(text)]) narrowing.add(part);
      continue;
    }
    const chars = [...text];
    if (chars.length > 2 && words.cost(text) !== undefined) narrowing.add(text);
    else for (let i = 1; i < chars.length; i++) narrowing.add(chars[i - 1] + chars[i]);
  }
  // Single characters with signs between them: each but the last ends its run, and so is a term.
  if (narrowing.size === 0) for (const { start, end } of all.slice(0, -1)) narrowing.add(folded.slice(start, end));
  const rarest = [...narrowing].sort((a, b) => frequency(a) - frequency(b)).slice(0, MOST_PHRASE_TERMS);
  let postings = 0;
  const tooMany = rarest.findIndex((term, i) => {
    postings += frequency(term);
    return i > 0 && postings > mostPostings;
  });
  const read = tooMany < 0 ? rarest.length : tooMany;
  return {
    narrowing: rarest.slice(0, read),
    others: rarest.slice(read),
    exact: all.length === 1 && all[0].kind === 'han' && narrowing.has(folded),
  };
}

function memo<T>(compute: (term: string) => T): (term: string) => T {
  const known = new Map<string, T>();
  return (term) => {
    const before = known.get(term);
    if (before !== undefined || known.has(term)) return before as T;
    const value = compute(term);
    known.set(term, value);
    return value;
  };
}
