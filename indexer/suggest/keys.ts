// The sorted keys of one order: under which beginnings each suggestion is found. A large collection has millions of them, so
// a key is numbers in arrays: its letters are a stretch of a spelling that the keys of a suggestion share.

import { ENTRY_UNITS, ORDERS, type Order, STARTS_BONUS } from '../../engine/index/suggest-entries.ts';
import type { Suggestion } from './collect.ts';
import { sortedPlaces } from './sorted-places.ts';
import { isHanAt, type Spelling } from './spelling.ts';

export interface SpeltSuggestion extends Pick<Suggestion, 'units'>, Spelling {
  /** See `weightOf`. */
  weight: number;
  /** Number among the texts; -1 where entries say all of it. */
  number: number;
}

/** Stretches of UTF-16 units. */
export interface Stretches {
  readonly letters: Uint16Array;
  /** Where each starts, and how long it is. */
  readonly at: Uint32Array;
  readonly lengths: Uint8Array;
}

/** Sorted, in UTF-16 order; keys without the letter of the order. Arrays are by place in the sorted list. */
export interface SortedKeys extends Stretches {
  readonly order: Order;
  readonly size: number;
  /** Number of the suggestion. */
  readonly owners: Uint32Array;
  /** Unit of the suggestion where what the key spells starts. */
  readonly starts: Uint8Array;
  /** How good it is among the entries that start alike. */
  readonly scores: Uint16Array;
  readonly suggestions: readonly SpeltSuggestion[];
}

/** The first units of a key with the letter of its order, `units` of them or as many as there are. */
export function keyOf({ order, letters, at, lengths }: SortedKeys, place: number, units = Infinity): string {
  const end = at[place] + Math.min(lengths[place], units - 1);
  return order + String.fromCharCode(...letters.subarray(at[place], end));
}

/** Equal keys are in the order of their suggestions. */
export function sortKeys(suggestions: readonly SpeltSuggestion[], order: Order): SortedKeys {
  const keys = createKeyList();
  suggestions.forEach((suggestion, owner) => {
    addKeys(keys, suggestion, owner, order);
  });
  const unsorted = keys.finish();
  const places = sortedPlaces(unsorted);
  const size = places.length;
  const at = new Uint32Array(size);
  const lengths = new Uint8Array(size);
  const owners = new Uint32Array(size);
  const starts = new Uint8Array(size);
  const scores = new Uint16Array(size);
  for (let i = 0; i < size; i++) {
    const place = places[i];
    at[i] = unsorted.at[place];
    lengths[i] = unsorted.lengths[place];
    owners[i] = unsorted.owners[place];
    starts[i] = unsorted.starts[place];
    scores[i] = suggestions[owners[i]].weight + (starts[i] === 0 ? STARTS_BONUS : 0);
  }
  return { order, size, letters: unsorted.letters, at, lengths, owners, starts, scores, suggestions };
}

type KeyList = ReturnType<typeof createKeyList>;

function createKeyList() {
  let letters = new Uint16Array(1 << 14);
  let end = 0;
  let at = new Uint32Array(1 << 12);
  let lengths = new Uint8Array(1 << 12);
  let owners = new Uint32Array(1 << 12);
  let starts = new Uint8Array(1 << 12);
  let size = 0;
  return {
    /** Units so far. */
    get end() {
      return end;
    },
    spell(text: string): void {
      if (end + text.length > letters.length) letters = grown(letters, new Uint16Array((end + text.length) * 2));
      for (let i = 0; i < text.length; i++) letters[end++] = text.charCodeAt(i);
    },
    add(from: number, to: number, owner: number, start: number): void {
      if (size === at.length) {
        at = grown(at, new Uint32Array(size * 2));
        lengths = grown(lengths, new Uint8Array(size * 2));
        owners = grown(owners, new Uint32Array(size * 2));
        starts = grown(starts, new Uint8Array(size * 2));
      }
      at[size] = from;
      lengths[size] = to - from;
      owners[size] = owner;
      starts[size++] = start;
    },
    finish: () => ({ letters, at: at.subarray(0, size), lengths, owners, starts }),
  };
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function addKeys(keys: KeyList, suggestion: SpeltSuggestion, owner: number, order: Order): void {
  const { units, syllables } = suggestion;
  const most = ENTRY_UNITS[order];
  const from = keys.end;
  if (order === ORDERS.sound) {
    addSounds(keys, suggestion, owner);
    return;
  }
  if (order === ORDERS.initials) {
    // Initials are for words and for the beginnings of titles.
    for (let i = 0; i < Math.min(units.length, most); i++) keys.spell(syllables[i][0]);
    keys.add(from, keys.end, owner, 0);
    return;
  }
  keys.spell(units);
  // Latin letters spell themselves, so what starts with them is found among the sounds alone.
  for (const start of suggestion.starts)
    if (isHanAt(units, start)) keys.add(from + start, from + Math.min(units.length, start + most), owner, start);
}

const hasUmlaut = (syllable: string): boolean => syllable.length > 1 && syllable[1] === 'v';

/** Two where ü is, which is typed v or u. */
function addSounds(keys: KeyList, { units, syllables, starts }: SpeltSuggestion, owner: number): void {
  const from = keys.end;
  /** Where each unit's syllable starts. */
  const letters = [from];
  let lastUmlaut = -1;
  for (let i = 0; i < units.length; i++) {
    keys.spell(syllables[i]);
    letters.push(keys.end);
    if (hasUmlaut(syllables[i])) lastUmlaut = i;
  }
  const other = keys.end - from;
  if (lastUmlaut >= 0)
    for (const syllable of syllables) keys.spell(hasUmlaut(syllable) ? syllable.replace('v', 'u') : syllable);
  for (const start of starts) {
    const end = Math.min(units.length, start + ENTRY_UNITS.s);
    keys.add(letters[start], letters[end], owner, start);
    for (let i = start; i < end && i <= lastUmlaut; i++)
      if (hasUmlaut(syllables[i])) {
        keys.add(letters[start] + other, letters[end] + other, owner, start);
        break;
      }
  }
}
