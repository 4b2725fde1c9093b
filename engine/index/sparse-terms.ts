// The sparse index of the term dictionary: the first term of each block and where the block lies.
// It travels in the pointer, so that a reader knows the blocks of a query before its first read.
// A first term is shortened to what tells it from the last term before it. It is packed once and read by
// every cold function, so by the codec that packs best.

import { brotliCompressSync, brotliDecompressSync, constants, inflateRawSync } from 'node:zlib';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import { sharedUnits } from './term-block.ts';

export interface SparseTerms {
  /** A separator for each block: not after its first term, after every term of the block before. */
  separators: readonly string[];
  /** Where block i starts in the terms section; one more than blocks: the last is the end. */
  offsets: Float64Array;
}

export interface SparseTermsBuilder {
  /** @param lastBefore last term of the block before (empty for the first block) */
  add(firstTerm: string, lastBefore: string, blockBytes: number): void;
  finish(): Uint8Array;
}

export function createSparseTermsBuilder(): SparseTermsBuilder {
  const separators: string[] = [];
  const lengths: number[] = [];
  return {
    add(firstTerm, lastBefore, blockBytes) {
      let keep = sharedUnits(firstTerm, lastBefore) + 1;
      if ((firstTerm.charCodeAt(keep - 1) & 0xfc00) === 0xd800) keep++;
      separators.push(firstTerm.slice(0, keep));
      lengths.push(blockBytes);
    },
    finish() {
      const out = createByteWriter();
      out.varint(separators.length);
      let previous = '';
      for (const separator of separators) {
        const shared = sharedUnits(previous, separator);
        out.varint(shared);
        out.varint(separator.length - shared);
        out.units(separator, shared);
        previous = separator;
      }
      for (const length of lengths) out.varint(length);
      return brotliCompressSync(out.view(), { params: { [constants.BROTLI_PARAM_SIZE_HINT]: out.length } });
    },
  };
}

/** @throws CorruptIndexError */
export function readSparseTerms(packed: Uint8Array, name: string): SparseTerms {
  const input = createByteReader(unpacked(brotliDecompressSync, packed, name), name);
  const count = input.varint();
  const separators: string[] = [];
  let previous = '';
  for (let i = 0; i < count; i++) {
    const shared = input.varint();
    previous = previous.slice(0, shared) + input.units(input.varint());
    separators.push(previous);
  }
  const offsets = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) offsets[i + 1] = offsets[i] + input.varint();
  return { separators, offsets };
}

/** The block that holds `term` if any does; -1 when the term is before all. */
export function blockOf(sparse: SparseTerms, term: string): number {
  let low = 0;
  let high = sparse.separators.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sparse.separators[middle] <= term) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Numbers of the blocks that hold terms starting with `prefix`, first and last; null when none can. */
export function blocksOfPrefix(sparse: SparseTerms, prefix: string): [first: number, last: number] | null {
  const last = blockOf(sparse, `${prefix}\uffff`);
  if (last < 0) return null;
  return [Math.max(0, blockOf(sparse, prefix)), last];
}

/** Inflate, with damage told as damage. */
export const inflateChecked = (packed: Uint8Array, name: string): Uint8Array => unpacked(inflateRawSync, packed, name);

function unpacked(unpack: (packed: Uint8Array) => Uint8Array, packed: Uint8Array, name: string): Uint8Array {
  try {
    return unpack(packed);
  } catch (cause) {
    throw new CorruptIndexError(`${name} cannot be decompressed: its bytes are damaged; ${REPAIR}`, { cause });
  }
}
