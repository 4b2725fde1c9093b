import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import { CorruptIndexError } from '../../../engine/errors.ts';
import {
  CELL,
  createStoredTableBuilder,
  fromStoredRow,
  GROUP,
  packStored,
  readStoredBlock,
  readStoredDirectory,
  readStoredTable,
  type StoredArticle,
  storedDictionary,
  storedRow,
} from '../../../engine/index/stored-fields.ts';
import { generateStoredDictionary } from '../../../scripts/generate-stored-dictionary.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('徐汇区', '𠮷野家', '"引号"\n', '长'.repeat(2000)),
);
const article = fc.record(
  {
    id: fc.string({ unit: 'grapheme', minLength: 1 }),
    url: fc.webUrl(),
    title: text,
    body: text,
    date: fc.record({ instant: fc.integer(), civil: fc.constantFrom('2017-11-25', '0099-01-01') }),
    source: fc.string({ unit: 'grapheme', minLength: 1 }),
    author: fc.string({ unit: 'grapheme', minLength: 1 }),
    tags: fc.array(fc.string({ unit: 'grapheme' })),
    extra: fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()),
  },
  { requiredKeys: ['id', 'title', 'body'] },
);
const stored = fc.record({ article, titleLength: fc.nat(), bodyLength: fc.nat() });

/** Write articles as a segment does, and read each through directory, table and block. */
function roundTrip(articles: readonly StoredArticle[]): { read: StoredArticle[]; blocks: number; bytes: Uint8Array } {
  const builder = createStoredTableBuilder();
  const blocks = [...packStored(articles.map(storedRow))];
  for (const block of blocks) builder.add(block);
  const bytes = Buffer.concat(blocks.map((block) => block.bytes));
  const { table, directory } = builder.finish();
  const read: StoredArticle[] = [];
  for (const group of readStoredDirectory(directory, 'test')) {
    const packed = table.subarray(group.offset, group.offset + group.bytes);
    const { documents, cells } = readStoredTable(packed, group, 'test');
    for (let i = 0; i < group.blocks; i++) {
      const block = readStoredBlock(bytes.subarray(cells[i]! * CELL, cells[i + 1]! * CELL), 'test');
      expect(block.length).toBe(documents[i + 1]! - documents[i]!);
      expect(documents[i]).toBe(read.length);
      read.push(...block);
    }
  }
  return { read, blocks: blocks.length, bytes };
}

test('articles come back as they were, in their order', () => {
  fc.assert(
    fc.property(fc.array(stored, { maxLength: 12 }), (articles) => {
      const known = JSON.parse(JSON.stringify(articles)) as StoredArticle[];
      expect(roundTrip(articles).read).toEqual(known);
      expect(articles.map((one) => fromStoredRow(storedRow(one)))).toEqual(known);
    }),
  );
});

const short = (i: number): StoredArticle => ({
  article: { id: `n${i}`, title: '', body: `短讯${i}` },
  titleLength: 0,
  bodyLength: 3,
});

test('short articles share a block, a long one has its own', () => {
  const long: Article = { id: 'long', title: '', body: '长'.repeat(3000) };
  expect(roundTrip(Array.from({ length: 10 }, (_, i) => short(i))).blocks).toBe(1);
  expect(roundTrip([long, long, long].map((one) => ({ article: one, titleLength: 0, bodyLength: 3000 }))).blocks).toBe(
    3,
  );
});

test('blocks fill whole cells', () => {
  expect(roundTrip([short(1)]).bytes.length % CELL).toBe(0);
});

test('a table of several groups leads to every document', () => {
  const filler = '字'.repeat(1100);
  const articles = Array.from({ length: GROUP + 5 }, (_, i): StoredArticle => {
    const { article, ...lengths } = short(i);
    return { article: { ...article, title: filler }, ...lengths };
  });
  const { read, blocks } = roundTrip(articles);
  expect(blocks).toBe(GROUP + 5);
  expect(read.map((one) => one.article.id)).toEqual(articles.map((one) => one.article.id));
});

test('any changed byte of a block is damage', () => {
  const { bytes } = roundTrip([short(1)]);
  for (let i = 0; i < bytes.length; i++) {
    const damaged = Uint8Array.from(bytes);
    damaged[i]! ^= 0x10;
    expect(() => readStoredBlock(damaged, 'text 1')).toThrow(CorruptIndexError);
  }
  expect(() => readStoredBlock(bytes.subarray(0, 5), 'text 1')).toThrow('text 1');
});

test('the words that texts are packed with are those that the script gives, within the window of deflate', () => {
  const file = new URL('../../../engine/index/stored-dictionary.generated.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(generateStoredDictionary());
  expect(storedDictionary.length).toBeLessThanOrEqual(32_768);
});

test('common words that stand once in an article take half of their bytes', () => {
  const body =
    '我们国家已经开始研究这个问题公司进行社会工作人民生活没有什么主要方面经济发展可以知道今天全国地方代表大会';
  const { bytes } = roundTrip([{ article: { id: 'a', title: '', body }, titleLength: 0, bodyLength: 52 }]);
  expect(Buffer.byteLength(body)).toBeGreaterThan(150);
  expect(bytes.length).toBeLessThanOrEqual(2 * CELL);
});
