// A version made of a published one and of the articles that changed since: new and changed articles become a small
// segment, what is gone becomes deletions, and the merge policy keeps the segments few.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createAnalyzer } from '../../engine/analysis/analyzer.ts';
import type { Lexicon } from '../../engine/analysis/lexicon.ts';
import { objectKey, type SegmentManifest } from '../../engine/index/manifest.ts';
import { packOrder } from '../../engine/index/numbering.ts';
import { checkHash } from '../../engine/index/published-index.ts';
import type { WrittenSegment } from '../../engine/index/segment-writer.ts';
import type { StoredArticle } from '../../engine/index/stored-fields.ts';
import type { ObjectReader } from '../../engine/store/store.ts';
import type { Spool } from '../build/spool.ts';
import type { Changes } from './changes.ts';
import { type MergePolicy, planMerges } from './merge-policy.ts';
import { mergeSegments } from './merge-segments.ts';
import { idsInOrder, interleave, type OrderedSegment, toRuns } from './order.ts';
import { liveLocals, type PublishedVersion } from './published.ts';
import { writeDeletions } from './write-deletions.ts';

/** Bytes of a segment that are read at once. */
const COPY_BYTES = 8 << 20;

export interface UpdateOptions {
  store: ObjectReader;
  version: PublishedVersion;
  changes: Changes;
  /** The texts of what is gone, if they were read. */
  gone: readonly StoredArticle[][] | null;
  /** Closed, with the new and changed articles alone. */
  spool: Spool;
  /** Segments of them, in their order. */
  built: readonly WrittenSegment[];
  /** The one that the version was built with, or what of it occurs in the texts that are gone. */
  lexicon: () => Lexicon;
  mostArticles: number;
  policy: MergePolicy;
  /** Filterable ones: those of the version. */
  fields: readonly string[];
  /** Whether articles are sketched, for duplicates to be found by. */
  sketches: boolean;
  folder: string;
  /** Told now and then how many terms are merged. */
  onTerms(terms: number): void;
}

export interface Update {
  segments: SegmentManifest[];
  /** As in the manifest. */
  order: string | undefined;
  files: { object: string; path: string; bytes: number }[];
  /** The ids of all live articles, in the one order of the version. */
  ids(): Iterable<string>;
}

/** A segment of the version, or a new one, on its way into the next version. */
interface Source extends OrderedSegment {
  manifest: SegmentManifest;
  /** Numbers of its live documents, ascending. */
  locals: Uint32Array;
  /** Those that go with this version. */
  gone: readonly number[];
  /** Place in the version; null for a new one, whose file is at `path`. */
  place: number | null;
  path: string | null;
}

export async function updateSegments(options: UpdateOptions): Promise<Update> {
  const { version, changes, mostArticles, policy, fields, folder, onTerms } = options;
  const { collection, segments: published, order: publishedOrder } = version.manifest;
  const { added, changed, deleted } = changes.counts;
  const sources = [...publishedSources(options), ...newSources(options)].filter(({ live }) => live > 0);
  if (added + changed + deleted === 0) {
    const ids = () => idsInOrder(sources, interleave(sources));
    return { segments: published, order: publishedOrder, files: [], ids };
  }
  const groups = planMerges(
    sources.map(({ manifest, live }) => ({ live, deleted: manifest.documents - live })),
    mostArticles,
    policy,
  );
  const order = interleave(sources);
  const files: Update['files'] = [];
  /** By source: which segment it becomes, or a part of. */
  const becomes = new Map<Source, SegmentManifest>();
  for (const group of groups) {
    const members = group.map((place) => sources[place]);
    const inputs = [];
    for (const { manifest, path } of members)
      inputs.push({ manifest, path: path ?? (await download(options.store, collection, manifest, folder)) });
    const { manifest, path } = mergeSegments({
      collection,
      inputs,
      order: orderWithin(order, group, members),
      fields,
      sketches: options.sketches,
      folder,
      onTerms,
    });
    files.push({ object: manifest.object, path, bytes: manifest.bytes });
    for (const member of members) becomes.set(member, manifest);
  }
  for (const source of sources.filter((one) => !becomes.has(one))) {
    const { manifest, path, place, gone } = source;
    if (path !== null) files.push({ object: manifest.object, path, bytes: manifest.bytes });
    if (place === null || gone.length === 0) {
      becomes.set(source, manifest);
      continue;
    }
    const deletions = await writeDeletions({
      ...options,
      collection,
      segment: manifest,
      gone,
      texts: options.gone?.[place] ?? version.read(place, gone),
      analyzer: createAnalyzer(options.lexicon()),
    });
    files.push({ object: deletions.manifest.object, path: deletions.path, bytes: deletions.manifest.bytes });
    becomes.set(source, { ...manifest, deletions: deletions.manifest });
  }
  const segmentOf = Array.from(sources, (source) => becomes.get(source)!);
  // In the order of their first documents, so that segments that follow one another need no runs.
  const segments = [...new Set(Array.from(order, (source) => segmentOf[source]))];
  const places = segmentOf.map((manifest) => segments.indexOf(manifest));
  const runs = toRuns(order.map((source) => places[source]));
  return {
    segments,
    order: runs.length > segments.length ? packOrder(runs) : undefined,
    files,
    ids: () => idsInOrder(sources, order),
  };
}

function publishedSources({ version, changes }: UpdateOptions): Source[] {
  return version.segments.map((segment, place) => {
    const gone = changes.gone[place];
    const isGone = new Set(gone);
    const locals = Uint32Array.from([...liveLocals(segment)].filter((local) => !isGone.has(local)));
    const manifest = version.manifest.segments[place];
    const idOf = (rank: number) => segment.idOf(locals[rank]);
    const instantOf = (rank: number) => segment.instantOf(locals[rank]);
    return { manifest, live: locals.length, idOf, instantOf, locals, gone, place, path: null };
  });
}

function newSources({ spool, built }: UpdateOptions): Source[] {
  let first = 0;
  return built.map(({ manifest, path }) => {
    const start = first;
    const live = manifest.documents;
    first += live;
    const idOf = (rank: number) => spool.idOf(start + rank);
    const instantOf = (rank: number) => spool.instantOf(start + rank);
    const locals = Uint32Array.from({ length: live }, (_, local) => local);
    return { manifest, live, idOf, instantOf, locals, gone: [], place: null, path };
  });
}

/** The order of a group's documents among themselves. @param group places of its members among the sources */
function orderWithin(
  order: Uint32Array,
  group: readonly number[],
  members: readonly Source[],
): { input: number; local: number }[] {
  const ranks = members.map(() => 0);
  const inputOf = new Map(group.map((place, input) => [place, input]));
  const within: { input: number; local: number }[] = [];
  for (const source of order) {
    const input = inputOf.get(source);
    if (input !== undefined) within.push({ input, local: members[input].locals[ranks[input]++] });
  }
  return within;
}

/**
 * @returns the path of a file with the segment's bytes
 * @throws CorruptIndexError when they are not what they were
 */
async function download(
  store: ObjectReader,
  collection: string,
  { object, bytes }: SegmentManifest,
  folder: string,
): Promise<string> {
  const path = join(folder, `published-${object}`);
  const key = objectKey(collection, object);
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    for (let offset = 0; offset < bytes; offset += COPY_BYTES) {
      const part = await store.getRange(key, offset, Math.min(COPY_BYTES, bytes - offset));
      hash.update(part);
      await file.writeFile(part);
    }
  } finally {
    await file.close();
  }
  checkHash(hash.digest('hex'), object, key);
  return path;
}
