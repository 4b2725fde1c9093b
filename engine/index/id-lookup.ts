// Finds a document by the id of its article with one small read. Ids are spread over buckets of one length by a hash,
// so the hash alone says where to read; what is found are candidates, and the id in their stored texts decides.
//
//   buckets, a power of two of them, of equal length: varint documents, per document in ascending order: varint
//   difference of its number, u16 of its id's hash; zeros; u32 crc
//
// A bucket is chosen by the first bits of the SHA-256 of the id, the 16 bits compared are others. Of 28,000 documents a
// bucket has some 110, a read of half a KB; one in 600 look-ups meets a document of another id.

import { hash } from 'node:crypto';
import { createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';

/** Documents in a bucket in the mean, at most. */
const BUCKET_DOCUMENTS = 128;

/** What of an id's hash is used. */
interface IdHash {
  /** 32 bits, of which the first choose a bucket. */
  bucket: number;
  /** 16 bits. */
  check: number;
}

function hashOf(id: string): IdHash {
  const digest = hash('sha256', id, 'buffer');
  return { bucket: digest.readUInt32BE(0), check: digest.readUInt16BE(4) };
}

/** Buckets of a segment of so many documents. */
function bucketsFor(documents: number): number {
  let buckets = 1;
  while (buckets * BUCKET_DOCUMENTS < documents) buckets *= 2;
  return buckets;
}

export interface IdLookupBuilder {
  /** The next document. */
  add(id: string): void;
  finish(): Uint8Array;
}

export function createIdLookupBuilder(): IdLookupBuilder {
  const hashes = createByteWriter();
  let documents = 0;
  return {
    add(id) {
      const { bucket, check } = hashOf(id);
      hashes.u32(bucket);
      hashes.u32(check);
      documents++;
    },
    finish() {
      const buckets = bucketsFor(documents);
      const input = createByteReader(hashes.view(), 'the hashes of the ids');
      const lists = Array.from({ length: buckets }, () => ({ documents: 0, last: 0, out: createByteWriter(64) }));
      for (let document = 0; document < documents; document++) {
        const list = lists[bucketOf(input.u32(), buckets)]!;
        const check = input.u32();
        list.out.varint(document - list.last);
        list.out.byte(check >> 8);
        list.out.byte(check & 0xff);
        list.last = document;
        list.documents++;
      }
      const packed = lists.map((list) => {
        const out = createByteWriter(list.out.length + 8);
        out.varint(list.documents);
        out.bytes(list.out.view());
        return out.view();
      });
      const longest = packed.reduce((most, { length }) => Math.max(most, length), 0);
      const section = createByteWriter(buckets * (longest + 4));
      for (const bytes of packed) {
        const padded = new Uint8Array(longest);
        padded.set(bytes);
        section.bytes(withChecksum(padded));
      }
      return section.view();
    },
  };
}

/** The first bits of a hash, as many as tell the buckets apart. */
const bucketOf = (first: number, buckets: number): number => Math.floor((first / 2 ** 32) * buckets);

/** A bucket, read. */
export interface IdBucket {
  /** Numbers in the segment, ascending. */
  readonly documents: Uint32Array;
  readonly checks: Uint16Array;
}

/** Where the bucket of an id lies in the section, in bytes. */
export function idBucketRange(id: string, documents: number, length: number): { offset: number; length: number } {
  const buckets = bucketsFor(documents);
  const own = length / buckets;
  return { offset: bucketOf(hashOf(id).bucket, buckets) * own, length: own };
}

/** @throws CorruptIndexError */
export function readIdBucket(bytes: Uint8Array, name: string): IdBucket {
  const input = createByteReader(checkedBytes(bytes, name), name);
  const count = input.varint();
  const documents = new Uint32Array(count);
  const checks = new Uint16Array(count);
  let last = 0;
  for (let i = 0; i < count; i++) {
    last += input.varint();
    documents[i] = last;
    checks[i] = (input.byte() << 8) | input.byte();
  }
  return { documents, checks };
}

/** Documents that may have an id: nearly always one or none. */
export function documentsOfId({ documents, checks }: IdBucket, id: string): number[] {
  const { check } = hashOf(id);
  return [...documents].filter((_, i) => checks[i] === check);
}
