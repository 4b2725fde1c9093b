// The head of a suggestion's companion: where its blocks begin and end, so that one read plans all others.
//
//   head  deflate(for keys, then for tops: varint blocks, per block varint units of its separator shared with the one
//         before, varint further units, the units, varint bytes; varint blocks of texts, per block varint bytes), u32 crc
//
// A block's separator is the shortest text that is after all keys of the block before and not after its own; where both
// have one key, this and U+0001.

import { deflateRawSync } from 'node:zlib';
import { type ByteReader, createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { inflateChecked } from './sparse-terms.ts';
import { sharedUnits } from './term-block.ts';

/** Blocks of sorted keys, and where they lie in their section. */
export interface BlockDirectory {
  separators: string[];
  /** Bytes from the start of the section; one more than blocks. */
  offsets: number[];
}

export interface SuggestHead {
  keys: BlockDirectory;
  tops: BlockDirectory;
  /** As in BlockDirectory. */
  texts: number[];
}

/** Texts of a block of `texts`. */
export const TEXTS_PER_BLOCK = 64;

/** A beginning whose keys lie in more blocks than this has a list of its best ones. */
export const MOST_BLOCKS = 3;

/** First and last block in which keys with a prefix can be; null where none can. */
export function blocksWithPrefix({ separators }: BlockDirectory, prefix: string): [first: number, last: number] | null {
  const last = lastNotAfter(separators, `${prefix}\uffff`);
  return last < 0 ? null : [Math.max(0, lastNotAfter(separators, prefix)), last];
}

/** Place of the last string that is not after another one; -1 where all are. */
export function lastNotAfter(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= text) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function packHead({ keys, tops, texts }: SuggestHead): Uint8Array {
  const out = createByteWriter();
  for (const { separators, offsets } of [keys, tops]) {
    out.varint(separators.length);
    let before = '';
    separators.forEach((separator, i) => {
      const shared = sharedUnits(before, separator);
      out.varint(shared);
      out.varint(separator.length - shared);
      out.units(separator, shared);
      out.varint(offsets[i + 1] - offsets[i]);
      before = separator;
    });
  }
  out.varint(texts.length - 1);
  for (let i = 1; i < texts.length; i++) out.varint(texts[i] - texts[i - 1]);
  return withChecksum(deflateRawSync(out.view(), { level: 9 }));
}

/** @throws CorruptIndexError */
export function readHead(bytes: Uint8Array, name: string): SuggestHead {
  const input = createByteReader(inflateChecked(checkedBytes(bytes, name), name), name);
  const keys = readDirectory(input);
  const tops = readDirectory(input);
  const texts = [0];
  for (let left = input.varint(); left > 0; left--) texts.push(texts[texts.length - 1] + input.varint());
  return { keys, tops, texts };
}

function readDirectory(input: ByteReader): BlockDirectory {
  const directory: BlockDirectory = { separators: [], offsets: [0] };
  let separator = '';
  for (let left = input.varint(), offset = 0; left > 0; left--) {
    separator = separator.slice(0, input.varint()) + input.units(input.varint());
    offset += input.varint();
    directory.separators.push(separator);
    directory.offsets.push(offset);
  }
  return directory;
}
