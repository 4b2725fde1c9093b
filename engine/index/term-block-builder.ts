// Writes the blocks of the term dictionary that `term-block.ts` describes and reads.

import { type BitWriter, createBitWriter } from './bits.ts';
import { createByteWriter } from './bytes.ts';
import { writePostings } from './postings.ts';
import { COMMON_BASE, COMMON_BITS, INLINE_DOCUMENTS, STEP_BITS, sharedUnits } from './term-block.ts';

/** A block is closed when it reaches this many bytes. */
const BLOCK_BYTES = 2048;

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
  readonly full: boolean;
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
    } else if (unit < 128) out.write((unit << 1) | 1, 8);
    else if (unit >= COMMON_BASE && unit - COMMON_BASE < 1 << COMMON_BITS)
      out.write(((unit - COMMON_BASE) << 2) | 2, COMMON_BITS + 2);
    else out.write(unit << 2, 18);
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
    get full() {
      return terms.length >= BLOCK_BYTES * 8;
    },
    get empty() {
      return count === 0;
    },
    get firstTerm() {
      return first;
    },
    finish() {
      const bits = terms.view();
      const out = createByteWriter(bits.length + 16);
      out.varint(count);
      out.varint(base);
      out.bytes(bits);
      terms.reset();
      count = 0;
      return out.view();
    },
  };
}
