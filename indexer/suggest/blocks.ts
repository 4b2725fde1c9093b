// Cuts sorted keys into blocks, and finds the best entries of the beginnings that too many keys share.

import { createByteWriter } from '../../engine/index/bytes.ts';
import {
  ENTRY_UNITS,
  ORDERS,
  type Order,
  packSuggest,
  SEARCHED_UNITS,
  type WrittenEntry,
  writeEntry,
} from '../../engine/index/suggest-entries.ts';
import { type BlockDirectory, blocksWithPrefix, MOST_BLOCKS } from '../../engine/index/suggest-head.ts';
import { sharedUnits } from '../../engine/index/term-block.ts';
import { keyOf, type SortedKeys } from './keys.ts';

/** Before compression, bytes. */
const BLOCK_BYTES = 8192;
/** Entries of a list of the best: a mixture of characters and pinyin is looked for among them, so more than are shown. */
const TOPS: Readonly<Record<Order, number>> = { t: 12, s: 24, i: 24 };

/** Blocks that follow one another in a section. */
export interface BlockSink {
  readonly directory: BlockDirectory;
  /** @param first and `before` first key of the block, and last key of the block before it */
  add(bytes: Uint8Array, first: string, before: string): void;
  readonly blocks: Uint8Array[];
}

export function createBlockSink(): BlockSink {
  const directory: BlockDirectory = { separators: [], offsets: [0] };
  const blocks: Uint8Array[] = [];
  return {
    directory,
    blocks,
    add(bytes, first, before) {
      // Of equal keys in two blocks the second one's separator is after them: whoever looks for them starts at the first.
      const separator = first === before ? `${first}\u0001` : first.slice(0, sharedUnits(before, first) + 1);
      directory.separators.push(blocks.length === 0 ? '' : separator);
      directory.offsets.push(directory.offsets[blocks.length] + bytes.length);
      blocks.push(bytes);
    },
  };
}

/** @param last last key of what is in the sink already; gives that of what is then */
export function writeKeys(sink: BlockSink, keys: SortedKeys, last: string): string {
  const block = createByteWriter(BLOCK_BYTES * 2);
  const entry = createEntry(keys);
  let first = 0;
  let lastOfBlockBefore = last;
  const close = (end: number): void => {
    sink.add(packSuggest(counted(end - first, block.view())), keyOf(keys, first), lastOfBlockBefore);
    lastOfBlockBefore = keyOf(keys, end - 1);
    first = end;
    block.reset();
  };
  for (let i = 0; i < keys.size; i++) {
    if (block.length >= BLOCK_BYTES) close(i);
    writeEntry(block, entry(i), i === first ? 0 : sharedWith(keys, i - 1, i));
  }
  if (keys.size > 0) close(keys.size);
  return lastOfBlockBefore;
}

function counted(count: number, bytes: Uint8Array) {
  const out = createByteWriter(bytes.length + 8);
  out.varint(count);
  out.bytes(bytes);
  return out;
}

/** Entries of keys by their places, one at a time: the object is the same, since millions are written. */
function createEntry({ order, letters, at, lengths, owners, starts, suggestions }: SortedKeys) {
  const most = ENTRY_UNITS[order];
  const entry: WrittenEntry = {
    ...{ order, letters, at: 0, length: 0, units: '', start: 0, count: 0 },
    ...{ syllables: null, text: -1, weight: 0 },
  };
  return (place: number): WrittenEntry => {
    const { units, syllables, weight, number } = suggestions[owners[place]];
    const start = starts[place];
    entry.at = at[place];
    entry.length = lengths[place];
    entry.units = units;
    entry.start = start;
    entry.count = Math.min(units.length - start, most);
    if (order === ORDERS.sound) entry.syllables = syllables;
    entry.text = number < 0 && start === 0 && entry.count === units.length ? -1 : number;
    entry.weight = weight;
    return entry;
  };
}

/** See `sharedUnits`; with the letter of the order. */
function sharedWith({ letters, at, lengths }: SortedKeys, before: number, place: number): number {
  const a = at[before];
  const b = at[place];
  const most = Math.min(lengths[before], lengths[place]);
  let shared = 0;
  while (shared < most && letters[a + shared] === letters[b + shared]) shared++;
  if (shared > 0 && (letters[a + shared - 1] & 0xfc00) === 0xd800) shared--;
  return shared + 1;
}

/** Places of the best entries of the beginnings that lie in more than MOST_BLOCKS blocks; in the order of these. */
export function* bestOf(directory: BlockDirectory, keys: SortedKeys): Generator<[prefix: string, places: number[]]> {
  const { order, letters, at, lengths, size } = keys;
  const isLong = (prefix: string): boolean => {
    const range = blocksWithPrefix(directory, prefix);
    return range !== null && range[1] - range[0] >= MOST_BLOCKS;
  };
  /** End of those that have a unit there, of [start, high), which are alike before it. */
  const endOf = (unit: number, depth: number, start: number, high: number): number => {
    let low = start + 1;
    let end = high;
    while (low < end) {
      const middle = (low + end) >>> 1;
      if (letters[at[middle] + depth] === unit) low = middle + 1;
      else end = middle;
    }
    return end;
  };
  function* visit(low: number, high: number, units: number): Generator<[string, number[]]> {
    if (units > 1) yield [keyOf(keys, low, units), best(keys, low, high, TOPS[order])];
    if (units > SEARCHED_UNITS[order]) return;
    const depth = units - 1;
    for (let start = low, end = low; start < high; start = end) {
      end = start + 1;
      if (lengths[start] <= depth) continue;
      end = endOf(letters[at[start] + depth], depth, start, high);
      if (isLong(keyOf(keys, start, units + 1))) yield* visit(start, end, units + 1);
    }
  }
  if (size > 0) yield* visit(0, size, 1);
}

/** The best of [low, high), each suggestion once. */
function best({ scores, owners }: SortedKeys, low: number, high: number, most: number): number[] {
  const found: number[] = [];
  let worst = -1;
  for (let i = low; i < high; i++) {
    const score = scores[i];
    if (score <= worst) continue;
    const known = found.findIndex((one) => owners[one] === owners[i]);
    if (known >= 0) {
      if (scores[found[known]] >= score) continue;
      found.splice(known, 1);
    }
    let place = found.length;
    while (place > 0 && scores[found[place - 1]] < score) place--;
    found.splice(place, 0, i);
    if (found.length > most) found.pop();
    if (found.length === most) worst = scores[found[most - 1]];
  }
  return found;
}

/** Writes lists into blocks, as they come: sorted. */
export function createTopsWriter(sink: BlockSink) {
  const block = createByteWriter(BLOCK_BYTES * 2);
  let count = 0;
  let first = '';
  let previous = '';
  let lastOfBlockBefore = '';
  const close = (): void => {
    sink.add(packSuggest(counted(count, block.view())), first, lastOfBlockBefore);
    lastOfBlockBefore = previous;
    count = 0;
    block.reset();
  };
  return {
    add(keys: SortedKeys, lists: Iterable<[prefix: string, places: number[]]>): void {
      const entry = createEntry(keys);
      for (const [prefix, places] of lists) {
        if (count === 0) first = prefix;
        block.varint(prefix.length);
        block.units(prefix, 0);
        block.varint(places.length);
        places.forEach((place, i) => {
          writeEntry(block, entry(place), i === 0 ? 0 : sharedWith(keys, places[i - 1], place));
        });
        previous = prefix;
        count++;
        if (block.length >= BLOCK_BYTES) close();
      }
    },
    finish(): void {
      if (count > 0) close();
    },
  };
}
