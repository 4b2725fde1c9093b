// A published version, opened: its segments searched as one. Documents have one number over all segments, in
// date-descending order, and deleted ones have none; document frequencies are those of live documents.

import { createHash } from 'node:crypto';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import type { ObjectReader } from '../store/store.ts';
import type { BlockCache } from './block-cache.ts';
import {
  type Deletions,
  type DeletionsPage,
  deletedPart,
  deletionsPagePart,
  isReadWhole,
  type ReadDeletions,
  wholeDeletionsPart,
} from './deletions.ts';
import { type Manifest, objectKey } from './manifest.ts';
import { createNumbering, type Numbering, readOrder, type SegmentNumbers } from './numbering.ts';
import { createSegmentReads, type Part, type ReadSession, type SegmentReads } from './reads.ts';
import {
  describeSegment,
  groupOfDocument,
  type ResidentSegment,
  type Segment,
  storedBlockPart,
  storedTablePart,
  type TermBlocks,
  termBlocksPart,
} from './segment.ts';
import { readTail } from './segment-file.ts';
import { blockOf, blocksOfPrefix, type SparseTerms } from './sparse-terms.ts';
import type { StoredArticle } from './stored-fields.ts';
import type { Field, TermBlock, TermEntry } from './term-block.ts';

export interface PublishedIndex {
  readonly manifest: Manifest;
  readonly segments: readonly Segment[];
  readonly reads: SegmentReads;
  /** All segments are in memory. */
  readonly resident: boolean;
  /** The one order of the documents; null until the deletions are read, which the first look-up does along with its own. */
  numbering: Numbering | null;
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
  const size = manifest.segments.reduce((sum, { bytes, deletions }) => sum + bytes + (deletions?.bytes ?? 0), 0);
  const resident = size <= residentBytes;
  const readWhole = async (object: string): Promise<Uint8Array> => {
    const key = objectKey(manifest.collection, object);
    const { bytes } = await reader.get(key, session.signal ? { signal: session.signal } : {});
    session.requests++;
    session.bytes += bytes.length;
    checkObject(bytes, object, key);
    return bytes;
  };
  let wholes: (ResidentSegment | null)[] = manifest.segments.map(() => null);
  if (resident && manifest.segments.length > 0) {
    session.rounds++;
    wholes = await Promise.all(
      manifest.segments.map(async ({ object, deletions }) => {
        // Awaited together: a read that fails while nobody waits for it would end the process.
        const reads = [readWhole(object), ...(deletions ? [readWhole(deletions.object)] : [])];
        const [segment, deleted = null] = await Promise.all(reads);
        return { segment, deletions: deleted };
      }),
    );
  }
  const segments = manifest.segments.map((segment, i) => describeSegment(manifest.collection, segment, i, wholes[i]));
  return { manifest, segments, reads: createSegmentReads(reader, cache), resident, numbering: null };
}

/**
 * Check a whole object: its name is the hash of its bytes, and the sections of a segment can be told apart.
 * @throws CorruptIndexError, UnsupportedFormatError
 */
export function checkObject(bytes: Uint8Array, object: string, key: string): void {
  if (object.endsWith('.seg')) readTail(bytes, bytes.length, key);
  checkHash(createHash('sha256').update(bytes).digest('hex'), object, key);
}

/** Check that an object's bytes have the hash that it is named by. @throws CorruptIndexError */
export function checkHash(hash: string, object: string, key: string): void {
  if (object !== `${hash}${object.slice(object.lastIndexOf('.'))}`)
    throw new CorruptIndexError(`${key} is damaged (its bytes hash to ${hash}); ${REPAIR}`);
}

/** The one order of the documents: a round of reads where it is not known and documents were deleted. */
export async function numberingOf(index: PublishedIndex, session: ReadSession): Promise<Numbering> {
  if (index.numbering) return index.numbering;
  const deleted = index.segments.flatMap(({ deletions }) => (deletions ? [deletions] : []));
  return settleNumbering(index, await index.reads.fetch(session, deleted.map(deletedPart)));
}

/** @param read of each segment with deletions, in their order */
function settleNumbering(index: PublishedIndex, read: readonly ReadDeletions[]): Numbering {
  const left = [...read];
  const segments = index.segments.map(({ manifest: { documents, dated }, deletions }) => {
    const deleted = deletions ? left.shift()!.deleted! : new Uint32Array(0);
    return { documents, dated, deleted };
  });
  const { order } = index.manifest;
  index.numbering = createNumbering(segments, order === undefined ? null : readOrder(order));
  return index.numbering;
}

/** A term as one segment has it. */
export interface SegmentTerm {
  segment: Segment;
  entry: TermEntry;
  /** Live documents that hold it, by field: together at least one. */
  frequency: Readonly<Record<Field, number>>;
  /** What the documents of the segment are called in the index. */
  numbers: SegmentNumbers;
}

/** The part of the dictionary that a query needs. */
export interface TermLookup {
  /** The term's entries, one for each segment in which live documents hold it. */
  find(term: string): readonly SegmentTerm[];
  /**
   * The entries of all terms that start with a prefix that was asked for, in term order, those of one term side by side.
   * @param most UTF-16 units of the longest terms wanted
   */
  startingWith(prefix: string, most?: number): readonly SegmentTerm[];
  /**
   * UTF-16 units of the longest beginning of a text that a term starts with too; the whole text's where the blocks that
   * were read do not tell.
   */
  reach(text: string): number;
  readonly numbering: Numbering;
}

/**
 * Read the dictionary blocks of terms and prefixes, and what deletions say of them: one round.
 * @param along other parts that a later step will want; they are read in the same round and kept in the cache
 */
export async function lookUpTerms(
  index: PublishedIndex,
  session: ReadSession,
  terms: ReadonlySet<string> | readonly string[],
  prefixes: ReadonlySet<string> | readonly string[],
  along: readonly Part<unknown>[] = [],
): Promise<TermLookup> {
  const asked = index.segments.map((segment) => ({
    blocks: partsOf(blockNumbers(segment.sparse, terms, prefixes), (block) => termBlocksPart(segment, block)),
    deletions: segment.deletions ? deletionParts(index, segment.deletions, terms, prefixes) : [],
  }));
  const parts = asked.flatMap(({ blocks, deletions }): Part<unknown>[] => [...blocks, ...deletions]);
  const values = await index.reads.fetch<unknown>(session, [...parts, ...along]);
  const next = values.values();
  const take = <T>(count: readonly Part<T>[]): T[] => count.map(() => next.next().value as T);
  const read = asked.map(({ blocks, deletions }) => ({ blocks: take(blocks), deletions: take(deletions) }));
  const withDeletions = read.filter((_, i) => index.segments[i].deletions);
  const numbering =
    index.numbering ??
    settleNumbering(
      index,
      withDeletions.map(({ deletions }) => deletions[0]),
    );
  const views = index.segments.map((segment, i) => segmentView(segment, read[i], numbering.segments[i]));
  return {
    find: (term) => views.flatMap((view) => view.find(term)),
    startingWith(prefix, most = Number.POSITIVE_INFINITY) {
      const found = views.flatMap((view) => view.startingWith(prefix, most));
      return views.length === 1
        ? found
        : found.sort((a, b) => (a.entry.term < b.entry.term ? -1 : a.entry.term > b.entry.term ? 1 : 0));
    },
    reach: (text) => Math.max(0, ...views.map((view) => view.reach(text))),
    numbering,
  };
}

/** Numbers of the blocks, or pages, that terms and terms with prefixes are in if they are anywhere. */
function blockNumbers(sparse: SparseTerms, terms: Iterable<string>, prefixes: Iterable<string>): Set<number> {
  const numbers = new Set<number>();
  for (const term of terms) numbers.add(blockOf(sparse, term));
  for (const prefix of prefixes) {
    const range = blocksOfPrefix(sparse, prefix);
    if (range) for (let block = range[0]; block <= range[1]; block++) numbers.add(block);
  }
  numbers.delete(-1);
  return numbers;
}

/** The parts that hold numbered blocks, each part once. */
function partsOf<T>(numbers: ReadonlySet<number>, partOf: (number: number) => Part<T>): Part<T>[] {
  return [...new Map([...numbers].map(partOf).map((part) => [part.offset, part])).values()];
}

/** The first of them holds the deleted documents while nobody knows them. */
function deletionParts(
  index: PublishedIndex,
  deletions: Deletions,
  terms: Iterable<string>,
  prefixes: Iterable<string>,
): Part<ReadDeletions>[] {
  if (isReadWhole(deletions)) return [wholeDeletionsPart(deletions)];
  const pages = partsOf(blockNumbers(deletions.sparse, terms, prefixes), (page) => deletionsPagePart(deletions, page));
  return index.numbering ? pages : [deletedPart(deletions), ...pages];
}

/** Looks terms up in what was read of one segment. */
interface SegmentView {
  find(term: string): SegmentTerm[];
  /** In term order. */
  startingWith(prefix: string, most: number): SegmentTerm[];
  reach(text: string): number;
}

function segmentView(
  segment: Segment,
  read: { blocks: readonly TermBlocks[]; deletions: readonly ReadDeletions[] },
  numbers: SegmentNumbers,
): SegmentView {
  const blocks = new Map<number, TermBlocks>();
  for (const some of read.blocks) for (let number = some.first; number < some.end; number++) blocks.set(number, some);
  const blockAt = (number: number): TermBlock | undefined => blocks.get(number)?.block(number);
  const pages = new Map<number, DeletionsPage>(read.deletions.flatMap((some) => [...some.pages]));
  /** Null where no live document holds the term. */
  const live = (entry: TermEntry): SegmentTerm | null => {
    const page = segment.deletions && pages.get(blockOf(segment.deletions.sparse, entry.term));
    const gone = page?.get(entry.term);
    const frequency = {
      body: (entry.body?.documentFrequency ?? 0) - (gone?.body ?? 0),
      title: (entry.title?.documentFrequency ?? 0) - (gone?.title ?? 0),
    };
    return frequency.body > 0 || frequency.title > 0 ? { segment, entry, frequency, numbers } : null;
  };
  return {
    find(term) {
      const block = blockAt(blockOf(segment.sparse, term));
      const place = block?.find(term) ?? -1;
      const found = block && place >= 0 ? live(block.entry(place)) : null;
      return found ? [found] : [];
    },
    reach: (text) => blockAt(blockOf(segment.sparse, text))?.reach(text) ?? text.length,
    startingWith(prefix, most) {
      const found: SegmentTerm[] = [];
      const range = blocksOfPrefix(segment.sparse, prefix);
      if (!range) return found;
      for (let number = range[0]; number <= range[1]; number++) {
        const block = blockAt(number);
        if (!block) continue;
        const end = block.lowerBound(`${prefix}\uffff`);
        for (let place = block.lowerBound(prefix); place < end; place++) {
          const term = block.length(place) <= most ? live(block.entry(place)) : null;
          if (term) found.push(term);
        }
      }
      return found;
    },
  };
}

/**
 * Read articles by their numbers in the index: one round, two where their tables are not yet known.
 * @param along other parts that a later step will want; they are read in the same round and kept in the cache
 */
export async function readArticles(
  index: PublishedIndex,
  session: ReadSession,
  documents: readonly number[],
  along: readonly Part<unknown>[] = [],
): Promise<StoredArticle[]> {
  const numbering = await numberingOf(index, session);
  const places = documents.map((document) => {
    const { segment: place, local } = numbering.locate(document);
    const segment = index.segments[place];
    return { segment, local, group: groupOfDocument(segment, local) };
  });
  const tables = await index.reads.fetch(
    session,
    places.map(({ segment, group }) => storedTablePart(segment, group)),
  );
  const blocks = places.map(({ segment, local }, i) => storedBlockPart(segment, tables[i], local));
  const wanted: Part<unknown>[] = [...blocks.map(({ part }) => part), ...along];
  const articles = (await index.reads.fetch(session, wanted)) as StoredArticle[][];
  return blocks.map(({ index: place }, i) => articles[i][place]);
}
