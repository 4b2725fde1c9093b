// A block of the term dictionary: terms in UTF-16 order, front-coded, with all that a query asks of a
// term: whether it is a word and how probable, and for each field its document frequency and where
// its postings lie (short lists stand right here).
//
//   varint count, varint base       base: offset of the block's first list in the postings section
//   then bits, per term:
//     how it differs from the term before: 1 if in its last unit alone, else 0, gamma(units dropped + 1), gamma(units
//       added); the first unit added as the difference to the one in its place, if any (2 low bits, gamma(rest + 1));
//       the other units as unit-codes.ts has it
//     1 and the cost byte if it is a word, else 0
//     its fields: 1 body, 01 both, 001 title, 0001 none
//     for body and title: gamma(document frequency); the list if of at most INLINE_DOCUMENTS, else gamma(payload bytes)
//   zeros up to a multiple of BLOCK_STEP bytes, the checksum included

import { CorruptIndexError, REPAIR } from '../errors.ts';
import { type BitReader, createBitReader, isOverrun, readBits, readGamma, readUnary } from './bits.ts';
import { createByteReader } from './bytes.ts';
import { CHECKSUM_BYTES } from './checksum.ts';
import { chunkedBytes, type PostingsSlice, passPostings, takePostings } from './postings.ts';
import { readUnit } from './unit-codes.ts';

export type Field = 'title' | 'body';
export const FIELDS: readonly Field[] = ['body', 'title'];

/** With lengths in steps of so many bytes the sparse index needs half a byte a block less; the zeros are .8 %. */
export const BLOCK_STEP = 32;

/** Lists of up to this many documents stand beside their term. */
export const INLINE_DOCUMENTS = 8;

const FIELD_CODES: readonly (readonly Field[])[] = [['body'], ['body', 'title'], ['title'], []];

/** Where the postings of one term in one field are. */
export interface PostingsEntry {
  documentFrequency: number;
  /** Payload bytes of the list in the postings section; 0 when it is inline. */
  bytes: number;
  /** Offset in the postings section; -1 when the list is inline. */
  offset: number;
  inline: PostingsSlice | null;
}

export interface TermEntry {
  term: string;
  /** One-byte cost (-ln p) when the term is a word of the lexicon. */
  cost: number | undefined;
  body: PostingsEntry | null;
  title: PostingsEntry | null;
}

export const STEP_BITS = 2;
const COST_BITS = 8;

/** Length of the common prefix of two terms, never between the halves of a surrogate pair. */
export function sharedUnits(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++;
  if (shared > 0 && (a.charCodeAt(shared - 1) & 0xfc00) === 0xd800) shared--;
  return shared;
}

/** A block as far as its terms are known: those before the one sought, and what is said of a term that is asked for. */
export interface TermBlock {
  /** Number of terms. */
  readonly size: number;
  term(place: number): string;
  /** UTF-16 units of a term. */
  length(place: number): number;
  entry(place: number): TermEntry;
  /** Place of a term, or -1. */
  find(term: string): number;
  /** Place of the first term that is not before `term`. */
  lowerBound(term: string): number;
  /**
   * UTF-16 units of the longest beginning that a text shares with a term of the dictionary: with one of those that it
   * stands between. Where one of them is in another block, the whole text's.
   */
  reach(text: string): number;
}

/**
 * Terms are decoded in order, up to the last one that somebody asked for: that is half of a block, before V8 has
 * compiled any of this.
 * @param bytes a block without its checksum
 * @param documents of the segment
 * @param name for messages
 * @throws CorruptIndexError, as do the block's functions
 */
export function readTermBlock(bytes: Uint8Array, documents: number, name: string): TermBlock {
  const head = createByteReader(bytes, name);
  const size = head.varint();
  let offset = head.varint();
  // A copy: the block is kept, and what was read with it need not be.
  const bits = bytes.slice(head.position);
  const input = createBitReader(bits);
  const check = (holds: boolean): void => {
    if (isOverrun(input) || !holds)
      throw new CorruptIndexError(`${name} is not a whole block: its bytes are damaged; ${REPAIR}`);
  };
  check(size <= bits.length * 8 && (bytes.length + CHECKSUM_BYTES) % BLOCK_STEP === 0);

  /** Terms that are decoded. */
  let known = 0;
  /** The units of these terms; term i has those from starts[i] to starts[i + 1]. */
  let units = new Uint16Array(size * 3);
  const starts = new Uint32Array(size + 1);
  /** Where what is said of a term starts, in bits, and its first long list in the postings section. */
  const positions = new Uint32Array(size);
  const offsets = new Float64Array(size);

  const readTerm = (place: number): void => {
    const before = place === 0 ? 0 : starts[place - 1];
    const end = starts[place];
    let dropped = 1;
    let added = 1;
    if (readBits(input, 1) === 0) {
      dropped = readGamma(input) - 1;
      added = readGamma(input);
    }
    const kept = end - before - dropped;
    check(kept >= 0 && added <= bits.length);
    const needed = end + kept + added;
    if (needed > units.length) {
      const grown = new Uint16Array(needed * 2);
      grown.set(units);
      units = grown;
    }
    for (let i = 0; i < kept; i++) units[end + i] = units[before + i];
    for (let i = end + kept; i < needed; i++) {
      if (i === end + kept && dropped > 0)
        units[i] = units[before + kept] + readBits(input, STEP_BITS) + ((readGamma(input) - 1) << STEP_BITS);
      else units[i] = readUnit(input);
    }
    starts[place + 1] = needed;
  };
  const passList = (): void => {
    const documentFrequency = readGamma(input);
    if (documentFrequency > INLINE_DOCUMENTS) offset += chunkedBytes(readGamma(input));
    else check(passPostings(input, documentFrequency, documents));
  };
  /** Decode the next term, and pass over what is said of it. */
  const readNext = (): void => {
    readTerm(known);
    positions[known] = input.position;
    offsets[known] = offset;
    if (readBits(input, 1) === 1) input.position += COST_BITS;
    const code = readUnary(input);
    check(code < FIELD_CODES.length);
    for (let lists = FIELD_CODES[code].length; lists > 0; lists--) passList();
    known++;
    check(known < size || bits.length * 8 - input.position < 8 * (BLOCK_STEP + 1));
  };
  const readTo = (place: number): void => {
    while (known <= place && known < size) readNext();
  };

  /** Units that a term and a text begin with alike. */
  const shared = (place: number, text: string): number => {
    const start = starts[place];
    const most = Math.min(starts[place + 1] - start, text.length);
    let same = 0;
    while (same < most && units[start + same] === text.charCodeAt(same)) same++;
    return same;
  };
  const compare = (place: number, term: string): number => {
    const same = shared(place, term);
    const length = starts[place + 1] - starts[place];
    if (same === length || same === term.length) return length - term.length;
    return units[starts[place] + same] - term.charCodeAt(same);
  };
  const term = (place: number): string => {
    readTo(place);
    const start = starts[place];
    const end = starts[place + 1];
    // Nearly all are bigrams, and a query of one character asks for a thousand of them.
    if (end - start === 2) return String.fromCharCode(units[start], units[start + 1]);
    return String.fromCharCode.apply(null, units.subarray(start, end) as unknown as number[]);
  };
  /** The list that a reader is at; a long one lies at `at` of the postings section. */
  const takeEntry = (said: BitReader, at: number): PostingsEntry => {
    const documentFrequency = readGamma(said);
    if (documentFrequency > INLINE_DOCUMENTS)
      return { documentFrequency, bytes: readGamma(said), offset: at, inline: null };
    const inline = {
      documents: new Uint32Array(documentFrequency),
      slots: new Uint8Array(documentFrequency),
      count: documentFrequency,
      complete: true,
    };
    takePostings(said, documentFrequency, documents, inline, name);
    return { documentFrequency, bytes: 0, offset: -1, inline };
  };
  const lowerBound = (sought: string): number => {
    while (known < size && (known === 0 || compare(known - 1, sought) < 0)) readNext();
    let low = 0;
    let high = known;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(middle, sought) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    size,
    term,
    length(place) {
      readTo(place);
      return starts[place + 1] - starts[place];
    },
    find(sought) {
      const place = lowerBound(sought);
      return place < size && compare(place, sought) === 0 ? place : -1;
    },
    entry(place) {
      readTo(place);
      const said: BitReader = { bytes: bits, position: positions[place] };
      const cost = readBits(said, 1) === 1 ? readBits(said, COST_BITS) : undefined;
      const fields = FIELD_CODES[readUnary(said)];
      const at = offsets[place];
      const body = fields.includes('body') ? takeEntry(said, at) : null;
      const title = fields.includes('title') ? takeEntry(said, at + chunkedBytes(body?.bytes ?? 0)) : null;
      return { term: term(place), cost, body, title };
    },
    lowerBound,
    reach(text) {
      const after = lowerBound(text);
      if (after === 0 || after === size) return text.length;
      return Math.max(shared(after - 1, text), shared(after, text));
    },
  };
}
