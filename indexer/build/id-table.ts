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

const isLatin = (id: string): boolean => {
  for (let i = 0; i < id.length; i++) if (id.charCodeAt(i) > 0xff) return false;
  return true;
};

/** FNV-1a (Fowler, Noll, Vo) over bytes. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

export function createIdTable(): IdTable {
  let pool = Buffer.alloc(1 << 16);
  /** Where each id ends in the pool; it begins where the one before ends. */
  const ends = createGrowing((length) => new Float64Array(length));
  /** Whether its units are one byte each. */
  const latin = createGrowing((length) => new Uint32Array(length));
  /** Number + 1 of the id at each place, 0 where there is none; at most half full. */
  let places = new Uint32Array(1 << 12);

  const bytesOf = (number: number): Buffer => pool.subarray(number === 0 ? 0 : ends.at(number - 1), ends.at(number));
  /** The place of an id, or the free one where it belongs. */
  const placeOf = (bytes: Buffer, isOneByte: number): number => {
    const mask = places.length - 1;
    let place = hashOf(bytes) & mask;
    for (; places[place] !== 0; place = (place + 1) & mask) {
      const number = places[place] - 1;
      if (latin.at(number) === isOneByte && bytesOf(number).equals(bytes)) break;
    }
    return place;
  };
  const growPlaces = (): void => {
    places = new Uint32Array(places.length * 2);
    for (let number = 0; number < ends.length; number++)
      places[placeOf(bytesOf(number), latin.at(number))] = number + 1;
  };
  const append = (bytes: Buffer): void => {
    const start = ends.length === 0 ? 0 : ends.at(ends.length - 1);
    if (start + bytes.length > pool.length) {
      const larger = Buffer.alloc(Math.max(pool.length * 2, start + bytes.length));
      larger.set(pool);
      pool = larger;
    }
    pool.set(bytes, start);
    ends.push(start + bytes.length);
  };

  const encoded = (id: string): { bytes: Buffer; isOneByte: number } => {
    const isOneByte = isLatin(id) ? 1 : 0;
    return { bytes: Buffer.from(id, isOneByte ? 'latin1' : 'utf16le'), isOneByte };
  };

  return {
    get size() {
      return ends.length;
    },
    find(id) {
      const { bytes, isOneByte } = encoded(id);
      return places[placeOf(bytes, isOneByte)] - 1;
    },
    add(id) {
      const { bytes, isOneByte } = encoded(id);
      const place = placeOf(bytes, isOneByte);
      if (places[place] !== 0) return places[place] - 1;
      places[place] = ends.length + 1;
      append(bytes);
      latin.push(isOneByte);
      if (ends.length * 2 > places.length) growPlaces();
      return ends.length - 1;
    },
    idOf: (number) => bytesOf(number).toString(latin.at(number) ? 'latin1' : 'utf16le'),
  };
}
