// Postings of one term in one field: groups by slot, best slot first, so that the first bytes of a list are its
// best documents. A group is a stretch of bits:
//   its slot: 4 bits in the first group, later the slots passed over in unary;
//   gamma(documents in the group), unless one document is left of the list;
//   the document numbers in ascending order as Rice codes of the gaps between them. Their parameter follows from the
//   documents of group and segment (Golomb 1966: gaps of a random list are geometric), so it is not written.
// A list has no length of its own: its document frequency stands in the dictionary.
//
// A list in the postings section is cut into chunks of CHUNK_PAYLOAD bytes, each followed by a
// CRC-32: any number of leading chunks can be read and checked without the rest.

import { CorruptIndexError, REPAIR } from '../errors.ts';
import {
  type BitReader,
  type BitWriter,
  createBitReader,
  isOverrun,
  readAscending,
  readBits,
  readGamma,
  readUnary,
} from './bits.ts';
import { CHECKSUM_BYTES, checkedBytes, withChecksum } from './checksum.ts';
import { SLOT_BITS, SLOTS } from './slots.ts';

export const CHUNK_PAYLOAD = 4096;
export const CHUNK_BYTES = CHUNK_PAYLOAD + CHECKSUM_BYTES;

/** Decoded postings: document numbers with their slots, in list order. */
export interface Postings {
  documents: Uint32Array;
  slots: Uint8Array;
  count: number;
}

/** Postings of a list, whole or the best of them. */
export interface PostingsSlice extends Postings {
  /** False when worse postings were left unread. */
  complete: boolean;
}

/** The Rice parameter of a group: log2 of ln 2 x the mean gap, rounded down. */
export function riceParameter(inGroup: number, documents: number): number {
  const wanted = Math.floor((documents * 11) / (inGroup * 16));
  return wanted < 2 ? 0 : 31 - Math.clz32(wanted);
}

/**
 * Write the documents of each slot (ascending numbers) as one list.
 * @param total number of postings
 * @param documents of the segment
 */
export function writePostings(
  out: BitWriter,
  bySlot: readonly (readonly number[] | Uint32Array)[],
  total: number,
  documents: number,
): void {
  let left = total;
  let passed = -1;
  for (let slot = 0; slot < SLOTS; slot++) {
    const group = bySlot[slot];
    if (group.length === 0) continue;
    if (passed < 0) out.write(slot, SLOT_BITS);
    else out.unary(slot - passed - 1);
    passed = slot;
    if (left > 1) out.gamma(group.length);
    left -= group.length;
    const k = riceParameter(group.length, documents);
    let previous = -1;
    for (let i = 0; i < group.length; i++) {
      out.rice(group[i] - previous - 1, k);
      previous = group[i];
    }
  }
}

/**
 * Move a reader over a list without looking at what it holds.
 * @returns false where the list holds more than `total` postings: its bytes are damaged
 */
export function passPostings(input: BitReader, total: number, documents: number): boolean {
  for (let left = total; left > 0; ) {
    if (left === total) input.position += SLOT_BITS;
    else readUnary(input);
    const inGroup = left > 1 ? readGamma(input) : 1;
    if (inGroup > left) return false;
    const k = riceParameter(inGroup, documents);
    for (let i = 0; i < inGroup; i++) {
      readUnary(input);
      input.position += k;
    }
    left -= inGroup;
  }
  return true;
}

/**
 * Move a reader over a list, and fill in what it holds as far as the bits reach: the last posting may be cut in two.
 * @param into room for `total` postings
 * @returns number of postings; less than `total` where the bits end before
 * @throws CorruptIndexError
 */
export function takePostings(input: BitReader, total: number, documents: number, into: Postings, name: string): number {
  let count = 0;
  let slot = -1;
  while (count < total) {
    slot = slot < 0 ? readBits(input, SLOT_BITS) : slot + 1 + readUnary(input);
    const inGroup = total - count > 1 ? readGamma(input) : 1;
    if (isOverrun(input)) return count;
    if (slot >= SLOTS || inGroup > total - count) throw damaged(name);
    const found = readAscending(input, riceParameter(inGroup, documents), inGroup, documents, into.documents, count);
    if (found < 0) throw damaged(name);
    // `fill` costs more than a few documents.
    for (let i = count; i < count + found; i++) into.slots[i] = slot;
    count += found;
    if (found < inGroup) break;
  }
  return count;
}

const damaged = (name: string): CorruptIndexError =>
  new CorruptIndexError(`${name} names a document or slot that does not exist: its bytes are damaged; ${REPAIR}`);

/**
 * Decode a list, or its beginning.
 * @param bytes the list's payload, without checksums
 * @param total its document frequency
 * @param documents of the segment
 * @throws CorruptIndexError
 */
export function readPostings(bytes: Uint8Array, total: number, documents: number, name: string): Postings {
  // A posting takes a bit at least.
  const room = Math.min(total, bytes.length * 8);
  const postings = { documents: new Uint32Array(room), slots: new Uint8Array(room), count: 0 };
  postings.count = takePostings(createBitReader(bytes), total, documents, postings, name);
  return postings;
}

/** Bytes that a list of `payload` bytes takes in the postings section. */
export function chunkedBytes(payload: number): number {
  return payload + Math.ceil(payload / CHUNK_PAYLOAD) * CHECKSUM_BYTES;
}

/** Cut a list's payload into checksummed chunks. */
export function* toChunks(payload: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < payload.length; start += CHUNK_PAYLOAD)
    yield withChecksum(payload.subarray(start, start + CHUNK_PAYLOAD));
}

/**
 * Check leading chunks of a list and join their payloads.
 * @param name of the list, for messages
 * @throws CorruptIndexError
 */
export function fromChunks(stored: Uint8Array, name: string): Uint8Array {
  if (stored.length <= CHUNK_BYTES) return checkedBytes(stored, name);
  const out = new Uint8Array(stored.length - Math.ceil(stored.length / CHUNK_BYTES) * CHECKSUM_BYTES);
  let length = 0;
  for (let start = 0; start < stored.length; start += CHUNK_BYTES) {
    const payload = checkedBytes(stored.subarray(start, start + CHUNK_BYTES), name);
    out.set(payload, length);
    length += payload.length;
  }
  if (length !== out.length) throw new CorruptIndexError(`${name} has a chunk of the wrong length; ${REPAIR}`);
  return out;
}
