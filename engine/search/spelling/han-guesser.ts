// What may have been meant by a run of Han characters: others of the same or nearly the same sound wherever the pairs that
// they make are frequent, and words of which one character is another, missing, superfluous or swapped.

import { deletionKeys, mistakesBetween, SHORTEST_HAN } from '../../analysis/deletions.ts';
import { soundKey } from '../../analysis/near-sound.ts';
import type { Sounds } from '../../index/sounds.ts';
import { bestStrings, type Place } from './best-strings.ts';
import { type Channel, createChannel, OTHER_MISTAKE, SUPERFLUOUS } from './channel.ts';
import { changes } from './corrected-query.ts';
import { type Found, type Guess, type Guesser, isAllWords } from './guess.ts';
import { type LanguageModel, LONGEST_WORD, type PairFigures } from './language-model.ts';

/** What the dictionary says of what was typed; it is at hand. */
export interface TypedTerms {
  pair(text: string): PairFigures;
  isWord(text: string): boolean;
}

/** Beginnings remembered for each character of a place, and chains that are looked at more closely. */
const KEPT_BEGINNINGS = 4;
const MOST_CHAINS = 24;

/** @param typed folded, of two characters and more */
export function hanGuesser(typed: string, terms: TypedTerms, model: LanguageModel, sounds: Sounds): Guesser {
  const chars = [...typed];
  const windows = windowsOf(chars);
  const keys = new Set<string>();
  for (let i = 1; i < chars.length; i++) for (const key of soundKeys(chars[i - 1], chars[i], sounds)) keys.add(key);
  for (const { text } of windows) for (const key of deletionKeys(text)) keys.add(key);
  const reordered = reorderings(chars);
  for (const [first, second] of newPairs(chars, reordered))
    for (const key of soundKeys(first, second, sounds)) keys.add(key);
  return {
    keys: [...keys],
    guess(found) {
      const channel = createChannel(sounds);
      const pairs = chars.slice(1).map((char, i) => pairsAt(chars[i], char, found, terms, sounds));
      pairs.push(knownPairs(newPairs(chars, reordered), found, sounds));
      const words = wordsIn(windows, found);
      const isWord = (text: string): boolean => words.has(text) || terms.isWord(text);
      const pairOf = (text: string): PairFigures | undefined => pairs.find((known) => known.has(text))?.get(text);
      const isKnownWord = (text: string): boolean => (text.length === 2 ? pairOf(text)?.isWord === true : isWord(text));
      const scoreOf = (text: string): number => {
        const own = [...text];
        let score = model.longWords(own, isWord);
        own.forEach((char, i) => {
          score += model.character(char);
          if (i > 0) score += model.pair(own[i - 1], char, pairOf(own[i - 1] + char));
        });
        return score;
      };
      const scores = new Map<string, number>();
      const offer = (text: string, cost: number): void => {
        scores.set(text, Math.max(scores.get(text) ?? Number.NEGATIVE_INFINITY, scoreOf(text) - cost));
      };
      for (const { text } of bestStrings(
        placesOf(chars, pairs.slice(0, chars.length - 1), channel),
        model,
        KEPT_BEGINNINGS,
      ).slice(0, MOST_CHAINS))
        offer(text, changeCost(chars, [...text], channel, model));
      for (const { text, cost } of withWords(chars, windows, found, channel, model)) offer(text, cost);
      for (const meant of reordered) offer(meant.join(''), changeCost(chars, meant, channel, model));
      const own = scoreOf(typed);
      for (const known of [typed, chars.slice(1).join(''), chars.slice(0, -1).join('')]) scores.delete(known);
      return [...scores]
        .map(
          ([text, score]): Guess => ({
            text,
            gain: score - own,
            literal: aroundChange(typed, text),
            mayStandApart: isAllWords(text.length, (start, end) => isKnownWord(text.slice(start, end))),
          }),
        )
        .sort((a, b) => b.gain - a.gain);
    },
  };
}

/** Characters on both sides of a change that have to stand beside it in some article. */
const CONTEXT = 2;

function aroundChange(typed: string, text: string): string {
  const spans = changes(typed, text);
  return text.slice(Math.max(0, spans[0][0] - CONTEXT), spans.at(-1)![1] + CONTEXT);
}

const soundKeys = (first: string, second: string, { readingsOf }: Sounds): Set<string> =>
  new Set(readingsOf(first).flatMap((a) => readingsOf(second).map((b) => soundKey(a, b))));

/** What was typed with two neighbours swapped, or without one of the characters inside. */
function reorderings(chars: readonly string[]): string[][] {
  const swapped = chars.slice(1).map((char, i) => [...chars.slice(0, i), char, chars[i], ...chars.slice(i + 2)]);
  const without = chars.slice(1, -1).map((_, i) => [...chars.slice(0, i + 1), ...chars.slice(i + 2)]);
  return [...swapped, ...without];
}

/** The neighbours in them that were not typed as such. */
function newPairs(typed: readonly string[], reordered: readonly (readonly string[])[]): string[][] {
  const known = new Set(typed.slice(1).map((char, i) => typed[i] + char));
  const pairs = reordered.flatMap((chars) => chars.slice(1).map((char, i) => [chars[i], char]));
  return [...new Map(pairs.map((pair) => [pair.join(''), pair]))]
    .filter(([text]) => !known.has(text))
    .map(([, pair]) => pair);
}

function knownPairs(pairs: readonly (readonly string[])[], found: Found, sounds: Sounds): Map<string, PairFigures> {
  const known = new Map<string, PairFigures>();
  for (const [first, second] of pairs)
    for (const key of soundKeys(first, second, sounds))
      for (const one of found.get(key) ?? []) if (one.text === first + second) known.set(one.text, one);
  return known;
}

interface Window {
  start: number;
  end: number;
  text: string;
}

/** The stretches that a word may have been meant by. */
function windowsOf(chars: readonly string[]): Window[] {
  const windows: Window[] = [];
  for (let start = 0; start < chars.length; start++)
    for (let end = start + 2; end <= Math.min(chars.length, start + LONGEST_WORD + 1); end++)
      windows.push({ start, end, text: chars.slice(start, end).join('') });
  return windows;
}

/** The pairs that two neighbours may have been meant as, and they themselves. */
function pairsAt(
  first: string,
  second: string,
  found: Found,
  terms: TypedTerms,
  sounds: Sounds,
): Map<string, PairFigures> {
  const pairs = new Map<string, PairFigures>();
  for (const key of soundKeys(first, second, sounds)) for (const one of found.get(key) ?? []) pairs.set(one.text, one);
  pairs.set(first + second, terms.pair(first + second));
  return pairs;
}

/** Every character with those that make a known pair with a neighbour. */
function placesOf(
  chars: readonly string[],
  pairs: readonly ReadonlyMap<string, PairFigures>[],
  channel: Channel,
): Place[] {
  return chars.map((typed, i) => {
    const characters = new Map([[typed, 0]]);
    const add = (char: string): void => {
      if (!characters.has(char)) characters.set(char, channel(typed, char));
    };
    if (i > 0) for (const pair of pairs[i - 1].keys()) add(pair[1]);
    if (i < pairs.length) for (const pair of pairs[i].keys()) add(pair[0]);
    return { characters, pairs: i > 0 ? pairs[i - 1] : new Map() };
  });
}

/** The words near a window. */
const nearWords = (window: Window, found: Found): Set<string> =>
  new Set([...deletionKeys(window.text)].flatMap((key) => (found.get(key) ?? []).map(({ text }) => text)));

function wordsIn(windows: readonly Window[], found: Found): Set<string> {
  return new Set(windows.flatMap((window) => [...nearWords(window, found)]));
}

/** What was typed with a word in place of a window that is one mistake away from it. */
function withWords(
  chars: readonly string[],
  windows: readonly Window[],
  found: Found,
  channel: Channel,
  model: LanguageModel,
): { text: string; cost: number }[] {
  return windows.flatMap((window) =>
    [...nearWords(window, found)]
      .filter((word) => word.length >= SHORTEST_HAN && mistakesBetween(window.text, word) === 1)
      .map((word) => {
        const meant = [...chars.slice(0, window.start), ...word, ...chars.slice(window.end)];
        return { text: meant.join(''), cost: changeCost(chars, meant, channel, model) };
      }),
  );
}

/** Of one character in place of another their cost; otherwise one is missing, superfluous or swapped. */
function changeCost(
  typed: readonly string[],
  meant: readonly string[],
  channel: Channel,
  model: LanguageModel,
): number {
  if (typed.length !== meant.length) {
    let at = 0;
    while (at < meant.length && typed[at] === meant[at]) at++;
    return typed.length > meant.length ? SUPERFLUOUS - model.character(typed[at]) : OTHER_MISTAKE;
  }
  let cost = 0;
  typed.forEach((char, i) => {
    cost += channel(char, meant[i]);
  });
  const isSwapped =
    mistakesBetween(typed.join(''), meant.join('')) === 1 && typed.filter((char, i) => char !== meant[i]).length === 2;
  return isSwapped ? Math.min(cost, OTHER_MISTAKE) : cost;
}
