// Builds a version of a collection in a local folder: articles in, segment files and a manifest out.
// FlexSearch files the terms under their impacts; commits are bounded, so memory is too. The same
// articles and settings give the same bytes.

import { Index } from 'flexsearch';
import { type Analyzer, createAnalyzer, type FieldTerms } from '../../engine/analysis/analyzer.ts';
import type { Article } from '../../engine/article.ts';
import { createBuildAdapter } from '../../engine/index/flexsearch-adapter.ts';
import { ANALYSIS, FORMAT, type Manifest, manifestVersion, type SegmentManifest } from '../../engine/index/manifest.ts';
import { createSegmentWriter } from '../../engine/index/segment-writer.ts';
import { impact, SLOTS, slotOf } from '../../engine/index/slots.ts';
import { FIELDS, type Field } from '../../engine/index/term-block.ts';
import type { Config } from '../config/load.ts';
import { readQueryWords } from '../config/query-words.ts';
import type { SourceItem } from '../sources/read.ts';
import { loadLexicon } from './lexicon.ts';
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

/** @throws UsageError, and what reading the sources and writing the folder throw */
export async function buildIndex({ items, workFolder, config, now, progress }: BuildOptions): Promise<Build> {
  const counts: BuildCounts = { articles: 0, skipped: [], warnings: [], replaced: 0, terms: 0, bytes: 0 };
  const { lexicon, mixedWords, warnings, digest } = await loadLexicon(config.dictionary);
  const queryWords = await readQueryWords(config);
  for (const message of warnings) counts.warnings.push({ origin: config.dictionary!, message });
  const spool = createSpool(workFolder);
  try {
    await readAll(items, spool, counts, progress);
    const pivots = spool.pivots();
    const analyzer = createAnalyzer(lexicon);
    const segments: SegmentManifest[] = [];
    const files: Build['files'] = [];
    const { articlesPerSegment, articlesPerCommit } = config.limits;
    for (let start = 0; start < spool.size; start += articlesPerSegment) {
      const end = Math.min(spool.size, start + articlesPerSegment);
      const { manifest, path } = await buildSegment({
        spool,
        start,
        end,
        articlesPerCommit,
        analyzer,
        wordCost: lexicon.cost,
        pivots,
        workFolder,
        progress,
      });
      segments.push(manifest);
      files.push({ object: manifest.object, path, bytes: manifest.bytes });
      counts.terms += manifest.terms;
      counts.bytes += manifest.bytes;
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
        ...(mixedWords.length > 0 ? { mixedWords } : {}),
      },
      termsDigest: digest,
      segments,
    };
    return { manifest: { ...content, version: manifestVersion(content), created: now.toISOString() }, files, counts };
  } finally {
    spool.dispose();
  }
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

interface SegmentOptions {
  spool: Spool;
  /** Articles [start, end) of the spool. */
  start: number;
  end: number;
  articlesPerCommit: number;
  analyzer: Analyzer;
  wordCost: (term: string) => number | undefined;
  pivots: Record<Field, number>;
  workFolder: string;
  progress: BuildOptions['progress'];
}

async function buildSegment(options: SegmentOptions): Promise<{ manifest: SegmentManifest; path: string }> {
  const { spool, start, end, articlesPerCommit, analyzer, wordCost, pivots, workFolder, progress } = options;
  const writer = createSegmentWriter(workFolder, wordCost);
  const fields: FieldIndexes = {
    body: await openField('body', writer, pivots.body),
    title: await openField('title', writer, pivots.title),
  };
  const commit = async (): Promise<void> => {
    for (const field of FIELDS) await fields[field].index.commit();
  };
  for (let i = start; i < end; i++) {
    const article = spool.read(i);
    addArticle(article, writer.documents, analyzer, fields, (lengths) => writer.store({ article, ...lengths }));
    const done = i + 1 - start;
    if (done % articlesPerCommit === 0 && i + 1 < end) await commit();
    if ((i + 1) % PROGRESS_STEP === 0) progress({ phase: 'index', done: i + 1, total: spool.size });
  }
  await commit();
  progress({ phase: 'index', done: end, total: spool.size });
  return writer.finish((terms) => progress({ phase: 'merge', done: terms, total: null }));
}

/** A FlexSearch Index that files terms under the slots of their impacts. */
interface FieldIndex {
  index: Index;
  /** Slots of the terms that are being added, in their order; FlexSearch asks for them one by one. */
  file(document: number, terms: FieldTerms): void;
}

type FieldIndexes = Record<Field, FieldIndex>;

async function openField(
  field: Field,
  writer: ReturnType<typeof createSegmentWriter>,
  pivot: number,
): Promise<FieldIndex> {
  let current: FieldTerms | null = null;
  const index = new Index({
    // Terms arrive analysed; FlexSearch calls `score` once for each with its place among them.
    encode: (terms: string) => terms as unknown as string[],
    resolution: SLOTS,
    score: (_terms: string[], _term: string, place: number) =>
      slotOf(impact(current!.frequencies[place], current!.length, pivot)),
    commit: false,
  });
  await index.mount(createBuildAdapter(field, writer));
  return {
    index,
    file(document, terms) {
      current = terms;
      index.add(document, terms.terms as unknown as string);
      current = null;
    },
  };
}

function addArticle(
  article: Article,
  document: number,
  analyzer: Analyzer,
  fields: FieldIndexes,
  store: (lengths: { titleLength: number; bodyLength: number }) => void,
): void {
  const title = analyzer.analyze(article.title);
  fields.title.file(document, title);
  const body = analyzer.analyze(article.body);
  fields.body.file(document, body);
  store({ titleLength: title.length, bodyLength: body.length });
}
