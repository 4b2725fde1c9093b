// The cheap first read: every article goes once through the source readers into a local file, as the row that
// will be stored, repeated ids are settled (the last one wins), and what the build must know beforehand is
// measured. Of an article a few dozen bytes stay in memory. What a published version has as it is is not kept at all.

import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fieldLength } from '../../engine/analysis/field-length.ts';
import type { Article } from '../../engine/article.ts';
import { CorruptIndexError, REPAIR } from '../../engine/errors.ts';
import { rowDigest } from '../../engine/index/ids.ts';
import { fromStoredRow, isFullBlock, type StoredArticle, storedRow } from '../../engine/index/stored-fields.ts';
import { createGrowing } from './growing.ts';
import { createIdTable } from './id-table.ts';

/** Articles that a published version has, numbered in any order. */
export interface KnownArticles {
  readonly size: number;
  idOf(known: number): string;
  /** See `rowDigest`. */
  digestOf(known: number): string;
}

/** What came under the id of a known article: nothing, the very same, or another content. */
export type KnownState = 'absent' | 'same' | 'other';

export interface Spool {
  /** Articles that came, each id once. */
  readonly came: number;
  /** Articles whose id came again later. */
  readonly replaced: number;
  /** Articles in the spool, once it is closed: the last of each id, unless it is known as it is. */
  readonly size: number;
  add(article: Article): void;
  /** Whether an article with this id came. */
  has(id: string): boolean;
  /** No more articles: settle the order (newest first, the undated last; of one instant by id, in UTF-16 order). */
  close(): void;
  stateOf(known: number): KnownState;
  /** Mean field lengths in tokens, at least 1. */
  pivots(): { title: number; body: number };
  /** The i-th article in the final order, with its lengths. */
  read(i: number): StoredArticle;
  idOf(i: number): string;
  /** Milliseconds since the epoch; -Infinity for the undated. */
  instantOf(i: number): number;
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

/** What came last under an id: nothing, what is known, or the article of this number + `FIRST`. */
const NOTHING = 0;
const KNOWN = 1;
const FIRST = 2;

/**
 * @param folder existing folder for the file
 * @throws CorruptIndexError when two known articles have one id
 */
export function createSpool(folder: string, known: KnownArticles | null = null): Spool {
  /** Of every article that was kept. */
  const offsets = createGrowing((length) => new Float64Array(length));
  const lengths = createGrowing((length) => new Uint32Array(length));
  const units = createGrowing((length) => new Uint32Array(length));
  const titleLengths = createGrowing((length) => new Uint32Array(length));
  const bodyLengths = createGrowing((length) => new Uint32Array(length));
  /** Of each article's id. */
  const idNumbers = createGrowing((length) => new Uint32Array(length));
  /** -Infinity for the undated. */
  const instants = createGrowing((length) => new Float64Array(length));
  /** Those of the known articles first. */
  const ids = createIdTable();
  /** By id. */
  const lastOf = createGrowing((length) => new Uint32Array(length));
  const knownSize = known?.size ?? 0;
  for (let i = 0; i < knownSize; i++) {
    if (ids.add(known!.idOf(i)) !== i)
      throw new CorruptIndexError(`the published version has two articles with the id "${known!.idOf(i)}"; ${REPAIR}`);
    lastOf.push(NOTHING);
  }
  const path = join(folder, 'articles.jsonl');
  const file = openSync(path, 'wx+');
  let came = 0;
  let replaced = 0;
  /** The articles that stay, in the final order. */
  let order = new Uint32Array(0);
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
    get came() {
      return came;
    },
    get replaced() {
      return replaced;
    },
    get size() {
      return order.length;
    },
    has(id) {
      const number = ids.find(id);
      return number !== -1 && lastOf.at(number) !== NOTHING;
    },
    add(article) {
      const id = ids.add(article.id);
      if (id === lastOf.length) lastOf.push(NOTHING);
      if (lastOf.at(id) === NOTHING) came++;
      else replaced++;
      const titleLength = fieldLength(article.title);
      const bodyLength = fieldLength(article.body);
      const row = storedRow({ article, titleLength, bodyLength });
      if (id < knownSize && rowDigest(row) === known!.digestOf(id)) {
        lastOf.set(id, KNOWN);
        return;
      }
      lastOf.set(id, offsets.length + FIRST);
      const line = Buffer.from(`${row}\n`);
      offsets.push(size);
      lengths.push(line.length - 1);
      units.push(row.length);
      titleLengths.push(titleLength);
      bodyLengths.push(bodyLength);
      idNumbers.push(id);
      instants.push(article.date?.instant ?? Number.NEGATIVE_INFINITY);
      pending.push(line);
      pendingBytes += line.length;
      size += line.length;
      if (pendingBytes >= BUFFER_BYTES) flush();
    },
    close() {
      flush();
      const kept: number[] = [];
      for (let i = 0; i < offsets.length; i++) if (lastOf.at(idNumbers.at(i)) === i + FIRST) kept.push(i);
      order = inOrder(kept, instants.at, (article) => ids.idOf(idNumbers.at(article)));
    },
    stateOf(number) {
      const last = lastOf.at(number);
      return last === NOTHING ? 'absent' : last === KNOWN ? 'same' : 'other';
    },
    pivots: () => ({ title: meanOf(titleLengths), body: meanOf(bodyLengths) }),
    read(i) {
      return fromStoredRow(readRow(file, offsets.at(order[i]), lengths.at(order[i])));
    },
    idOf: (i) => ids.idOf(idNumbers.at(order[i])),
    instantOf: (i) => instants.at(order[i]),
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
  articles: readonly number[],
  instantOf: (article: number) => number,
  idOf: (article: number) => string,
): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from(articles);
  order.sort((a, b) => (instantOf(a) === instantOf(b) ? a - b : instantOf(b) - instantOf(a)));
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && instantOf(order[end]) === instantOf(order[start])) end++;
    if (end - start === 1) continue;
    const named = Array.from(order.subarray(start, end), (article) => ({ article, id: idOf(article) }));
    named.sort((a, b) => (a.id < b.id ? -1 : 1));
    named.forEach(({ article }, i) => {
      order[start + i] = article;
    });
  }
  return order;
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
