// A column: the values of one field of all documents of a segment, to filter by and to count. Filtering is asking for
// terms, so the values have a dictionary and lists of the same form as terms; counting asks what each hit has, so each
// document also has the places of its values in the dictionary. Both are read in pieces.
//
//   directory   varint blocks of the dictionary, varint values of each; varint blocks of documents, varint bytes of each; u32 crc
//   dictionary  the values in UTF-16 order, as in `terms` (term-block.ts), each with the documents that have it as its body
//   postings    lists of over 8 documents, as in `postings`, all in slot 0
//   documents   blocks of BLOCK_DOCUMENTS: deflate(varint values of each document ..., varint ordinals of these values,
//               ascending in each document ...), u32 crc

import { CorruptIndexError, REPAIR } from '../errors.ts';
import { createByteReader } from './bytes.ts';
import { checkedBytes } from './checksum.ts';
import type { Part } from './reads.ts';
import { type Segment, type TermBlocks, termBlocksPart } from './segment.ts';
import { columnSection } from './segment-file.ts';
import { blockOf, inflateChecked, readSparseTerms } from './sparse-terms.ts';

/** A few hits of a million documents lie in a few blocks, of half a KB where there are some dozen values. Larger ones save 2 %. */
export const BLOCK_DOCUMENTS = 1024;

/** Where the parts of one column lie; nothing of it is read. */
export interface Column {
  /** The dictionary and the lists of the values, as if they were those of a segment. */
  readonly values: Segment;
  readonly directory: Part<ColumnDirectory>;
  /** Of the segment's file, in bytes. */
  readonly documentsAt: number;
}

export interface ColumnDirectory {
  /** Place of the first value of each block of the dictionary; one more than blocks: the last is the number of values. */
  firstValues: Uint32Array;
  /** Where each block of documents starts, from the first one's start; one more than blocks. */
  offsets: Float64Array;
}

/** The values of some documents that follow one another: those of document i are ordinals[starts[i]] to ordinals[starts[i + 1]]. */
export interface ColumnBlock {
  starts: Uint32Array;
  /** Places of values in the dictionary. */
  ordinals: Uint32Array;
}

/** Null where no document of the segment has a value. @throws CorruptIndexError */
export function columnOf(segment: Segment, field: string): Column | null {
  const { manifest, source } = segment;
  const column = manifest.columns?.[field];
  const section = manifest.sections[columnSection(field)];
  if (!column || !section) return null;
  const name = `column "${field}" of ${source.key}`;
  const sparse = readSparseTerms(checkedBytes(Buffer.from(column.sparse, 'base64'), name), name);
  const terms = { offset: section.offset + column.directory, length: column.dictionary };
  const postings = { offset: terms.offset + terms.length, length: column.postings };
  return {
    values: { ...segment, sparse, manifest: { ...manifest, sections: { terms, postings } } },
    directory: {
      source,
      offset: section.offset,
      length: column.directory,
      decode: (bytes) => readDirectory(checkedBytes(bytes, name), name),
      expansion: 8,
    },
    documentsAt: postings.offset + postings.length,
  };
}

function readDirectory(bytes: Uint8Array, name: string): ColumnDirectory {
  const input = createByteReader(bytes, name);
  const blocks = input.varint();
  const firstValues = new Uint32Array(Math.min(blocks, bytes.length) + 1);
  for (let i = 0; i < blocks; i++) firstValues[i + 1] = firstValues[i] + input.varint();
  const documentBlocks = input.varint();
  const offsets = new Float64Array(Math.min(documentBlocks, bytes.length) + 1);
  for (let i = 0; i < documentBlocks; i++) offsets[i + 1] = offsets[i] + input.varint();
  return { firstValues, offsets };
}

/** The part of the dictionary that a value is in, if it is anywhere; null when it is not. */
export function valuePart({ values }: Column, value: string): { part: Part<TermBlocks>; block: number } | null {
  const block = blockOf(values.sparse, value);
  return block < 0 ? null : { part: termBlocksPart(values, block), block };
}

/** The whole dictionary, in parts, and the block that each begins with. */
export function dictionaryParts({ values }: Column): Part<TermBlocks>[] {
  const blocks = [...values.sparse.keys.keys()];
  return [...new Map(blocks.map((block) => termBlocksPart(values, block)).map((part) => [part.offset, part])).values()];
}

/** Block `block` of the documents. */
export function columnBlockPart(column: Column, { offsets }: ColumnDirectory, block: number): Part<ColumnBlock> {
  const { source, manifest } = column.values;
  const first = block * BLOCK_DOCUMENTS;
  const documents = Math.min(BLOCK_DOCUMENTS, manifest.documents - first);
  const name = `values of documents from ${first} of ${source.key}`;
  const length = offsets[block + 1] - offsets[block];
  return {
    source,
    offset: column.documentsAt + offsets[block],
    length,
    decode: (bytes) => readBlock(inflateChecked(checkedBytes(bytes, name), name), documents, name),
    // Four bytes for a document and for each of its values, of which there are about as many as documents or as bytes.
    expansion: (8 * documents) / length + 3,
  };
}

function readBlock(bytes: Uint8Array, documents: number, name: string): ColumnBlock {
  const input = createByteReader(bytes, name);
  const starts = new Uint32Array(documents + 1);
  for (let i = 0; i < documents; i++) starts[i + 1] = starts[i] + input.varint();
  // An ordinal takes a byte at least.
  if (starts[documents] > bytes.length)
    throw new CorruptIndexError(`${name} names more values than there are: its bytes are damaged; ${REPAIR}`);
  const ordinals = new Uint32Array(starts[documents]);
  for (let i = 0; i < ordinals.length; i++) ordinals[i] = input.varint();
  return { starts, ordinals };
}
