// Builds one segment in a local folder: articles are added in their final order, commits spill runs,
// `finish` merges the runs and writes the file, hashing it on the way. Memory is bounded by one
// commit. The file's name is the SHA-256 of its bytes.

import { createHash } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { withChecksum } from './checksum.ts';
import { createDocValuesBuilder } from './doc-values.ts';
import type { SegmentManifest } from './manifest.ts';
import { mergeRuns } from './merge-runs.ts';
import { toChunks } from './postings.ts';
import { type Run, spillRun } from './runs.ts';
import { type SectionName, type SectionTable, writeTail } from './segment-file.ts';
import type { PostingsSink } from './sink.ts';
import { createSparseTermsBuilder } from './sparse-terms.ts';
import { createStoredFieldsBuilder, type StoredArticle } from './stored-fields.ts';
import type { Field } from './term-block.ts';
import { createTermBlockBuilder } from './term-block-builder.ts';

export interface SegmentWriter {
  /** Documents stored so far: the number that the next one gets. */
  readonly documents: number;
  /** Store the next article. Its postings come through `spill`. */
  store(stored: StoredArticle): void;
  /** Take the postings that FlexSearch collected in one field since the last commit. */
  spill(field: Field, sink: PostingsSink): void;
  /**
   * Merge and write the rest.
   * @param onTerms called now and then with the number of terms written
   */
  finish(onTerms?: (terms: number) => void): { manifest: SegmentManifest; path: string };
}

/**
 * @param folder existing folder for the segment and its runs
 * @param wordCost one-byte cost of a term that is a word of the lexicon
 */
export function createSegmentWriter(folder: string, wordCost: (term: string) => number | undefined): SegmentWriter {
  const path = join(folder, `segment-${process.hrtime.bigint()}.tmp`);
  const file = openSync(path, 'wx');
  const hash = createHash('sha256');
  const sections: SectionTable = {};
  const stored = createStoredFieldsBuilder();
  const values = createDocValuesBuilder();
  const runs: Run[] = [];
  let size = 0;
  let documents = 0;

  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  const flush = (): void => {
    const bytes = Buffer.concat(pending);
    hash.update(bytes);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    pending = [];
    pendingBytes = 0;
  };
  /** Bytes must be their own copy: they are written later. */
  const write = (bytes: Uint8Array): void => {
    pending.push(bytes);
    pendingBytes += bytes.length;
    size += bytes.length;
    if (pendingBytes >= 1 << 20) flush();
  };
  const section = (name: SectionName, bytes: Uint8Array): void => {
    sections[name] = { offset: size, length: bytes.length };
    write(bytes);
  };

  /** Merge the runs: the postings go to the file, the dictionary blocks are returned. */
  const writePostingsSection = (onTerms: (terms: number) => void) => {
    const start = size;
    const block = createTermBlockBuilder(documents);
    const sparse = createSparseTermsBuilder();
    const blocks: Uint8Array[] = [];
    let terms = 0;
    let longestWord = 1;
    let lastTerm = '';
    let lastOfBlockBefore = '';
    const closeBlock = (): void => {
      const first = block.firstTerm;
      const bytes = withChecksum(block.finish());
      sparse.add(first, lastOfBlockBefore, bytes.length);
      blocks.push(bytes);
      lastOfBlockBefore = lastTerm;
    };
    for (const { term, body, title } of mergeRuns(runs)) {
      const cost = wordCost(term);
      if (cost !== undefined) longestWord = Math.max(longestWord, [...term].length);
      for (const payload of block.add({ term, cost, body, title }, size - start))
        for (const chunk of toChunks(payload)) write(chunk);
      lastTerm = term;
      if (block.full) closeBlock();
      if (++terms % 65536 === 0) onTerms(terms);
    }
    if (!block.empty) closeBlock();
    sections.postings = { offset: start, length: size - start };
    return { blocks, sparse: sparse.finish(), terms, longestWord };
  };

  sections.stored = { offset: 0, length: 0 };
  return {
    get documents() {
      return documents;
    },
    store(article) {
      const block = stored.add(article);
      if (block) write(block);
      values.add(article.article);
      documents++;
    },
    spill(field, sink) {
      const run = { path: join(folder, `${field}-${runs.length}.run`), field };
      spillRun(sink, run);
      runs.push(run);
    },
    finish(onTerms = () => {}) {
      const last = stored.flush();
      if (last) write(last);
      sections.stored = { offset: 0, length: size };
      const { table, directory } = stored.finish();
      section('storedTable', table);
      const { blocks, sparse, terms, longestWord } = writePostingsSection(onTerms);
      section('terms', Buffer.concat(blocks));
      const packedSparse = withChecksum(sparse);
      section('sparseTerms', packedSparse);
      const packedDirectory = withChecksum(directory);
      section('storedDirectory', packedDirectory);
      const columns = values.finish();
      for (const name of ['civil', 'instant', 'source', 'tags'] as const) section(name, columns[name]);
      write(writeTail(sections));
      flush();
      closeSync(file);
      for (const run of runs) rmSync(run.path);
      const object = `${hash.digest('hex')}.seg`;
      const finalPath = join(folder, object);
      renameSync(path, finalPath);
      const manifest: SegmentManifest = {
        object,
        bytes: size,
        documents,
        sections,
        longestWord,
        dated: values.dated,
        terms,
        sparseTerms: Buffer.from(packedSparse).toString('base64'),
        storedDirectory: Buffer.from(packedDirectory).toString('base64'),
      };
      return { manifest, path: finalPath };
    },
  };
}
