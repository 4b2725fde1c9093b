import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createNeedles,
  createPlaces,
  findNeedles,
  type Needles,
  type Places,
} from '../../../engine/analysis/needles.ts';

/** Starts of a needle's places, by its chain. */
const startsOf = ({ first, next, at }: Places, needle: number): number[] => {
  const starts: number[] = [];
  for (let place = first[needle]; place >= 0; place = next[place]) starts.push(at[place]);
  return starts;
};

const byIndexOf = (text: string, needle: string): number[] => {
  const starts: number[] = [];
  if (needle === '') return starts;
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) starts.push(at);
  return starts;
};

const signs = fc.constantFrom('哈', '文', '明', 'a', '。', '𠮷', '𠮸', '\ud842');
const texts = fc.string({ unit: signs, maxLength: 400 });
const wanted = fc.uniqueArray(fc.string({ unit: signs, maxLength: 4 }), { maxLength: 12 });

test('every needle stands where repeated indexOf finds it, whatever was searched before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(wanted, fc.array(texts, { maxLength: 3 })), { maxLength: 4 }), (searches) => {
      const made = searches.map(([list, among]): [Needles, Places, string[], string[]] => {
        const needles = createNeedles(list);
        return [needles, createPlaces(needles), list, among];
      });
      for (const turn of [0, 1, 2])
        for (const [needles, places, list, among] of made) {
          const text = among[turn] ?? '';
          findNeedles(needles, text, places);
          list.forEach((needle, i) => {
            expect(startsOf(places, i)).toEqual(byIndexOf(text, needle));
            expect(places.counts[i]).toBe(byIndexOf(text, needle).length);
          });
        }
    }),
  );
});

test('places are in the order of the text', () => {
  const needles = createNeedles(['文明', '文', '明城']);
  const places = createPlaces(needles);
  findNeedles(needles, '文明城', places);
  expect([...places.at.subarray(0, places.length)]).toEqual([0, 0, 1]);
  expect([...places.needle.subarray(0, places.length)].sort()).toEqual([0, 1, 2]);
});
