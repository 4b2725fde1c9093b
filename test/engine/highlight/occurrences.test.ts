import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOccurrences, type Occurrence } from '../../../engine/highlight/occurrences.ts';

function spans(folded: string, text: string, boundary = false): [number, number][] {
  const found: Occurrence[] = [];
  const count = findOccurrences(folded, { text, boundary }, 0, found);
  expect(count).toBe(found.length);
  return found.map(({ start, end }) => [start, end]);
}

describe('an occurrence', () => {
  it('is found wherever it stands, overlapping others too', () => {
    expect(spans('哈哈哈', '哈哈')).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(spans('徐汇区的徐汇', '徐汇')).toEqual([
      [0, 2],
      [4, 6],
    ]);
    expect(spans('徐汇', '静安')).toEqual([]);
    expect(spans('徐汇', '')).toEqual([]);
  });

  it('does not begin or end inside a surrogate pair', () => {
    expect(spans('𠮷野家', '𠮷')).toEqual([[0, 2]]);
    expect(spans('𠮷野家', '\udfb7野')).toEqual([]);
    expect(spans('野𠮷', '野\ud842')).toEqual([]);
  });

  it('equals what a naive search finds, in any text', () => {
    const text = fc.array(fc.constantFrom('哈', '徐', 'a', '𠮷'), { maxLength: 30 }).map((units) => units.join(''));
    fc.assert(
      fc.property(text, text, (folded, wanted) => {
        const naive: [number, number][] = [];
        for (let start = 0; wanted !== '' && start + wanted.length <= folded.length; start++) {
          if (folded.slice(start, start + wanted.length) === wanted) naive.push([start, start + wanted.length]);
        }
        expect(spans(folded, wanted)).toEqual(naive);
      }),
    );
  });
});

describe('a Latin word or a number', () => {
  it.each([
    ['google go', 'go', [[7, 9]]],
    ['iphone15', 'iphone', [[0, 6]]],
    ['iphone15', '15', [[6, 8]]],
    ['iphones', 'iphone', []],
    ['用iphone拍', 'iphone', [[1, 7]]],
    ['5g', '5', [[0, 1]]],
    ['3.5', '3.5', [[0, 3]]],
    ['3.5', '3', []],
    ['3.5', '5', []],
    ['图3.见上', '3', [[1, 2]]],
    ['2017', '20', []],
    ['用c++写', 'c++', [[1, 4]]],
    ['買a股', 'a股', [[1, 3]]],
    ['usa股', 'a股', []],
    ['node.js', 'js', [[5, 7]]],
    ['москва', 'моск', []],
    ['カラオケok', 'ok', [[4, 6]]],
  ])('of %j, %j stands at %j', (folded, text, expected) => {
    expect(spans(folded, text, true)).toEqual(expected);
  });
});
