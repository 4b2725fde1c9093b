// What a word's inside adds to the terms. News repeat the same numbers and names, so the shapes of
// short words are remembered.

import { wordAtoms, wordParts, wordTerm } from './word-forms.ts';

/** The term of a word, its parts, and those that touch what stands before and after it ('' when it has no parts). */
export interface WordShape {
  term: string;
  parts: readonly string[];
  first: string;
  last: string;
}

/** Words remembered, and their length in UTF-16 units: longer slices would keep their texts alive. */
const MOST_WORDS = 1 << 14;
const LONGEST_REMEMBERED = 12;

function readShape(word: string): WordShape {
  const term = wordTerm(word);
  const parts = wordParts(word);
  if (parts.length === 0) return { term, parts, first: '', last: '' };
  const atoms = wordAtoms(word);
  const first = atoms[0]!;
  const last = atoms.at(-1)!;
  return {
    term,
    parts,
    first: first.end < word.length ? wordTerm(word.slice(first.start, first.end)) : '',
    last: last.start > 0 && last.end === word.length ? wordTerm(word.slice(last.start)) : '',
  };
}

/** A reader of shapes with a memory of its own. */
export function createWordShapes(): (word: string) => WordShape {
  const known = new Map<string, WordShape>();
  return (word) => {
    let shape = known.get(word);
    if (shape === undefined) {
      shape = readShape(word);
      if (known.size === MOST_WORDS) known.clear();
      if (word.length <= LONGEST_REMEMBERED) known.set(word, shape);
    }
    return shape;
  };
}
