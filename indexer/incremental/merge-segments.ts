// Several segments as one, without analysing an article again: stored fields, terms and postings are taken as they
// are, deleted documents left out and the others numbered anew. The result is byte for byte the segment that building
// its articles at once would give. Streams from the files; memory is a few values of each document.

import type { DocumentValues } from '../../engine/index/doc-values.ts';
import { documentValues } from '../../engine/index/doc-values.ts';
import { type Identity, rowDigest } from '../../engine/index/ids.ts';
import type { SegmentManifest } from '../../engine/index/manifest.ts';
import { NO_DOCUMENT } from '../../engine/index/numbering.ts';
import { type WrittenSegment, writeSegment, writeTerms } from '../../engine/index/segment-writer.ts';
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
  /** Existing folder for the segment. */
  folder: string;
  /** Told now and then how many terms are written. */
  onTerms(terms: number): void;
}

export function mergeSegments({ collection, inputs, order, fields, folder, onTerms }: MergeOptions): WrittenSegment {
  const segments = inputs.map(({ manifest, path }) => openLocalSegment(collection, manifest, path));
  try {
    const numbers = inputs.map(({ manifest }) => new Uint32Array(manifest.documents).fill(NO_DOCUMENT));
    order.forEach(({ input, local }, document) => {
      numbers[input][local] = document;
    });
    const values: (DocumentValues & Identity)[] = [];
    function* rows(): Generator<string> {
      const cursors = segments.map((segment) => ({ articles: segment.articles(), next: 0 }));
      for (const { input, local } of order) {
        const cursor = cursors[input];
        while (cursor.next++ < local) cursor.articles.next();
        const stored = cursor.articles.next().value!;
        const row = storedRow(stored);
        values.push({ ...documentValues(stored.article, fields), id: stored.article.id, digest: rowDigest(row) });
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
    return writeSegment(folder, { blocks: packStored(rows()), values, fields, terms });
  } finally {
    for (const segment of segments) segment.close();
  }
}
