// The site's own say about queries, ready to be asked: synonyms, stop words, and words of several runs. All of
// them are words to the cut of a query, by their keys (see wordKey), so that none fires inside another word.

import { hanCharacters } from '../analysis/dictionary.ts';
import { wordKey } from '../analysis/word-key.ts';
import type { SearchSettings } from '../index/manifest.ts';

export interface Vocabulary {
  /** Whether any key starts with a UTF-16 unit. */
  mayStart(unit: string): boolean;
  /** Whether a word with this key is known here. */
  has(key: string): boolean;
  /** Folded words that the word finds besides itself. */
  synonymsOf(key: string): readonly string[];
  isStopWord(key: string): boolean;
  readonly hasStopWords: boolean;
  /** UTF-16 units of the longest key; 0 when the site has no lists. */
  readonly longest: number;
  /** Characters of the longest key that is one Han run: the walk tries no longer ones. */
  readonly longestHan: number;
}

type Lists = Pick<SearchSettings, 'synonyms' | 'stopWords' | 'mixedWords'>;

const NONE: readonly string[] = [];

/** Vocabularies by the settings of the manifest that they were made from: one for a version. */
const known = new WeakMap<Lists, Vocabulary>();

/** The vocabulary of a version's settings; made once for each settings object. */
export function vocabularyOf(settings: Lists): Vocabulary {
  let vocabulary = known.get(settings);
  if (vocabulary === undefined) {
    vocabulary = createVocabulary(settings);
    known.set(settings, vocabulary);
  }
  return vocabulary;
}

function createVocabulary({ synonyms = [], stopWords = [], mixedWords = [] }: Lists): Vocabulary {
  /** By key: the words found, by their own keys. */
  const others = new Map<string, Map<string, string>>();
  for (const rule of synonyms) {
    const [from, to] = 'words' in rule ? [rule.words, rule.words] : [rule.from, rule.to];
    for (const key of from.map(wordKey)) {
      const found = others.get(key) ?? new Map<string, string>();
      for (const word of to) if (wordKey(word) !== key) found.set(wordKey(word), word);
      others.set(key, found);
    }
  }
  const lists = new Map([...others].map(([key, found]) => [key, [...found.values()]]));
  const stops = new Set(stopWords.map(wordKey));
  const keys = new Set([...lists.keys(), ...stops, ...mixedWords.map(wordKey)]);
  let longest = 0;
  let longestHan = 0;
  for (const key of keys) {
    longest = Math.max(longest, key.length);
    longestHan = Math.max(longestHan, hanCharacters(key));
  }
  const starts = new Set([...keys].map((key) => key[0]));
  return {
    mayStart: (unit) => starts.has(unit),
    has: (key) => keys.has(key),
    synonymsOf: (key) => lists.get(key) ?? NONE,
    isStopWord: (key) => stops.has(key),
    hasStopWords: stops.size > 0,
    longest,
    longestHan,
  };
}

/** A site without lists: also what exclusions are read with, since they exclude what was typed and no more. */
export const NO_VOCABULARY: Vocabulary = createVocabulary({});

/** The keys of the vocabulary that may stand in a folded text, whatever way it is cut. */
export function keysIn(folded: string, vocabulary: Vocabulary): string[] {
  if (vocabulary.longest === 0) return [];
  const text = wordKey(folded);
  const found = new Set<string>();
  for (let start = 0; start < text.length; start++) {
    if (!vocabulary.mayStart(text[start]!)) continue;
    for (let end = start + 1; end <= Math.min(text.length, start + vocabulary.longest); end++) {
      const key = text.slice(start, end);
      if (vocabulary.has(key)) found.add(key);
    }
  }
  return [...found];
}
