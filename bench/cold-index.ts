// The index that the costs of a search are measured on: 28,000 news articles, built once in a folder.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pointerKey } from '../engine/index/manifest.ts';
import { openStore } from '../engine/store/open.ts';
import type { ObjectStore } from '../engine/store/store.ts';
import { COLD_SETS } from './cold-queries.ts';
import { BENCH_COLLECTION, publishDocuments } from './collection.ts';
import { type BenchDocument, readDocuments } from './data-set.ts';
import type { Progress } from './progress.ts';

/** Under the ids that judgements are read for. @throws UsageError when a set is not there */
export async function readColdDocuments(folder: string | undefined): Promise<BenchDocument[]> {
  const sets = await Promise.all(COLD_SETS.map((set) => readDocuments(folder, set)));
  return sets.flatMap((documents, i) =>
    documents.map((document) => ({ ...document, id: `${COLD_SETS[i]}/${document.id}` })),
  );
}

/** The store of a folder, with the documents published unless something is already. */
export async function openColdStore(
  folder: string,
  documents: readonly BenchDocument[],
  progress: Progress,
): Promise<ObjectStore> {
  const store = await openStore(`file:${folder}`);
  if (!existsSync(join(folder, pointerKey(BENCH_COLLECTION))))
    await publishDocuments(store, documents, 'news', progress);
  return store;
}
