// Sorts stretches of UTF-16 units, most of them by numbers: what a stretch begins with and its place are one number, and these
// sort natively. What begins alike is sorted by what follows, and the few that are left are compared.

import type { Stretches } from './keys.ts';

/** Above all places. */
const PLACES = 2 ** 24;

/** So few are compared unit by unit. */
const FEW = 12;

/** Letters of a number: five bits each. */
const LETTERS = 5;

/** Places in the order of what is there; of equal ones the first comes first. No unit may be 0. */
export function sortedPlaces(of: Stretches): Uint32Array {
  const places = Uint32Array.from(of.at, (_, place) => place);
  const numbers = new Float64Array(places.length);
  sortFrom(0, places.length, 0, places.length > 0 && lettersAt(of, 0, 0) > 0);
  return places;

  /** Sort [low, high), which are alike up to a unit. @param isSpelt whether letters of pinyin go on, mostly */
  function sortFrom(low: number, high: number, depth: number, isSpelt: boolean): void {
    if (high - low <= FEW) {
      insertionSort(low, high, depth);
      return;
    }
    const number = isSpelt ? lettersNumber : unitsNumber;
    for (let i = low; i < high; i++) numbers[i] = number(of, places[i], depth) * PLACES + places[i];
    numbers.subarray(low, high).sort();
    for (let i = low; i < high; i++) places[i] = numbers[i] % PLACES;
    const alike = (i: number): number => Math.floor(numbers[i] / PLACES);
    const groups: number[] = [];
    for (let start = low, end = low; start < high; start = end) {
      const same = alike(start);
      while (end < high && alike(end) === same) end++;
      if (end - start > 1) groups.push(start, end);
    }
    for (let g = 0; g < groups.length; g += 2) {
      const first = places[groups[g]];
      const letters = isSpelt ? lettersAt(of, first, depth) : 0;
      // Those that have ended are equal, and in the order of their places.
      if (letters < LETTERS && of.lengths[first] <= depth + letters) continue;
      sortFrom(groups[g], groups[g + 1], depth + (isSpelt ? letters : 1), letters === LETTERS);
    }
  }

  function insertionSort(low: number, high: number, depth: number): void {
    for (let i = low + 1; i < high; i++) {
      const place = places[i];
      let to = i;
      while (to > low && compare(of, places[to - 1], place, depth) > 0) {
        places[to] = places[to - 1];
        to--;
      }
      places[to] = place;
    }
  }
}

/** Of equal ones the first place comes first. */
function compare({ letters, at, lengths }: Stretches, a: number, b: number, depth: number): number {
  const most = Math.min(lengths[a], lengths[b]);
  for (let i = depth; i < most; i++) {
    const difference = letters[at[a] + i] - letters[at[b] + i];
    if (difference !== 0) return difference;
  }
  return lengths[a] - lengths[b] || a - b;
}

/** Letters from a unit on that a number tells apart. */
function lettersAt({ letters, at, lengths }: Stretches, place: number, depth: number): number {
  let count = 0;
  while (count < LETTERS && depth + count < lengths[place]) {
    const unit = letters[at[place] + depth + count];
    if (unit < 0x61 || unit > 0x7a) break;
    count++;
  }
  return count;
}

/** Below 2^29, as the other one. What is no letter ends it: all below a are one, all above z too. */
function lettersNumber({ letters, at, lengths }: Stretches, place: number, depth: number): number {
  let number = 0;
  let isLetter = true;
  for (let i = depth; i < depth + LETTERS; i++) {
    const unit: number = isLetter && i < lengths[place] ? letters[at[place] + i] : -1;
    isLetter = unit >= 0x61 && unit <= 0x7a;
    number = number * 32 + (unit < 0 ? 0 : unit < 0x61 ? 1 : isLetter ? unit - 0x5f : 28);
  }
  return number;
}

/** A unit and most of the next one. */
function unitsNumber({ letters, at, lengths }: Stretches, place: number, depth: number): number {
  const first = depth < lengths[place] ? letters[at[place] + depth] : 0;
  const second = depth + 1 < lengths[place] ? letters[at[place] + depth + 1] : 0;
  return first * 0x2000 + (second >>> 3);
}
