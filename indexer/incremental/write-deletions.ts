// The deletions object of a segment: all of its documents that are gone, with what that takes from the document
// frequencies of their terms, found by analysing their stored texts once more.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Analyzer } from '../../engine/analysis/analyzer.ts';
import { buildDeletions, type Decrement, describeDeletions, wholeDeletionsPart } from '../../engine/index/deletions.ts';
import { type DeletionsManifest, objectKey, type SegmentManifest } from '../../engine/index/manifest.ts';
import type { StoredArticle } from '../../engine/index/stored-fields.ts';
import { FIELDS, type Field } from '../../engine/index/term-block.ts';
import type { ObjectReader } from '../../engine/store/store.ts';

export interface DeletionsOptions {
  store: ObjectReader;
  collection: string;
  /** With the deletions so far. */
  segment: SegmentManifest;
  /** Ascending numbers of the documents that go now, and their texts in the same order. */
  gone: readonly number[];
  texts: AsyncIterable<StoredArticle> | Iterable<StoredArticle>;
  /** Over the lexicon that the segment was built with, or what of it occurs in these texts. */
  analyzer: Analyzer;
  /** Existing folder for the object. */
  folder: string;
}

export async function writeDeletions(
  options: DeletionsOptions,
): Promise<{ manifest: DeletionsManifest; path: string }> {
  const { store, collection, segment, gone, texts, analyzer, folder } = options;
  const { deleted, decrements } = await readEarlier(store, collection, segment);
  for await (const { article } of texts)
    for (const field of FIELDS)
      for (const term of analyzer.analyze(article[field]).terms) {
        const known = decrements.get(term);
        if (known) known[field]++;
        else decrements.set(term, { body: 0, title: 0, [field]: 1 });
      }
  const all = Uint32Array.from([...deleted, ...gone]).sort();
  const { bytes, manifest } = buildDeletions(
    all,
    [...decrements].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const path = join(folder, manifest.object);
  await writeFile(path, bytes);
  return { manifest, path };
}

async function readEarlier(
  store: ObjectReader,
  collection: string,
  { deletions }: SegmentManifest,
): Promise<{ deleted: Uint32Array; decrements: Map<string, Record<Field, number>> }> {
  const decrements = new Map<string, Record<Field, number>>();
  if (!deletions) return { deleted: new Uint32Array(0), decrements };
  const part = wholeDeletionsPart(describeDeletions(collection, deletions, null));
  const { deleted, pages } = part.decode(
    await store.getRange(objectKey(collection, deletions.object), part.offset, part.length),
  );
  for (const page of pages.values())
    for (const [term, decrement] of page as ReadonlyMap<string, Decrement>) decrements.set(term, { ...decrement });
  return { deleted: deleted!, decrements };
}
