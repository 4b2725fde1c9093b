// A batch: a stretch of a segment's documents, spilled to files on its own. What it leaves in memory is
// plain data, so that one thread can write batches and another make them a segment.

import { closeSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CorruptIndexError } from '../errors.ts';
import type { DocumentValues } from './doc-values.ts';
import { createFileWriter } from './local-file.ts';
import { mergeRuns } from './merge-runs.ts';
import { type Run, spillRun } from './runs.ts';
import { type SegmentParts, type WrittenSegment, writeSegment } from './segment-writer.ts';
import type { PostingsSink } from './sink.ts';
import { packStored, type StoredBlock } from './stored-fields.ts';
import type { Field } from './term-block.ts';

export interface Batch {
  runs: Run[];
  /** File of the packed stored blocks, one behind the other. */
  blocks: string;
  /** Bytes and documents of each of them. */
  blockBytes: Uint32Array;
  blockDocuments: Uint32Array;
  /** File of the JSON list of the documents' values. */
  values: string;
}

export interface BatchWriter {
  /** Take the postings that FlexSearch collected in one field since the last commit. */
  spill(field: Field, sink: PostingsSink): void;
  /**
   * Write the documents themselves.
   * @param rows of the documents, see `storedRow`; the last one ends a block, or the segment
   */
  finish(rows: Iterable<string>, values: readonly DocumentValues[]): Batch;
}

/**
 * @param folder existing folder
 * @param name of the batch, its own in the folder
 */
export function createBatchWriter(folder: string, name: string): BatchWriter {
  const runs: Run[] = [];
  return {
    spill(field, sink) {
      const run: Run = { path: join(folder, `${name}-${runs.length}.run`), field };
      spillRun(sink, run);
      runs.push(run);
    },
    finish(rows, values) {
      const batch = { blocks: join(folder, `${name}.blocks`), values: join(folder, `${name}.values`) };
      writeFileSync(batch.values, JSON.stringify(values), { flag: 'wx' });
      const file = createFileWriter(batch.blocks);
      const blockBytes: number[] = [];
      const blockDocuments: number[] = [];
      try {
        for (const { bytes, documents } of packStored(rows)) {
          file.write(bytes);
          blockBytes.push(bytes.length);
          blockDocuments.push(documents);
        }
      } finally {
        file.close();
      }
      return {
        ...batch,
        runs,
        blockBytes: Uint32Array.from(blockBytes),
        blockDocuments: Uint32Array.from(blockDocuments),
      };
    },
  };
}

/**
 * Make batches, in the order of their documents, one segment, and remove their files.
 * @param folder existing folder for the segment
 * @throws CorruptIndexError when a batch's file was cut off
 */
export function joinBatches(
  folder: string,
  batches: readonly Batch[],
  wordCost: SegmentParts['wordCost'],
  onTerms?: (terms: number) => void,
): WrittenSegment {
  const parts: SegmentParts = {
    blocks: blocksOf(batches),
    values: valuesOf(batches),
    terms: mergeRuns(batches.flatMap(({ runs }) => runs)),
    wordCost,
  };
  const written = writeSegment(folder, parts, onTerms);
  for (const { runs, blocks, values } of batches)
    for (const path of [...runs.map((run) => run.path), blocks, values]) rmSync(path);
  return written;
}

function* blocksOf(batches: readonly Batch[]): Generator<StoredBlock> {
  for (const { blocks, blockBytes, blockDocuments } of batches) {
    const file = openSync(blocks, 'r');
    try {
      for (let i = 0; i < blockBytes.length; i++) {
        const bytes = new Uint8Array(blockBytes[i]);
        if (readSync(file, bytes) !== bytes.length)
          throw new CorruptIndexError(`${blocks} was cut off while the index was built; build again`);
        yield { bytes, documents: blockDocuments[i] };
      }
    } finally {
      closeSync(file);
    }
  }
}

function* valuesOf(batches: readonly Batch[]): Generator<DocumentValues> {
  for (const { values } of batches) yield* JSON.parse(readFileSync(values, 'utf8')) as DocumentValues[];
}
