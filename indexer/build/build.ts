// Builds a version of a collection in a local folder: articles in, segment files and a manifest out.
// FlexSearch files the terms under their impacts, in batches, so memory is bounded. The same articles and
// settings give the same bytes, whatever the threads and the batches.

import type { Lexicon } from '../../engine/analysis/lexicon.ts';
import type { Article } from '../../engine/article.ts';
import { CorruptIndexError, NotFoundError, REPAIR } from '../../engine/errors.ts';
import { filterValues, haveSameColumns, LONGEST_VALUE } from '../../engine/index/filter-values.ts';
import { ANALYSIS, FORMAT, type Manifest, manifestVersion } from '../../engine/index/manifest.ts';
import type { WrittenSegment } from '../../engine/index/segment-writer.ts';
import type { ObjectReader } from '../../engine/store/store.ts';
import type { Config } from '../config/load.ts';
import { readCuration, readQueryWords } from '../config/query-words.ts';
import type { DuplicateCounts } from '../duplicates/version-groups.ts';
import { type ChangeCounts, findChanges, knownArticles, readFewGone, type UpdateMode } from '../incremental/changes.ts';
import { MERGE_POLICY, type MergePolicy } from '../incremental/merge-policy.ts';
import { allArticles, openPublishedVersion, type PublishedVersion } from '../incremental/published.ts';
import { type Update, updateSegments } from '../incremental/update.ts';
import type { SourceItem } from '../sources/read.ts';
import { makeCompanions } from './companions.ts';
import { type Crew, createLoneCrew, createThreadCrew } from './crew.ts';
import { resolveCuration } from './curate.ts';
import { type BuildDictionaries, FEW_ARTICLES, lexiconOf, readDictionaries } from './lexicon.ts';
import { buildSegments } from './segments.ts';
import { createSpool, type Spool } from './spool.ts';

export interface BuildProgress {
  phase: 'read' | 'index' | 'merge';
  done: number;
  /** Null while it is not known. */
  total: number | null;
}

/** A published version that a build starts from, and what the sources are to it. */
export interface BuildBase {
  store: ObjectReader;
  manifest: Manifest;
  mode: UpdateMode;
  /** Take its texts at most, and build everything. */
  rebuild: boolean;
}

export interface BuildOptions {
  items: AsyncIterable<SourceItem>;
  /** Existing, empty folder for spools and segments. */
  workFolder: string;
  config: Config;
  now: Date;
  /** Without one, or when it has other terms, everything is built. */
  base?: BuildBase | null;
  /** Mean field lengths to build everything with; measured when absent. */
  pivots?: Manifest['pivots'];
  /** Which segments an incremental build merges; MERGE_POLICY by default. */
  mergePolicy?: MergePolicy;
  progress(event: BuildProgress): void;
}

export interface BuildCounts {
  /** Of the version. */
  articles: number;
  skipped: { origin: string; reason: string }[];
  /** What was not meant to be an article. */
  leftOut: { origin: string; reason: string }[];
  warnings: { origin: string; message: string }[];
  /** Articles that a later one with the same id replaced. */
  replaced: number;
  /** Distinct terms, summed over segments. */
  terms: number;
  /** Bytes of all segments, deletions and companions. */
  bytes: number;
  /** What became of the articles of the version that this one was made of; null when everything was built. */
  changes: (ChangeCounts & { from: string }) | null;
  /** Of the version: its near-duplicates; null where they are not looked for. */
  duplicates: DuplicateCounts | null;
}

export interface Build {
  manifest: Manifest;
  /** What the store may not have yet. */
  files: { object: string; path: string; bytes: number }[];
  counts: BuildCounts;
  /** Why nothing could be taken from the version that the sources replace, in words; null when it could. */
  damage: string | null;
}

/** Progress is told every so many articles. */
const PROGRESS_STEP = 100;

/** @throws UsageError, and what reading the sources and the base and writing the folder throw */
export async function buildIndex(options: BuildOptions): Promise<Build> {
  const { items, workFolder, config, now, base, progress } = options;
  const counts: BuildCounts = {
    articles: 0,
    skipped: [],
    leftOut: [],
    warnings: [],
    replaced: 0,
    terms: 0,
    bytes: 0,
    changes: null,
    duplicates: null,
  };
  const dictionaries = await readDictionaries(config.dictionary);
  const queryWords = await readQueryWords(config);
  for (const message of dictionaries.warnings) counts.warnings.push({ origin: config.dictionary!, message });
  const rules = await readCuration(config);
  const { version, damage } = await openBase(base ?? null);
  const fields = [...new Set(config.filterable)].sort();
  const isTaken =
    version?.manifest.termsDigest === dictionaries.digest &&
    haveSameColumns(version.manifest.settings.filterable, fields) &&
    !base!.rebuild;
  const spool = createSpool(workFolder, isTaken ? knownArticles(version!) : null);
  /** All that are to be analysed, when they are few. */
  let few: Article[] | null = null;
  const crew = createLazyCrew(config.limits.threads, dictionaries, () => lexiconOf(dictionaries, few));
  try {
    await readAll(items, spool, counts, fields, (event) => {
      // Of a published version most articles are taken, and the few others do not keep threads busy.
      if (event.done > FEW_ARTICLES && !isTaken) crew.start();
      progress(event);
    });
    counts.replaced = spool.replaced;
    if (version && base?.mode === 'add' && !isTaken) await addPublished(version, spool);
    spool.close();
    const changes = version && isTaken ? findChanges(version, spool, base!.mode) : null;
    const isUpdate = changes !== null && changes.counts.unchanged > 0;
    const gone = isUpdate ? await readFewGone(version!, changes, FEW_ARTICLES - spool.size) : null;
    if (spool.size <= FEW_ARTICLES && (gone || !isUpdate))
      few = [...spooled(spool), ...(gone ?? []).flat().map(({ article }) => article)];
    const build = async (pivots: Manifest['pivots']): Promise<WrittenSegment[]> => {
      if (spool.size === 0) return [];
      // With few articles threads cost more time than they save: each takes a tenth of a second to start.
      if (spool.size > FEW_ARTICLES) crew.start();
      const { limits, duplicates: sketches } = config;
      return buildSegments({ spool, crew: crew.get(), limits, pivots, fields, sketches, workFolder, progress });
    };
    let made: Update;
    let pivots: Manifest['pivots'];
    if (version && isUpdate) {
      pivots = version.manifest.pivots;
      counts.changes = { ...changes.counts, from: version.manifest.version };
      made = await updateSegments({
        store: base!.store,
        version,
        changes,
        gone,
        spool,
        built: await build(pivots),
        lexicon: crew.lexicon,
        mostArticles: config.limits.articlesPerSegment,
        policy: options.mergePolicy ?? MERGE_POLICY,
        fields,
        sketches: config.duplicates,
        folder: workFolder,
        onTerms: (done) => progress({ phase: 'merge', done, total: null }),
      });
    } else {
      pivots = options.pivots ?? spool.pivots();
      const built = await build(pivots);
      const files = built.map(({ manifest: { object, bytes }, path }) => ({ object, path, bytes }));
      made = { segments: built.map(({ manifest }) => manifest), order: undefined, files, ids: () => spooledIds(spool) };
    }
    for (const { documents, terms, bytes, deletions } of made.segments) {
      counts.articles += documents - (deletions?.documents ?? 0);
      counts.terms += terms;
      counts.bytes += bytes + (deletions?.bytes ?? 0);
    }
    const curation = resolveCuration(rules, made.ids(), (message) =>
      counts.warnings.push({ origin: config.curation!, message }),
    );
    const content: Omit<Manifest, 'version' | 'created'> = {
      format: FORMAT,
      analysis: ANALYSIS,
      collection: config.collection,
      documents: counts.articles,
      pivots,
      settings: {
        timeZone: config.timeZone,
        titleBoost: config.boosts.title,
        ...(config.recency ? { recency: config.recency } : {}),
        filterable: fields,
        ...queryWords,
        ...(dictionaries.mixedWords.length > 0 ? { mixedWords: dictionaries.mixedWords } : {}),
      },
      termsDigest: dictionaries.digest,
      segments: made.segments,
      ...(made.order === undefined ? {} : { order: made.order }),
      ...(curation.length > 0 ? { curation } : {}),
    };
    // Threads that are done keep a lexicon each.
    await crew.close();
    const { companions, files, duplicates } = await makeCompanions({
      version: content,
      files: made.files,
      store: base?.store ?? null,
      dictionaries,
      suggest: config.suggest,
      duplicates: config.duplicates,
      same: version && made.segments === version.manifest.segments ? version.manifest : null,
      before: version && isUpdate ? version.manifest : null,
      threads: config.limits.threads,
      folder: workFolder,
      onWarning: (message) => counts.warnings.push({ origin: config.collection, message }),
    });
    if (duplicates) content.duplicates = duplicates.manifest;
    counts.duplicates = duplicates?.counts ?? null;
    if (Object.keys(companions).length > 0) content.companions = companions;
    for (const { bytes } of Object.values(companions)) counts.bytes += bytes;
    const manifest = { ...content, version: manifestVersion(content), created: now.toISOString() };
    return { manifest, files: [...made.files, ...files], counts, damage };
  } finally {
    await crew.close();
    spool.dispose();
  }
}

/**
 * What is added to has to be whole; what is replaced is built of the sources where it is not.
 * @throws CorruptIndexError, NotFoundError when it is to be added to
 */
async function openBase(base: BuildBase | null): Promise<{ version: PublishedVersion | null; damage: string | null }> {
  if (!base) return { version: null, damage: null };
  try {
    return { version: await openPublishedVersion(base.store, base.manifest), damage: null };
  } catch (error) {
    const isDamage = error instanceof CorruptIndexError || error instanceof NotFoundError;
    if (base.mode === 'add' || !isDamage) throw error;
    return { version: null, damage: error.message.replace(`; ${REPAIR}`, '') };
  }
}

/** The articles that the sources say nothing of, for a build of everything. */
async function addPublished(version: PublishedVersion, spool: Spool): Promise<void> {
  for await (const { article } of allArticles(version)) if (!spool.has(article.id)) spool.add(article);
}

function* spooledIds(spool: Spool): Generator<string> {
  for (let i = 0; i < spool.size; i++) yield spool.idOf(i);
}

function* spooled(spool: Spool): Generator<Article> {
  for (let i = 0; i < spool.size; i++) yield spool.read(i).article;
}

/** Threads make the lexicon while articles are still being read, if there are enough of them. */
function createLazyCrew(threads: number, dictionaries: BuildDictionaries, makeLexicon: () => Lexicon) {
  let crew: Crew | null = null;
  let made: Lexicon | null = null;
  const lexicon = (): Lexicon => {
    made ??= makeLexicon();
    return made;
  };
  return {
    /** One of this thread's own. */
    lexicon,
    start(): void {
      if (threads > 1) crew ??= createThreadCrew(threads, dictionaries);
    },
    get(): Crew {
      crew ??= createLoneCrew(lexicon);
      return crew;
    },
    close: async (): Promise<void> => crew?.close(),
  };
}

async function readAll(
  items: AsyncIterable<SourceItem>,
  spool: Spool,
  counts: BuildCounts,
  fields: readonly string[],
  progress: BuildOptions['progress'],
): Promise<void> {
  for await (const item of items) {
    if (item.kind === 'skipped') counts.skipped.push({ origin: item.origin, reason: item.reason });
    else if (item.kind === 'leftOut') counts.leftOut.push({ origin: item.origin, reason: item.reason });
    else if (item.kind === 'warning') counts.warnings.push({ origin: item.origin, message: item.message });
    else {
      for (const field of fields)
        filterValues(item.article, field, (value) => {
          const message = `${item.origin}: ${field} "${value.slice(0, 60)}…" has ${value.length} UTF-16 units; no filter finds values of more than ${LONGEST_VALUE}`;
          counts.warnings.push({ origin: item.origin, message });
        });
      spool.add(item.article);
      if (spool.came % PROGRESS_STEP === 0) progress({ phase: 'read', done: spool.came, total: null });
    }
  }
  progress({ phase: 'read', done: spool.came, total: spool.came });
}
