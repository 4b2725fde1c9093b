import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fieldLength } from '../../../engine/analysis/field-length.ts';
import { fold } from '../../../engine/analysis/fold.ts';
import { LONGEST_WORD, runs } from '../../../engine/analysis/runs.ts';

/** Words, and the Han characters of runs. */
function counted(text: string): number {
  const folded = fold(text);
  return runs(folded).reduce(
    (sum, { kind, start, end }) => sum + (kind === 'word' ? 1 : [...folded.slice(start, end)].length),
    0,
  );
}

it.each([
  ['徐汇区', 3],
  ['𠮷野家', 3],
  ['售价 2,160 元', 4],
  ['２，１６０元', 2],
  ['Node.js、C++和don’t', 4],
  ['a'.repeat(LONGEST_WORD + 1), 2],
  ['完了.', 2],
  ['', 0],
])('counts characters and words: %s', (text, length) => {
  expect(fieldLength(text)).toBe(length);
});

it('counts what runs are made of, in any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ..."徐汇々ーカㄅ𠮷abzＡ０１９0159.,-_'&+#’．，＋/· \u0301\u200b\ud83d\udc00😀é",
      '2,160',
      '１２,345,678',
      'a'.repeat(LONGEST_WORD - 1),
      '1'.repeat(LONGEST_WORD),
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      expect(fieldLength(text)).toBe(counted(text));
    }),
    { numRuns: 500 },
  );
});
