// Shared by the tests of sources: files in a folder of their own, and everything that reading gives.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import type { RawItem, ReadOptions, SourceItem } from '../../../indexer/sources/item.ts';
import { readArticles } from '../../../indexer/sources/read.ts';

export const FIXTURES = fileURLToPath(new URL('./fixtures', import.meta.url));
export const ZONE = 'Asia/Shanghai';

/** A folder with these files; it is gone after the test. */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-sources-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export async function collect<T>(items: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The same of what comes a few at a time. */
export const collectAll = async <T>(items: AsyncIterable<T[]>): Promise<T[]> => (await collect(items)).flat();

/** Everything that the sources give, with the default zone. */
export const read = (sources: string[], options: Partial<ReadOptions> = {}): Promise<SourceItem[]> =>
  collect(readArticles(sources, { cwd: FIXTURES, timeZone: ZONE, ...options }));

export const articlesOf = (items: SourceItem[]): Article[] =>
  items.flatMap((item) => (item.kind === 'article' ? [item.article] : []));

/** What was not read, and what was said about it. */
export const complaintsOf = (items: SourceItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'skipped' ? [item.reason] : item.kind === 'warning' ? [item.message] : []));

/** The one record that a format found. */
export function onlyRecord(items: Iterable<RawItem>): Extract<RawItem, { kind: 'record' }> {
  const [item, ...more] = [...items];
  if (item?.kind !== 'record' || more.length > 0) throw new Error(`not one record: ${JSON.stringify([item, ...more])}`);
  return item;
}

/** Bytes cut into chunks of these sizes, over and over. */
export async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

export const stdinOf = (...chunks: (string | Uint8Array)[]): NodeJS.ReadableStream =>
  Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
