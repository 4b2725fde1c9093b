// A published segment as a reader sees it: where its parts lie, as typed parts for `SegmentReads`.
// Nothing here reads; planning what to read needs the manifest only.

import type { Sketches } from '../analysis/sketch.ts';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import { checkedBytes } from './checksum.ts';
import { type Deletions, describeDeletions } from './deletions.ts';
import { readNumbers } from './doc-values.ts';
import { type IdBucket, idBucketRange, readIdBucket } from './id-lookup.ts';
import { type Identities, readIds } from './ids.ts';
import { objectKey, type SegmentManifest } from './manifest.ts';
import { CHUNK_BYTES, chunkedBytes, fromChunks, type PostingsSlice, readPostings } from './postings.ts';
import type { Part, SegmentSource } from './reads.ts';
import type { SectionName } from './segment-file.ts';
import { readSketches } from './sketches.ts';
import { readSparseTerms, type SparseTerms } from './sparse-terms.ts';
import {
  CELL,
  readStoredBlock,
  readStoredDirectory,
  readStoredTable,
  type StoredArticle,
  type StoredGroup,
  type StoredTable,
} from './stored-fields.ts';
import { type PostingsEntry, readTermBlock, type TermBlock } from './term-block.ts';

export interface Segment {
  readonly source: SegmentSource;
  readonly manifest: SegmentManifest;
  /** Its place among the segments of the version. */
  readonly place: number;
  readonly sparse: SparseTerms;
  readonly storedGroups: readonly StoredGroup[];
  /** Null where all its documents are live. */
  readonly deletions: Deletions | null;
}

/** The bytes of a segment and of its deletions where they are held in memory. */
export interface ResidentSegment {
  segment: Uint8Array;
  deletions: Uint8Array | null;
}

/** @throws CorruptIndexError */
export function describeSegment(
  collection: string,
  manifest: SegmentManifest,
  place: number,
  resident: ResidentSegment | null,
): Segment {
  const key = objectKey(collection, manifest.object);
  const unpack = (base64: string, what: string): Uint8Array =>
    checkedBytes(Buffer.from(base64, 'base64'), `the ${what} of ${key}`);
  return {
    source: { key, resident: resident?.segment ?? null },
    manifest,
    place,
    sparse: readSparseTerms(unpack(manifest.sparseTerms, 'sparse term index'), key),
    storedGroups: readStoredDirectory(unpack(manifest.storedDirectory, 'directory of stored fields'), key),
    deletions: manifest.deletions
      ? describeDeletions(collection, manifest.deletions, resident?.deletions ?? null)
      : null,
  };
}

function sectionOf(segment: Segment, name: SectionName): { offset: number; length: number } {
  const section = segment.manifest.sections[name];
  if (!section) throw new CorruptIndexError(`${segment.source.key} has no section "${name}"; ${REPAIR}`);
  return section;
}

/**
 * A dictionary of up to this many bytes is read whole: one request in place of one for nearly every word, which is what
 * keeps the small segments of an index that grows cheap.
 */
const WHOLE_TERMS_BYTES = 32 * 1024;

/** Dictionary blocks that are read together. */
export interface TermBlocks {
  /** Numbers of the first and of the one behind the last. */
  first: number;
  end: number;
  /** Check and decode a block when it is first asked for. @throws CorruptIndexError */
  block(number: number): TermBlock;
}

/** The read that dictionary block number `block` comes with. */
export function termBlocksPart(segment: Segment, block: number): Part<TermBlocks> {
  const { offsets } = segment.sparse;
  const { offset, length } = sectionOf(segment, 'terms');
  const [first, end] = length <= WHOLE_TERMS_BYTES ? [0, offsets.length - 1] : [block, block + 1];
  const decode = (bytes: Uint8Array, number: number): TermBlock => {
    const name = `dictionary block ${number} of ${segment.source.key}`;
    const start = offsets[number] - offsets[first];
    return readTermBlock(
      checkedBytes(bytes.subarray(start, start + offsets[number + 1] - offsets[number]), name),
      segment.manifest.documents,
      name,
    );
  };
  const decodeAsAsked = (bytes: Uint8Array): TermBlocks => {
    // A copy: what was read with them need not be kept.
    const kept = segment.source.resident ? bytes : bytes.slice();
    const decoded: TermBlock[] = [];
    return { first, end, block: (number) => (decoded[number - first] ??= decode(kept, number)) };
  };
  return {
    source: segment.source,
    offset: offset + offsets[first],
    length: offsets[end] - offsets[first],
    decode: decodeAsAsked,
    // A block's bytes, and 22 bytes for each of its terms of about 7 bytes.
    expansion: 5,
  };
}

/**
 * Postings that do not stand in the dictionary, whole or the best of them.
 * @param budget bytes to read at most, rounded up to a whole chunk
 */
export function postingsPart(segment: Segment, entry: PostingsEntry, budget: number): Part<PostingsSlice> {
  const stored = chunkedBytes(entry.bytes);
  const length = Math.min(stored, Math.max(1, Math.ceil(budget / CHUNK_BYTES)) * CHUNK_BYTES);
  return {
    source: segment.source,
    offset: sectionOf(segment, 'postings').offset + entry.offset,
    length,
    decode(bytes) {
      const name = `postings at ${entry.offset} of ${segment.source.key}`;
      const { documents } = segment.manifest;
      const postings = readPostings(fromChunks(bytes, name), entry.documentFrequency, documents, name);
      return { ...postings, complete: length === stored };
    },
    expansion: 5,
  };
}

/** Group `group` of the table that says where texts lie. */
export function storedTablePart(segment: Segment, group: number): Part<StoredTable> {
  const { offset, bytes } = segment.storedGroups[group];
  const name = `stored fields table of ${segment.source.key}`;
  return {
    source: segment.source,
    offset: sectionOf(segment, 'storedTable').offset + offset,
    length: bytes,
    decode: (packed) => readStoredTable(packed, segment.storedGroups[group], name),
    expansion: 12,
  };
}

/** The group of the stored table that covers a document of this segment. */
export function groupOfDocument(segment: Segment, document: number): number {
  let group = segment.storedGroups.length - 1;
  while (group > 0 && segment.storedGroups[group].firstDocument > document) group--;
  return group;
}

/** The block of stored fields that holds a document, and the document's place in it. */
export function storedBlockPart(
  segment: Segment,
  table: StoredTable,
  document: number,
): { part: Part<StoredArticle[]>; index: number } {
  let low = 0;
  let high = table.documents.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (table.documents[middle] <= document) low = middle;
    else high = middle - 1;
  }
  const name = `stored fields of document ${document} of ${segment.source.key}`;
  return {
    part: {
      source: segment.source,
      offset: sectionOf(segment, 'stored').offset + table.cells[low] * CELL,
      length: (table.cells[low + 1] - table.cells[low]) * CELL,
      decode: (bytes) => readStoredBlock(bytes, name),
      // The texts, and what the search keeps with them: folded, and without their signs or as words.
      expansion: 8,
    },
    index: document - table.documents[low],
  };
}

/** The blocks of stored fields of one group of the table, in order. */
export function storedBlocksOf(segment: Segment, table: StoredTable): Part<StoredArticle[]>[] {
  const blocks = [...table.documents.keys()].slice(0, -1);
  return blocks.map((block) => storedBlockPart(segment, table, table.documents[block]).part);
}

/** What each document is known by. */
export function idsPart(segment: Segment): Part<Identities> {
  const { offset, length } = sectionOf(segment, 'ids');
  const name = `ids of ${segment.source.key}`;
  return { source: segment.source, offset, length, decode: (bytes) => readIds(bytes, name), expansion: 20 };
}

/** The bucket that tells which documents may have an id; null in a segment that was written before there were any. */
export function idBucketPart(segment: Segment, id: string): Part<IdBucket> | null {
  const { sections, documents } = segment.manifest;
  const section = sections.idLookup;
  if (!section) return null;
  const { offset, length } = idBucketRange(id, documents, section.length);
  const name = `ids at ${offset} of ${segment.source.key}`;
  return {
    source: segment.source,
    offset: section.offset + offset,
    length,
    decode: (bytes) => readIdBucket(bytes, name),
    expansion: 2,
  };
}

/** The sketches of its documents; null in a segment that was built without. */
export function sketchesPart(segment: Segment): Part<Sketches> | null {
  const section = segment.manifest.sections.sketches;
  if (!section) return null;
  const name = `sketches of ${segment.source.key}`;
  const { documents } = segment.manifest;
  return { source: segment.source, ...section, decode: (bytes) => readSketches(bytes, documents, name), expansion: 1 };
}

/** Instants of the dated documents, newest first. */
export const instantsPart = (segment: Segment): Part<Float64Array> => numbersPart(segment, 'instant');

/** Civil days of the dated documents, newest first. */
export const civilDaysPart = (segment: Segment): Part<Float64Array> => numbersPart(segment, 'civil');

function numbersPart(segment: Segment, column: 'civil' | 'instant'): Part<Float64Array> {
  const { offset, length } = sectionOf(segment, column);
  const name = `dates of ${segment.source.key}`;
  // Eight bytes each: of a large index they are kept only where that is not taken for more.
  const expansion = (8 * segment.manifest.dated) / length;
  return { source: segment.source, offset, length, decode: (bytes) => readNumbers(bytes, name), expansion };
}
