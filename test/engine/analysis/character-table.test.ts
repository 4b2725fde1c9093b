// The table of characters: what was packed is what is looked up, in the first plane and in the others.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTable, unpackTable } from '../../../engine/analysis/character-table.ts';
import { CLASS_HAN, CLASS_LETTER, CLASS_SEPARATOR, classOf } from '../../../engine/analysis/classes.ts';
import { packBytes, unpackBytes } from '../../../engine/analysis/packed-bytes.ts';

describe('packed bytes', () => {
  it('are those that were packed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(unpackBytes(packBytes(bytes), bytes.length)).toEqual(bytes);
      }),
    );
  });
});

describe('a table of characters', () => {
  it('is unpacked as it was packed', () => {
    const moves = Uint16Array.from({ length: 0x10000 }, (_, unit) => (unit * 40_503) & 0xffff);
    const classes = Uint8Array.from({ length: 0x10000 }, (_, unit) => unit % 5);
    const astralRuns = Uint32Array.of(5, 1, 0x100000 - 5, 0);
    const { packed, bytes } = packTable({ moves, classes, astralRuns });
    expect(unpackTable(packed, bytes)).toEqual({ moves, classes, astralRuns });
  });

  it.each([
    ['the first astral letter', 0x10000, CLASS_LETTER],
    ['a gap before it ends', 0x1000c, CLASS_SEPARATOR],
    ['an ideograph', 0x20bb7, CLASS_HAN],
    ['the last ideograph of a run', 0x2a6df, CLASS_HAN],
    ['what follows it', 0x2a6e0, CLASS_SEPARATOR],
    ['an emoji', 0x1f600, CLASS_SEPARATOR],
    ['the last code point', 0x10ffff, CLASS_SEPARATOR],
    ['half a surrogate pair', 0xd800, CLASS_SEPARATOR],
  ])('knows the class of %s', (_, codePoint, expected) => {
    expect(classOf(codePoint)).toBe(expected);
  });
});
