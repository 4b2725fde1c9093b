// The titles of a segment's documents by themselves, for the indexer alone: suggestions are made of the titles of all
// segments, and the stored fields are fifty times as long. Searches never read them.
//
//   blocks of 4,096 documents or fewer: u32 bytes, deflate(varint documents, per document varint units, the units), u32 crc

import { deflateRawSync } from 'node:zlib';
import { type ByteWriter, createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { inflateChecked } from './sparse-terms.ts';

const BLOCK_DOCUMENTS = 4096;

export interface TitlesBuilder {
  add(title: string): void;
  finish(): Uint8Array;
}

export function createTitlesBuilder(): TitlesBuilder {
  const out = createByteWriter();
  const block = createByteWriter();
  let documents = 0;
  const close = (): void => {
    const counted = createByteWriter(block.length + 8);
    counted.varint(documents);
    counted.bytes(block.view());
    const packed = withChecksum(deflateRawSync(counted.view()));
    out.u32(packed.length);
    out.bytes(packed);
    block.reset();
    documents = 0;
  };
  return {
    add(title) {
      writeText(block, title);
      if (++documents === BLOCK_DOCUMENTS) close();
    },
    finish() {
      if (documents > 0) close();
      return out.view();
    },
  };
}

function writeText(out: ByteWriter, text: string): void {
  out.varint(text.length);
  out.units(text, 0);
}

/** In document order, a block of them in memory at a time. @throws CorruptIndexError */
export function* readTitles(bytes: Uint8Array, name: string): Generator<string> {
  const blocks = createByteReader(bytes, name);
  while (blocks.position < blocks.end) {
    const packed = checkedBytes(blocks.bytes(blocks.u32()), name);
    const block = createByteReader(inflateChecked(packed, name), name);
    for (let left = block.varint(); left > 0; left--) yield block.units(block.varint());
  }
}
