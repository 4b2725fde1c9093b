// What is typed for a suggestion, as the beginnings to look up: as it is written, by its sound, and by the initials of its
// characters. Characters and letters may be mixed; a character that was typed has to stand there, unless nothing but characters
// was typed and their sound is all that is right.

import { bareText } from '../analysis/bare-text.ts';
import { CLASS_HAN, classOf } from '../analysis/classes.ts';
import { fold } from '../analysis/fold.ts';
import type { Sounds } from '../index/sounds.ts';
import { ENTRY_UNITS, ORDERS, type Order, SEARCHED_UNITS, type SuggestEntry } from '../index/suggest-entries.ts';

/** How a suggestion meets what was typed. */
export type SuggestionKind = 'text' | 'pinyin' | 'mixed' | 'initials' | 'sound';

export interface Typed {
  /** Folded, without signs and blanks. */
  units: string;
  isAllHan: boolean;
  hasHan: boolean;
}

export interface Lookup {
  order: Order;
  /** What a key has to begin with, without the letter of the order. */
  spelt: string;
  /** Characters that have to stand there, by where their spelling starts. */
  characters: ReadonlyMap<number, string>;
  kind: SuggestionKind;
}

/** Readings tried of a character, and of all that was typed. */
const READINGS_OF_ONE = 2;
const READINGS_OF_ALL = 4;

/** No syllable of pinyin starts with these: letters with one of them are no initials. */
const NO_INITIAL = /[iuv]/;

/** Of the first character of a text. */
const isHan = (text: string): boolean => classOf(text.codePointAt(0)!) === CLASS_HAN;

export function readTyped(q: string): Typed {
  // After j, q, x and y nobody writes ü with its dots.
  const units = bareText(fold(q)).units.replace(/([jqxy])v/g, '$1u');
  const han = [...units].filter(isHan).length;
  return { units, isAllHan: han > 0 && han === [...units].length, hasHan: han > 0 };
}

/** Whether the readings of characters are needed: of one character alone the sound says nothing. */
export const needsSounds = ({ units, hasHan }: Typed): boolean => hasHan && units.length > 1;

/** As it is written. */
export function textLookup({ units, hasHan }: Typed): Lookup[] {
  return hasHan && isHan(units) ? [{ order: ORDERS.text, spelt: units, characters: new Map(), kind: 'text' }] : [];
}

/** By sound and by initials. @param sounds null where they are not needed */
export function soundLookups(typed: Typed, sounds: Sounds | null): Lookup[] {
  const { units, hasHan, isAllHan } = typed;
  if (hasHan && !sounds) return [];
  const spellings = spellingsOf(units, (unit) => sounds?.readingsOf(unit) ?? []);
  const lookups = spellings.map(
    (spelling): Lookup => ({
      order: ORDERS.sound,
      spelt: spelling.join(''),
      characters: isAllHan ? new Map() : placesOfHan(units, spelling),
      kind: isAllHan ? 'sound' : hasHan ? 'mixed' : 'pinyin',
    }),
  );
  if (isAllHan || units.length < 2 || NO_INITIAL.test([...units].filter((unit) => !isHan(unit)).join('')))
    return lookups;
  const initials = new Map(
    spellings.map((spelling) => spelling.map((one) => one[0])).map((one) => [one.join(''), one]),
  );
  for (const [spelt, spelling] of initials)
    lookups.push({
      order: ORDERS.initials,
      spelt,
      characters: placesOfHan(units, spelling),
      kind: hasHan ? 'mixed' : 'initials',
    });
  return lookups;
}

/** Each unit's spelling, in all ways that are tried; the usual readings first. */
function spellingsOf(units: string, readingsOf: (unit: string) => readonly string[]): string[][] {
  let spellings: string[][] = [[]];
  for (const unit of units) {
    const read = isHan(unit) ? readingsOf(unit).slice(0, READINGS_OF_ONE) : [];
    const readings = read.length > 0 ? read : [unit];
    spellings = readings.flatMap((one) => spellings.map((before) => [...before, one])).slice(0, READINGS_OF_ALL);
  }
  return spellings;
}

function placesOfHan(units: string, spelling: readonly string[]): Map<number, string> {
  const places = new Map<number, string>();
  let at = 0;
  [...units].forEach((unit, i) => {
    if (isHan(unit)) places.set(at, unit);
    at += spelling[i].length;
  });
  return places;
}

/** The prefix of keys that is looked up; what is typed beyond it is compared. */
export const prefixOf = ({ order, spelt }: Lookup): string => order + spelt.slice(0, SEARCHED_UNITS[order]);

/** Characters of an entry that what was typed spells, wholly or in part; 0 when it does not meet the entry. */
export function matchedUnits({ order, spelt, characters }: Lookup, { key, units, lengths }: SuggestEntry): number {
  const isWhole = key.startsWith(spelt, 1);
  const isCut = units.length === ENTRY_UNITS[order];
  if (!isWhole && !(isCut && spelt.startsWith(key.slice(1)))) return 0;
  let matched = 0;
  let found = 0;
  for (let at = 0; matched < units.length && at < spelt.length; at += lengths[matched++]) {
    const wanted = characters.get(at);
    if (wanted === undefined) continue;
    if (units[matched] !== wanted) return 0;
    found++;
  }
  // What was typed behind the end of an entry that is cut off is not compared.
  return found === characters.size || !isWhole ? matched : 0;
}
