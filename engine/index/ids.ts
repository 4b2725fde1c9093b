// Which article each document is, for the indexer alone: its id, and a digest of its stored row, by which a later
// build knows what it need not analyse again. Searches never read it.
//
//   varint documents, 8 bytes of each document's digest, deflate(per document: varint units, the units), u32 crc

import { hash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { inflateChecked } from './sparse-terms.ts';

const DIGEST_BYTES = 8;

/** An article as it is told apart from others and from its other states. */
export interface Identity {
  id: string;
  /** The first 8 bytes of the SHA-256 of its stored row, in hex. */
  digest: string;
}

/** @param row JSON of an article, see `storedRow`; its bytes are UTF-8 */
export const rowDigest = (row: string | Uint8Array): string => hash('sha256', row).slice(0, 2 * DIGEST_BYTES);

export interface IdsBuilder {
  add(identity: Identity): void;
  finish(): Uint8Array;
}

export function createIdsBuilder(): IdsBuilder {
  const digests = createByteWriter();
  const ids = createByteWriter();
  return {
    add({ id, digest }) {
      digests.bytes(Buffer.from(digest, 'hex'));
      ids.varint(id.length);
      ids.units(id, 0);
    },
    finish() {
      const out = createByteWriter(digests.length + ids.length);
      out.varint(digests.length / DIGEST_BYTES);
      out.bytes(digests.view());
      out.bytes(deflateRawSync(ids.view(), { level: 9 }));
      return withChecksum(out.view());
    },
  };
}

/** What the documents of a segment are known by, read one by one: a million strings would take a hundred megabytes. */
export interface Identities {
  readonly length: number;
  idOf(document: number): string;
  digestOf(document: number): string;
}

/** In document order. @throws CorruptIndexError */
export function readIds(packed: Uint8Array, name: string): Identities {
  const input = createByteReader(checkedBytes(packed, name), name);
  const documents = input.varint();
  const digests = Buffer.from(input.bytes(documents * DIGEST_BYTES)).toString('hex');
  const ids = createByteReader(inflateChecked(input.bytes(input.end - input.position), name), name);
  const starts = new Uint32Array(documents);
  for (let i = 0; i < documents; i++) {
    starts[i] = ids.position;
    ids.units(ids.varint());
  }
  return {
    length: documents,
    idOf(document) {
      ids.position = starts[document];
      return ids.units(ids.varint());
    },
    digestOf: (document) => digests.slice(2 * DIGEST_BYTES * document, 2 * DIGEST_BYTES * (document + 1)),
  };
}
