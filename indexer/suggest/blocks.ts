// Cuts sorted keys into blocks, and finds the best entries of the beginnings that too many keys share.

import { createByteWriter } from '../../engine/index/bytes.ts';
import {
  type Order,
  packSuggest,
  SEARCHED_UNITS,
  type SuggestEntry,
  writeEntry,
} from '../../engine/index/suggest-entries.ts';
import { type BlockDirectory, blocksWithPrefix, MOST_BLOCKS } from '../../engine/index/suggest-head.ts';
import { sharedUnits } from '../../engine/index/term-block.ts';
import type { SortedKeys } from './keys.ts';

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

/** @param last last key of what is in the sink already */
export function writeKeys(sink: BlockSink, keys: SortedKeys, last: string): string {
  const block = createByteWriter(BLOCK_BYTES * 2);
  let first = '';
  let previous = '';
  let lastOfBlockBefore = last;
  let entries = 0;
  const close = (): void => {
    sink.add(packSuggest(counted(entries, block.view())), first, lastOfBlockBefore);
    lastOfBlockBefore = previous;
    entries = 0;
    block.reset();
  };
  for (let i = 0; i < keys.size; i++) {
    const entry = keys.entry(i);
    if (block.length >= BLOCK_BYTES) close();
    if (entries === 0) first = entry.key;
    writeEntry(block, entry, entries === 0 ? '' : previous);
    previous = entry.key;
    entries++;
  }
  if (entries > 0) close();
  return previous;
}

function counted(count: number, bytes: Uint8Array) {
  const out = createByteWriter(bytes.length + 8);
  out.varint(count);
  out.bytes(bytes);
  return out;
}

/** Lists of the best entries, by the beginnings that lie in more than MOST_BLOCKS blocks; in their order. */
export function* bestOf(
  directory: BlockDirectory,
  keys: SortedKeys,
  order: Order,
): Generator<[string, SuggestEntry[]]> {
  const isLong = (prefix: string): boolean => {
    const range = blocksWithPrefix(directory, prefix);
    return range !== null && range[1] - range[0] >= MOST_BLOCKS;
  };
  function* visit(low: number, high: number, units: number): Generator<[string, SuggestEntry[]]> {
    if (units > 1) yield [keys.key(low).slice(0, units), best(keys, low, high, TOPS[order])];
    if (units > SEARCHED_UNITS[order]) return;
    for (let start = low, end = low; start < high; start = end) {
      const key = keys.key(start);
      if (key.length <= units) {
        end++;
        continue;
      }
      const prefix = key.slice(0, units + 1);
      end = endOfPrefix(keys, start, high, prefix);
      if (isLong(prefix)) yield* visit(start, end, units + 1);
    }
  }
  if (keys.size > 0) yield* visit(0, keys.size, 1);
}

function endOfPrefix(keys: SortedKeys, start: number, high: number, prefix: string): number {
  let low = start + 1;
  let end = high;
  while (low < end) {
    const middle = (low + end) >>> 1;
    if (keys.key(middle).startsWith(prefix)) low = middle + 1;
    else end = middle;
  }
  return end;
}

/** The best of [low, high), each suggestion once. */
function best(keys: SortedKeys, low: number, high: number, most: number): SuggestEntry[] {
  const found: { score: number; suggestion: number; entry: SuggestEntry }[] = [];
  for (let i = low; i < high; i++) {
    const score = keys.score(i);
    const last = found[found.length - 1];
    if (found.length === most && score <= last.score) continue;
    const suggestion = keys.suggestion(i);
    const known = found.findIndex((one) => one.suggestion === suggestion);
    if (known >= 0) {
      if (found[known].score >= score) continue;
      found.splice(known, 1);
    }
    let place = found.length;
    while (place > 0 && found[place - 1].score < score) place--;
    found.splice(place, 0, { score, suggestion, entry: keys.entry(i) });
    if (found.length > most) found.pop();
  }
  return found.map(({ entry }) => entry);
}

/** Write lists, sorted, into blocks. */
export function writeTops(sink: BlockSink, lists: Iterable<[string, SuggestEntry[]]>): void {
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
  for (const [prefix, entries] of lists) {
    if (count === 0) first = prefix;
    block.varint(prefix.length);
    block.units(prefix, 0);
    block.varint(entries.length);
    let before = '';
    for (const entry of entries) {
      writeEntry(block, entry, before);
      before = entry.key;
    }
    previous = prefix;
    count++;
    if (block.length >= BLOCK_BYTES) close();
  }
  if (count > 0) close();
}
