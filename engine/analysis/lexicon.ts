// The words a collection knows, with their probabilities: jieba's dictionary and the site's own.
// Built once per indexing run and read over every text: which words a run holds depends on it alone.

import { type Dictionary, hanCharacters, parseDictionary } from './dictionary.ts';
import { buildLongWords, GOES_ON, IS_WORD, type LongWordTables, NODE_SHIFT, openLongWords } from './long-words.ts';
import { COST_STEPS_PER_NAT } from './segment.ts';
import type { StretchFilter } from './stretch-filter.ts';
import { buildTrie, openTrie, type TrieTables } from './trie.ts';

export interface Lexicon {
  /** -ln p of a folded word in steps of 1/COST_STEPS_PER_NAT, 0 to 255; undefined when unknown. */
  cost(word: string): number | undefined;
  /** Characters of the longest word. */
  readonly longest: number;
  /**
   * Visit every word of three characters and more inside `[start, end)` of a folded text, overlapping
   * ones too, by ascending start and end. Offsets in UTF-16 units; the word's number is below `words`.
   */
  forEachWord(
    folded: string,
    start: number,
    end: number,
    visit: (start: number, end: number, word: number) => void,
  ): void;
  /** All numbers of words are below it. */
  readonly words: number;
}

/** All that a lexicon is made of, in typed arrays alone: built once, opened by every thread. */
export interface LexiconTables {
  trie: TrieTables;
  /** What is known of each node of the trie, see `WORD`. */
  nodes: Uint16Array;
  longWords: LongWordTables;
  longest: number;
}

const MOST_COST = 255;

/** What is known of a node: no word ends there, or a word of `value & COST` with or without `LONG`. */
const WORD = 0x100;
const LONG = 0x200;
const COST = 0xff;

/** Frequencies, and the total that makes them probabilities: the first dictionary's, so that no later one can shift it. */
function readAll(
  dictionaries: readonly Dictionary[],
  isWanted: StretchFilter | undefined,
): { frequencies: Map<string, number>; total: number } {
  const [first, ...later] = dictionaries;
  if (first === undefined) return { frequencies: new Map(), total: 0 };
  const { frequencies, unwanted } = parseDictionary(first, isWanted);
  let total = unwanted;
  for (const frequency of frequencies.values()) total += frequency;
  for (const dictionary of later) {
    for (const [word, frequency] of parseDictionary(dictionary, isWanted).frequencies) frequencies.set(word, frequency);
  }
  return { frequencies, total };
}

/**
 * Build the tables of a lexicon from dictionaries (see `parseDictionary` for their lines). A word of a later dictionary
 * replaces that of an earlier one, with a frequency of 0 removes it, and with a huge one is never cut. Only words
 * that are one Han run are kept: the others are put together where a query is cut.
 * @param isWanted which words to keep, each as it is among all: a lexicon for the texts that hold them; all, when absent
 * @throws UsageError on a malformed line, naming source, line number and text
 */
export function buildLexicon(dictionaries: readonly Dictionary[], isWanted?: StretchFilter): LexiconTables {
  const { frequencies, total } = readAll(dictionaries, isWanted);
  const words: string[] = [];
  for (const [word, frequency] of frequencies) if (frequency > 0) words.push(word);
  words.sort();

  const ends = new Uint32Array(words.length);
  const tables = buildTrie(words, (word, node) => {
    ends[word] = node;
  });
  const trie = openTrie(tables);
  const nodes = new Uint16Array(trie.size);
  const longWords: string[] = [];
  let longest = 1;
  for (const [i, word] of words.entries()) {
    const nats = Math.max(0, Math.log(total / frequencies.get(word)!));
    const characters = hanCharacters(word);
    nodes[ends[i]!] = Math.min(MOST_COST, Math.round(nats * COST_STEPS_PER_NAT)) | WORD | (characters >= 3 ? LONG : 0);
    if (characters > longest) longest = characters;
    if (characters >= 3) longWords.push(word);
  }
  return { trie: tables, nodes, longWords: buildLongWords(longWords, trie), longest };
}

/** A lexicon over its tables. */
export function openLexicon(tables: LexiconTables): Lexicon {
  const { nodes } = tables;
  const trie = openTrie(tables.trie);
  const startOf = openLongWords(tables.longWords);
  return {
    longest: tables.longest,
    words: trie.size,
    cost(word) {
      const node = trie.find(word);
      const known = node < 0 ? 0 : nodes[node]!;
      return (known & WORD) === 0 ? undefined : known & COST;
    },
    forEachWord(folded, start, end, visit) {
      if (end - start < 3) return;
      let first = 0;
      let second = folded.charCodeAt(start);
      let third = folded.charCodeAt(start + 1);
      for (let from = start; from + 3 <= end; from++) {
        first = second;
        second = third;
        third = folded.charCodeAt(from + 2);
        const known = startOf(first, second, third);
        if (known === 0) continue;
        let node = known >>> NODE_SHIFT;
        if ((known & IS_WORD) !== 0) visit(from, from + 3, node);
        if ((known & GOES_ON) === 0) continue;
        for (let at = from + 3; at < end; at++) {
          node = trie.child(node, folded.charCodeAt(at));
          if (node < 0) break;
          if ((nodes[node]! & LONG) !== 0) visit(from, at + 1, node);
        }
      }
    },
  };
}

/** A lexicon from dictionaries. @throws UsageError as `buildLexicon` */
export const createLexicon = (dictionaries: readonly Dictionary[], isWanted?: StretchFilter): Lexicon =>
  openLexicon(buildLexicon(dictionaries, isWanted));
