// The blocks of the spelling companion: what is filed under a key (two sounds, a word without a letter), in the order of
// keys. A key is never cut in two, so one block tells all that a key has.
//
//   deflate(per key: varint units shared with the key before, varint further units, the units, varint strings,
//           per string: varint units shared with the string before, varint further units, the units, weight byte), u32 crc
//
// weight: 128 for a word of the lexicon + FREQUENCY_STEPS x log2 of the documents

import { deflateRawSync } from 'node:zlib';
import { createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { createSparseTermsBuilder, inflateChecked } from './sparse-terms.ts';
import { sharedUnits } from './term-block.ts';

/** A string of the collection, folded. */
export interface Spelled {
  text: string;
  /** Documents that hold it, to some 6 %. */
  documents: number;
  isWord: boolean;
}

export type SpelledByKey = ReadonlyMap<string, readonly Spelled[]>;

const FREQUENCY_STEPS = 6;
const MOST_FREQUENCY = 127;
const WORD = 128;

/** Bytes of a block before it is deflated to about half of that: a look-up reads one. */
const BLOCK_BYTES = 4096;

const weightOf = ({ documents, isWord }: Spelled): number =>
  Math.min(MOST_FREQUENCY, Math.round(FREQUENCY_STEPS * Math.log2(Math.max(1, documents)))) + (isWord ? WORD : 0);

/** Blocks, and the sparse index that says where they lie. @param filed in UTF-16 order of the keys, each key once */
export function packSpelling(filed: Iterable<readonly [key: string, strings: readonly Spelled[]]>): {
  blocks: Uint8Array;
  directory: Uint8Array;
} {
  const blocks = createByteWriter();
  const sparse = createSparseTermsBuilder();
  const block = createByteWriter();
  let firstKey = '';
  let lastBefore = '';
  let before = '';
  const close = (): void => {
    const packed = withChecksum(deflateRawSync(block.view()));
    sparse.add(firstKey, lastBefore, packed.length);
    blocks.bytes(packed);
    block.reset();
    lastBefore = before;
  };
  for (const [key, strings] of filed) {
    if (block.length >= BLOCK_BYTES) close();
    if (block.length === 0) {
      firstKey = key;
      before = '';
    }
    before = writeUnits(block, before, key);
    block.varint(strings.length);
    let text = '';
    for (const spelled of strings) {
      text = writeUnits(block, text, spelled.text);
      block.byte(weightOf(spelled));
    }
  }
  if (block.length > 0) close();
  return { blocks: blocks.view(), directory: withChecksum(sparse.finish()) };
}

function writeUnits(out: ReturnType<typeof createByteWriter>, before: string, text: string): string {
  const shared = sharedUnits(before, text);
  out.varint(shared);
  out.varint(text.length - shared);
  out.units(text, shared);
  return text;
}

/** @throws CorruptIndexError */
export function readSpellingBlock(bytes: Uint8Array, name: string): SpelledByKey {
  const input = createByteReader(inflateChecked(checkedBytes(bytes, name), name), name);
  const filed = new Map<string, Spelled[]>();
  let key = '';
  while (input.position < input.end) {
    key = key.slice(0, input.varint()) + input.units(input.varint());
    const strings: Spelled[] = [];
    let text = '';
    for (let left = input.varint(); left > 0; left--) {
      text = text.slice(0, input.varint()) + input.units(input.varint());
      const weight = input.byte();
      strings.push({ text, documents: 2 ** ((weight & MOST_FREQUENCY) / FREQUENCY_STEPS), isWord: weight >= WORD });
    }
    filed.set(key, strings);
  }
  return filed;
}
