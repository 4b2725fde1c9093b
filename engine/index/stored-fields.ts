// Stored fields: the articles as their authors wrote them, in compressed blocks that are read on their
// own. A block holds one article, or several short ones, and fills whole cells of CELL bytes, so that
// the table that says where texts lie needs about one byte a block:
//   u32 checksum of what follows, u32 payload bytes, deflate of a JSON array of rows, zero padding.
// Articles are short, so the words that most of them hold are given to deflate beforehand.
// The table is cut into groups of GROUP blocks, each deflated with its own checksum; the directory
// of the groups travels in the manifest.

import { brotliDecompressSync, crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Article } from '../article.ts';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { inflateChecked } from './sparse-terms.ts';
import { STORED_DICTIONARY } from './stored-dictionary.generated.ts';

export const CELL = 64;
/** Blocks in a group of the table. */
export const GROUP = 1024;
const HEADER = 8;
/** Short articles share a block until it holds this many UTF-16 units of JSON. */
const BLOCK_UNITS = 512;

/** Exported for the bench of codings. */
export const storedDictionary: Buffer = brotliDecompressSync(Buffer.from(STORED_DICTIONARY, 'base64'));
/** Higher levels save less than a thousandth. */
const COMPRESSION_LEVEL = 6;

/** An article with the field lengths (in tokens) that exact scores need. */
export interface StoredArticle {
  article: Article;
  titleLength: number;
  bodyLength: number;
}

type Row = [
  id: string,
  url: string | 0,
  title: string,
  body: string,
  titleLength: number,
  bodyLength: number,
  date: [instant: number, civil: string] | 0,
  source: string | 0,
  author: string | 0,
  tags: string[] | 0,
  extra: Record<string, unknown> | 0,
];

function toRow({ article, titleLength, bodyLength }: StoredArticle): Row {
  const { id, url, title, body, date, source, author, tags, extra } = article;
  const when: Row[6] = date ? [date.instant, date.civil] : 0;
  return [id, url ?? 0, title, body, titleLength, bodyLength, when, source ?? 0, author ?? 0, tags ?? 0, extra ?? 0];
}

function fromRow(row: Row): StoredArticle {
  const [id, url, title, body, titleLength, bodyLength, date, source, author, tags, extra] = row;
  const article: Article = { id, title, body };
  if (url) article.url = url;
  if (date) article.date = { instant: date[0], civil: date[1] };
  if (source) article.source = source;
  if (author) article.author = author;
  if (tags) article.tags = tags;
  if (extra) article.extra = extra;
  return { article, titleLength, bodyLength };
}

/** The JSON of an article in its block. */
export const storedRow = (stored: StoredArticle): string => JSON.stringify(toRow(stored));

/** The article of a row. */
export const fromStoredRow = (row: string): StoredArticle => fromRow(JSON.parse(row));

/** Whether rows of so many UTF-16 units together fill a block: the next row begins another one. */
export const isFullBlock = (units: number): boolean => units >= BLOCK_UNITS;

/** A packed block: whole cells, and the number of its documents. */
export interface StoredBlock {
  bytes: Uint8Array;
  documents: number;
}

/** Pack rows into blocks, in order. The last block may be short, so only the last rows of a segment may end anywhere. */
export function* packStored(rows: Iterable<string>): Generator<StoredBlock> {
  let open: string[] = [];
  let units = 0;
  for (const row of rows) {
    open.push(row);
    units += row.length;
    if (!isFullBlock(units)) continue;
    yield { bytes: packBlock(open), documents: open.length };
    open = [];
    units = 0;
  }
  if (open.length > 0) yield { bytes: packBlock(open), documents: open.length };
}

function packBlock(rows: readonly string[]): Uint8Array {
  const payload = deflateRawSync(`[${rows.join(',')}]`, {
    level: COMPRESSION_LEVEL,
    memLevel: 9,
    dictionary: storedDictionary,
  });
  const block = new Uint8Array(Math.ceil((HEADER + payload.length) / CELL) * CELL);
  const view = new DataView(block.buffer);
  view.setUint32(4, payload.length, true);
  block.set(payload, HEADER);
  view.setUint32(0, crc32(block.subarray(4)), true);
  return block;
}

export interface StoredTableBuilder {
  /** Add the next block. */
  add(block: { bytes: { length: number }; documents: number }): void;
  /** The packed table, and the directory of its groups. */
  finish(): { table: Uint8Array; directory: Uint8Array };
}

export function createStoredTableBuilder(): StoredTableBuilder {
  const blockDocuments: number[] = [];
  const blockCells: number[] = [];
  return {
    add({ bytes, documents }) {
      blockDocuments.push(documents);
      blockCells.push(bytes.length / CELL);
    },
    finish() {
      const table = createByteWriter();
      const directory = createByteWriter();
      directory.varint(blockCells.length);
      for (let start = 0; start < blockCells.length; start += GROUP) {
        const documents = blockDocuments.slice(start, start + GROUP);
        const cells = blockCells.slice(start, start + GROUP);
        const group = createByteWriter();
        for (const count of cells) group.varint(count);
        for (const count of documents) group.varint(count);
        const packed = withChecksum(deflateRawSync(group.view(), { level: 9 }));
        table.bytes(packed);
        directory.varint(packed.length);
        directory.varint(documents.reduce((a, b) => a + b, 0));
        directory.varint(cells.reduce((a, b) => a + b, 0));
      }
      return { table: table.view(), directory: directory.view() };
    },
  };
}

/** One group of the table: where it lies and what comes before it. */
export interface StoredGroup {
  offset: number;
  bytes: number;
  blocks: number;
  firstDocument: number;
  firstCell: number;
}

/** @throws CorruptIndexError */
export function readStoredDirectory(bytes: Uint8Array, name: string): StoredGroup[] {
  const input = createByteReader(bytes, name);
  const groups: StoredGroup[] = [];
  let offset = 0;
  let firstDocument = 0;
  let firstCell = 0;
  for (let left = input.varint(); left > 0; left -= GROUP) {
    const length = input.varint();
    groups.push({ offset, bytes: length, blocks: Math.min(left, GROUP), firstDocument, firstCell });
    offset += length;
    firstDocument += input.varint();
    firstCell += input.varint();
  }
  return groups;
}

/** A decoded group: block i holds documents [documents[i], documents[i+1]) in cells [cells[i], cells[i+1]). */
export interface StoredTable {
  documents: Uint32Array;
  cells: Float64Array;
}

/** @throws CorruptIndexError */
export function readStoredTable(packed: Uint8Array, group: StoredGroup, name: string): StoredTable {
  const input = createByteReader(inflateChecked(checkedBytes(packed, name), name), name);
  const documents = new Uint32Array(group.blocks + 1);
  const cells = new Float64Array(group.blocks + 1);
  cells[0] = group.firstCell;
  documents[0] = group.firstDocument;
  for (let i = 0; i < group.blocks; i++) cells[i + 1] = cells[i] + input.varint();
  for (let i = 0; i < group.blocks; i++) documents[i + 1] = documents[i] + input.varint();
  return { documents, cells };
}

/** The articles of one block. @throws CorruptIndexError */
export function readStoredBlock(block: Uint8Array, name: string): StoredArticle[] {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  if (block.length < HEADER || crc32(block.subarray(4)) !== view.getUint32(0, true))
    throw new CorruptIndexError(`${name} does not match its checksum: the stored bytes are damaged; ${REPAIR}`);
  try {
    const payload = block.subarray(HEADER, HEADER + view.getUint32(4, true));
    return (JSON.parse(inflateRawSync(payload, { dictionary: storedDictionary }).toString('utf8')) as Row[]).map(
      fromRow,
    );
  } catch (cause) {
    throw new CorruptIndexError(`${name} cannot be decompressed: its bytes are damaged; ${REPAIR}`, { cause });
  }
}
