// Deletions of a segment: which of its documents are gone, and by how much that lowers the document frequencies of
// terms, so that frequencies count live documents. The object is immutable like the segment: a later version names
// another one, with all deletions so far.
//
//   numbers   deflate(varint documents, varint differences of their numbers in the segment), u32 crc
//   pages     of about 4 KB before compression: deflate(per term in UTF-16 order: varint units shared with the term
//             before, varint further units, the units, varint documents in bodies, varint documents in titles), u32 crc

import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { type DeletionsManifest, objectKey } from './manifest.ts';
import type { Part, SegmentSource } from './reads.ts';
import { createSparseTermsBuilder, inflateChecked, readSparseTerms, type SparseTerms } from './sparse-terms.ts';
import { type Field, sharedUnits } from './term-block.ts';

/** An object up to this many bytes is read whole: one request, and a second query finds all of it in memory. */
export const WHOLE_DELETIONS_BYTES = 32 * 1024;

const PAGE_BYTES = 4096;

/** Deleted documents that hold a term, by field. */
export type Decrement = Readonly<Record<Field, number>>;

/** A deletions object, and what the manifest says of it. */
export interface BuiltDeletions {
  bytes: Uint8Array;
  manifest: DeletionsManifest;
}

/**
 * @param deleted ascending numbers of documents in their segment
 * @param decrements of all their terms, in UTF-16 order
 */
export function buildDeletions(
  deleted: readonly number[] | Uint32Array,
  decrements: Iterable<readonly [term: string, decrement: Decrement]>,
): BuiltDeletions {
  const numbers = createByteWriter();
  numbers.varint(deleted.length);
  let before = 0;
  for (const document of deleted) {
    numbers.varint(document - before);
    before = document;
  }
  const packedNumbers = pack(numbers.view());
  const pages: Uint8Array[] = [];
  const sparse = createSparseTermsBuilder();
  const page = createByteWriter(PAGE_BYTES * 2);
  let first = '';
  let previous = '';
  let lastOfPageBefore = '';
  const closePage = (): void => {
    const packed = pack(page.view());
    sparse.add(first, lastOfPageBefore, packed.length);
    pages.push(packed);
    page.reset();
    lastOfPageBefore = previous;
  };
  for (const [term, { body, title }] of decrements) {
    const shared = page.length === 0 ? 0 : sharedUnits(previous, term);
    if (page.length === 0) first = term;
    page.varint(shared);
    page.varint(term.length - shared);
    page.units(term, shared);
    page.varint(body);
    page.varint(title);
    previous = term;
    if (page.length >= PAGE_BYTES) closePage();
  }
  if (page.length > 0) closePage();
  const bytes = Buffer.concat([packedNumbers, ...pages]);
  const manifest = {
    object: `${createHash('sha256').update(bytes).digest('hex')}.del`,
    bytes: bytes.length,
    documents: deleted.length,
    numbers: packedNumbers.length,
    pages: Buffer.from(withChecksum(sparse.finish())).toString('base64'),
  };
  return { bytes, manifest };
}

const pack = (bytes: Uint8Array): Uint8Array => withChecksum(deflateRawSync(bytes, { level: 9 }));
const unpack = (packed: Uint8Array, name: string): Uint8Array => inflateChecked(checkedBytes(packed, name), name);

/** Deletions as a reader sees them before it has read any. */
export interface Deletions {
  readonly source: SegmentSource;
  readonly manifest: DeletionsManifest;
  readonly sparse: SparseTerms;
}

/** @param resident the whole object's bytes, when it is held in memory. @throws CorruptIndexError */
export function describeDeletions(
  collection: string,
  manifest: DeletionsManifest,
  resident: Uint8Array | null,
): Deletions {
  const key = objectKey(collection, manifest.object);
  const packed = checkedBytes(Buffer.from(manifest.pages, 'base64'), `the directory of ${key}`);
  return { source: { key, resident }, manifest, sparse: readSparseTerms(packed, key) };
}

/** One page: the terms of deleted documents with their decrements. */
export type DeletionsPage = ReadonlyMap<string, Decrement>;

/** What one read of deletions gives. */
export interface ReadDeletions {
  /** Ascending numbers of documents in their segment; null when the read was of pages alone. */
  deleted: Uint32Array | null;
  /** Pages by their numbers. */
  pages: ReadonlyMap<number, DeletionsPage>;
}

export const isReadWhole = ({ manifest }: Deletions): boolean => manifest.bytes <= WHOLE_DELETIONS_BYTES;

/** The whole object. */
export function wholeDeletionsPart(deletions: Deletions): Part<ReadDeletions> {
  const { source, manifest, sparse } = deletions;
  return {
    source,
    offset: 0,
    length: manifest.bytes,
    decode(bytes) {
      const pages = Array.from(sparse.keys, (_, page) => {
        const { offset, length } = pagePlace(deletions, page);
        return [page, readPage(bytes.subarray(offset, offset + length), source.key)] as const;
      });
      return { deleted: readDeleted(bytes.subarray(0, manifest.numbers), manifest, source.key), pages: new Map(pages) };
    },
    expansion: 30,
  };
}

/** The numbers of the deleted documents alone. */
export function deletedPart({ source, manifest }: Deletions): Part<ReadDeletions> {
  return {
    source,
    offset: 0,
    length: manifest.numbers,
    decode: (bytes) => ({ deleted: readDeleted(bytes, manifest, source.key), pages: new Map() }),
    expansion: 8,
  };
}

/** Page number `page` alone. */
export function deletionsPagePart(deletions: Deletions, page: number): Part<ReadDeletions> {
  return {
    source: deletions.source,
    ...pagePlace(deletions, page),
    decode: (bytes) => ({ deleted: null, pages: new Map([[page, readPage(bytes, deletions.source.key)]]) }),
    expansion: 30,
  };
}

function pagePlace({ manifest, sparse }: Deletions, page: number): { offset: number; length: number } {
  const { offsets } = sparse;
  return { offset: manifest.numbers + offsets[page], length: offsets[page + 1] - offsets[page] };
}

function readDeleted(packed: Uint8Array, { documents }: DeletionsManifest, key: string): Uint32Array {
  const name = `the deleted documents of ${key}`;
  const input = createByteReader(unpack(packed, name), name);
  if (input.varint() !== documents) throw new CorruptIndexError(`${name} are not ${documents}; ${REPAIR}`);
  const deleted = new Uint32Array(documents);
  let before = 0;
  for (let i = 0; i < documents; i++) {
    before += input.varint();
    deleted[i] = before;
  }
  return deleted;
}

function readPage(packed: Uint8Array, key: string): DeletionsPage {
  const name = `a page of ${key}`;
  const input = createByteReader(unpack(packed, name), name);
  const page = new Map<string, Decrement>();
  let previous = '';
  while (input.position < input.end) {
    const term: string = previous.slice(0, input.varint()) + input.units(input.varint());
    page.set(term, { body: input.varint(), title: input.varint() });
    previous = term;
  }
  return page;
}
