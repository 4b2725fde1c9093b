// Several segments as one, without analysing an article again: stored fields, terms and postings are taken as they
// are, deleted documents left out and the others numbered anew. The result is byte for byte the segment that building
// its articles at once would give. Streams from the files; memory is a few values of each document.

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createSketcher } from '../../engine/analysis/sketch.ts';
import type { Article } from '../../engine/article.ts';
import type { DocumentValues } from '../../engine/index/doc-values.ts';
import { documentValues } from '../../engine/index/doc-values.ts';
import { type Identity, rowDigest } from '../../engine/index/ids.ts';
import { createFileWriter, readPieces } from '../../engine/index/local-file.ts';
import type { SegmentManifest } from '../../engine/index/manifest.ts';
import { NO_DOCUMENT } from '../../engine/index/numbering.ts';
import { type WrittenSegment, writeSegment, writeTerms } from '../../engine/index/segment-writer.ts';
import { bytesOfSketch } from '../../engine/index/sketches.ts';
import { packStored, storedRow } from '../../engine/index/stored-fields.ts';
import type { TermEntry } from '../../engine/index/term-block.ts';
import type { TermLists } from '../../engine/index/term-block-builder.ts';
import { openLocalSegment } from './local-segment.ts';
import { mergeTerms } from './merge-terms.ts';

export interface MergeInput {
  manifest: SegmentManifest;
  /** File with the segment's bytes. */
  path: string;
}

export interface MergeOptions {
  collection: string;
  inputs: readonly MergeInput[];
  /** The live documents in their order: of which input the next one is, and its number there. */
  order: readonly { input: number; local: number }[];
  /** Filterable ones. */
  fields: readonly string[];
  /** Whether articles are sketched, for duplicates to be found by. */
  sketches: boolean;
  /** Existing folder for the segment. */
  folder: string;
  /** Told now and then how many terms are written. */
  onTerms(terms: number): void;
}

export function mergeSegments(options: MergeOptions): WrittenSegment {
  const { collection, inputs, order, fields, sketches, folder, onTerms } = options;
  const segments = inputs.map(({ manifest, path }) => openLocalSegment(collection, manifest, path));
  try {
    const numbers = inputs.map(({ manifest }) => new Uint32Array(manifest.documents).fill(NO_DOCUMENT));
    order.forEach(({ input, local }, document) => {
      numbers[input][local] = document;
    });
    const values: (DocumentValues & Identity)[] = [];
    const sketched = sketches ? createSketchFile(folder) : null;
    function* rows(): Generator<string> {
      const cursors = segments.map((segment) => ({ articles: segment.articles(), next: 0 }));
      for (const { input, local } of order) {
        const cursor = cursors[input];
        while (cursor.next++ < local) cursor.articles.next();
        const stored = cursor.articles.next().value!;
        const row = storedRow(stored);
        values.push({ ...documentValues(stored.article, fields), id: stored.article.id, digest: rowDigest(row) });
        sketched?.add(stored.article);
        yield row;
      }
    }
    let cost: TermEntry['cost'];
    function* merged(): Generator<TermLists> {
      for (const lists of mergeTerms(segments, numbers)) {
        cost = lists.cost;
        yield lists;
      }
    }
    // The writer asks for the cost of the term that it has just been given.
    const terms = writeTerms(folder, merged(), order.length, () => cost, onTerms);
    return writeSegment(folder, {
      blocks: packStored(rows()),
      values,
      fields,
      sketches: sketched?.read() ?? null,
      terms,
    });
  } finally {
    for (const segment of segments) segment.close();
  }
}

/**
 * Sketches made anew of the stored texts, which are at hand: a few hundredths of what packing them takes, and so also
 * the articles of a segment that was built without are compared from then on.
 */
function createSketchFile(folder: string) {
  const path = join(folder, `sketches-${randomUUID()}.tmp`);
  const file = createFileWriter(path);
  const sketcher = createSketcher();
  return {
    add: (article: Article): void => file.write(bytesOfSketch(sketcher.sketch(article))),
    /** When all are added. */
    *read(): Generator<Uint8Array> {
      file.close();
      yield* readPieces(path);
      rmSync(path);
    },
  };
}
