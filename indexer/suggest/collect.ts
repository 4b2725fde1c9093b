// What is suggested: titles, the words of the lexicon that several articles hold, and those of the site's dictionary. What is
// the same but for case, script, signs and blanks is one suggestion. Bounded: memory does not grow with the collection.

import { bareText } from '../../engine/analysis/bare-text.ts';
import { type Dictionary, parseDictionary } from '../../engine/analysis/dictionary.ts';
import { fold } from '../../engine/analysis/fold.ts';

export interface Suggestion {
  /** As it is shown. */
  text: string;
  /** Folded, without signs and blanks. */
  units: string;
  /** Articles that hold the word, or have the title. */
  frequency: number;
  /** A word is found by its beginning alone, a title also by those of the words in it. */
  isTitle: boolean;
}

export interface LiveWord {
  cost: number;
  /** Live articles that hold it, at least 1. */
  frequency: number;
}

export interface CollectOptions {
  /** Words of the lexicon that occur. */
  words: ReadonlyMap<string, LiveWord>;
  /** Of the live articles, newest first. */
  titles: Iterable<string>;
  /** The site's own, if it has one. */
  dictionary: Dictionary | null;
  /** Most titles, the newest, and most words, the most frequent. */
  mostTitles?: number;
  mostWords?: number;
}

const MOST_TITLES = 150_000;
const MOST_WORDS = 100_000;

/** Articles that hold a word of the general lexicon before it is suggested. */
const LEAST_FREQUENCY = 2;

/** Words of Latin letters in so many titles are suggested by themselves. */
const LEAST_TITLES = 2;

/** UTF-16 units without signs and blanks; a longer title is none that anybody would pick from a list. */
const LONGEST = 60;

const LATIN_WORD = /[\p{Script=Latin}][\p{Script=Latin}\p{N}]+(?:[-.][\p{Script=Latin}\p{N}]+)*/gu;

/** Sorted by their units. */
export function collectSuggestions(options: CollectOptions): Suggestion[] {
  const { words, titles, dictionary, mostTitles = MOST_TITLES, mostWords = MOST_WORDS } = options;
  const found = new Map<string, Suggestion>();
  const latin = new Map<string, Map<string, number>>();
  let count = 0;
  for (const title of titles) {
    const { units } = bareText(fold(title));
    const known = found.get(units);
    if (known) known.frequency++;
    else if (units.length > 0 && units.length <= LONGEST && count < mostTitles) {
      found.set(units, { text: title.trim(), units, frequency: 1, isTitle: true });
      count++;
      countLatinWords(latin, title);
    }
  }
  const add = (text: string, frequency: number): void => {
    const { units } = bareText(fold(text));
    const title = found.get(units);
    // As a title it is written as its author wrote it; how often it is met is the word's.
    if (title) title.frequency = Math.max(title.frequency, frequency);
    else found.set(units, { text, units, frequency, isTitle: false });
  };
  const site = dictionary ? parseDictionary(dictionary) : null;
  const frequent = [...words].filter(
    ([word, { frequency }]) => frequency >= LEAST_FREQUENCY || site?.frequencies.has(word),
  );
  frequent.sort(([a, one], [b, other]) => other.frequency - one.frequency || (a < b ? -1 : 1));
  for (const [word, { frequency }] of frequent.slice(0, mostWords)) add(word, frequency);
  for (const spellings of latin.values()) {
    const titlesWithIt = [...spellings.values()].reduce((sum, one) => sum + one, 0);
    if (titlesWithIt >= LEAST_TITLES) add(mostFrequent(spellings), titlesWithIt);
  }
  const spellings = dictionary ? spellingsIn(dictionary) : null;
  for (const word of site?.mixed ?? []) add(spellings!.get(bareText(word).units) ?? word, 1);
  return [...found.values()].sort((a, b) => (a.units < b.units ? -1 : 1));
}

/** The words of a dictionary as they are written there, by their units. */
function spellingsIn({ text }: Dictionary): Map<string, string> {
  const words = text.split('\n').map((line) => line.trim().split(/\s/)[0]);
  return new Map(words.map((word) => [bareText(fold(word)).units, word]));
}

/** By folded word, how often each spelling of it is met. */
function countLatinWords(counts: Map<string, Map<string, number>>, title: string): void {
  for (const spelling of new Set(title.match(LATIN_WORD))) {
    const word = bareText(fold(spelling)).units;
    const spellings = counts.get(word) ?? new Map<string, number>();
    counts.set(word, spellings.set(spelling, (spellings.get(spelling) ?? 0) + 1));
  }
}

const mostFrequent = (spellings: ReadonlyMap<string, number>): string =>
  [...spellings].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0][0];
