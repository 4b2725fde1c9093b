// The cheap first read: every article goes once through the source readers into a local file, as the row that
// will be stored, repeated ids are settled (the last one wins), and what the build must know beforehand is
// measured. Of an article a few dozen bytes stay in memory.

import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fieldLength } from '../../engine/analysis/field-length.ts';
import type { Article } from '../../engine/article.ts';
import { type Identity, rowDigest } from '../../engine/index/ids.ts';
import { fromStoredRow, isFullBlock, type StoredArticle, storedRow } from '../../engine/index/stored-fields.ts';
import { createGrowing } from './growing.ts';
import { createIdTable } from './id-table.ts';

export interface Spool {
  /** Articles; those that were replaced do not count. */
  readonly size: number;
  /** Articles whose id came again later. */
  readonly replaced: number;
  add(article: Article): void;
  /** Whether an article with this id came. */
  has(id: string): boolean;
  /** No more articles: settle the order (newest first, the undated last; of one instant by id, in UTF-16 order). */
  close(): void;
  /** Mean field lengths in tokens, at least 1. */
  pivots(): { title: number; body: number };
  /** The i-th article in the final order, with its lengths. */
  read(i: number): StoredArticle;
  /** What it is told apart by, and its instant (-Infinity for the undated). */
  identify(i: number): Identity & { instant: number };
  /** The place of an id in the final order; -1 when it never came. */
  find(id: string): number;
  /** Leave out all others, of which the pivots are then not those. */
  keep(isKept: (i: number) => boolean): void;
  /**
   * Cut articles [start, end) of the final order into stretches for one batch each: about equal, of about `most`
   * articles or fewer, and whole blocks of stored fields.
   */
  cut(start: number, end: number, most: number): SpooledRows[];
  /** Close the file. */
  dispose(): void;
}

/** Where rows lie in a spool's file: plain data, for any thread to read them. */
export interface SpooledRows {
  path: string;
  /** In bytes, in the order of the articles. */
  offsets: Float64Array;
  lengths: Uint32Array;
}

const BUFFER_BYTES = 1 << 20;

/** @param folder existing folder for the file */
export function createSpool(folder: string): Spool {
  const path = join(folder, 'articles.jsonl');
  const file = openSync(path, 'wx+');
  /** Of every article that came. */
  const offsets = createGrowing((length) => new Float64Array(length));
  const lengths = createGrowing((length) => new Uint32Array(length));
  const units = createGrowing((length) => new Uint32Array(length));
  const titleLengths = createGrowing((length) => new Uint32Array(length));
  const bodyLengths = createGrowing((length) => new Uint32Array(length));
  /** Of each article's id. */
  const idNumbers = createGrowing((length) => new Uint32Array(length));
  /** Eight bytes of each article's row. */
  const digests = [
    createGrowing((length) => new Uint32Array(length)),
    createGrowing((length) => new Uint32Array(length)),
  ];
  /** -Infinity for the undated. */
  const instants = createGrowing((length) => new Float64Array(length));
  const ids = createIdTable();
  /** The last article of each id. */
  const lastOf = createGrowing((length) => new Uint32Array(length));
  /** The articles that stay, in the final order. */
  let order = new Uint32Array(0);
  let isClosed = false;
  /** By the number of an id: its place in the order, before any were left out. */
  let finalPlaces = new Uint32Array(0);
  let size = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const flush = (): void => {
    const bytes = Buffer.concat(pending);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    pending = [];
    pendingBytes = 0;
  };
  const meanOf = (numbers: { at(index: number): number }): number => {
    let sum = 0;
    let filled = 0;
    for (const i of order) {
      sum += numbers.at(i);
      if (numbers.at(i) > 0) filled++;
    }
    return filled === 0 ? 1 : Math.round((sum / filled) * 100) / 100;
  };

  return {
    get size() {
      return isClosed ? order.length : ids.size;
    },
    get replaced() {
      return offsets.length - ids.size;
    },
    has: (id) => ids.find(id) !== -1,
    add(article) {
      const id = ids.add(article.id);
      if (id === lastOf.length) lastOf.push(offsets.length);
      else lastOf.set(id, offsets.length);
      const titleLength = fieldLength(article.title);
      const bodyLength = fieldLength(article.body);
      const row = storedRow({ article, titleLength, bodyLength });
      const line = Buffer.from(`${row}\n`);
      offsets.push(size);
      lengths.push(line.length - 1);
      units.push(row.length);
      titleLengths.push(titleLength);
      bodyLengths.push(bodyLength);
      idNumbers.push(id);
      const digest = rowDigest(line.subarray(0, -1));
      for (const [i, half] of digests.entries()) half.push(Number.parseInt(digest.slice(8 * i, 8 * i + 8), 16));
      instants.push(article.date?.instant ?? Number.NEGATIVE_INFINITY);
      pending.push(line);
      pendingBytes += line.length;
      size += line.length;
      if (pendingBytes >= BUFFER_BYTES) flush();
    },
    close() {
      flush();
      order = inOrder(ids, lastOf.at, instants.at);
      isClosed = true;
      finalPlaces = new Uint32Array(ids.size);
      order.forEach((article, i) => {
        finalPlaces[idNumbers.at(article)] = i;
      });
    },
    pivots: () => ({ title: meanOf(titleLengths), body: meanOf(bodyLengths) }),
    read(i) {
      return fromStoredRow(readRow(file, offsets.at(order[i]), lengths.at(order[i])));
    },
    identify(i) {
      const article = order[i];
      const [high, low] = digests.map((half) => half.at(article).toString(16).padStart(8, '0'));
      return { id: ids.idOf(idNumbers.at(article)), digest: high + low, instant: instants.at(article) };
    },
    find(id) {
      const number = ids.find(id);
      return number === -1 ? -1 : finalPlaces[number];
    },
    keep(isKept) {
      order = order.filter((_, i) => isKept(i));
    },
    cut(start, end, most) {
      const stretches: SpooledRows[] = [];
      const close = (from: number, to: number): void => {
        const articles = order.subarray(from, to);
        stretches.push({
          path,
          offsets: Float64Array.from(articles, offsets.at),
          lengths: Uint32Array.from(articles, lengths.at),
        });
      };
      const even = Math.ceil((end - start) / Math.ceil((end - start) / most));
      let first = start;
      let blockUnits = 0;
      for (let i = start; i < end; i++) {
        blockUnits += units.at(order[i]);
        if (!isFullBlock(blockUnits)) continue;
        blockUnits = 0;
        if (i + 1 - first < even) continue;
        close(first, i + 1);
        first = i + 1;
      }
      if (first < end) close(first, end);
      return stretches;
    },
    dispose: () => closeSync(file),
  };
}

/** By content alone: an article has one place among others, whenever and in whatever order they came. */
function inOrder(
  ids: { size: number; idOf(number: number): string },
  lastOf: (id: number) => number,
  instantOf: (article: number) => number,
): Uint32Array<ArrayBuffer> {
  const instants = Float64Array.from({ length: ids.size }, (_, id) => instantOf(lastOf(id)));
  const order = Uint32Array.from({ length: ids.size }, (_, id) => id);
  order.sort((a, b) => (instants[a] === instants[b] ? a - b : instants[b] - instants[a]));
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && instants[order[end]] === instants[order[start]]) end++;
    if (end - start === 1) continue;
    const named = Array.from(order.subarray(start, end), (number) => ({ number, id: ids.idOf(number) }));
    named.sort((a, b) => (a.id < b.id ? -1 : 1));
    named.forEach(({ number }, i) => {
      order[start + i] = number;
    });
  }
  return order.map(lastOf);
}

/** The rows of a stretch, one after the other. */
export function* readRows({ path, offsets, lengths }: SpooledRows): Generator<string> {
  const file = openSync(path, 'r');
  try {
    for (let i = 0; i < offsets.length; i++) yield readRow(file, offsets[i], lengths[i]);
  } finally {
    closeSync(file);
  }
}

function readRow(file: number, offset: number, length: number): string {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const read = readSync(file, bytes, done, length - done, offset + done);
    if (read === 0) throw new Error('the spooled articles were cut off while the index was built');
    done += read;
  }
  return bytes.toString('utf8');
}
