// Counts the distinct terms of one text without making a string for each occurrence: terms of one or
// two UTF-16 units are counted by number, in a table small enough to stay in the processor's cache.

import { createPairTable, pairTerm } from './pair-table.ts';

/** V8 keeps slices of 13 units and more as views, which would keep the whole text alive. */
const LONGEST_COPIED_SLICE = 12;

const MOST_OCCURRENCES = 0xffff;

/** Longer terms remembered from earlier texts, which saves the map from growing anew in each. */
const MOST_TEXTS = 1 << 15;

export interface TermCounter {
  /** Start a text of at most `units` UTF-16 units. */
  begin(units: number): void;
  /** Count a term of two units, or with `first` 0 of one. */
  addUnits(first: number, second: number): void;
  /** Count any other term. */
  addText(term: string): void;
  /** Distinct terms of the text by first occurrence, and how often each was counted, at most 65,535. */
  finish(): { terms: string[]; frequencies: Uint16Array };
}

/** Strings of pairs remembered: whoever files terms by their strings pays for every new one. */
const MOST_PAIRS = 1 << 20;

/** A string that does not keep alive the text it was cut from. */
function ownCopy(text: string): string {
  if (text.length <= LONGEST_COPIED_SLICE) return text;
  const units: number[] = [];
  for (let i = 0; i < text.length; i++) units.push(text.charCodeAt(i));
  return String.fromCharCode(...units);
}

/** A counter to use for one text after the other. */
export function createTermCounter(): TermCounter {
  /**
   * Open-addressing table of (pair of units, base + position of the term). An entry below the text's
   * base is of an earlier text and free, so the table is never cleared.
   */
  let table = new Uint32Array(0);
  let shift = 32;
  let mask = 0;
  let base = 1;
  /** Base + position of the other terms; as in the table, what is below the base is of earlier texts. */
  const texts = new Map<string, number>();
  let terms: string[] = [];
  let distinct = 0;
  let counts = new Uint16Array(1 << 10);
  const pairs = createPairTable();
  let pairTerms: string[] = [];

  const termOf = (pair: number): string => {
    if (pairs.size === MOST_PAIRS) {
      pairs.clear();
      pairTerms = [];
    }
    const number = pairs.add(pair);
    if (number === pairTerms.length) pairTerms.push(pairTerm(pair));
    return pairTerms[number]!;
  };

  const addTerm = (term: string): number => {
    const position = distinct++;
    terms.push(term);
    if (position === counts.length) {
      const larger = new Uint16Array(counts.length * 2);
      larger.set(counts);
      counts = larger;
    }
    counts[position] = 1;
    return position;
  };

  const count = (position: number): void => {
    if (counts[position]! < MOST_OCCURRENCES) counts[position]!++;
  };

  return {
    begin(units) {
      base += distinct;
      distinct = 0;
      terms = [];
      // A text has fewer bigrams than units: the table is at most half full.
      const bits = Math.max(8, 33 - Math.clz32(units + 1));
      shift = 32 - bits;
      mask = (1 << bits) - 1;
      if (table.length < 2 << bits || base > 0x7fff_ffff) {
        table = new Uint32Array(Math.max(table.length, 2 << bits));
        texts.clear();
        base = 1;
      }
      if (texts.size > MOST_TEXTS) texts.clear();
    },
    addUnits(first, second) {
      const key = (first << 16) | second;
      let slot = Math.imul(key, 0x9e3779b1) >>> shift;
      for (; ; slot = (slot + 1) & mask) {
        const entry = table[2 * slot + 1]!;
        if (entry < base) break;
        if ((table[2 * slot]! | 0) === key) {
          count(entry - base);
          return;
        }
      }
      table[2 * slot] = key;
      table[2 * slot + 1] = base + addTerm(termOf(first === 0 ? second * 0x10000 : first * 0x10000 + second));
    },
    addText(term) {
      const entry = texts.get(term);
      if (entry !== undefined && entry >= base) {
        count(entry - base);
        return;
      }
      const own = ownCopy(term);
      texts.set(own, base + addTerm(own));
    },
    finish() {
      return { terms, frequencies: counts.slice(0, distinct) };
    },
  };
}
