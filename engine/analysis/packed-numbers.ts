// Numbers as text: 16-bit units, little-endian, in brotli, in base64. It keeps generated tables short in the bundle (14 KB;
// 30 without brotli) and is decoded by native code: a loop over digits cost a cold start 2 ms, and 8 ms more of a
// compiler that came too late.

import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';

/** Largest number of one unit; the few larger ones have their upper halves listed in front. */
const LARGEST_UNIT = 0xffff;

/**
 * Write at most 65,536 numbers of 0 to 2^32 - 1: how many exceed 16 bits, of each of these its index and
 * its upper half, then the lower halves of all.
 */
export function writeNumbers(numbers: readonly number[]): string {
  const large: number[] = [];
  numbers.forEach((number, i) => {
    if (number > LARGEST_UNIT) large.push(i, number >>> 16);
  });
  const units = [large.length / 2, ...large, ...numbers.map((number) => number & LARGEST_UNIT)];
  const bytes = Buffer.alloc(units.length * 2);
  units.forEach((unit, i) => {
    bytes.writeUInt16LE(unit, i * 2);
  });
  return brotliCompressSync(bytes).toString('base64');
}

/** Read what `writeNumbers` wrote, on a little-endian machine (x64, arm64). */
export function readNumbers(text: string): Uint32Array {
  // Copied, because a view of 16-bit units has to start at an even address.
  const units = new Uint16Array(new Uint8Array(brotliDecompressSync(Buffer.from(text, 'base64'))).buffer);
  const larges = units[0]!;
  const numbers = new Uint32Array(units.subarray(1 + larges * 2));
  for (let i = 0; i < larges; i++) numbers[units[1 + i * 2]!]! += units[2 + i * 2]! * 0x10000;
  return numbers;
}
