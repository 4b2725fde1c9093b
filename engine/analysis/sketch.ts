// What near-duplicates are told by: a sketch of an article, 72 bytes that say how much of its text another shares.
// Punctuation, width, case and script do not count, sentences may stand in another order, and figures weigh more than
// words, because they are what tells one issue of a series from the next. A sketch depends on its article alone.

import type { Article } from '../article.ts';
import { CLASS_MARK, CLASS_SEPARATOR, classOf } from './classes.ts';
import { foldUnit } from './fold.ts';

/** Values of a sketch, of 4 bits each. */
const VALUES = 128;
/** Unsigned 32-bit words of a sketch: its values, the title without its figures, and these. */
export const SKETCH_WORDS = VALUES / 8 + 2;
const TITLE_FRAME = VALUES / 8;
const TITLE_FIGURES = TITLE_FRAME + 1;

/** Letters of a shingle: long enough for phrases that are common in a kind of text not to make two texts of it alike. */
const SHINGLE = 8;
/** A figure counts as so many shingles. */
const FIGURE_WEIGHT = 8;
/** Of a body of fewer letters, and so of a title alone, all has to be the same. */
export const FEWEST_LETTERS = 50;

/** Multiplier of the rolling hash. */
const BASE = 0x01000193;

export interface Sketcher {
  /** @returns the words of the sketch, valid until the next call */
  sketch(article: Pick<Article, 'title' | 'body'>): Uint32Array;
}

/** Not a letter of any text. */
const DROPPED = 0;
const FIGURES = '0123456789〇零一二三四五六七八九十百千';

/** By UTF-16 unit: the letter that it is compared as. */
function letterTable(): Uint16Array {
  return Uint16Array.from({ length: 0x10000 }, (_, unit) => {
    const folded = foldUnit(unit);
    // Characters beyond the BMP are compared by their halves.
    if (folded >= 0xd800 && folded < 0xe000) return folded;
    const kind = classOf(folded);
    return kind === CLASS_SEPARATOR || kind === CLASS_MARK ? DROPPED : folded;
  });
}

/** Makes sketches one after the other; its tables take 0.2 MB. */
export function createSketcher(): Sketcher {
  const letterOf = letterTable();
  const isFigure = new Uint8Array(0x10000);
  for (const figure of FIGURES) isFigure[figure.charCodeAt(0)] = 1;
  /** What the letter that leaves a shingle has been multiplied by. */
  let outgoing = 1;
  for (let i = 0; i < SHINGLE; i++) outgoing = Math.imul(outgoing, BASE);
  let letters = new Uint16Array(4096);
  let elements = new Uint32Array(8192);
  const sketch = new Uint32Array(SKETCH_WORDS);

  const readLetters = (text: string, from: number): number => {
    if (letters.length < from + text.length) {
      const grown = new Uint16Array(2 * (from + text.length));
      grown.set(letters);
      letters = grown;
    }
    let count = from;
    for (let i = 0; i < text.length; i++) {
      const letter = letterOf[text.charCodeAt(i)];
      if (letter !== DROPPED) letters[count++] = letter;
    }
    return count;
  };

  /** The hash of the stretch of figures at `start`, and where it ends. */
  const figureAt = (start: number, count: number): { hash: number; end: number } => {
    let hash = 1;
    let end = start;
    for (; end < count && isFigure[letters[end]] === 1; end++) hash = Math.imul(hash, BASE) + letters[end];
    return { hash: mix(hash), end };
  };

  const readTitle = (title: string): void => {
    const count = readLetters(title, 0);
    let frame = 0;
    let figures = 0;
    for (let i = 0; i < count; ) {
      if (isFigure[letters[i]] === 0) frame = Math.imul(frame, BASE) + letters[i++];
      else {
        const { hash, end } = figureAt(i, count);
        figures = Math.imul(figures, BASE) + hash;
        i = end;
      }
    }
    sketch[TITLE_FRAME] = mix(frame);
    sketch[TITLE_FIGURES] = mix(figures);
  };

  /** The shingles and figures of a text of `count` letters. @returns their number */
  const readElements = (count: number): number => {
    const most = count * (1 + FIGURE_WEIGHT);
    if (elements.length < most) elements = new Uint32Array(2 * most);
    let size = 0;
    let hash = 0;
    for (let i = 0; i < count; i++) {
      hash = Math.imul(hash, BASE) + letters[i];
      if (i >= SHINGLE) hash -= Math.imul(letters[i - SHINGLE], outgoing);
      if (i >= SHINGLE - 1) elements[size++] = mix(hash);
    }
    for (let i = 0; i < count; ) {
      if (isFigure[letters[i]] === 0) {
        i++;
        continue;
      }
      const { hash: figure, end } = figureAt(i, count);
      for (let copy = 1; copy <= FIGURE_WEIGHT; copy++) elements[size++] = mix(figure + Math.imul(copy, GOLDEN));
      i = end;
    }
    return size;
  };

  /** The whole text as two elements, of hashes that do not meet alike. @returns their number */
  const readWhole = (count: number): number => {
    let first = 1;
    let second = 2;
    for (let i = 0; i < count; i++) {
      first = Math.imul(first, BASE) + letters[i];
      second = Math.imul(second ^ letters[i], GOLDEN);
      second ^= second >>> 15;
    }
    elements[0] = mix(first);
    elements[1] = mix(second);
    return count === 0 ? 0 : 2;
  };

  return {
    sketch({ title, body }) {
      readTitle(title);
      let count = readLetters(body, 0);
      let size = 0;
      if (count >= FEWEST_LETTERS) size = readElements(count);
      else {
        count = readLetters(body, readLetters(title, 0));
        size = readWhole(count);
      }
      sampleElements(elements.subarray(0, size), sketch);
      return sketch;
    },
  };
}

const GOLDEN = 0x9e3779b1 | 0;

/** A hash of 32 bits of another: every bit depends on all (Chris Wellons' lowbias32). */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

const NOTHING = 0xffffffff;

/**
 * Fast similarity sketching (Dahlgaard, Knudsen and Thorup 2017): in each round all elements are thrown into the bins
 * that earlier rounds left empty, and the least of a bin stays; after as many rounds as bins, every element goes into
 * one bin after another. Two sets have the same element in a bin with the probability of their Jaccard similarity, as
 * with so many MinHashes, for one hash of each element instead of 128. Of what stays, 4 bits are kept (Li and König, b-bit minwise
 * hashing, 2010). No elements: zeros.
 */
function sampleElements(elements: Uint32Array, sketch: Uint32Array): void {
  sketch.fill(0, 0, VALUES / 8);
  if (elements.length === 0) return;
  const least = new Uint32Array(VALUES).fill(NOTHING);
  const bins = new Uint32Array(VALUES).fill(NOTHING);
  let empty = VALUES;
  for (let round = 0; empty > 0; round++) {
    const salt = Math.imul(round, GOLDEN);
    for (let i = 0; i < elements.length; i++) {
      const hash = round === 0 ? elements[i] : mix(elements[i] + salt);
      const bin = round < VALUES ? hash >>> 25 : round - VALUES;
      const rest = hash & 0x1ffffff;
      if (least[bin] === NOTHING && rest < bins[bin]) bins[bin] = rest;
    }
    for (let bin = 0; bin < VALUES; bin++)
      if (least[bin] === NOTHING && bins[bin] !== NOTHING) {
        least[bin] = bins[bin];
        empty--;
      }
  }
  for (let bin = 0; bin < VALUES; bin++) sketch[bin >> 3] |= (least[bin] & 15) << ((bin & 7) * 4);
}

/** Sketches of many articles, one behind the other. */
export type Sketches = Uint32Array;

/** Whether there was anything in the article to sketch. */
export function isSketched(sketches: Sketches, article: number): boolean {
  const at = article * SKETCH_WORDS;
  for (let word = 0; word < TITLE_FRAME; word++) if (sketches[at + word] !== 0) return true;
  return false;
}

/** Unequal values of two 4-bit sketches share a value by chance this often. */
const CHANCE = 1 / 16;

/** What two articles have in common of what they have together (Jaccard), estimated; the standard error is at most .05. */
export function similarity(sketches: Sketches, one: number, other: number): number {
  const a = one * SKETCH_WORDS;
  const b = other * SKETCH_WORDS;
  let unequal = 0;
  for (let word = 0; word < TITLE_FRAME; word++) {
    let bits = sketches[a + word] ^ sketches[b + word];
    bits |= bits >>> 1;
    bits = (bits | (bits >>> 2)) & 0x11111111;
    unequal += Math.imul(bits, 0x11111111) >>> 28;
  }
  return (1 - unequal / VALUES - CHANCE) / (1 - CHANCE);
}

/** Titles that differ in their figures alone: 第12期 and 第13期. Then the articles are two of a series, however alike. */
export function isSeries(sketches: Sketches, one: number, other: number): boolean {
  const a = one * SKETCH_WORDS;
  const b = other * SKETCH_WORDS;
  return (
    sketches[a + TITLE_FRAME] === sketches[b + TITLE_FRAME] &&
    sketches[a + TITLE_FIGURES] !== sketches[b + TITLE_FIGURES]
  );
}

/** Bands of a sketch: stretches of values that stand for it in a search for similar ones. */
const BAND_VALUES = 5;
export const BANDS = Math.floor(VALUES / BAND_VALUES);

/** The 20 bits of a band. */
export function bandOf(sketches: Sketches, article: number, band: number): number {
  const at = article * SKETCH_WORDS;
  const bit = band * BAND_VALUES * 4;
  const word = bit >> 5;
  const shift = bit & 31;
  const low = sketches[at + word] >>> shift;
  const high = shift > 12 ? sketches[at + word + 1] << (32 - shift) : 0;
  return (low | high) & 0xfffff;
}
