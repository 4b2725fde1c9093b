// The words a collection knows, with their probabilities: jieba's dictionary and the site's own.
// Built once per indexing run, compact (a trie in typed arrays), and read at 100 MB a minute and more.

import { UsageError } from '../errors.ts';
import { CLASS_HAN, classOf, unitsAt } from './classes.ts';
import { fold } from './fold.ts';
import { COST_STEPS_PER_NAT } from './segment.ts';
import { createTrie, ROOT } from './trie.ts';

export interface Lexicon {
  /** -ln p of a folded word in steps of 1/COST_STEPS_PER_NAT, 0 to 255; undefined when unknown. */
  cost(word: string): number | undefined;
  /** Characters of the longest word. */
  readonly longest: number;
  /**
   * Visit every word of three characters and more inside `[start, end)` of a folded text, overlapping
   * ones too, by ascending start and end. Offsets in UTF-16 units.
   */
  forEachWord(folded: string, start: number, end: number, visit: (start: number, end: number) => void): void;
}

/** A dictionary's text in jieba's format, and its name for messages. */
export interface Dictionary {
  text: string;
  source: string;
}

/** Frequency of a word that is listed without one: enough to stay whole among jieba's 60 million. */
const DEFAULT_FREQUENCY = 1000;

const LINE = /^(\S+)(?:[ \t]+([0-9]{1,15}))?(?:[ \t]+[A-Za-z]\S*)?$/;

/** Characters of a word that is wholly Han, else 0. */
function hanCharacters(word: string): number {
  let count = 0;
  for (let i = 0; i < word.length; i += unitsAt(word, i)) {
    if (classOf(word.codePointAt(i)!) !== CLASS_HAN) return 0;
    count++;
  }
  return count;
}

/**
 * Build a lexicon. A line is `word`, `word frequency`, `word tag` or `word frequency tag`; a frequency
 * of 0 removes the word. Words are folded, and those that fold to the same one add up; a word of a
 * later dictionary replaces that of an earlier one. Words with Latin letters, digits or punctuation are
 * left out: runs cut them without a dictionary.
 * @throws UsageError on a line of another form, naming source, line number and text
 */
export function createLexicon(dictionaries: readonly Dictionary[]): Lexicon {
  const trie = createTrie();
  const frequencies: number[] = [];
  const givenBy: number[] = [];
  let longest = 1;

  const add = (word: string, frequency: number, dictionary: number): void => {
    const characters = hanCharacters(word);
    if (characters === 0) return;
    const node = trie.insert(word, characters >= 3);
    const sum = givenBy[node] === dictionary ? frequencies[node]! : 0;
    frequencies[node] = sum + frequency;
    givenBy[node] = dictionary;
    if (characters > longest) longest = characters;
  };

  for (const [index, { text, source }] of dictionaries.entries()) {
    const folded = fold(text);
    let lineNumber = 0;
    for (let start = 0, end = 0; start < folded.length; start = end + 1) {
      end = folded.indexOf('\n', start);
      if (end < 0) end = folded.length;
      lineNumber++;
      const line = folded.slice(start, end).replace('\ufeff', '').trim();
      if (line === '') continue;
      const match = LINE.exec(line);
      if (match === null) {
        throw new UsageError(
          `${source}:${lineNumber}: "${text.slice(start, end).trim()}" is not a dictionary line; write "word", "word frequency" or "word frequency tag"`,
        );
      }
      add(match[1]!, match[2] === undefined ? DEFAULT_FREQUENCY : Number(match[2]), index);
    }
  }

  let total = 0;
  for (const frequency of frequencies) total += frequency ?? 0;
  /** Cost + 1 by node; 0 where no word ends. */
  const costs = new Uint16Array(trie.size());
  frequencies.forEach((frequency, node) => {
    if (frequency === 0) return;
    costs[node] = 1 + Math.min(255, Math.round(Math.log(total / frequency) * COST_STEPS_PER_NAT));
  });
  const nodes = trie.freeze();

  return {
    longest,
    cost(word) {
      let node = ROOT;
      for (let i = 0; i < word.length; i++) {
        node = nodes.child(node, word.charCodeAt(i));
        if (node < 0) return undefined;
      }
      const cost = costs[node]!;
      return cost === 0 ? undefined : cost - 1;
    },
    forEachWord(folded, start, end, visit) {
      for (let from = start; from + 3 <= end; from++) {
        let node = nodes.longPrefix(folded.charCodeAt(from), folded.charCodeAt(from + 1));
        for (let at = from + 2; node >= 0 && at < end; at++) {
          node = nodes.child(node, folded.charCodeAt(at));
          if (node >= 0 && costs[node] !== 0 && nodes.isLong(node)) visit(from, at + 1);
        }
      }
    },
  };
}
