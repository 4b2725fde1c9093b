import { describe, expect, test } from 'vitest';
import { createFrequentTermsBuilder, readFrequentTerms } from '../../../engine/index/frequent-terms.ts';

const TERMS: [string, number][] = [
  ['5g基', 9],
  ['abc', 9],
  ['facebook', 2],
  ['iphone15', 9],
  ['linux', 400],
  ['上海', 3],
  ['上海市', 3],
  ['徐汇', 2],
  ['文', 70],
  ['文明', 1_000],
];

function kept(documents: number): [string, number][] {
  const builder = createFrequentTermsBuilder(documents);
  for (const [term, held] of TERMS) builder.add(term, held);
  return [...readFrequentTerms(builder.finish(), 'terms')].map(({ term, documents: held }) => [term, held]);
}

describe('frequent terms of a segment', () => {
  test('are its pairs of characters and Latin words of four letters and more', () => {
    expect(kept(20)).toEqual([
      ['facebook', 2],
      ['linux', 400],
      ['上海', 3],
      ['徐汇', 2],
      ['文明', 1_000],
    ]);
  });

  test('of a large segment those in three articles and more', () => {
    expect(kept(28_000)).toEqual([
      ['linux', 400],
      ['上海', 3],
      ['文明', 1_000],
    ]);
  });

  test('damage is an error', () => {
    const builder = createFrequentTermsBuilder(1);
    builder.add('上海', 3);
    const bytes = Uint8Array.from(builder.finish());
    bytes[1] ^= 1;
    expect(() => [...readFrequentTerms(bytes, 'terms of x')]).toThrow(/terms of x does not match its checksum/);
  });
});
