// A collection that is kept open: finds the current version through the pointer, keeps it fresh
// without making requests wait, and goes on with the version it has when a newer one cannot be read.

import { Index } from 'flexsearch';
import { DeadlineError, NoIndexError, NotFoundError } from '../errors.ts';
import type { BlockCache } from '../index/block-cache.ts';
import { createSearchAdapter } from '../index/flexsearch-adapter.ts';
import { decodeManifest, pointerKey } from '../index/manifest.ts';
import { openPublishedIndex } from '../index/published-index.ts';
import { createReadSession, type ReadSession } from '../index/reads.ts';
import { SLOTS } from '../index/slots.ts';
import type { ObjectReader } from '../store/store.ts';
import type { OpenedIndex } from './opened-index.ts';
import { listBudgetFor } from './ranking.ts';

export interface CollectionOptions {
  reader: ObjectReader;
  name: string;
  /** Decoded parts of it; other collections may share it. */
  cache: BlockCache;
  /** See SearcherOptions. */
  residentBytes: number;
  rescoreDepth: number;
  listBudget: number | undefined;
  /** Milliseconds. */
  now: () => number;
}

export interface Collection {
  readonly name: string;
  /** The version to answer from; what reading it costs goes to the session. @throws as Searcher.search */
  ready(session: ReadSession): Promise<OpenedIndex>;
  /** The version that the pointer names now. @throws as Searcher.search */
  refresh(session: ReadSession): Promise<OpenedIndex>;
}

/** The pointer is read again beside a request when it is older than this, milliseconds ... */
const STALE_AFTER = 30_000;
/** ... and before a request when it is older than this: a frozen Lambda thaws with an old pointer. */
const EXPIRED_AFTER = 300_000;
/** A version is opened within this time, milliseconds. */
const OPEN_WITHIN = 8_000;

/** Nothing is read until the first call; a failed opening is tried again by the next call. */
export function openCollection(options: CollectionOptions): Collection {
  const { reader, name, cache, residentBytes, rescoreDepth, listBudget, now } = options;
  let current: OpenedIndex | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let opening: Promise<OpenedIndex> | null = null;

  const openCurrent = async (session: ReadSession): Promise<OpenedIndex> => {
    const key = pointerKey(name);
    session.rounds++;
    session.requests++;
    const pointer = await reader.get(key, session.signal ? { signal: session.signal } : {}).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
      throw new NoIndexError(
        `nothing is published as collection "${name}" in ${reader.url}: run xunwen index, or check the store and the collection`,
        { cause: error },
      );
    });
    session.bytes += pointer.bytes.length;
    const manifest = decodeManifest(pointer.bytes, key);
    if (current?.published.manifest.version === manifest.version) return current;
    const published = await openPublishedIndex(reader, manifest, cache, residentBytes, session);
    const flexsearch = new Index({ encode: (terms: string) => terms as unknown as string[], resolution: SLOTS });
    await flexsearch.mount(createSearchAdapter(published, 'body'));
    return { published, flexsearch, rescoreDepth, listBudget: listBudget ?? listBudgetFor(manifest.documents) };
  };

  /** Read the pointer, one reader at a time; what it cost goes to the session of who asked first. */
  const refresh = (session?: ReadSession): Promise<OpenedIndex> => {
    opening ??= (async () => {
      const own = createReadSession(AbortSignal.timeout(OPEN_WITHIN));
      try {
        current = await openCurrent(own).catch((error: unknown) => {
          // The version was collected between its pointer and its objects: the pointer has moved on.
          if (!(error instanceof NotFoundError)) throw error;
          return openCurrent(own);
        });
        return current;
      } finally {
        checkedAt = now();
        opening = null;
        if (session) {
          session.rounds += own.rounds;
          session.requests += own.requests;
          session.bytes += own.bytes;
        }
      }
    })();
    return opening;
  };

  const ready = async (session: ReadSession): Promise<OpenedIndex> => {
    if (!current) return withinDeadline(refresh(session), session.signal);
    const age = now() - checkedAt;
    const known = current;
    if (age > EXPIRED_AFTER) return withinDeadline(refresh(session), session.signal).catch(() => known);
    // The answer does not wait for this one, and a failure leaves the version that is open.
    if (age > STALE_AFTER) refresh().catch(() => {});
    return known;
  };

  return {
    name,
    ready,
    refresh: (session) => withinDeadline(refresh(session), session.signal),
  };
}

function withinDeadline<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new DeadlineError('the time for this search is over'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
