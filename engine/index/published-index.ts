// A published version, opened: its segments searched as one. Documents have one number over all
// segments (a segment's base plus its own number), in date-descending order.

import { createHash } from 'node:crypto';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import type { ObjectReader } from '../store/store.ts';
import { type Manifest, objectKey } from './manifest.ts';
import { type BlockCache, createSegmentReads, type Part, type ReadSession, type SegmentReads } from './reads.ts';
import {
  blocksOfPrefix,
  describeSegment,
  groupOfDocument,
  type Segment,
  storedBlockPart,
  storedTablePart,
  termBlockPart,
} from './segment.ts';
import { readTail } from './segment-file.ts';
import { blockOf } from './sparse-terms.ts';
import type { StoredArticle } from './stored-fields.ts';
import { lowerBound, type TermBlock, type TermEntry } from './term-block.ts';

export interface PublishedIndex {
  readonly manifest: Manifest;
  readonly segments: readonly Segment[];
  readonly reads: SegmentReads;
  /** All segments are in memory. */
  readonly resident: boolean;
}

/**
 * Open a version.
 * @param residentBytes an index of up to this many bytes is read whole and kept in memory
 * @throws CorruptIndexError, UnsupportedFormatError, and what the reader throws
 */
export async function openPublishedIndex(
  reader: ObjectReader,
  manifest: Manifest,
  cache: BlockCache,
  residentBytes: number,
  session: ReadSession,
): Promise<PublishedIndex> {
  const size = manifest.segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const resident = size <= residentBytes;
  let wholes: (Uint8Array | null)[] = manifest.segments.map(() => null);
  if (resident && manifest.segments.length > 0) {
    session.rounds++;
    wholes = await Promise.all(
      manifest.segments.map(async ({ object }) => {
        const key = objectKey(manifest.collection, object);
        const { bytes } = await reader.get(key, session.signal ? { signal: session.signal } : {});
        session.requests++;
        session.bytes += bytes.length;
        checkSegment(bytes, object, key);
        return bytes;
      }),
    );
  }
  let base = 0;
  const segments = manifest.segments.map((segment, i) => {
    const described = describeSegment(manifest.collection, segment, base, wholes[i]);
    base += segment.documents;
    return described;
  });
  return { manifest, segments, reads: createSegmentReads(reader, cache), resident };
}

/**
 * Check a whole segment: its name is the hash of its bytes, and its sections can be told apart.
 * @throws CorruptIndexError, UnsupportedFormatError
 */
export function checkSegment(bytes: Uint8Array, object: string, key: string): void {
  readTail(bytes, bytes.length, key);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (object !== `${hash}.seg`) throw new CorruptIndexError(`${key} is damaged (its bytes hash to ${hash}); ${REPAIR}`);
}

/** A term as one segment has it. */
export interface SegmentTerm {
  segment: Segment;
  entry: TermEntry;
}

/** The part of the dictionary that a query needs. */
export interface TermLookup {
  /** The term's entries, one for each segment that has it. */
  find(term: string): readonly SegmentTerm[];
  /** The entries of all terms that start with a prefix that was asked for, in term order. */
  startingWith(prefix: string): readonly SegmentTerm[];
}

/**
 * Read the dictionary blocks of terms and prefixes: one round.
 * @param along other parts that a later step will want; they are read in the same round and kept in the cache
 */
export async function lookUpTerms(
  index: PublishedIndex,
  session: ReadSession,
  terms: ReadonlySet<string> | readonly string[],
  prefixes: ReadonlySet<string> | readonly string[],
  along: readonly Part<unknown>[] = [],
): Promise<TermLookup> {
  const wanted = new Map<string, Part<TermBlock>>();
  const want = (segment: Segment, block: number): void => {
    const key = `${segment.base} ${block}`;
    if (block >= 0 && block < segment.sparse.separators.length && !wanted.has(key))
      wanted.set(key, termBlockPart(segment, block));
  };
  for (const segment of index.segments) {
    for (const term of terms) want(segment, blockOf(segment.sparse, term));
    for (const prefix of prefixes) {
      const range = blocksOfPrefix(segment, prefix);
      if (range) for (let block = range[0]; block <= range[1]; block++) want(segment, block);
    }
  }
  const values = await index.reads.fetch<unknown>(session, [...wanted.values(), ...along]);
  const blocks = new Map([...wanted.keys()].map((key, i) => [key, values[i] as TermBlock]));

  return {
    find(term) {
      const found: SegmentTerm[] = [];
      for (const segment of index.segments) {
        const block = blocks.get(`${segment.base} ${blockOf(segment.sparse, term)}`);
        const entry = block?.entries[lowerBound(block, term)];
        if (entry?.term === term) found.push({ segment, entry });
      }
      return found;
    },
    startingWith(prefix) {
      const found: SegmentTerm[] = [];
      for (const segment of index.segments) {
        const range = blocksOfPrefix(segment, prefix);
        if (!range) continue;
        for (let number = range[0]; number <= range[1]; number++) {
          const block = blocks.get(`${segment.base} ${number}`);
          if (!block) continue;
          for (
            let i = lowerBound(block, prefix);
            i < block.entries.length && block.entries[i].term.startsWith(prefix);
            i++
          )
            found.push({ segment, entry: block.entries[i] });
        }
      }
      return found;
    },
  };
}

/** The segment that holds a document, by the document's number in the index. */
export function segmentOf(index: PublishedIndex, document: number): Segment {
  let i = index.segments.length - 1;
  while (i > 0 && index.segments[i].base > document) i--;
  return index.segments[i];
}

/** Read articles by their numbers in the index: one round, two where their tables are not yet known. */
export async function readArticles(
  index: PublishedIndex,
  session: ReadSession,
  documents: readonly number[],
): Promise<StoredArticle[]> {
  const places = documents.map((document) => {
    const segment = segmentOf(index, document);
    const local = document - segment.base;
    return { segment, local, group: groupOfDocument(segment, local) };
  });
  const tables = await index.reads.fetch(
    session,
    places.map(({ segment, group }) => storedTablePart(segment, group)),
  );
  const blocks = places.map(({ segment, local }, i) => storedBlockPart(segment, tables[i], local));
  const articles = await index.reads.fetch(
    session,
    blocks.map(({ part }) => part),
  );
  return blocks.map(({ index: place }, i) => articles[i][place]);
}
