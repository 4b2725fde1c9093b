// The units that a query is cut into, and what cutting asks of the index's dictionary.

import { NO_VOCABULARY, type Vocabulary } from './vocabulary.ts';

/** Terms in one field, any one or all of which show that the field holds a unit. */
export interface TermGroup {
  mode: 'any' | 'all';
  terms: readonly string[];
}

export interface Unit {
  kind: 'word' | 'run' | 'character' | 'mixed' | 'latin' | 'date';
  /** Folded, as typed. */
  text: string;
  /** An article holds the unit if one of its fields satisfies one of these, or one of a synonym's. */
  alternatives: readonly TermGroup[];
  /** Asks or binds rather than names: dropped beside other units. */
  weak: boolean;
  /** Words that count nearly as much as the unit itself, each as if it had been typed. They have none of their own. */
  synonyms: readonly Unit[];
}

export interface LeafUnits {
  /** What was cut: folded, without stop words. */
  text: string;
  units: readonly Unit[];
  /** Bigrams and bridges between units: they rank, but are not asked for. */
  straddling: readonly string[];
  /** An unknown run was asked for in parts, because no article holds it whole. */
  shortened: boolean;
}

/** What cutting asks of the index's dictionary, and of the site's lists. */
export interface Words {
  /** One-byte cost of a word of the lexicon; undefined when the term is none. */
  cost(word: string): number | undefined;
  /** UTF-16 units of a text's beginning up to which a word of the lexicon could go, or a few more. */
  reach(text: string): number;
  /** Share of the documents that hold a term, 0 to 1. */
  share(term: string): number;
  /** Characters of the longest word. */
  longest: number;
  vocabulary: Vocabulary;
}

/** The index's words alone: what is quoted or excluded means what was typed and no more. */
export const exactly = (words: Words): Words => ({ ...words, vocabulary: NO_VOCABULARY });

/** A run as one unit: all its bigrams. @param chars at least two */
export function runUnit(chars: readonly string[], weak: boolean): Unit {
  return {
    kind: 'run',
    text: chars.join(''),
    alternatives: [{ mode: 'all', terms: bigrams(chars) }],
    weak,
    synonyms: [],
  };
}

/** The pairs of neighbouring characters. */
export function bigrams(chars: readonly string[]): string[] {
  return chars.slice(1).map((char, i) => chars[i] + char);
}

/** Whether some article could hold a unit by itself: its terms occur, if not together. */
export function mayBeHeld({ alternatives }: Unit, { share }: Words): boolean {
  return alternatives.some(({ mode, terms }) =>
    mode === 'any' ? terms.some((term) => share(term) > 0) : terms.every((term) => share(term) > 0),
  );
}
