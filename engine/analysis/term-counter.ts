// Counts the distinct terms of one text by their numbers, without making a string for each occurrence.

import { createTermTable, type TermTable } from './term-table.ts';

const MOST_OCCURRENCES = 0xffff;

/** Terms that a table of the counter's own holds before it is emptied. */
const MOST_TERMS = 1 << 16;

/** The distinct terms of a text in the order in which they were first met. */
export interface CountedTerms {
  /** Of the terms in the counter's table. */
  numbers: Uint32Array;
  /** Occurrences of each, at most 65,535. */
  frequencies: Uint16Array;
}

export interface TermCounter {
  /** Start a text. */
  begin(): void;
  /** Count a term of two units, or with `first` 0 of one. */
  addUnits(first: number, second: number): void;
  /** Count any other term. */
  addText(term: string): void;
  /** Count the word of `text[start, end)`, which the lexicon has under a number. */
  addWord(word: number, text: string, start: number, end: number): void;
  /** What was counted since `begin`: views, valid until then. */
  finish(): CountedTerms;
}

/**
 * A counter to use for one text after the other.
 * @param lexiconWords all numbers of words are below it
 * @param shared a table that its owner empties between two texts; one of its own when absent
 */
export function createTermCounter(
  lexiconWords: number,
  shared?: TermTable,
): TermCounter & { readonly table: TermTable } {
  const table = shared ?? createTermTable();
  /** By number, base + place in the text. What is below the text's base is of an earlier text, so it is never cleared. */
  let places = new Uint32Array(1 << 12);
  /** By number of a word, its number in the table + 1: a word that came before is found without its string. */
  const words = new Uint32Array(lexiconWords);
  /** The table's, when they were found. */
  let generation = table.generation;
  let base = 1;
  let distinct = 0;
  let numbers = new Uint32Array(1 << 10);
  let counts = new Uint16Array(1 << 10);

  const addDistinct = (number: number): void => {
    if (number >= places.length) {
      const larger = new Uint32Array(Math.max(places.length * 2, number + 1));
      larger.set(places);
      places = larger;
    }
    if (distinct === numbers.length) {
      const moreNumbers = new Uint32Array(distinct * 2);
      moreNumbers.set(numbers);
      numbers = moreNumbers;
      const moreCounts = new Uint16Array(distinct * 2);
      moreCounts.set(counts);
      counts = moreCounts;
    }
    places[number] = base + distinct;
    numbers[distinct] = number;
    counts[distinct++] = 1;
  };
  const count = (number: number): void => {
    const place = number < places.length ? places[number]! - base : -1;
    if (place < 0) addDistinct(number);
    else if (counts[place]! < MOST_OCCURRENCES) counts[place]!++;
  };

  return {
    table,
    begin() {
      base += distinct;
      distinct = 0;
      if (base > 0x7fff_ffff) {
        places.fill(0);
        base = 1;
      }
      if (shared === undefined && table.size > MOST_TERMS) table.clear();
      if (generation !== table.generation) {
        words.fill(0);
        generation = table.generation;
      }
    },
    addUnits: (first, second) => count(table.addUnits(first, second)),
    addText: (term) => count(table.add(term)),
    addWord(word, text, start, end) {
      if (words[word] === 0) words[word] = table.add(text.slice(start, end)) + 1;
      count(words[word]! - 1);
    },
    finish: () => ({ numbers: numbers.subarray(0, distinct), frequencies: counts.subarray(0, distinct) }),
  };
}
