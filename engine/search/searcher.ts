// A collection that is kept open: finds the current version through the pointer, keeps it fresh
// without making requests wait, and goes on with the version it has when a newer one cannot be read.

import { Index } from 'flexsearch';
import { DeadlineError, NoIndexError, NotFoundError } from '../errors.ts';
import { returnAccumulators } from '../index/accumulators.ts';
import { createBlockCache } from '../index/block-cache.ts';
import { createSearchAdapter } from '../index/flexsearch-adapter.ts';
import { ANALYSIS, decodeManifest, FORMAT, pointerKey } from '../index/manifest.ts';
import { openPublishedIndex } from '../index/published-index.ts';
import { createReadSession, type ReadSession } from '../index/reads.ts';
import { SLOTS } from '../index/slots.ts';
import type { ObjectReader } from '../store/store.ts';
import type { Searcher } from './contract.ts';
import type { OpenedIndex } from './opened-index.ts';
import { listBudgetFor, RESCORE_BLOCK } from './ranking.ts';
import { search } from './search.ts';

export interface SearcherOptions {
  reader: ObjectReader;
  collection: string;
  /** An index of up to this many bytes is read whole and kept in memory. Default 4 MiB. */
  residentBytes?: number;
  /** Memory for decoded parts of a larger index. Default 64 MiB. */
  cacheBytes?: number;
  /**
   * The best candidates are scored by their texts in blocks of this many; 0 leaves them in the order of their
   * postings' scores, and reads a page's texts alone. Default RESCORE_BLOCK.
   */
  rescoreDepth?: number;
  /** Of an index that is not in memory, bytes read of a posting list at first; Infinity reads whole ones. Default listBudgetFor. */
  listBudget?: number;
  /** Milliseconds; the default is the clock. */
  now?: () => number;
}

const MIB = 1 << 20;
/** The pointer is read again beside a request when it is older than this, milliseconds ... */
const STALE_AFTER = 30_000;
/** ... and before a request when it is older than this: a frozen Lambda thaws with an old pointer. */
const EXPIRED_AFTER = 300_000;
/** A version is opened within this time, milliseconds. */
const OPEN_WITHIN = 8_000;

/** Nothing is read until the first call; a failed opening is tried again by the next call. */
export function openSearcher(options: SearcherOptions): Searcher {
  const { reader, collection, residentBytes = 4 * MIB, cacheBytes = 64 * MIB } = options;
  const { rescoreDepth = RESCORE_BLOCK, listBudget, now = Date.now } = options;
  const cache = createBlockCache(cacheBytes);
  let current: OpenedIndex | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let opening: Promise<OpenedIndex> | null = null;

  const openCurrent = async (session: ReadSession): Promise<OpenedIndex> => {
    const key = pointerKey(collection);
    session.rounds++;
    session.requests++;
    const pointer = await reader.get(key, session.signal ? { signal: session.signal } : {}).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
      throw new NoIndexError(
        `nothing is published as collection "${collection}" in ${reader.url}: run xunwen index, or check the store and the collection`,
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
    async search(request, { signal } = {}) {
      const session = createReadSession(signal);
      const opened = await ready(session);
      const response = await search(opened, request, session)
        .catch(async (error: unknown) => {
          // An object of this version is gone: garbage collection was faster than our pointer.
          if (!(error instanceof NotFoundError)) throw error;
          return search(await withinDeadline(refresh(session), signal), request, session);
        })
        .finally(() => returnAccumulators(session));
      const { rounds, requests, bytes } = session;
      return { response, cost: { rounds, requests, bytes } };
    },
    async status({ signal } = {}) {
      const { manifest } = (await ready(createReadSession(signal))).published;
      const { version, documents } = manifest;
      return { collection, version, documents, format: FORMAT, analysis: ANALYSIS };
    },
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
