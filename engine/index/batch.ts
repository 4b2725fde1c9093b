// A batch: a stretch of a segment's documents, spilled to files on its own. What it leaves in memory is
// plain data, so that one thread can write batches and another make them a segment.

import { closeSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CorruptIndexError } from '../errors.ts';
import type { DocumentValues } from './doc-values.ts';
import type { Identity } from './ids.ts';
import { createFileWriter, type FileWriter, readPieces } from './local-file.ts';
import { mergeRuns } from './merge-runs.ts';
import { type Run, spillRun } from './runs.ts';
import { type TermFiles, type WrittenSegment, writeSegment, writeTerms } from './segment-writer.ts';
import type { PostingsSink } from './sink.ts';
import { bytesOfSketch } from './sketches.ts';
import { packStored, type StoredBlock } from './stored-fields.ts';
import type { Field } from './term-block.ts';

/** The postings of a batch, and what the columns take of its documents. */
export interface Batch {
  documents: number;
  runs: Run[];
  /** File of the JSON list of the documents' values. */
  values: string;
  /** File of their sketches; null where duplicates are not looked for. */
  sketches: string | null;
}

export interface BatchWriter {
  /** Take the postings that FlexSearch collected in one field since the last commit. */
  spill(field: Field, sink: PostingsSink): void;
  /** Take the sketch of the next document, if there are to be any. */
  sketch(words: Uint32Array): void;
  /** @param values of the documents, in order */
  finish(values: readonly (DocumentValues & Identity)[]): Batch;
}

/**
 * @param folder existing folder
 * @param name of the batch, its own in the folder
 */
export function createBatchWriter(folder: string, name: string): BatchWriter {
  const runs: Run[] = [];
  const sketches = join(folder, `${name}.sketches`);
  let sketchFile: FileWriter | null = null;
  return {
    spill(field, sink) {
      const run: Run = { path: join(folder, `${name}-${runs.length}.run`), field };
      spillRun(sink, run);
      runs.push(run);
    },
    sketch(words) {
      sketchFile ??= createFileWriter(sketches);
      sketchFile.write(bytesOfSketch(words));
    },
    finish(values) {
      const path = join(folder, `${name}.values`);
      writeFileSync(path, JSON.stringify(values), { flag: 'wx' });
      sketchFile?.close();
      return { documents: values.length, runs, values: path, sketches: sketchFile && sketches };
    },
  };
}

/** The packed rows of a batch. */
export interface PackedRows {
  /** File of the packed stored blocks, one behind the other. */
  path: string;
  /** Bytes and documents of each of them. */
  bytes: Uint32Array;
  documents: Uint32Array;
}

/** @param rows of a batch, see `storedRow`; the last one ends a block, or the segment */
export function packRows(folder: string, name: string, rows: Iterable<string>): PackedRows {
  const path = join(folder, `${name}.blocks`);
  const file = createFileWriter(path);
  const bytes: number[] = [];
  const documents: number[] = [];
  try {
    for (const block of packStored(rows)) {
      file.write(block.bytes);
      bytes.push(block.bytes.length);
      documents.push(block.documents);
    }
  } finally {
    file.close();
  }
  return { path, bytes: Uint32Array.from(bytes), documents: Uint32Array.from(documents) };
}

/**
 * Merge the postings of batches, in the order of their documents, into the terms of a segment, and remove
 * their runs. @throws CorruptIndexError when one was cut off
 */
export function mergeBatches(
  folder: string,
  batches: readonly Batch[],
  wordCost: (term: string) => number | undefined,
  onTerms?: (terms: number) => void,
): TermFiles {
  const runs = batches.flatMap((batch) => batch.runs);
  const documents = batches.reduce((sum, batch) => sum + batch.documents, 0);
  const terms = writeTerms(folder, mergeRuns(runs), documents, wordCost, onTerms);
  for (const { path } of runs) rmSync(path);
  return terms;
}

/**
 * Make a segment of batches, their rows and their terms, and remove all these files.
 * @param fields filterable ones, in the order of the documents' values
 */
export function joinBatches(
  folder: string,
  batches: readonly Batch[],
  packed: readonly PackedRows[],
  terms: TermFiles,
  fields: readonly string[],
): WrittenSegment {
  const files = batches.flatMap(({ sketches }) => sketches ?? []);
  const sketches = files.length > 0 ? sketchesOf(files) : null;
  const written = writeSegment(folder, {
    blocks: blocksOf(packed),
    values: valuesOf(batches),
    fields,
    sketches,
    terms,
  });
  for (const { values } of batches) rmSync(values);
  for (const file of files) rmSync(file);
  for (const { path } of packed) rmSync(path);
  return written;
}

function* blocksOf(packed: readonly PackedRows[]): Generator<StoredBlock> {
  for (const { path, bytes, documents } of packed) {
    const file = openSync(path, 'r');
    try {
      for (let i = 0; i < bytes.length; i++) {
        const block = new Uint8Array(bytes[i]);
        if (readSync(file, block) !== block.length)
          throw new CorruptIndexError(`${path} was cut off while the index was built; build again`);
        yield { bytes: block, documents: documents[i] };
      }
    } finally {
      closeSync(file);
    }
  }
}

function* sketchesOf(files: readonly string[]): Generator<Uint8Array> {
  for (const file of files) yield* readPieces(file);
}

function* valuesOf(batches: readonly Batch[]): Generator<DocumentValues & Identity> {
  for (const { values } of batches) yield* JSON.parse(readFileSync(values, 'utf8')) as (DocumentValues & Identity)[];
}
