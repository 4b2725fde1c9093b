// Turns a stored text into its terms. A term depends on the characters it is made of and on the run
// they stand in, never on what a segmenter thinks of the sentence: what is written can be found.

import { skipBlanks } from './blanks.ts';
import { unitsAt } from './classes.ts';
import { type DateMention, dateTerms, findDates } from './dates.ts';
import { fold } from './fold.ts';
import type { Lexicon } from './lexicon.ts';
import { type Run, runs, touch } from './runs.ts';
import { type CountedTerms, createTermCounter } from './term-counter.ts';
import type { TermTable } from './term-table.ts';
import { joinedTerm } from './word-forms.ts';
import { createWordShapes } from './word-shape.ts';

/** The terms of one field of one article. */
export interface FieldTerms {
  /** Distinct terms in the order in which they were first met. */
  terms: string[];
  /** Occurrences of each, overlapping ones counted, at most 65,535. */
  frequencies: Uint16Array;
  /** Length for ranking: Han characters + words. */
  length: number;
}

/** The same by the numbers of the terms, for whoever files very many: views, valid until the next text. */
export interface CountedField extends CountedTerms {
  length: number;
}

export interface Analyzer {
  /** The terms of a stored (NFC) text; folds it. */
  analyze(text: string): FieldTerms;
  /** The numbers of its terms in the analyzer's table. */
  count(text: string): CountedField;
}

/** In a Han run a high surrogate always has its low one: a lone surrogate ends a run. */
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

const FIGURES_OF_YEAR = /^[0-9]{4}[ \t]*年$/;

/**
 * An analyzer over a lexicon. Its terms:
 * - of a Han run: the last character alone, all bigrams, every lexicon word of 3+ characters;
 * - of a word: the whole and its parts, see `wordTerm` and `wordParts`;
 * - where both touch: word + next character (25日), last character + word (第3), and the same with the
 *   touching part of a word that has parts (iphone15版 -> 15版);
 * - of a number and a word with a blank between them: both in one (WiFi 6 -> wifi6);
 * - of a date: its date keys, as far as they are none of these.
 * Keeps its buffers between calls.
 * @param lexicon null to leave out the terms of Han runs, which whoever asks one text finds faster by looking for them
 * @param table where terms are numbered, for its owner to empty between two texts; one of its own when absent
 */
export function createAnalyzer(lexicon: Lexicon | null, table?: TermTable): Analyzer {
  const counter = createTermCounter(lexicon?.words ?? 0, table);
  const shapeOf = createWordShapes();
  let folded = '';
  const visitWord = (start: number, end: number, word: number): void => counter.addWord(word, folded, start, end);

  /** Bigrams and last character; returns the number of characters. */
  const addCharacters = (start: number, end: number): number => {
    let characters = 1;
    let at = start;
    let unit = folded.charCodeAt(at);
    for (let next = at + unitsAt(folded, at); next < end; ) {
      const nextUnit = folded.charCodeAt(next);
      const nextEnd = next + (isHighSurrogate(nextUnit) ? 2 : 1);
      if (nextEnd - at === 2) counter.addUnits(unit, nextUnit);
      else counter.addText(folded.slice(at, nextEnd));
      at = next;
      unit = nextUnit;
      next = nextEnd;
      characters++;
    }
    if (end - at === 1) counter.addUnits(0, unit);
    else counter.addText(folded.slice(at, end));
    return characters;
  };

  const addHan = (run: Run): number => {
    if (lexicon === null) return 0;
    const characters = addCharacters(run.start, run.end);
    if (characters >= 3) lexicon.forEachWord(folded, run.start, run.end, visitWord);
    return characters;
  };

  const addWord = (run: Run, before: Run | undefined, after: Run | undefined): void => {
    const word = folded.slice(run.start, run.end);
    const { term, parts, first, last } = shapeOf(word);
    counter.addText(term);
    for (const part of parts) counter.addText(part);
    if (before?.kind === 'word' && skipBlanks(folded, before.end, 1) === run.start) {
      const joined = joinedTerm(folded.slice(before.start, before.end), word);
      if (joined !== null) counter.addText(joined);
    }
    if (before && touch(folded, before, run)) {
      const left = lastCharacter(before);
      counter.addText(left + term);
      if (first !== '') counter.addText(left + first);
    }
    if (after && touch(folded, run, after)) {
      const right = firstCharacter(after);
      counter.addText(term + right);
      if (last !== '') counter.addText(last + right);
    }
  };

  /** A year in figures before its 年 has been filed as a word and the character behind it. */
  const addDate = (mention: DateMention): void => {
    const isWritten = FIGURES_OF_YEAR.test(folded.slice(mention.start, mention.yearEnd));
    for (const { term } of dateTerms(mention)) if (term.startsWith('@') || !isWritten) counter.addText(term);
  };

  const firstCharacter = (run: Run): string => folded.slice(run.start, run.start + unitsAt(folded, run.start));
  const lastCharacter = (run: Run): string => {
    const pair = run.end - run.start >= 2 && unitsAt(folded, run.end - 2) === 2;
    return folded.slice(run.end - (pair ? 2 : 1), run.end);
  };

  const count = (text: string): CountedField => {
    folded = fold(text);
    counter.begin();
    let length = 0;
    const all = runs(folded);
    for (let i = 0; i < all.length; i++) {
      const run = all[i]!;
      if (run.kind === 'han') {
        length += addHan(run);
      } else {
        addWord(run, all[i - 1], all[i + 1]);
        length++;
      }
    }
    for (const mention of findDates(folded)) addDate(mention);
    folded = '';
    return { ...counter.finish(), length };
  };

  return {
    count,
    analyze(text) {
      const { numbers, frequencies, length } = count(text);
      return { terms: Array.from(numbers, counter.table.term), frequencies: frequencies.slice(), length };
    },
  };
}
