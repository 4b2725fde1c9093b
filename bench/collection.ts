// Documents of a test collection as a published index: built and published by the code that users run,
// in shuffled order and under ids that say nothing, so that no ranking can profit from the order of the file.

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectStore } from '../engine/store/store.ts';
import { buildIndex } from '../indexer/build/build.ts';
import { type Config, loadConfig } from '../indexer/config/load.ts';
import { publish } from '../indexer/publish/publish.ts';
import type { SourceItem } from '../indexer/sources/read.ts';
import { toArticle } from '../indexer/sources/record.ts';
import type { BenchDocument } from './data-set.ts';
import type { Progress } from './progress.ts';
import { createRandom, shuffled } from './random.ts';

/** Documents enter the index in this order in every run. */
const SHUFFLE_SEED = 20171125;

export const BENCH_COLLECTION = 'articles';

/** The id under which a document is indexed. */
export function indexedId(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

/**
 * Documents as any engine gets them: in shuffled order, under ids that say nothing.
 * An id that engines break ties by is then a lot drawn, the same for all of them.
 */
export function disguise(documents: readonly BenchDocument[]): BenchDocument[] {
  return shuffled(documents, createRandom(SHUFFLE_SEED)).map((document) => ({
    ...document,
    id: indexedId(document.id),
  }));
}

export interface Published {
  articles: number;
  /** What building took, milliseconds. */
  milliseconds: number;
}

/**
 * Index documents of a test collection and publish them, disguised.
 * @param label names the work in the progress
 */
export function publishDocuments(
  store: ObjectStore,
  documents: readonly BenchDocument[],
  label: string,
  progress: Progress,
): Promise<Published> {
  return publishItems(store, ({ timeZone }) => sourceItems(documents, timeZone), label, progress);
}

/**
 * Index what a source gives and publish it into an empty store.
 * @param label names the work in the progress
 */
export async function publishItems(
  store: ObjectStore,
  items: (config: Config) => AsyncIterable<SourceItem>,
  label: string,
  progress: Progress,
  collection = BENCH_COLLECTION,
): Promise<Published> {
  const workFolder = mkdtempSync(join(tmpdir(), 'xunwen-bench-'));
  try {
    const config = await defaultConfig(workFolder, collection);
    const start = performance.now();
    const build = await buildIndex({
      items: items(config),
      workFolder: makeFolder(join(workFolder, 'build')),
      config,
      now: new Date(),
      progress: ({ phase, done }) => progress.show(`${label}: ${phase} ${done}`),
    });
    const milliseconds = performance.now() - start;
    await publish({
      store,
      manifest: build.manifest,
      files: build.files,
      pointer: null,
      previous: null,
      allowShrink: true,
      rewrite: false,
      now: Date.now(),
    });
    return { articles: build.counts.articles, milliseconds };
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

/** The settings of a user who set nothing: no configuration file, no environment. */
async function defaultConfig(emptyFolder: string, collection: string): Promise<Config> {
  return loadConfig({ cwd: emptyFolder, env: {}, flags: { collection } });
}

function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}

async function* sourceItems(documents: readonly BenchDocument[], timeZone: string): AsyncGenerator<SourceItem> {
  for (const { id, title, text } of disguise(documents)) {
    const result = toArticle({ id, title, body: text }, {}, { fallbackId: id, timeZone });
    if ('reason' in result) yield { kind: 'skipped', origin: id, reason: `${id}: ${result.reason}` };
    else yield { kind: 'article', article: result.article, origin: id };
  }
}
