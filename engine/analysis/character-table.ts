// What is known of every character: how the fold moves it, and its class. One table for both, since each unpacking
// has its cost; little-endian, as x64 and arm64 are.

import { CHARACTER_TABLE, CHARACTER_TABLE_BYTES } from './fold-table.generated.ts';
import { packBytes, unpackBytes } from './packed-bytes.ts';

/** UTF-16 units. */
const UNITS = 0x10000;

export interface CharacterTable {
  /** How far the fold moves each UTF-16 unit, modulo 65,536. */
  moves: Uint16Array;
  /** Class of each UTF-16 unit. */
  classes: Uint8Array;
  /** Runs of code points of one class, from U+10000 on: code points and class by turns. */
  astralRuns: Uint32Array;
}

/** @returns the packed table, and its bytes unpacked */
export function packTable({ moves, classes, astralRuns }: CharacterTable): { packed: string; bytes: number } {
  const parts = [moves, classes, astralRuns].map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength));
  const bytes = Buffer.concat(parts);
  return { packed: packBytes(bytes), bytes: bytes.length };
}

/** Read what `packTable` wrote. */
export function unpackTable(packed: string, bytes: number): CharacterTable {
  const { buffer } = unpackBytes(packed, bytes);
  return {
    moves: new Uint16Array(buffer, 0, UNITS),
    classes: new Uint8Array(buffer, 2 * UNITS, UNITS),
    astralRuns: new Uint32Array(buffer, 3 * UNITS),
  };
}

export const CHARACTERS: CharacterTable = unpackTable(CHARACTER_TABLE, CHARACTER_TABLE_BYTES);
