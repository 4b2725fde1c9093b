// Which strings of a version its spelling knows: pairs of characters by their sounds, and words by what is left of them
// without a unit. Counts are sums over the segments, the deleted articles included until their segment is written anew:
// they weigh guesses, and nothing is counted by them.

import { deletionKeys, isLatinWord, SHORTEST_HAN } from '../../engine/analysis/deletions.ts';
import { joinSounds, nearSound } from '../../engine/analysis/near-sound.ts';
import type { FrequentTerm } from '../../engine/index/frequent-terms.ts';
import type { Spelled } from '../../engine/index/spelling-blocks.ts';
import type { SegmentWord } from '../../engine/index/words.ts';

export interface SegmentStrings {
  words: Iterable<SegmentWord>;
  terms: Iterable<FrequentTerm>;
}

/** The most frequent are kept: what bounds the memory of a build, and the object. */
const MOST_PAIRS = 400_000;
const MOST_WORDS = 100_000;

/** Longer entries of a lexicon are sayings and sentences, which nobody mistypes as one. Characters. */
const LONGEST_WORD = 8;

/** In a large collection a word that stands in one article is as often a slip as a word. */
const fewestDocuments = (documents: number): number => (documents < 1_000 ? 1 : 2);

/**
 * @param documents of the version
 * @param readingsOf how a character may be read
 * @returns in UTF-16 order of the keys; the strings of a key in their order
 */
export function spellingStrings(
  segments: readonly SegmentStrings[],
  documents: number,
  readingsOf: (character: string) => readonly string[],
): [key: string, strings: Spelled[]][] {
  const pairs = new Map<string, number>();
  const words = new Map<string, number>();
  const lexicon = new Set<string>();
  const add = (counts: Map<string, number>, text: string, held: number) => {
    counts.set(text, (counts.get(text) ?? 0) + held);
  };
  for (const segment of segments) {
    for (const { term, documents: held } of segment.terms) add(isLatinWord(term) ? words : pairs, term, held);
    for (const { word, frequency } of segment.words) {
      if (word.length === 2) lexicon.add(word);
      else if (isHanWord(word)) add(words, word, Math.max(frequency.body, frequency.title));
    }
  }
  const filed = new Map<string, Spelled[]>();
  const file = (key: string, spelled: Spelled): void => {
    const strings = filed.get(key);
    if (strings) strings.push(spelled);
    else filed.set(key, [spelled]);
  };
  const sounds = new Map<string, string[]>();
  const soundsOf = (character: string): string[] => {
    let known = sounds.get(character);
    if (known === undefined) {
      known = [...new Set(readingsOf(character).map(nearSound))];
      sounds.set(character, known);
    }
    return known;
  };
  for (const [text, held] of mostFrequent(pairs, MOST_PAIRS, 1)) {
    const [first, second] = text;
    const spelled = { text, documents: held, isWord: lexicon.has(text) };
    for (const a of soundsOf(first)) for (const b of soundsOf(second)) file(joinSounds(a, b), spelled);
  }
  for (const [text, held] of mostFrequent(words, MOST_WORDS, fewestDocuments(documents)))
    for (const key of deletionKeys(text)) file(key, { text, documents: held, isWord: true });
  return [...filed].sort(([a], [b]) => (a < b ? -1 : 1));
}

const isHanWord = (word: string): boolean =>
  word.length >= SHORTEST_HAN && word.length <= LONGEST_WORD && !/[\p{Script=Latin}\d]/u.test(word);

/** In the order of their texts, whatever the order of the segments. */
function mostFrequent(counts: ReadonlyMap<string, number>, most: number, fewest: number): [string, number][] {
  const kept = [...counts].filter(([, held]) => held >= fewest);
  const inOrder = (a: [string, number], b: [string, number]): number => (a[0] < b[0] ? -1 : 1);
  if (kept.length <= most) return kept.sort(inOrder);
  return kept
    .sort((a, b) => b[1] - a[1] || inOrder(a, b))
    .slice(0, most)
    .sort(inOrder);
}
