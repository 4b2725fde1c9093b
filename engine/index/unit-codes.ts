// One UTF-16 unit of a term as bits, shorter where it is common in Chinese text:
//   1 and 7 bits (ASCII), 01 and 15 bits (U+3000 to U+AFFF), 00 and 16 bits (the rest).

import { type BitReader, type BitWriter, readBits } from './bits.ts';

const COMMON_BASE = 0x3000;
const COMMON_BITS = 15;

export function writeUnit(out: BitWriter, unit: number): void {
  if (unit < 128) out.write((unit << 1) | 1, 8);
  else if (unit >= COMMON_BASE && unit - COMMON_BASE < 1 << COMMON_BITS)
    out.write(((unit - COMMON_BASE) << 2) | 2, COMMON_BITS + 2);
  else out.write(unit << 2, 18);
}

export function readUnit(input: BitReader): number {
  if (readBits(input, 1) === 1) return readBits(input, 7);
  return readBits(input, 1) === 1 ? COMMON_BASE + readBits(input, COMMON_BITS) : readBits(input, 16);
}
