// The units that a query is cut into, and what cutting asks of the index's dictionary.

/** Terms in one field, any one or all of which show that the field holds a unit. */
export interface TermGroup {
  mode: 'any' | 'all';
  terms: readonly string[];
}

export interface Unit {
  kind: 'word' | 'run' | 'character' | 'mixed' | 'latin' | 'date';
  /** Folded, as typed. */
  text: string;
  /** An article holds the unit if one of its fields satisfies one of these. */
  alternatives: readonly TermGroup[];
  /** Asks or binds rather than names: dropped beside other units. */
  weak: boolean;
}

export interface LeafUnits {
  units: readonly Unit[];
  /** Bigrams and bridges between units: they rank, but are not asked for. */
  straddling: readonly string[];
  /** An unknown run was asked for in parts, because no article holds it whole. */
  shortened: boolean;
}

/** What cutting asks of the index's dictionary. */
export interface Words {
  /** One-byte cost of a word of the lexicon; undefined when the term is none. */
  cost(word: string): number | undefined;
  /** Share of the documents that hold a term, 0 to 1. */
  share(term: string): number;
  /** Characters of the longest word. */
  longest: number;
}

/** A run as one unit: all its bigrams. @param chars at least two */
export function runUnit(chars: readonly string[], weak: boolean): Unit {
  const terms = chars.slice(1).map((char, i) => chars[i] + char);
  return { kind: 'run', text: chars.join(''), alternatives: [{ mode: 'all', terms }], weak };
}
