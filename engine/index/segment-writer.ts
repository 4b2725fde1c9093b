// Writes one segment in a local folder: first its terms into files of their own, then section by section,
// hashing on the way. What it is made of comes in as streams in the segment's order, so memory is bounded by what
// they keep. The file's name is the SHA-256 of its bytes.

import { createHash, randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withChecksum } from './checksum.ts';
import { createColumnBuilder } from './column-builder.ts';
import { createDocValuesBuilder, type DocumentValues } from './doc-values.ts';
import { createFrequentTermsBuilder } from './frequent-terms.ts';
import { createIdLookupBuilder } from './id-lookup.ts';
import { createIdsBuilder, type Identity } from './ids.ts';
import { createFileWriter, readPieces } from './local-file.ts';
import type { ColumnManifest, SegmentManifest } from './manifest.ts';
import type { MergedTerm } from './merge-runs.ts';
import { toChunks } from './postings.ts';
import { columnSection, type SectionName, type SectionTable, writeTail } from './segment-file.ts';
import { sketchesSection } from './sketches.ts';
import { createSparseTermsBuilder } from './sparse-terms.ts';
import { createStoredTableBuilder, type StoredBlock } from './stored-fields.ts';
import { createTermBlockBuilder } from './term-block-builder.ts';
import { createTitlesBuilder } from './titles.ts';
import { createWordsBuilder } from './words.ts';

/** What a segment is made of, in its order. */
export interface SegmentParts {
  /** The stored fields; a block's bytes are used before the next one is asked for. */
  blocks: Iterable<StoredBlock>;
  /** One for each document. */
  values: Iterable<DocumentValues & Identity>;
  /** The filterable fields, in the order of the documents' values. */
  fields: readonly string[];
  /** One for each document, as stored, in pieces of any length; null where duplicates are not looked for. */
  sketches: Iterable<Uint8Array> | null;
  /** They are removed. */
  terms: TermFiles;
}

/** The terms of a segment, as `writeTerms` leaves them. */
export interface TermFiles {
  /** Paths of the two sections. */
  postings: string;
  blocks: string;
  sparse: Uint8Array;
  /** The section of the words among them. */
  words: Uint8Array;
  /** The section of frequent pairs of characters and Latin words. */
  frequentTerms: Uint8Array;
  /** Number of terms. */
  terms: number;
  /** Characters of the longest word. */
  longestWord: number;
}

export interface WrittenSegment {
  manifest: SegmentManifest;
  path: string;
}

/**
 * @param folder existing folder for the segment
 * @throws what the streams and the file system throw; the folder may then hold an unfinished file
 */
export function writeSegment(folder: string, parts: SegmentParts): WrittenSegment {
  const file = createHashedFile(folder);
  const sections: SectionTable = {};
  const section = (name: SectionName, bytes: Uint8Array): void => {
    sections[name] = { offset: file.size, length: bytes.length };
    file.write(bytes);
  };

  const storedTable = createStoredTableBuilder();
  let documents = 0;
  for (const block of parts.blocks) {
    file.write(block.bytes);
    storedTable.add(block);
    documents += block.documents;
  }
  sections.stored = { offset: 0, length: file.size };
  const { table, directory } = storedTable.finish();
  section('storedTable', table);
  const { postings, blocks, sparse, words, frequentTerms, terms, longestWord } = parts.terms;
  for (const [name, path] of [
    ['postings', postings],
    ['terms', blocks],
  ] as const) {
    const offset = file.size;
    for (const bytes of readPieces(path)) file.write(bytes);
    sections[name] = { offset, length: file.size - offset };
    rmSync(path);
  }
  const packedSparse = withChecksum(sparse);
  section('sparseTerms', packedSparse);
  const packedDirectory = withChecksum(directory);
  section('storedDirectory', packedDirectory);
  const values = createDocValuesBuilder();
  const ids = createIdsBuilder();
  const idLookup = createIdLookupBuilder();
  const titles = createTitlesBuilder();
  const builders = parts.fields.map(createColumnBuilder);
  for (const one of parts.values) {
    values.add(one);
    ids.add(one);
    idLookup.add(one.id);
    titles.add(one.title);
    for (const [i, column] of builders.entries()) column.add(one.columns[i]);
  }
  const dates = values.finish();
  for (const name of ['civil', 'instant'] as const) section(name, dates[name]);
  const columns: Record<string, ColumnManifest> = {};
  parts.fields.forEach((field, i) => {
    const column = builders[i].finish();
    if (!column) return;
    section(columnSection(field), column.bytes);
    columns[field] = column.manifest;
  });
  section('ids', ids.finish());
  section('idLookup', idLookup.finish());
  section('titles', titles.finish());
  section('words', words);
  section('frequentTerms', frequentTerms);
  if (parts.sketches) {
    const offset = file.size;
    for (const bytes of sketchesSection(parts.sketches)) file.write(bytes);
    sections.sketches = { offset, length: file.size - offset };
  }
  file.write(writeTail(sections));
  const { object, path } = file.finish();
  const manifest: SegmentManifest = {
    object,
    bytes: file.size,
    documents,
    sections,
    longestWord,
    dated: values.dated,
    terms,
    sparseTerms: Buffer.from(packedSparse).toString('base64'),
    storedDirectory: Buffer.from(packedDirectory).toString('base64'),
    ...(Object.keys(columns).length > 0 ? { columns } : {}),
  };
  return { manifest, path };
}

/**
 * Write the terms of a segment.
 * @param folder existing folder for their files
 * @param merged in UTF-16 order; a term is used before the next one is asked for
 * @param documents of the segment
 * @param wordCost one-byte cost of a term that is a word of the lexicon
 * @param onTerms called now and then with the number of terms written
 */
export function writeTerms(
  folder: string,
  merged: Iterable<MergedTerm>,
  documents: number,
  wordCost: (term: string) => number | undefined,
  onTerms: (terms: number) => void = () => {},
): TermFiles {
  const paths = { postings: temporaryPath(folder, 'postings'), blocks: temporaryPath(folder, 'terms') };
  const postings = createFileWriter(paths.postings);
  const blocks = createFileWriter(paths.blocks);
  const block = createTermBlockBuilder(documents);
  const sparse = createSparseTermsBuilder();
  const words = createWordsBuilder();
  const frequentTerms = createFrequentTermsBuilder(documents);
  let terms = 0;
  let longestWord = 1;
  let lastTerm = '';
  let lastOfBlockBefore = '';
  const closeBlock = (): void => {
    const first = block.firstTerm;
    const bytes = withChecksum(block.finish());
    sparse.add(first, lastOfBlockBefore, bytes.length);
    blocks.write(bytes);
    lastOfBlockBefore = lastTerm;
  };
  try {
    for (const { term, body, title } of merged) {
      if (block.endsBefore(term)) closeBlock();
      const cost = wordCost(term);
      const frequency = { body: body?.documentFrequency ?? 0, title: title?.documentFrequency ?? 0 };
      if (cost !== undefined) {
        const characters = [...term].length;
        longestWord = Math.max(longestWord, characters);
        if (characters > 1) words.add({ word: term, cost, frequency });
      }
      frequentTerms.add(term, Math.max(frequency.body, frequency.title));
      for (const payload of block.add({ term, cost, body, title }, postings.size))
        for (const chunk of toChunks(payload)) postings.write(chunk);
      lastTerm = term;
      if (++terms % 65536 === 0) onTerms(terms);
    }
    if (!block.empty) closeBlock();
  } finally {
    postings.close();
    blocks.close();
  }
  onTerms(terms);
  return {
    ...paths,
    sparse: sparse.finish(),
    words: words.finish(),
    frequentTerms: frequentTerms.finish(),
    terms,
    longestWord,
  };
}

interface HashedFile {
  /** Bytes written so far. */
  readonly size: number;
  write(bytes: Uint8Array): void;
  /** Close the file and give it the name of its hash. */
  finish(): { object: string; path: string };
}

function createHashedFile(folder: string): HashedFile {
  const temporary = temporaryPath(folder, 'segment');
  const hash = createHash('sha256');
  const file = createFileWriter(temporary, (bytes) => hash.update(bytes));
  return {
    get size() {
      return file.size;
    },
    write: file.write,
    finish() {
      file.close();
      const object = `${hash.digest('hex')}.seg`;
      const path = join(folder, object);
      renameSync(temporary, path);
      return { object, path };
    },
  };
}

const temporaryPath = (folder: string, name: string): string => join(folder, `${name}-${randomUUID()}.tmp`);
