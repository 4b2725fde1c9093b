// The pairs of Han characters and the Latin words that stand in more than a few articles of a segment, with their document
// frequencies, for the indexer alone: what is made of those of all segments (spelling) would otherwise read and decode
// whole dictionaries. Searches never read it.
//
//   deflate(per term in UTF-16 order: varint units shared with the term before, varint further units, the units,
//           varint documents), u32 crc

import { deflateRawSync } from 'node:zlib';
import { isLatinWord, SHORTEST_LATIN } from '../analysis/deletions.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { inflateChecked } from './sparse-terms.ts';
import { sharedUnits } from './term-block.ts';

export interface FrequentTerm {
  term: string;
  /** Documents that hold it in the field that more of them hold it in, live and deleted. */
  documents: number;
}

export interface FrequentTermsBuilder {
  /** In UTF-16 order; what is too rare, or no pair or Latin word, is passed over. */
  add(term: string, documents: number): void;
  finish(): Uint8Array;
}

/** In large segments, what stands in one or two articles is mostly chance: more than half of all pairs. */
const fewestDocuments = (documents: number): number => (documents < 1_000 ? 1 : documents < 10_000 ? 2 : 3);

const isIdeograph = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;

const isPair = (term: string): boolean =>
  term.length === 2 && isIdeograph(term.charCodeAt(0)) && isIdeograph(term.charCodeAt(1));

/** @param documents of the segment */
export function createFrequentTermsBuilder(documents: number): FrequentTermsBuilder {
  const out = createByteWriter();
  const fewest = fewestDocuments(documents);
  let previous = '';
  return {
    add(term, held) {
      if (held < fewest || !(isPair(term) || (term.length >= SHORTEST_LATIN && isLatinWord(term)))) return;
      const shared = sharedUnits(previous, term);
      out.varint(shared);
      out.varint(term.length - shared);
      out.units(term, shared);
      out.varint(held);
      previous = term;
    },
    finish: () => withChecksum(deflateRawSync(out.view())),
  };
}

/** In UTF-16 order. @throws CorruptIndexError */
export function* readFrequentTerms(packed: Uint8Array, name: string): Generator<FrequentTerm> {
  const input = createByteReader(inflateChecked(checkedBytes(packed, name), name), name);
  let term = '';
  while (input.position < input.end) {
    term = term.slice(0, input.varint()) + input.units(input.varint());
    yield { term, documents: input.varint() };
  }
}
