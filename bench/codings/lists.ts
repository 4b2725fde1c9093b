// What the codings are compared on: the lists and articles of a real index, read back from its one segment.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkedBytes } from '../../engine/index/checksum.ts';
import { type Manifest, objectKey } from '../../engine/index/manifest.ts';
import { chunkedBytes, fromChunks, type Postings, readPostings } from '../../engine/index/postings.ts';
import { SLOTS } from '../../engine/index/slots.ts';
import { readSparseTerms } from '../../engine/index/sparse-terms.ts';
import {
  CELL,
  readStoredBlock,
  readStoredDirectory,
  readStoredTable,
  type StoredArticle,
} from '../../engine/index/stored-fields.ts';
import { type PostingsEntry, readTermBlock } from '../../engine/index/term-block.ts';

/** The postings of one term in one field. */
export interface BenchList {
  field: 'body' | 'title';
  total: number;
  /** Ascending document numbers by slot. */
  bySlot: readonly Uint32Array[];
}

export interface BenchTerm {
  term: string;
  cost: number | undefined;
  body: BenchList | null;
  title: BenchList | null;
}

export interface BenchIndex {
  /** UTF-8 bytes of titles and bodies: what all sizes are shares of. */
  textBytes: number;
  terms: readonly BenchTerm[];
  articles: readonly StoredArticle[];
  pivot: number;
}

/** @param folder of the store. @param manifest of an index of one segment */
export function readBenchIndex(folder: string, manifest: Manifest): BenchIndex {
  const [segment] = manifest.segments;
  const bytes = readFileSync(join(folder, objectKey(manifest.collection, segment.object)));
  const section = (name: string): Buffer => {
    const { offset, length } = segment.sections[name];
    return bytes.subarray(offset, offset + length);
  };
  const postings = section('postings');
  const listOf = (field: 'body' | 'title', entry: PostingsEntry | null): BenchList | null => {
    if (entry === null) return null;
    const { documentFrequency: total, inline, offset } = entry;
    const stored = (): Uint8Array =>
      fromChunks(postings.subarray(offset, offset + chunkedBytes(entry.bytes)), 'a list');
    return { field, total, bySlot: slotted(inline ?? readPostings(stored(), total, segment.documents, 'a list')) };
  };
  const terms: BenchTerm[] = [];
  const { offsets } = readSparseTerms(checkedBytes(section('sparseTerms'), 'sparse'), 'sparse');
  for (let i = 0; i + 1 < offsets.length; i++) {
    const stored = section('terms').subarray(offsets[i], offsets[i + 1]);
    const block = readTermBlock(checkedBytes(stored, 'a block'), segment.documents, 'a block');
    for (let place = 0; place < block.size; place++) {
      const { term, cost, body, title } = block.entry(place);
      terms.push({ term, cost, body: listOf('body', body), title: listOf('title', title) });
    }
  }
  const articles: StoredArticle[] = [];
  for (const group of readStoredDirectory(checkedBytes(section('storedDirectory'), 'directory'), 'directory')) {
    const table = section('storedTable').subarray(group.offset, group.offset + group.bytes);
    const { cells } = readStoredTable(table, group, 'table');
    for (let i = 0; i < group.blocks; i++)
      articles.push(...readStoredBlock(section('stored').subarray(cells[i] * CELL, cells[i + 1] * CELL), 'a block'));
  }
  const textBytes = articles.reduce((sum, { article }) => sum + Buffer.byteLength(article.title + article.body), 0);
  return { textBytes, terms, articles, pivot: manifest.pivots.body };
}

function slotted({ documents, slots, count }: Postings): Uint32Array[] {
  const bySlot: Uint32Array[] = new Array(SLOTS).fill(NO_DOCUMENTS);
  for (let start = 0; start < count; ) {
    let end = start + 1;
    while (end < count && slots[end] === slots[start]) end++;
    bySlot[slots[start]] = documents.subarray(start, end);
    start = end;
  }
  return bySlot;
}

const NO_DOCUMENTS = new Uint32Array(0);
