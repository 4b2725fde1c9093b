// Where an article says what it is about, as far as its text alone can tell: only of these stretches the dictionary is
// asked for words and their rarity, since asking about all of an article would read most of it. Pairs of Han characters
// come first that are repeated, stand in the title and are made of rare characters.

import { findDates } from '../analysis/dates.ts';
import { isFunctionCharacter } from '../analysis/function-characters.ts';
import { type Run, runs } from '../analysis/runs.ts';
import { outside } from './known-words.ts';
import {
  GOES_ON_SHARE,
  MOST_TELLING_LATIN,
  MOST_TELLING_PAIRS,
  REPEATED_FROM,
  TELLING_TITLE_TIMES,
} from './telling.ts';

/** Folded texts of an article. */
export interface FoldedTexts {
  title: string;
  body: string;
}

/** A stretch of an article, and how often it stands in each field. */
export interface CountedStretch {
  text: string;
  title: number;
  body: number;
}

/** How often a stretch stands in an article, its title weighed. */
export const timesOf = ({ title, body }: CountedStretch): number => TELLING_TITLE_TIMES * title + body;

/** Two neighbouring Han characters. */
interface Pair {
  text: string;
  times: number;
  /** The pairs that stand around it, one character on, and how often. */
  before: Map<Pair, number>;
  after: Map<Pair, number>;
}

/**
 * The Latin words, and the Han characters that tell most as far as they stand side by side.
 * @param rarity of a character: its IDF in Chinese writing
 */
export function tellingStretches(texts: FoldedTexts, rarity: (character: string) => number): CountedStretch[] {
  const fields = (['title', 'body'] as const).map((field) => {
    const text = texts[field];
    const pieces = outside(runs(text), findDates(text));
    return { field, words: piecesOf(text, pieces, 'word'), han: piecesOf(text, pieces, 'han').map(pairsOf) };
  });
  const pairs = new Map<string, Pair>();
  const latin = new Map<string, CountedStretch>();
  for (const { field, words, han } of fields) {
    const times = field === 'title' ? TELLING_TITLE_TIMES : 1;
    for (const own of han) countPairs(pairs, own, times);
    // A number says nothing, and neither does a letter.
    for (const word of words) if (word.length > 1 && /[a-z]/.test(word)) count(latin, word, field);
  }
  const taken = takePairs([...pairs.values()], rarity);
  const stretches = new Map<string, CountedStretch>();
  for (const { field, han } of fields)
    for (const own of han) for (const stretch of joined(own, taken)) count(stretches, stretch, field);
  const most = Math.max(MOST_TELLING_LATIN, Math.floor((MOST_TELLING_PAIRS - taken.size) / 2));
  const words = [...latin.values()].sort((a, b) => timesOf(b) - timesOf(a) || b.text.length - a.text.length);
  return [...stretches.values(), ...words.slice(0, most)];
}

const piecesOf = (text: string, pieces: readonly Run[], kind: Run['kind']): string[] =>
  pieces.filter((piece) => piece.kind === kind).map(({ start, end }) => text.slice(start, end));

function pairsOf(run: string): string[] {
  const chars = [...run];
  return chars.slice(1).map((char, i) => chars[i] + char);
}

function count(into: Map<string, CountedStretch>, text: string, field: 'title' | 'body'): void {
  const known = into.get(text) ?? { text, title: 0, body: 0 };
  known[field]++;
  into.set(text, known);
}

function countPairs(pairs: Map<string, Pair>, texts: readonly string[], times: number): void {
  let before: Pair | null = null;
  for (const text of texts) {
    let pair = pairs.get(text);
    if (pair === undefined) {
      pair = { text, times: 0, before: new Map(), after: new Map() };
      pairs.set(text, pair);
    }
    pair.times += times;
    if (before !== null) {
      before.after.set(pair, (before.after.get(pair) ?? 0) + times);
      pair.before.set(before, (pair.before.get(before) ?? 0) + times);
    }
    before = pair;
  }
}

/**
 * The pairs that tell most. A pair that is repeated takes along those that mostly stand around it: a word is only known
 * whole, and 海市 is no word where 上海市 was written.
 */
function takePairs(pairs: readonly Pair[], rarity: (character: string) => number): Set<string> {
  const known = new Map<string, number>();
  const rarityOf = (character: string): number => {
    let own = known.get(character);
    if (own === undefined) {
      own = isFunctionCharacter(character) ? 0 : rarity(character);
      known.set(character, own);
    }
    return own;
  };
  const scored = pairs.map((pair) => {
    const [first, second] = [...pair.text];
    return { pair, score: (pair.times - REPEATED_FROM) * (rarityOf(first) + rarityOf(second)) };
  });
  scored.sort((a, b) => b.score - a.score);
  const taken = new Set<string>();
  const take = ({ text }: Pair): void => {
    if (taken.size < MOST_TELLING_PAIRS) taken.add(text);
  };
  for (const { pair } of scored) {
    if (taken.size >= MOST_TELLING_PAIRS) break;
    take(pair);
    for (const around of [pair.before, pair.after])
      for (const [other, times] of around) if (times > 1 && times >= GOES_ON_SHARE * pair.times) take(other);
  }
  return taken;
}

/** What the taken ones of a run's pairs make together where they follow one another. */
function joined(pairs: readonly string[], taken: ReadonlySet<string>): string[] {
  const stretches: string[] = [];
  let isOpen = false;
  for (const pair of pairs) {
    const isTaken = taken.has(pair);
    if (isTaken && isOpen) stretches.push(stretches.pop() + [...pair][1]);
    else if (isTaken) stretches.push(pair);
    isOpen = isTaken;
  }
  return stretches;
}
