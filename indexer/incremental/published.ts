// The published version that a build starts from: which articles it has, in which order, and their texts.

import { CorruptIndexError } from '../../engine/errors.ts';
import { createBlockCache } from '../../engine/index/block-cache.ts';
import { type Manifest, objectKey, type SegmentManifest } from '../../engine/index/manifest.ts';
import { NO_DOCUMENT, type Numbering } from '../../engine/index/numbering.ts';
import {
  checkObject,
  numberingOf,
  openPublishedIndex,
  type PublishedIndex,
  readArticles,
} from '../../engine/index/published-index.ts';
import { createReadSession, type ReadSession } from '../../engine/index/reads.ts';
import { idsPart, instantsPart } from '../../engine/index/segment.ts';
import type { StoredArticle } from '../../engine/index/stored-fields.ts';
import type { ObjectReader } from '../../engine/store/store.ts';
import { counted, formatCount } from '../format.ts';
import { inspectSegment } from '../publish/inspect.ts';

const CACHE_BYTES = 64 << 20;

/** Articles that are read at once: each is a request or two. */
const READ_AT_ONCE = 256;

/** The documents of one segment, by their numbers in it. */
export interface KnownSegment {
  readonly documents: number;
  isLive(local: number): boolean;
  idOf(local: number): string;
  /** See `rowDigest`. */
  digestOf(local: number): string;
  /** Milliseconds since the epoch; -Infinity for the undated. */
  instantOf(local: number): number;
}

export interface PublishedVersion {
  readonly manifest: Manifest;
  readonly segments: readonly KnownSegment[];
  /** Read the texts of live documents of one segment, by their numbers in it. */
  read(segment: number, locals: readonly number[]): AsyncGenerator<StoredArticle>;
}

/**
 * Open a version to build upon. What is to stay is not read, so damage inside of it is found by `verify`; but nothing
 * is built upon deletions that are not what they were, nor upon a segment whose frame, ids or dates are not.
 * @throws CorruptIndexError and the store's errors
 */
export async function openPublishedVersion(store: ObjectReader, manifest: Manifest): Promise<PublishedVersion> {
  for (const segment of manifest.segments) await checkSegment(store, manifest.collection, segment);
  const session = createReadSession();
  const index = await openPublishedIndex(store, manifest, createBlockCache(CACHE_BYTES), 0, session);
  const numbering = await numberingOf(index, session);
  const ids = await index.reads.fetch(session, index.segments.map(idsPart));
  const instants = await index.reads.fetch(session, index.segments.map(instantsPart));
  const segments = index.segments.map(({ manifest: { documents, dated }, source }, i): KnownSegment => {
    if (ids[i].length !== documents || instants[i].length !== dated)
      throw new CorruptIndexError(
        `${source.key} names ${counted(ids[i].length, 'article')}, its manifest ${formatCount(documents)}`,
      );
    const { each } = numbering.segments[i];
    return {
      documents,
      isLive: (local) => each === null || each[local] !== NO_DOCUMENT,
      idOf: ids[i].idOf,
      digestOf: ids[i].digestOf,
      instantOf: (local) => instants[i][local] ?? Number.NEGATIVE_INFINITY,
    };
  });
  return {
    manifest,
    segments,
    read: (segment, locals) => readTexts(index, session, numbering, segment, locals),
  };
}

async function checkSegment(store: ObjectReader, collection: string, segment: SegmentManifest): Promise<void> {
  await inspectSegment(store, collection, segment);
  if (!segment.deletions) return;
  const { object } = segment.deletions;
  const key = objectKey(collection, object);
  checkObject((await store.get(key)).bytes, object, key);
}

async function* readTexts(
  index: PublishedIndex,
  session: ReadSession,
  numbering: Numbering,
  segment: number,
  locals: readonly number[],
): AsyncGenerator<StoredArticle> {
  const { base, each } = numbering.segments[segment];
  for (let start = 0; start < locals.length; start += READ_AT_ONCE) {
    const batch = locals.slice(start, start + READ_AT_ONCE);
    yield* await readArticles(
      index,
      session,
      batch.map((local) => (each === null ? base + local : each[local])),
    );
  }
}

/** All live articles of a version, segment by segment. */
export async function* allArticles(version: PublishedVersion): AsyncGenerator<StoredArticle> {
  for (const [place, segment] of version.segments.entries()) yield* version.read(place, [...liveLocals(segment)]);
}

/** Numbers of the live documents of a segment, ascending. */
export function* liveLocals({ documents, isLive }: KnownSegment): Generator<number> {
  for (let local = 0; local < documents; local++) if (isLive(local)) yield local;
}
