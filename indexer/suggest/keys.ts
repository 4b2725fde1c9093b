// The sorted keys of one order: under which beginnings each suggestion is found. Of a key only its place is kept besides
// the string; the entry is made when it is written.

import {
  ENTRY_UNITS,
  ORDERS,
  type Order,
  STARTS_BONUS,
  type SuggestEntry,
  weightOf,
} from '../../engine/index/suggest-entries.ts';
import type { Suggestion } from './collect.ts';
import { isHanAt, type Spelling } from './spelling.ts';

export interface SpeltSuggestion extends Suggestion, Spelling {
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
  const sorted = Uint32Array.from(keys.keys());
  sorted.sort((a, b) => (keys[a] === keys[b] ? a - b : keys[a] < keys[b] ? -1 : 1));
  return {
    size: keys.length,
    key: (i) => keys[sorted[i]],
    suggestion: (i) => places[sorted[i]],
    score: (i) => weightOf(suggestions[places[sorted[i]]].frequency) + (starts[sorted[i]] === 0 ? STARTS_BONUS : 0),
    entry: (i) => {
      const at = sorted[i];
      const suggestion = suggestions[places[at]];
      return entryOf(suggestion, order, starts[at], keys[at]);
    },
  };
}

/**
 * Latin letters spell themselves, so what starts with them is found among the sounds alone; initials are for words and
 * for the beginnings of titles.
 */
function startsOf({ units, starts }: SpeltSuggestion, order: Order): readonly number[] {
  if (order === ORDERS.initials) return [0];
  return order === ORDERS.sound ? starts : starts.filter((start) => isHanAt(units, start));
}

function spellingsFrom({ units, syllables }: SpeltSuggestion, order: Order, start: number): string[] {
  const end = Math.min(units.length, start + ENTRY_UNITS[order]);
  if (order === ORDERS.text) return [order + units.slice(start, end)];
  const read = syllables.slice(start, end);
  if (order === ORDERS.initials) return [order + read.map((syllable) => syllable[0]).join('')];
  const spelt = order + read.join('');
  // ü is typed v or u.
  const other = order + read.map((syllable) => (syllable.length > 1 ? syllable.replace('v', 'u') : syllable)).join('');
  return spelt === other ? [spelt] : [spelt, other];
}

function entryOf(
  { units, syllables, frequency, number }: SpeltSuggestion,
  order: Order,
  start: number,
  key: string,
): SuggestEntry {
  const shown = units.slice(start, start + ENTRY_UNITS[order]);
  const lengths = Uint8Array.from({ length: shown.length }, (_, i) =>
    order === ORDERS.sound ? syllables[start + i].length : 1,
  );
  const isWhole = number < 0 && start === 0 && shown.length === units.length;
  return { key, units: shown, lengths, text: isWhole ? -1 : number, start, weight: weightOf(frequency) };
}
