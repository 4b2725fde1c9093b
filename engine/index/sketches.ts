// The section of a segment that keeps the sketches of its documents, for the indexer alone: each build compares the
// articles of all segments by them. Searches never read it.
//
//   per document the words of its sketch, u32 each; u32 crc of all

import { crc32 } from 'node:zlib';
import { SKETCH_WORDS, type Sketches } from '../analysis/sketch.ts';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import { CHECKSUM_BYTES, checkedBytes } from './checksum.ts';

export const SKETCH_BYTES = 4 * SKETCH_WORDS;

/** A sketch as it is stored; little-endian, as x64 and arm64 are. The bytes are those of the words, not a copy. */
export const bytesOfSketch = (words: Uint32Array): Uint8Array =>
  new Uint8Array(words.buffer, words.byteOffset, words.byteLength);

/** The section: stored sketches in document order, in pieces of any length that are used before the next is asked for. */
export function* sketchesSection(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let check = 0;
  for (const piece of pieces) {
    check = crc32(piece, check);
    yield piece;
  }
  const end = new Uint8Array(CHECKSUM_BYTES);
  new DataView(end.buffer).setUint32(0, check, true);
  yield end;
}

/**
 * @param documents of the segment
 * @throws CorruptIndexError
 */
export function readSketches(section: Uint8Array, documents: number, name: string): Sketches {
  const stored = checkedBytes(section, name);
  if (stored.length !== documents * SKETCH_BYTES)
    throw new CorruptIndexError(`${name}: ${stored.length} bytes are not ${documents} sketches; ${REPAIR}`);
  // Words lie at multiples of four bytes.
  const aligned = stored.byteOffset % 4 === 0 ? stored : stored.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, documents * SKETCH_WORDS);
}
