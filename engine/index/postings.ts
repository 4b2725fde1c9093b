// Postings of one term in one field: groups by slot, best slot first, so that the first bytes of a
// list are its best documents. A group is varint(count * 16 + slot), then the document numbers of
// the segment in ascending order as varint deltas (the first one absolute).
//
// A list in the postings section is cut into chunks of CHUNK_PAYLOAD bytes, each followed by a
// CRC-32: any number of leading chunks can be read and checked without the rest.

import { CorruptIndexError, REPAIR } from '../errors.ts';
import type { ByteWriter } from './bytes.ts';
import { CHECKSUM_BYTES, checkedBytes, withChecksum } from './checksum.ts';
import { SLOTS } from './slots.ts';

export const CHUNK_PAYLOAD = 4096;
export const CHUNK_BYTES = CHUNK_PAYLOAD + CHECKSUM_BYTES;

/** Lists up to this many bytes stand beside their term in the dictionary. */
export const INLINE_BYTES = 16;

/** Decoded postings: document numbers with their slots, in list order. */
export interface Postings {
  documents: Uint32Array;
  slots: Uint8Array;
  count: number;
}

/** Write the documents of each slot (ascending numbers) as one list. */
export function writePostings(out: ByteWriter, bySlot: readonly (readonly number[] | Uint32Array)[]): void {
  for (let slot = 0; slot < SLOTS; slot++) {
    const documents = bySlot[slot];
    if (documents.length === 0) continue;
    out.varint(documents.length * SLOTS + slot);
    let previous = 0;
    for (let i = 0; i < documents.length; i++) {
      out.varint(documents[i] - previous);
      previous = documents[i];
    }
  }
}

/**
 * Decode a list, or its beginning: a posting that the bytes cut in two is left out.
 * @param bytes the list's payload, without checksums
 * @param total number of postings in the whole list
 */
export function readPostings(bytes: Uint8Array, total: number): Postings {
  const capacity = Math.min(total, bytes.length);
  const documents = new Uint32Array(capacity);
  const slots = new Uint8Array(capacity);
  let count = 0;
  let position = 0;
  let cut = false;
  const varint = (): number => {
    let value = 0;
    let shift = 0;
    while (position < bytes.length) {
      const byte = bytes[position++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
      shift += 7;
    }
    cut = true;
    return 0;
  };
  while (position < bytes.length && count < capacity) {
    const head = varint();
    if (cut) break;
    const slot = head % SLOTS;
    let previous = 0;
    for (let left = (head - slot) / SLOTS; left > 0 && count < capacity; left--) {
      const delta = varint();
      if (cut) break;
      previous += delta;
      documents[count] = previous;
      slots[count++] = slot;
    }
  }
  return { documents, slots, count };
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
