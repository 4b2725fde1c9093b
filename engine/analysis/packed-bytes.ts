// Bytes as text: brotli in base64. It keeps generated tables short in the bundle, and native code makes of them the
// very arrays that are looked up in: at a cold start a loop over the numbers of a table costs more than all the rest of it.

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Smallest output buffer that Node's zlib takes, bytes. */
const LEAST_CHUNK = 64;

export function packBytes(bytes: Uint8Array): string {
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).toString('base64');
}

/**
 * Read what `packBytes` wrote.
 * @param length bytes of the result: with room for all of them at once nothing has to be joined
 */
export function unpackBytes(text: string, length: number): Uint8Array<ArrayBuffer> {
  // A buffer that is filled asks for another one. A copy starts at an even address.
  const chunkSize = length + LEAST_CHUNK;
  return new Uint8Array(brotliDecompressSync(Buffer.from(text, 'base64'), { chunkSize }));
}
