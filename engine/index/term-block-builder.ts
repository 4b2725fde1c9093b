// Writes the blocks of the term dictionary that `term-block.ts` describes and reads.

import { type BitWriter, createBitWriter } from './bits.ts';
import { createByteWriter } from './bytes.ts';
import { CHECKSUM_BYTES } from './checksum.ts';
import { writePostings } from './postings.ts';
import { isCheapBorder } from './sparse-terms.ts';
import { BLOCK_STEP, INLINE_DOCUMENTS, STEP_BITS, sharedUnits } from './term-block.ts';
import { writeUnit } from './unit-codes.ts';

/** A block that has reached this many bytes ends where the sparse index needs few bits to say so ... */
const BLOCK_BYTES = 2048;
/** ... or when it reaches this many. */
const MOST_BLOCK_BYTES = 2560;

/** The postings of a term in one field, before they are coded: ascending document numbers by slot. */
export interface SlottedList {
  documentFrequency: number;
  bySlot: readonly (readonly number[] | Uint32Array)[];
}

/** What the writer is told of a term. */
export interface TermLists {
  term: string;
  /** One-byte cost (-ln p) when the term is a word of the lexicon. */
  cost: number | undefined;
  body: SlottedList | null;
  title: SlottedList | null;
}

export interface TermBlockBuilder {
  /**
   * Add the next term.
   * @param listOffset where its first long list will be written
   * @returns payloads of its long lists, to be written there one after another, each in chunks
   */
  add(lists: TermLists, listOffset: number): readonly Uint8Array[];
  /** Whether the block had better end before the term that comes next. */
  endsBefore(next: string): boolean;
  readonly empty: boolean;
  readonly firstTerm: string;
  /** The block's bytes, without checksum; the builder starts anew. */
  finish(): Uint8Array;
}

function writeTerm(out: BitWriter, previous: string, term: string): void {
  const shared = sharedUnits(previous, term);
  const dropped = previous.length - shared;
  const added = term.length - shared;
  if (dropped === 1 && added === 1) out.write(1, 1);
  else {
    out.write(0, 1);
    out.gamma(dropped + 1);
    out.gamma(added);
  }
  for (let i = shared; i < term.length; i++) {
    const unit = term.charCodeAt(i);
    if (i === shared && dropped > 0) {
      const step = unit - previous.charCodeAt(i);
      out.write(step, STEP_BITS);
      out.gamma((step >>> STEP_BITS) + 1);
    } else writeUnit(out, unit);
  }
}

/** @param documents of the segment */
export function createTermBlockBuilder(documents: number): TermBlockBuilder {
  const terms = createBitWriter(BLOCK_BYTES * 2);
  const packed = createBitWriter();
  let count = 0;
  let base = 0;
  let first = '';
  let previous = '';
  return {
    add({ term, cost, body, title }, listOffset) {
      if (count === 0) {
        base = listOffset;
        first = term;
        previous = '';
      }
      writeTerm(terms, previous, term);
      terms.write(cost === undefined ? 0 : 1, 1);
      if (cost !== undefined) terms.write(cost, 8);
      terms.unary(body ? (title ? 1 : 0) : title ? 2 : 3);
      const long: Uint8Array[] = [];
      for (const list of [body, title]) {
        if (!list) continue;
        const { documentFrequency, bySlot } = list;
        terms.gamma(documentFrequency);
        if (documentFrequency <= INLINE_DOCUMENTS) {
          writePostings(terms, bySlot, documentFrequency, documents);
          continue;
        }
        packed.reset();
        writePostings(packed, bySlot, documentFrequency, documents);
        const payload = packed.view().slice();
        terms.gamma(payload.length);
        long.push(payload);
      }
      previous = term;
      count++;
      return long;
    },
    endsBefore(next) {
      if (count === 0 || terms.length < BLOCK_BYTES * 8) return false;
      return terms.length >= MOST_BLOCK_BYTES * 8 || isCheapBorder(next, previous);
    },
    get empty() {
      return count === 0;
    },
    get firstTerm() {
      return first;
    },
    finish() {
      const bits = terms.view();
      const out = createByteWriter(bits.length + BLOCK_STEP);
      out.varint(count);
      out.varint(base);
      out.bytes(bits);
      while ((out.length + CHECKSUM_BYTES) % BLOCK_STEP !== 0) out.byte(0);
      terms.reset();
      count = 0;
      return out.view();
    },
  };
}
