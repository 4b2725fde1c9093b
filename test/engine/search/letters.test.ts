// The short way to tell letters and digits must agree with Unicode's own word on every character.

import { describe, expect, it } from 'vitest';
import { hasLetterOrDigit, isLetterOrDigit } from '../../../engine/search/letters.ts';

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

describe('letters and digits', () => {
  it('are those of Unicode, for every UTF-16 unit, asked once and again', () => {
    const wrong: number[] = [];
    for (let unit = 0; unit < 0x10000; unit++) {
      const expected = LETTER_OR_DIGIT.test(String.fromCharCode(unit));
      if (isLetterOrDigit(unit) !== expected || isLetterOrDigit(unit) !== expected) wrong.push(unit);
    }
    expect(wrong).toEqual([]);
  });

  it('are found in a text wherever they stand, whatever their plane', () => {
    const wrong: string[] = [];
    for (let codePoint = 0; codePoint < 0x110000; codePoint += codePoint < 0x3000 ? 1 : 7) {
      const text = `—${String.fromCodePoint(codePoint)}！`;
      if (hasLetterOrDigit(text) !== LETTER_OR_DIGIT.test(text)) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });
});
