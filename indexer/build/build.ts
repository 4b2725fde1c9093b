// Builds a version of a collection in a local folder: articles in, segment files and a manifest out.
// FlexSearch files the terms under their impacts, in batches, so memory is bounded. The same articles and
// settings give the same bytes, whatever the threads and the batches.

import { ANALYSIS, FORMAT, type Manifest, manifestVersion } from '../../engine/index/manifest.ts';
import type { Config } from '../config/load.ts';
import { readQueryWords } from '../config/query-words.ts';
import type { SourceItem } from '../sources/read.ts';
import { type Crew, createLoneCrew, createThreadCrew } from './crew.ts';
import { type BuildDictionaries, readDictionaries } from './lexicon.ts';
import { buildSegments } from './segments.ts';
import { createSpool, type Spool } from './spool.ts';

export interface BuildProgress {
  phase: 'read' | 'index' | 'merge';
  done: number;
  /** Null while it is not known. */
  total: number | null;
}

export interface BuildOptions {
  items: AsyncIterable<SourceItem>;
  /** Existing, empty folder for spools and segments. */
  workFolder: string;
  config: Config;
  now: Date;
  progress(event: BuildProgress): void;
}

export interface BuildCounts {
  articles: number;
  skipped: { origin: string; reason: string }[];
  warnings: { origin: string; message: string }[];
  /** Articles that a later one with the same id replaced. */
  replaced: number;
  /** Distinct terms, summed over segments. */
  terms: number;
  /** Bytes of all segments. */
  bytes: number;
}

export interface Build {
  manifest: Manifest;
  files: { object: string; path: string; bytes: number }[];
  counts: BuildCounts;
}

/** Progress is told every so many articles. */
const PROGRESS_STEP = 100;

/** With fewer articles threads cost more time than they save: each takes a tenth of a second to start. */
const FEWEST_FOR_THREADS = 300;

/** @throws UsageError, and what reading the sources and writing the folder throw */
export async function buildIndex({ items, workFolder, config, now, progress }: BuildOptions): Promise<Build> {
  const counts: BuildCounts = { articles: 0, skipped: [], warnings: [], replaced: 0, terms: 0, bytes: 0 };
  const dictionaries = await readDictionaries(config.dictionary);
  const queryWords = await readQueryWords(config);
  for (const message of dictionaries.warnings) counts.warnings.push({ origin: config.dictionary!, message });
  const spool = createSpool(workFolder);
  const crew = createLazyCrew(config.limits.threads, dictionaries);
  try {
    await readAll(items, spool, counts, (event) => {
      if (event.done >= FEWEST_FOR_THREADS) crew.start();
      progress(event);
    });
    const pivots = spool.pivots();
    const written = await buildSegments({
      spool,
      crew: crew.get(),
      limits: config.limits,
      pivots,
      workFolder,
      progress,
    });
    const segments = written.map(({ manifest }) => manifest);
    for (const { terms, bytes } of segments) {
      counts.terms += terms;
      counts.bytes += bytes;
    }
    const content = {
      format: FORMAT,
      analysis: ANALYSIS,
      collection: config.collection,
      documents: spool.size,
      pivots,
      settings: {
        timeZone: config.timeZone,
        titleBoost: config.boosts.title,
        ...queryWords,
        ...(dictionaries.mixedWords.length > 0 ? { mixedWords: dictionaries.mixedWords } : {}),
      },
      termsDigest: dictionaries.digest,
      segments,
    };
    return {
      manifest: { ...content, version: manifestVersion(content), created: now.toISOString() },
      files: written.map(({ manifest: { object, bytes }, path }) => ({ object, path, bytes })),
      counts,
    };
  } finally {
    await crew.close();
    spool.dispose();
  }
}

/** Threads make the lexicon while articles are still being read, if there are enough of them. */
function createLazyCrew(threads: number, dictionaries: BuildDictionaries) {
  let crew: Crew | null = null;
  return {
    start(): void {
      if (threads > 1) crew ??= createThreadCrew(threads, dictionaries);
    },
    get(): Crew {
      crew ??= createLoneCrew(dictionaries);
      return crew;
    },
    close: async (): Promise<void> => crew?.close(),
  };
}

async function readAll(
  items: AsyncIterable<SourceItem>,
  spool: Spool,
  counts: BuildCounts,
  progress: BuildOptions['progress'],
): Promise<void> {
  for await (const item of items) {
    if (item.kind === 'skipped') counts.skipped.push({ origin: item.origin, reason: item.reason });
    else if (item.kind === 'warning') counts.warnings.push({ origin: item.origin, message: item.message });
    else {
      spool.add(item.article);
      if (spool.size % PROGRESS_STEP === 0) progress({ phase: 'read', done: spool.size, total: null });
    }
  }
  spool.close();
  counts.articles = spool.size;
  counts.replaced = spool.replaced;
  progress({ phase: 'read', done: spool.size, total: spool.size });
}
