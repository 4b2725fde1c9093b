// Packed numbers hold the generated tables: what was written is what is read, whatever its size.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumbers, writeNumbers } from '../../../engine/analysis/packed-numbers.ts';

describe('packed numbers', () => {
  it('read what was written, for numbers of up to 32 bits', () => {
    const number = fc.oneof(fc.nat({ max: 0xffff }), fc.integer({ min: 0, max: 0xffff_ffff }));
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        expect([...readNumbers(writeNumbers(numbers))]).toEqual(numbers);
      }),
    );
  });
});
