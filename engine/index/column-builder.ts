// Writes the section of a column that `column.ts` describes and reads. In memory: a number for each value of each
// document, and the distinct values.

import { deflateRawSync } from 'node:zlib';
import { createByteWriter } from './bytes.ts';
import { withChecksum } from './checksum.ts';
import { BLOCK_DOCUMENTS } from './column.ts';
import type { ColumnManifest } from './manifest.ts';
import { toChunks } from './postings.ts';
import { SLOTS } from './slots.ts';
import { createSparseTermsBuilder } from './sparse-terms.ts';
import { createTermBlockBuilder } from './term-block-builder.ts';

export interface ColumnBuilder {
  /** The distinct values of the next document. */
  add(values: readonly string[]): void;
  /** Null when no document has a value. */
  finish(): { bytes: Uint8Array; manifest: ColumnManifest } | null;
}

const NO_DOCUMENTS: readonly number[] = [];

export function createColumnBuilder(): ColumnBuilder {
  /** Values by their numbers, which are given in the order of first use. */
  const numbers = new Map<string, number>();
  /** Documents by value. */
  const lists: number[][] = [];
  /** By document how many values it has; and their numbers, one document after the other. */
  const counts: number[] = [];
  const all: number[] = [];

  return {
    add(values) {
      for (const value of values) {
        let number = numbers.get(value);
        if (number === undefined) {
          number = numbers.size;
          numbers.set(value, number);
          lists.push([]);
        }
        lists[number].push(counts.length);
        all.push(number);
      }
      counts.push(values.length);
    },
    finish() {
      if (numbers.size === 0) return null;
      const sorted = [...numbers.keys()].sort();
      const ordinals = new Uint32Array(sorted.length);
      sorted.forEach((value, ordinal) => {
        ordinals[numbers.get(value)!] = ordinal;
      });
      const { dictionary, postings, sparse, sizes } = writeLists(
        sorted.map((value) => ({ value, documents: lists[numbers.get(value)!] })),
        counts.length,
      );
      const blocks = writeBlocks(counts, all, ordinals);
      const head = createByteWriter();
      head.varint(sizes.length);
      for (const size of sizes) head.varint(size);
      head.varint(blocks.length);
      for (const block of blocks) head.varint(block.length);
      const directory = withChecksum(head.view());
      return {
        bytes: Buffer.concat([directory, dictionary, postings, ...blocks]),
        manifest: {
          directory: directory.length,
          dictionary: dictionary.length,
          postings: postings.length,
          sparse: Buffer.from(withChecksum(sparse)).toString('base64'),
        },
      };
    },
  };
}

interface WrittenLists {
  dictionary: Uint8Array;
  postings: Uint8Array;
  sparse: Uint8Array;
  /** Values of each block of the dictionary. */
  sizes: number[];
}

/** @param documents of the segment */
function writeLists(values: readonly { value: string; documents: number[] }[], documents: number): WrittenLists {
  const dictionary = createByteWriter();
  const postings = createByteWriter();
  const sparse = createSparseTermsBuilder();
  const block = createTermBlockBuilder(documents);
  const sizes: number[] = [];
  let size = 0;
  let last = '';
  let lastOfBlockBefore = '';
  const closeBlock = (): void => {
    const first = block.firstTerm;
    const bytes = withChecksum(block.finish());
    sparse.add(first, lastOfBlockBefore, bytes.length);
    dictionary.bytes(bytes);
    sizes.push(size);
    size = 0;
    lastOfBlockBefore = last;
  };
  for (const { value, documents: own } of values) {
    if (block.endsBefore(value)) closeBlock();
    const bySlot = [own, ...new Array<readonly number[]>(SLOTS - 1).fill(NO_DOCUMENTS)];
    const body = { documentFrequency: own.length, bySlot };
    for (const payload of block.add({ term: value, cost: undefined, body, title: null }, postings.length))
      for (const chunk of toChunks(payload)) postings.bytes(chunk);
    size++;
    last = value;
  }
  closeBlock();
  return { dictionary: dictionary.view(), postings: postings.view(), sparse: sparse.finish(), sizes };
}

/** @param ordinals of values by their numbers */
function writeBlocks(counts: readonly number[], all: readonly number[], ordinals: Uint32Array): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  const out = createByteWriter();
  let next = 0;
  for (let start = 0; start < counts.length; start += BLOCK_DOCUMENTS) {
    const own = counts.slice(start, start + BLOCK_DOCUMENTS);
    out.reset();
    for (const count of own) out.varint(count);
    for (const count of own) {
      const values = all.slice(next, next + count).map((number) => ordinals[number]);
      for (const ordinal of values.sort((a, b) => a - b)) out.varint(ordinal);
      next += count;
    }
    blocks.push(withChecksum(deflateRawSync(out.view(), { level: 9 })));
  }
  return blocks;
}
