// What is indexed together and asked together: a set alone, or small sets among many others' documents.
// Pools are read one after another, so that only one is in memory.

import { indexedId } from './collection.ts';
import { type BenchDocument, readDocuments } from './data-set.ts';
import { readTask, type Task } from './judged-queries.ts';
import type { RelevanceOptions } from './relevance-options.ts';
import { MIXED, rowsOf } from './sets.ts';
import { writeGenerated } from './write-queries.ts';

export interface Pool {
  name: string;
  /** Under ids that are distinct in this pool; engines get them disguised. */
  documents: readonly BenchDocument[];
  /** The documents as they are in their set, by the id under which they are indexed. */
  originals: ReadonlyMap<string, BenchDocument>;
  tasks: readonly Task[];
}

/** What is read, of all that the relevance bench can be told. */
export type PoolOptions = Pick<
  RelevanceOptions,
  'folder' | 'sets' | 'mostQueries' | 'mixed' | 'keywords' | 'judged' | 'writeQueries'
>;

/** @throws UsageError when a set is not there */
export async function* readPools(options: PoolOptions): AsyncGenerator<Pool> {
  for (const set of options.sets) yield await readSet(set, options);
  if (options.mixed) yield await readMixed(options);
}

async function readSet(set: string, options: PoolOptions): Promise<Pool> {
  const { folder, mostQueries } = options;
  const documents = await readDocuments(folder, set);
  const tasks: Task[] = [];
  if (options.judged) for (const row of rowsOf(set)) tasks.push(await readTask(folder, row, mostQueries));
  if (options.keywords) {
    // jieba's native code is loaded for nothing else.
    const { cutQueries } = await import('./keyword-queries.ts');
    for (const generated of cutQueries(set, documents)) {
      if (options.writeQueries !== null) writeGenerated(options.writeQueries, set, generated);
      tasks.push({ name: `${set} (${generated.name})`, queries: generated.queries.slice(0, mostQueries) });
    }
  }
  return pool(set, documents, documents, tasks);
}

/** Ids are made distinct by the name of the set in front. */
async function readMixed({ folder, mostQueries }: PoolOptions): Promise<Pool> {
  const originals: BenchDocument[] = [];
  const documents: BenchDocument[] = [];
  for (const set of [...MIXED.asked, ...MIXED.distractors]) {
    for (const document of await readDocuments(folder, set)) {
      originals.push(document);
      documents.push({ ...document, id: prefix(set) + document.id });
    }
  }
  const tasks: Task[] = [];
  for (const set of MIXED.asked)
    tasks.push(await readTask(folder, { set }, mostQueries, prefix(set), `${set} (among news)`));
  return pool('mixed', originals, documents, tasks);
}

function prefix(set: string): string {
  return `${set}/`;
}

function pool(
  name: string,
  originals: readonly BenchDocument[],
  documents: readonly BenchDocument[],
  tasks: readonly Task[],
): Pool {
  const byId = new Map(documents.map(({ id }, i) => [indexedId(id), originals[i]]));
  return { name, documents, originals: byId, tasks };
}
