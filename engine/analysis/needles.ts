// Where any of many texts stand in a text: one pass over it, however many are looked for. Every occurrence counts,
// overlapping ones too (哈哈 stands twice in 哈哈哈), as repeated `indexOf` would find them.

/** Texts to look for, made ready. A needle is known by its number, from 0 in the order given. */
export interface Needles {
  /** UTF-16 units of each needle. */
  readonly lengths: Uint32Array;
  /** Units of all needles, one after another, and where each starts. */
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
  /** The needles that start with the same unit are a chain: 1 + the number of the next one, 0 at its end. */
  readonly chain: Uint16Array;
}

/** Where needles stand in one text. Filled anew by each `findNeedles`. */
export interface Places {
  /** How many places there are. */
  length: number;
  /** Where each starts, UTF-16 units, ascending, and which needle stands there. */
  at: Int32Array;
  needle: Int32Array;
  /** By needle: how often it stands in the text, and the number of its first place. */
  readonly counts: Int32Array;
  readonly first: Int32Array;
  /** By place: the number of the next place of the same needle, or -1. */
  next: Int32Array;
  /** By needle: the number of its last place. */
  readonly last: Int32Array;
}

/** @param texts at most 65,535, each once; an empty one stands nowhere */
export function createNeedles(texts: readonly string[]): Needles {
  const lengths = Uint32Array.from(texts, ({ length }) => length);
  const starts = new Uint32Array(texts.length);
  const units = new Uint16Array(lengths.reduce((sum, length) => sum + length, 0));
  let start = 0;
  texts.forEach((text, needle) => {
    starts[needle] = start;
    for (let i = 0; i < text.length; i++) units[start++] = text.charCodeAt(i);
  });
  const chain = new Uint16Array(texts.length);
  const known = new Map<number, number>();
  for (let needle = texts.length - 1; needle >= 0; needle--) {
    const unit = units[starts[needle]];
    chain[needle] = known.get(unit) ?? 0;
    known.set(unit, needle + 1);
  }
  return { lengths, units, starts, chain };
}

export function createPlaces({ lengths: { length: needles } }: Needles): Places {
  const room = 256;
  return {
    length: 0,
    at: new Int32Array(room),
    needle: new Int32Array(room),
    counts: new Int32Array(needles),
    first: new Int32Array(needles),
    next: new Int32Array(room),
    last: new Int32Array(needles),
  };
}

/** By unit: 1 + the first needle of `prepared` that starts with it. 128 KB, filled for one set of needles at a time. */
const heads = new Uint16Array(0x10000);
let prepared: Needles | null = null;

function prepare(needles: Needles): void {
  if (prepared === needles) return;
  if (prepared) for (const start of prepared.starts) heads[prepared.units[start]] = 0;
  for (let needle = needles.starts.length - 1; needle >= 0; needle--)
    heads[needles.units[needles.starts[needle]]] = needle + 1;
  prepared = needles;
}

/** Find all places of all needles in a text. @param places made for these needles */
export function findNeedles(needles: Needles, text: string, places: Places): void {
  prepare(needles);
  const { chain, starts, lengths, units } = needles;
  const { counts, first, last } = places;
  counts.fill(0);
  first.fill(-1);
  places.length = 0;
  for (let at = 0; at < text.length; at++) {
    for (let head = heads[text.charCodeAt(at)]; head !== 0; head = chain[head - 1]) {
      const needle = head - 1;
      const length = lengths[needle];
      if (length === 0 || at + length > text.length) continue;
      const start = starts[needle];
      let same = 1;
      while (same < length && text.charCodeAt(at + same) === units[start + same]) same++;
      if (same < length) continue;
      if (places.length === places.at.length) grow(places);
      const place = places.length++;
      places.at[place] = at;
      places.needle[place] = needle;
      places.next[place] = -1;
      if (counts[needle]++ === 0) first[needle] = place;
      else places.next[last[needle]] = place;
      last[needle] = place;
    }
  }
}

function grow(places: Places): void {
  const grown = (old: Int32Array): Int32Array => {
    const wider = new Int32Array(2 * old.length);
    wider.set(old);
    return wider;
  };
  places.at = grown(places.at);
  places.needle = grown(places.needle);
  places.next = grown(places.next);
}
