// Turns a stored text into its terms. A term depends on the characters it is made of and on the run
// they stand in, never on what a segmenter thinks of the sentence: what is written can be found.

import { unitsAt } from './classes.ts';
import { dateTerms, findDates } from './dates.ts';
import { fold } from './fold.ts';
import type { Lexicon } from './lexicon.ts';
import { type Run, runs, wordAtoms, wordParts } from './runs.ts';
import { createTermCounter } from './term-counter.ts';

/** The terms of one field of one article. */
export interface FieldTerms {
  /** Distinct terms in the order in which they were first met. */
  terms: string[];
  /** Occurrences of each, overlapping ones counted, at most 65,535. */
  frequencies: Uint16Array;
  /** Length for ranking: Han characters + words. */
  length: number;
}

export interface Analyzer {
  /** The terms of a stored (NFC) text; folds it. */
  analyze(text: string): FieldTerms;
}

/**
 * An analyzer over a lexicon. Its terms:
 * - of a Han run: the last character alone, all bigrams, every lexicon word of 3+ characters;
 * - of a word: the whole and its parts;
 * - where both touch: word + next character (25日), last character + word (第3), and the same with the
 *   touching part of a word that has parts (iphone15版 -> 15版);
 * - of a date: its date keys.
 * Keeps its buffers between calls.
 */
export function createAnalyzer(lexicon: Lexicon): Analyzer {
  const counter = createTermCounter();
  let folded = '';
  const visitWord = (start: number, end: number): void => counter.addText(folded.slice(start, end));

  /** Returns the number of characters. */
  const addHan = (run: Run): number => {
    const { start, end } = run;
    let characters = 1;
    let at = start;
    let width = unitsAt(folded, at);
    while (at + width < end) {
      const next = at + width;
      const nextWidth = unitsAt(folded, next);
      if (width + nextWidth === 2) counter.addUnits(folded.charCodeAt(at), folded.charCodeAt(next));
      else counter.addText(folded.slice(at, next + nextWidth));
      at = next;
      width = nextWidth;
      characters++;
    }
    if (width === 1) counter.addUnits(0, folded.charCodeAt(at));
    else counter.addText(folded.slice(at, end));
    if (characters >= 3) lexicon.forEachWord(folded, start, end, visitWord);
    return characters;
  };

  const addWord = (run: Run, before: Run | undefined, after: Run | undefined): void => {
    const word = folded.slice(run.start, run.end);
    counter.addText(word);
    const parts = wordParts(word);
    for (const part of parts) counter.addText(part);

    const left = before?.kind === 'han' && before.end === run.start ? lastCharacter(before) : '';
    const right = after?.kind === 'han' && after.start === run.end ? firstCharacter(after) : '';
    if (left === '' && right === '') return;
    const atoms = parts.length === 0 ? [] : wordAtoms(word);
    if (left !== '') {
      counter.addText(left + word);
      const first = atoms[0];
      if (first !== undefined && first.end < word.length) counter.addText(left + word.slice(0, first.end));
    }
    if (right !== '') {
      counter.addText(word + right);
      const last = atoms.at(-1);
      if (last !== undefined && last.start > 0 && last.end === word.length) {
        counter.addText(word.slice(last.start) + right);
      }
    }
  };

  const firstCharacter = (run: Run): string => folded.slice(run.start, run.start + unitsAt(folded, run.start));
  const lastCharacter = (run: Run): string => {
    const pair = run.end - run.start >= 2 && unitsAt(folded, run.end - 2) === 2;
    return folded.slice(run.end - (pair ? 2 : 1), run.end);
  };

  return {
    analyze(text) {
      folded = fold(text);
      counter.begin(folded.length);
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
      for (const mention of findDates(folded)) {
        for (const term of dateTerms(mention)) counter.addText(term);
      }
      folded = '';
      return { ...counter.finish(), length };
    },
  };
}
