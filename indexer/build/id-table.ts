// The ids of a build, each once and numbered as they came. A Map of a million strings would take hundreds of
// megabytes, so they are bytes in one buffer, found through an open-addressing table.

import { createGrowing } from './growing.ts';

export interface IdTable {
  readonly size: number;
  /** The number of an id, from 0; a new one gets the next number. */
  add(id: string): number;
  /** The number of an id; -1 when it never came. */
  find(id: string): number;
  idOf(number: number): string;
}

/** FNV-1a (Fowler, Noll, Vo) over bytes. */
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

export function createIdTable(): IdTable {
  let pool = Buffer.alloc(1 << 16);
  /** Where each id ends in the pool; it begins where the one before ends. */
  const ends = createGrowing((length) => new Float64Array(length));
  /** Whether its units are one byte each. */
  const latin = createGrowing((length) => new Uint32Array(length));
  const hashes = createGrowing((length) => new Uint32Array(length));
  /** Number + 1 of the id at each place, 0 where there is none; at most half full. */
  let places = new Uint32Array(1 << 12);

  /** The id that is looked for: its bytes, their number, whether each is a unit, and their hash. */
  let bytes = Buffer.alloc(1 << 10);
  let length = 0;
  let isLatin = 1;
  let hash = 0;
  const look = (id: string): void => {
    if (bytes.length < id.length * 2) bytes = Buffer.alloc(id.length * 2);
    isLatin = 1;
    for (let i = 0; i < id.length && isLatin === 1; i++) if (id.charCodeAt(i) > 0xff) isLatin = 0;
    length = bytes.write(id, isLatin === 1 ? 'latin1' : 'utf16le');
    hash = FNV_START;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[i], FNV_PRIME);
    hash >>>= 0;
  };
  const startOf = (number: number): number => (number === 0 ? 0 : ends.at(number - 1));
  const isIt = (number: number): boolean => {
    const start = startOf(number);
    return (
      hashes.at(number) === hash &&
      latin.at(number) === isLatin &&
      ends.at(number) - start === length &&
      pool.compare(bytes, 0, length, start, start + length) === 0
    );
  };
  /** The place of the id that is looked for, or the free one where it belongs. */
  const placeOf = (): number => {
    const mask = places.length - 1;
    let place = hash & mask;
    while (places[place] !== 0 && !isIt(places[place] - 1)) place = (place + 1) & mask;
    return place;
  };
  const growPlaces = (): void => {
    places = new Uint32Array(places.length * 2);
    const mask = places.length - 1;
    for (let number = 0; number < ends.length; number++) {
      let place = hashes.at(number) & mask;
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = number + 1;
    }
  };
  const append = (): void => {
    const start = startOf(ends.length);
    if (start + length > pool.length) {
      const larger = Buffer.alloc(Math.max(pool.length * 2, start + length));
      larger.set(pool);
      pool = larger;
    }
    bytes.copy(pool, start, 0, length);
    ends.push(start + length);
    latin.push(isLatin);
    hashes.push(hash);
  };

  return {
    get size() {
      return ends.length;
    },
    find(id) {
      look(id);
      return places[placeOf()] - 1;
    },
    add(id) {
      look(id);
      const place = placeOf();
      if (places[place] !== 0) return places[place] - 1;
      append();
      places[place] = ends.length;
      if (ends.length * 2 > places.length) growPlaces();
      return ends.length - 1;
    },
    idOf: (number) => pool.toString(latin.at(number) ? 'latin1' : 'utf16le', startOf(number), ends.at(number)),
  };
}
