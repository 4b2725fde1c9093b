// Builds and publishes an index of a few articles for tests, through the same code as `xunwen index`,
// into a store in memory (so that bytes can be damaged), and opens it resident or ranged.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Article } from '../../engine/article.ts';
import type { Manifest } from '../../engine/index/manifest.ts';
import type { Hit, Searcher, SearchRequest, SearchResponse } from '../../engine/search/contract.ts';
import { openSearcher, type SearcherOptions } from '../../engine/search/searcher.ts';
import { type Build, type BuildOptions, buildIndex } from '../../indexer/build/build.ts';
import { type Config, DEFAULT_TITLE_BOOST, DEFAULTS } from '../../indexer/config/load.ts';
import type { UpdateMode } from '../../indexer/incremental/changes.ts';
import { readPointer } from '../../indexer/publish/pointer.ts';
import { type Publication, previousManifest, publish } from '../../indexer/publish/publish.ts';
import { createMemoryStore, type MemoryStore } from '../memory-store.ts';

export const COLLECTION = DEFAULTS.collection;

export interface BuiltIndex {
  store: MemoryStore;
  manifest: Manifest;
  counts: Build['counts'];
}

/** What test collections can be filtered by. */
export const FILTERABLE = ['author', 'extra.channel', 'source', 'tags'];

export type Limits = Partial<Config['limits']>;

/** The site's word lists, by their text. */
export type WordLists = Partial<Record<'dictionary' | 'synonyms' | 'stopWords' | 'curation', string>>;

/** What a build starts from, and settings beside the lists. */
export type From = Pick<BuildOptions, 'base' | 'pivots' | 'mergePolicy'> &
  Partial<Pick<Config, 'recency' | 'filterable' | 'collection'>>;

/**
 * Call `use` with a build of the articles; the work folder is gone afterwards.
 * @param prepare called with the work folder before the build
 */
export async function withBuild<T>(
  articles: Iterable<Article>,
  limits: Limits,
  use: (build: Build) => Promise<T>,
  lists: WordLists = {},
  prepare: (workFolder: string) => void = () => {},
  { recency, filterable = FILTERABLE, collection = COLLECTION, ...from }: From = {},
): Promise<T> {
  const workFolder = await mkdtemp(join(tmpdir(), 'xunwen-test-'));
  prepare(workFolder);
  const { articlesPerCommit, articlesPerSegment } = DEFAULTS;
  const config: Config = {
    store: 'memory:',
    collection,
    map: {},
    timeZone: DEFAULTS.timeZone,
    filterable,
    boosts: { title: DEFAULT_TITLE_BOOST },
    suggest: true,
    ...(recency ? { recency } : {}),
    duplicates: true,
    limits: { articlesPerCommit, articlesPerSegment, threads: 1, ...limits },
    file: null,
  };
  const listFolder = await mkdtemp(join(tmpdir(), 'xunwen-test-'));
  for (const [name, text] of Object.entries(lists)) {
    const path = join(listFolder, `${name}.txt`);
    await writeFile(path, text);
    config[name as keyof WordLists] = path;
  }
  const items = async function* () {
    for (const article of articles) yield { kind: 'article' as const, origin: article.id, article };
  };
  try {
    const now = new Date('2026-01-01T00:00:00Z');
    return await use(await buildIndex({ items: items(), workFolder, config, now, progress: () => {}, ...from }));
  } finally {
    for (const folder of [workFolder, listFolder]) await rm(folder, { recursive: true, force: true });
  }
}

/** Publish articles in a store of their own, or as the next version in a given one. */
export async function buildAndPublish(
  articles: Iterable<Article>,
  limits: Limits = {},
  store: MemoryStore = createMemoryStore(),
  lists: WordLists = {},
  from: Omit<From, 'base' | 'mergePolicy'> = {},
): Promise<BuiltIndex> {
  const use = async ({ manifest, files, counts }: Build): Promise<BuiltIndex> => {
    const pointer = await readPointer(store, from.collection ?? COLLECTION);
    const options = { previous: null, allowShrink: true, rewrite: false, now: store.now };
    await publish({ store, manifest, files, pointer, ...options });
    return { store, manifest, counts };
  };
  return withBuild(articles, limits, use, lists, undefined, from);
}

/** Publish articles as the version after the current one, as `xunwen index` does: made of it where that can be. */
export async function updateAndPublish(
  articles: Iterable<Article>,
  mode: UpdateMode,
  store: MemoryStore,
  limits: Limits = {},
  lists: WordLists = {},
  from: Pick<From, 'mergePolicy' | 'recency' | 'filterable'> = {},
): Promise<BuiltIndex & { outcome: Publication['outcome'] }> {
  const pointer = await readPointer(store, COLLECTION);
  const previous = previousManifest(pointer, COLLECTION, false);
  const use = async ({ manifest, files, counts }: Build) => {
    const options = { previous, allowShrink: true, rewrite: false, now: store.now };
    const { outcome } = await publish({ store, manifest, files, pointer, ...options });
    return { store, manifest, counts, outcome };
  };
  const base = previous && { store, manifest: previous, mode, rebuild: false };
  return withBuild(articles, limits, use, lists, undefined, { base, ...from });
}

/** `resident`: held in memory; `ranged`: read from the store part by part. */
export type Mode = 'resident' | 'ranged';
export const MODES: readonly Mode[] = ['resident', 'ranged'];

export function openIn(mode: Mode, built: { store: MemoryStore }, options: Partial<SearcherOptions> = {}): Searcher {
  const residentBytes = mode === 'ranged' ? 0 : Number.POSITIVE_INFINITY;
  return openSearcher({ reader: built.store, collection: COLLECTION, residentBytes, ...options });
}

/** A request with the defaults of the HTTP interface, but of articles that are all alike every one is shown. */
export function request(q: string, more: Partial<SearchRequest> = {}): SearchRequest {
  return {
    q,
    limit: 10,
    offset: 0,
    sort: 'relevance',
    snippets: 2,
    snippetLength: 120,
    exactTotal: false,
    collapse: false,
    ...more,
  };
}

export async function ask(searcher: Searcher, q: string, more: Partial<SearchRequest> = {}): Promise<SearchResponse> {
  return (await searcher.search(request(q, more))).response;
}

export const idsOf = (hits: readonly Hit[]): string[] => hits.map(({ id }) => id);

/** The ids of all hits, page by page, in order. */
export async function askAllPages(searcher: Searcher, q: string, more: Partial<SearchRequest> = {}): Promise<string[]> {
  const limit = more.limit ?? 50;
  const ids: string[] = [];
  for (let offset = 0; offset <= 1000; offset += limit) {
    const { hits } = await ask(searcher, q, { snippets: 0, ...more, limit, offset });
    ids.push(...idsOf(hits));
    if (hits.length < limit) break;
  }
  return ids;
}

/** Articles from bodies alone; ids are their numbers. */
export const fromBodies = (...bodies: string[]): Article[] =>
  bodies.map((body, i) => ({ id: String(i + 1), title: '', body }));
