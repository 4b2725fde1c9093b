// The cheap first read: every article goes once through the source readers into a local file, repeated
// ids are settled (the last one wins), and what the build must know beforehand is measured.

import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fold } from '../../engine/analysis/fold.ts';
import { runs } from '../../engine/analysis/runs.ts';
import type { Article } from '../../engine/article.ts';

export interface Spool {
  readonly size: number;
  /** Articles whose id came again later. */
  readonly replaced: number;
  add(article: Article): void;
  /** No more articles: settle the order (newest first, the undated last; of one instant by id, in UTF-16 order). */
  close(): void;
  /** Mean field lengths in tokens, at least 1. */
  pivots(): { title: number; body: number };
  /** The i-th article in the final order. */
  read(i: number): Article;
  /** Close the file. */
  dispose(): void;
}

const BUFFER_BYTES = 1 << 20;

/** @param folder existing folder for the file */
export function createSpool(folder: string): Spool {
  const file = openSync(join(folder, 'articles.jsonl'), 'wx+');
  const places: { offset: number; length: number; instant: number | null; titleLength: number; bodyLength: number }[] =
    [];
  /** Index in `places` of each id's last article. */
  const lastOf = new Map<string, number>();
  let order: number[] = [];
  let replaced = 0;
  let size = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const flush = (): void => {
    const bytes = Buffer.concat(pending);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    pending = [];
    pendingBytes = 0;
  };

  return {
    get size() {
      return lastOf.size;
    },
    get replaced() {
      return replaced;
    },
    add(article) {
      const line = Buffer.from(`${JSON.stringify(article)}\n`);
      if (lastOf.has(article.id)) replaced++;
      lastOf.set(article.id, places.length);
      places.push({
        offset: size,
        length: line.length,
        instant: article.date?.instant ?? null,
        titleLength: fieldLength(article.title),
        bodyLength: fieldLength(article.body),
      });
      pending.push(line);
      pendingBytes += line.length;
      size += line.length;
      if (pendingBytes >= BUFFER_BYTES) flush();
    },
    close() {
      flush();
      // By content alone: an article has one place among others, whenever and in whatever order they came.
      order = [...lastOf]
        .sort(([idA, a], [idB, b]) => {
          const left = places[a].instant ?? Number.NEGATIVE_INFINITY;
          const right = places[b].instant ?? Number.NEGATIVE_INFINITY;
          return left === right ? (idA < idB ? -1 : 1) : right > left ? 1 : -1;
        })
        .map(([, place]) => place);
    },
    pivots() {
      const mean = (of: (place: (typeof places)[number]) => number): number => {
        let sum = 0;
        let filled = 0;
        for (const i of order) {
          sum += of(places[i]);
          if (of(places[i]) > 0) filled++;
        }
        return filled === 0 ? 1 : Math.round((sum / filled) * 100) / 100;
      };
      return { title: mean(({ titleLength }) => titleLength), body: mean(({ bodyLength }) => bodyLength) };
    },
    read(i) {
      const { offset, length } = places[order[i]];
      const bytes = Buffer.allocUnsafe(length);
      for (let done = 0; done < length; ) done += readSync(file, bytes, done, length - done, offset + done);
      return JSON.parse(bytes.toString('utf8')) as Article;
    },
    dispose: () => closeSync(file),
  };
}

/** Han characters and words of a field: its length in tokens, as the analyzer counts it. */
export function fieldLength(text: string): number {
  const folded = fold(text);
  let length = 0;
  for (const { kind, start, end } of runs(folded)) {
    if (kind === 'word') length++;
    else for (let i = start; i < end; i++) if ((folded.charCodeAt(i) & 0xfc00) !== 0xdc00) length++;
  }
  return length;
}
