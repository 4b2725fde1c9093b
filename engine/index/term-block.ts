// A block of the term dictionary: terms in UTF-16 order, front-coded, with all that a query asks of a
// term: whether it is a word and how probable, and for each field its document frequency and where
// its postings lie (short lists stand right here).
//
//   varint count, varint base       base: offset of the block's first list in the postings section
//   per term: varint shared units, varint further units, the units,
//     flags, cost byte (words only), then for body and title, as flagged:
//     varint document frequency, varint payload bytes, and the payload itself when short

import { CorruptIndexError, REPAIR } from '../errors.ts';
import { type ByteWriter, createByteReader, createByteWriter } from './bytes.ts';
import { chunkedBytes, INLINE_BYTES } from './postings.ts';

export type Field = 'title' | 'body';
export const FIELDS: readonly Field[] = ['body', 'title'];

/** A block is closed when it reaches this many bytes. */
const BLOCK_BYTES = 2048;

const WORD = 1;
const PRESENT: Record<Field, number> = { body: 2, title: 4 };

/** Where the postings of one term in one field are. */
export interface PostingsEntry {
  documentFrequency: number;
  /** Payload bytes of the list. */
  bytes: number;
  /** Offset in the postings section; -1 when the list is inline. */
  offset: number;
  inline: Uint8Array | null;
}

export interface TermEntry {
  term: string;
  /** One-byte cost (-ln p) when the term is a word of the lexicon. */
  cost: number | undefined;
  body: PostingsEntry | null;
  title: PostingsEntry | null;
}

/** What the writer is told of a term. */
export interface TermLists {
  term: string;
  cost: number | undefined;
  body: { documentFrequency: number; payload: Uint8Array } | null;
  title: { documentFrequency: number; payload: Uint8Array } | null;
}

export interface TermBlockBuilder {
  /** Add the next term; `listOffset` is where its first long list will be written. */
  add(lists: TermLists, listOffset: number): void;
  readonly full: boolean;
  readonly empty: boolean;
  readonly firstTerm: string;
  /** The block's bytes, without checksum; the builder starts anew. */
  finish(): Uint8Array;
}

/** Length of the common prefix of two terms, never between the halves of a surrogate pair. */
export function sharedUnits(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++;
  if (shared > 0 && (a.charCodeAt(shared - 1) & 0xfc00) === 0xd800) shared--;
  return shared;
}

export function createTermBlockBuilder(): TermBlockBuilder {
  const terms: ByteWriter = createByteWriter(BLOCK_BYTES * 2);
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
      const shared = sharedUnits(previous, term);
      terms.varint(shared);
      terms.varint(term.length - shared);
      terms.units(term, shared);
      terms.byte((cost === undefined ? 0 : WORD) | (body ? PRESENT.body : 0) | (title ? PRESENT.title : 0));
      if (cost !== undefined) terms.byte(cost);
      for (const list of [body, title]) {
        if (!list) continue;
        terms.varint(list.documentFrequency);
        terms.varint(list.payload.length);
        if (list.payload.length <= INLINE_BYTES) terms.bytes(list.payload);
      }
      previous = term;
      count++;
    },
    get full() {
      return terms.length >= BLOCK_BYTES;
    },
    get empty() {
      return count === 0;
    },
    get firstTerm() {
      return first;
    },
    finish() {
      const out = createByteWriter(terms.length + 16);
      out.varint(count);
      out.varint(base);
      out.bytes(terms.view());
      terms.reset();
      count = 0;
      return out.view();
    },
  };
}

/** A decoded block; `find` is a binary search. */
export interface TermBlock {
  entries: readonly TermEntry[];
}

/**
 * @param bytes a block without its checksum
 * @param name for messages
 * @throws CorruptIndexError
 */
export function readTermBlock(bytes: Uint8Array, name: string): TermBlock {
  const input = createByteReader(bytes, name);
  const count = input.varint();
  let offset = input.varint();
  const readList = (): PostingsEntry => {
    const documentFrequency = input.varint();
    const length = input.varint();
    if (length <= INLINE_BYTES) return { documentFrequency, bytes: length, offset: -1, inline: input.bytes(length) };
    const entry = { documentFrequency, bytes: length, offset, inline: null };
    offset += chunkedBytes(length);
    return entry;
  };
  const entries: TermEntry[] = [];
  let previous = '';
  for (let i = 0; i < count; i++) {
    const shared = input.varint();
    const term = previous.slice(0, shared) + input.units(input.varint());
    const flags = input.byte();
    const cost = flags & WORD ? input.byte() : undefined;
    const body = flags & PRESENT.body ? readList() : null;
    const title = flags & PRESENT.title ? readList() : null;
    entries.push({ term, cost, body, title });
    previous = term;
  }
  if (input.position !== input.end) throw new CorruptIndexError(`${name} has bytes behind its last term; ${REPAIR}`);
  return { entries };
}

/** Position of the first entry whose term is not before `term`. */
export function lowerBound(block: TermBlock, term: string): number {
  let low = 0;
  let high = block.entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (block.entries[middle].term < term) low = middle + 1;
    else high = middle;
  }
  return low;
}
