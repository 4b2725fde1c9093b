// Stored fields: codecs of Node's zlib with and without a preset dictionary, in blocks of several sizes.

import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  deflateRawSync,
  inflateRawSync,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib';
import {
  CELL,
  packStored,
  readStoredBlock,
  type StoredArticle,
  storedDictionary,
  storedRow,
} from '../../engine/index/stored-fields.ts';
import { formatShare, formatTable } from '../table.ts';
import { cpu } from './compare-postings.ts';
import type { BenchIndex } from './lists.ts';

const BLOCK_UNITS = [1, 512, 1024, 2048];
/** Articles that are packed: brotli 11 takes milliseconds for each. */
const SAMPLE = 1000;
const HEADER = 8;

interface Codec {
  name: string;
  pack(bytes: Uint8Array): Uint8Array;
  unpack(bytes: Uint8Array): Uint8Array;
}

const brotli = (quality: number): Codec => ({
  name: `brotli ${quality}`,
  pack: (bytes) =>
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      },
    }),
  unpack: (bytes) => brotliDecompressSync(bytes),
});

const deflate = (name: string, dictionary: Buffer | null): Codec => {
  const preset = dictionary === null ? {} : { dictionary };
  return {
    name: `deflate 6${name}`,
    pack: (bytes) => deflateRawSync(bytes, { level: 6, memLevel: 9, ...preset }),
    unpack: (bytes) => inflateRawSync(bytes, preset),
  };
};

const zstd = (level: number, name: string, dictionary: Buffer | null): Codec => {
  const preset = dictionary === null ? {} : { dictionary };
  return {
    name: `zstd ${level}${name}`,
    pack: (bytes) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: level }, ...preset }),
    unpack: (bytes) => zstdDecompressSync(bytes, preset),
  };
};

/** @param others articles that are not packed: a dictionary of a collection's own texts */
function codecs(others: readonly StoredArticle[]): Codec[] {
  const words = storedDictionary;
  const texts = (bytes: number): Buffer => Buffer.from(others.map(storedRow).join('')).subarray(0, bytes);
  return [
    deflate('', null),
    deflate(' + words', words),
    deflate(' + 32 KB of texts', texts(32_768)),
    brotli(5),
    brotli(9),
    brotli(11),
    zstd(3, '', null),
    zstd(19, '', null),
    zstd(3, ' + words', words),
    zstd(19, ' + words', words),
    zstd(19, ' + 112 KB of texts', texts(114_688)),
  ];
}

function blocksOf(articles: readonly StoredArticle[], units: number): { bytes: Buffer; documents: number }[] {
  const blocks: { bytes: Buffer; documents: number }[] = [];
  let [rows, length]: [string[], number] = [[], 0];
  const close = (): void => {
    blocks.push({ bytes: Buffer.from(`[${rows.join(',')}]`), documents: rows.length });
    [rows, length] = [[], 0];
  };
  for (const article of articles) {
    const row = storedRow(article);
    rows.push(row);
    length += row.length;
    if (length >= units) close();
  }
  if (rows.length > 0) close();
  return blocks;
}

export function compareStored({ articles: all }: BenchIndex): string {
  const articles = all.slice(0, SAMPLE);
  const text = articles.reduce((sum, { article }) => sum + Buffer.byteLength(article.title + article.body), 0);
  const cells = (bytes: number): number => Math.ceil((HEADER + bytes) / CELL) * CELL;
  const rows = codecs(all.slice(SAMPLE)).flatMap((codec) =>
    BLOCK_UNITS.map((units) => {
      const blocks = blocksOf(articles, units);
      let packed: Uint8Array[] = [];
      const packing = cpu(() => {
        packed = blocks.map(({ bytes }) => codec.pack(bytes));
      });
      const unpacking = cpu(() => {
        for (const bytes of packed) codec.unpack(bytes);
      });
      const stored = packed.reduce((sum, { length }) => sum + cells(length), 0);
      const read = packed.reduce((sum, { length }, i) => sum + cells(length) * blocks[i].documents, 0);
      return [
        codec.name,
        units === 1 ? 'one article' : units,
        formatShare(stored / text),
        Math.round(read / articles.length),
        (packing / articles.length).toFixed(0),
        (unpacking / blocks.length).toFixed(0),
      ];
    }),
  );
  const columns = ['stored fields', 'units a block', 'x text', 'bytes read for an article', 'us to pack an article'];
  return `${articles.length} articles; ours is deflate 6 + words, 512 units: ${ownShare(articles, text)} of the text.\n\n${formatTable([...columns, 'us to unpack a block'], rows)}`;
}

function ownShare(articles: readonly StoredArticle[], text: number): string {
  let stored = 0;
  for (const { bytes } of packStored(articles.map(storedRow))) {
    readStoredBlock(bytes, 'a block');
    stored += bytes.length;
  }
  return formatShare(stored / text);
}
