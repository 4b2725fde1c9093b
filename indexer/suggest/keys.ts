// The sorted keys of one order: under which beginnings each suggestion is found. Of a key only its place is kept besides
// the string; the entry is made when it is written.

import {
  ENTRY_UNITS,
  ORDERS,
  type Order,
  STARTS_BONUS,
  type SuggestEntry,
} from '../../engine/index/suggest-entries.ts';
import type { Suggestion } from './collect.ts';
import { isHanAt, type Spelling } from './spelling.ts';

export interface SpeltSuggestion extends Pick<Suggestion, 'units'>, Spelling {
  /** See `weightOf`. */
  weight: number;
  /** Number among the texts; -1 where entries say all of it. */
  number: number;
}

export interface SortedKeys {
  readonly size: number;
  key(i: number): string;
  /** Place of the suggestion. */
  suggestion(i: number): number;
  /** How good it is among the entries that start alike. */
  score(i: number): number;
  entry(i: number): SuggestEntry;
}

export function sortKeys(suggestions: readonly SpeltSuggestion[], order: Order): SortedKeys {
  const keys: string[] = [];
  const places: number[] = [];
  const starts: number[] = [];
  suggestions.forEach((suggestion, place) => {
    for (const start of startsOf(suggestion, order))
      for (const key of spellingsFrom(suggestion, order, start)) {
        keys.push(key);
        places.push(place);
        starts.push(start);
      }
  });
  const sorted = sortedPlaces(keys, order);
  return {
    size: keys.length,
    key: (i) => keys[sorted[i]],
    suggestion: (i) => places[sorted[i]],
    score: (i) => suggestions[places[sorted[i]]].weight + (starts[sorted[i]] === 0 ? STARTS_BONUS : 0),
    entry: (i) => {
      const at = sorted[i];
      const suggestion = suggestions[places[at]];
      return entryOf(suggestion, order, starts[at], keys[at]);
    },
  };
}

/** Above all places of keys: place and beginning are one number, which sorts natively. */
const PLACES = 2 ** 24;

/**
 * Places of the keys in their order; of equal ones the first comes first. Most are told apart by a number of their beginning, so that
 * strings are compared among few.
 */
function sortedPlaces(keys: readonly string[], order: Order): Uint32Array {
  const beginning = order === ORDERS.text ? textBeginning : lettersBeginning;
  const numbers = Float64Array.from(keys, (key, place) => beginning(key) * PLACES + place).sort();
  const sorted = Uint32Array.from(numbers, (number) => number % PLACES);
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const same = Math.floor(numbers[start] / PLACES);
    while (end < sorted.length && Math.floor(numbers[end] / PLACES) === same) end++;
    if (end - start > 1)
      sorted.subarray(start, end).sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b));
  }
  return sorted;
}

/** Never greater than that of a greater key; below 2^29, as all of them. The letter of the order, which all have, is left out. */
const textBeginning = (key: string): number =>
  key.charCodeAt(1) * 0x2000 + (key.length > 2 ? key.charCodeAt(2) >>> 3 : 0);

/** Five letters; what is none ends it: all below a are one, all above z too. */
function lettersBeginning(key: string): number {
  let number = 0;
  let isLetter = true;
  for (let i = 1; i <= 5; i++) {
    const unit: number = isLetter && i < key.length ? key.charCodeAt(i) : -1;
    isLetter = unit >= 0x61 && unit <= 0x7a;
    number = number * 32 + (unit < 0 ? 0 : unit < 0x61 ? 1 : isLetter ? unit - 0x5f : 28);
  }
  return number;
}

/**
 * Latin letters spell themselves, so what starts with them is found among the sounds alone; initials are for words and
 * for the beginnings of titles.
 */
function startsOf({ units, starts }: SpeltSuggestion, order: Order): readonly number[] {
  if (order === ORDERS.initials) return [0];
  return order === ORDERS.sound ? starts : starts.filter((start) => isHanAt(units, start));
}

/** Two where ü is, which is typed v or u. */
function spellingsFrom({ units, syllables }: SpeltSuggestion, order: Order, start: number): string[] {
  const end = Math.min(units.length, start + ENTRY_UNITS[order]);
  if (order === ORDERS.text) return [order + units.slice(start, end)];
  let spelt: string = order;
  let other: string = order;
  for (let i = start; i < end; i++) {
    const syllable = order === ORDERS.initials ? syllables[i][0] : syllables[i];
    spelt += syllable;
    other += syllable.length > 1 && syllable[1] === 'v' ? syllable.replace('v', 'u') : syllable;
  }
  return spelt === other ? [spelt] : [spelt, other];
}

function entryOf(
  { units, syllables, weight, number }: SpeltSuggestion,
  order: Order,
  start: number,
  key: string,
): SuggestEntry {
  const shown = units.slice(start, start + ENTRY_UNITS[order]);
  const lengths = new Uint8Array(shown.length).fill(1);
  if (order === ORDERS.sound) for (let i = 0; i < shown.length; i++) lengths[i] = syllables[start + i].length;
  const isWhole = number < 0 && start === 0 && shown.length === units.length;
  return { key, units: shown, lengths, text: isWhole ? -1 : number, start, weight };
}
