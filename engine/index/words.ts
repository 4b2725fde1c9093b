// The words of the lexicon that occur in a segment, with their document frequencies, for the indexer alone: what is made
// of the words of all segments (suggestions) would otherwise read and decode whole dictionaries. Searches never read it.
//
//   deflate(per word in UTF-16 order: varint units shared with the word before, varint further units, the units,
//           cost byte, varint documents in bodies, varint documents in titles), u32 crc

import { deflateRawSync } from 'node:zlib';
import { createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { inflateChecked } from './sparse-terms.ts';
import { type Field, sharedUnits } from './term-block.ts';

/** A word of two characters and more. */
export interface SegmentWord {
  word: string;
  /** -ln p in steps of 1/COST_STEPS_PER_NAT. */
  cost: number;
  /** Documents that hold it, live and deleted, by field. */
  frequency: Readonly<Record<Field, number>>;
}

export interface WordsBuilder {
  /** In UTF-16 order. */
  add(word: SegmentWord): void;
  finish(): Uint8Array;
}

export function createWordsBuilder(): WordsBuilder {
  const out = createByteWriter();
  let previous = '';
  return {
    add({ word, cost, frequency }) {
      const shared = sharedUnits(previous, word);
      out.varint(shared);
      out.varint(word.length - shared);
      out.units(word, shared);
      out.byte(cost);
      out.varint(frequency.body);
      out.varint(frequency.title);
      previous = word;
    },
    finish: () => withChecksum(deflateRawSync(out.view())),
  };
}

/** In UTF-16 order. @throws CorruptIndexError */
export function* readWords(packed: Uint8Array, name: string): Generator<SegmentWord> {
  const input = createByteReader(inflateChecked(checkedBytes(packed, name), name), name);
  let word = '';
  while (input.position < input.end) {
    word = word.slice(0, input.varint()) + input.units(input.varint());
    const cost = input.byte();
    yield { word, cost, frequency: { body: input.varint(), title: input.varint() } };
  }
}
