// Every part of a segment that is read on its own carries a CRC-32 behind it, and this is where it is
// appended and checked.

import { crc32 } from 'node:zlib';
import { CorruptIndexError, REPAIR } from '../errors.ts';

export const CHECKSUM_BYTES = 4;

/** The bytes followed by their checksum. */
export function withChecksum(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length + CHECKSUM_BYTES);
  out.set(bytes);
  new DataView(out.buffer).setUint32(bytes.length, crc32(bytes), true);
  return out;
}

/**
 * The bytes in front of a checksum, after comparing it.
 * @param name what was read, for the message
 * @throws CorruptIndexError
 */
export function checkedBytes(bytes: Uint8Array, name: string): Uint8Array {
  const end = bytes.length - CHECKSUM_BYTES;
  if (end >= 0) {
    const stored = new DataView(bytes.buffer, bytes.byteOffset + end, CHECKSUM_BYTES).getUint32(0, true);
    const content = bytes.subarray(0, end);
    if (crc32(content) === stored) return content;
  }
  throw new CorruptIndexError(`${name} does not match its checksum: the stored bytes are damaged; ${REPAIR}`);
}
