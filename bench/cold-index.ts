// The index that the costs of a search are measured on: 28,000 news articles, built once, in a folder and in a store
// where every read takes as long as from S3.

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

/** A published store as it is: objects first, so that the pointer never points to nothing. */
export async function copyStore(from: ObjectStore, folder: string, to: ObjectStore): Promise<void> {
  const keys: string[] = [];
  for await (const { key } of from.list('')) keys.push(key);
  const pointer = pointerKey(BENCH_COLLECTION);
  for (const key of keys) if (key !== pointer) await to.putFile(key, join(folder, key));
  await to.put(pointer, (await from.get(pointer)).bytes);
}
