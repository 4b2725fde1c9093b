// The collections that a process serves, each kept open by itself. Those that a question names answer together, or not
// at all: an answer without one of them would pass for all there is.

import { BadRequestError, CollectionError, NotFoundError } from '../errors.ts';
import { returnAccumulators } from '../index/accumulators.ts';
import { createBlockCache } from '../index/block-cache.ts';
import { ANALYSIS, FORMAT, type Manifest } from '../index/manifest.ts';
import { createReadSession, type ReadSession } from '../index/reads.ts';
import type { ObjectReader } from '../store/store.ts';
import { type Collection, openCollection } from './collection.ts';
import type { SearchCost, Searcher } from './contract.ts';
import { search } from './corrected-search.ts';
import { infoOf } from './index-info.ts';
import { RESCORE_BLOCK } from './ranking.ts';
import type { ShardSource } from './shard.ts';
import { similar } from './similar.ts';
import { suggest } from './suggest.ts';
import { together } from './together.ts';

export interface SearcherOptions {
  reader: ObjectReader;
  /** Whom a question asks that names no collection. */
  collection: string;
  /** Further collections that a question may name, alone or together. */
  further?: readonly string[];
  /** An index of up to this many bytes is read whole and kept in memory. Default 4 MiB. */
  residentBytes?: number;
  /** Memory for decoded parts of larger indexes. Default 64 MiB. */
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

/** Nothing is read until the first call; a failed opening is tried again by the next call. */
export function openSearcher(options: SearcherOptions): Searcher {
  const { reader, collection, further = [], residentBytes = 4 * MIB, cacheBytes = 64 * MIB } = options;
  const { rescoreDepth = RESCORE_BLOCK, listBudget, now = Date.now } = options;
  const cache = createBlockCache(cacheBytes);
  const served = [...new Set([collection, ...further])].map((name) =>
    openCollection({ reader, name, cache, residentBytes, rescoreDepth, listBudget, now }),
  );

  /** In the order in which they are served, whatever the order in which they were named. */
  const choose = (names: readonly string[] = [collection]): Collection[] => {
    const unknown = names.find((name) => !served.some((one) => one.name === name));
    if (unknown !== undefined) {
      const allowed = served.map(({ name }) => name).join(', ');
      const shown = unknown.slice(0, 60).toWellFormed();
      throw new BadRequestError('collection', `collection: "${shown}" is not served here; there is ${allowed}`);
    }
    return served.filter(({ name }) => names.includes(name));
  };

  /** A question, asked of versions that are current, and once more of the next ones where one was collected. */
  const asking = async <Response>(
    names: readonly string[] | undefined,
    signal: AbortSignal | undefined,
    ask: (sources: ShardSource[]) => Promise<Response>,
  ): Promise<{ response: Response; cost: SearchCost }> => {
    const asked = choose(names);
    const sessions = asked.map(() => createReadSession(signal));
    const open = (how: 'ready' | 'refresh'): Promise<ShardSource[]> =>
      together(asked, nameOf, async (one, i) => ({ opened: await one[how](sessions[i]), session: sessions[i] }));
    const sources = await open('ready');
    const response = await ask(sources)
      .catch(async (error: unknown) => {
        // An object of this version is gone: garbage collection was faster than our pointer.
        if (!((error instanceof CollectionError ? error.cause : error) instanceof NotFoundError)) throw error;
        return ask(await open('refresh'));
      })
      .finally(() => sessions.forEach(returnAccumulators));
    return { response, cost: costOf(sessions) };
  };

  return {
    search: (request, { signal } = {}) => asking(request.collections, signal, (sources) => search(sources, request)),
    suggest: (request, { signal } = {}) =>
      asking(one(request.collection), signal, ([{ opened, session }]) => suggest(opened, request, session)),
    similar: (request, { signal } = {}) =>
      asking(one(request.collection), signal, ([{ opened, session }]) => similar(opened, request, session)),
    async status({ signal, collections } = {}) {
      const opened = await together(choose(collections), nameOf, (one) => one.ready(createReadSession(signal)));
      const manifests = opened.map(({ published }) => published.manifest);
      const { collection, version, documents, ...more } = infoOf(manifests);
      const filterable = fieldsOfAll(manifests);
      return { collection, version, documents, format: FORMAT, analysis: ANALYSIS, filterable, ...more };
    },
  };
}

const one = (name: string | undefined): string[] | undefined => (name === undefined ? undefined : [name]);

const nameOf = ({ name }: Collection): string => name;

const fieldsOfAll = (manifests: readonly Manifest[]): string[] => {
  const [first = [], ...others] = manifests.map(({ settings }) => settings.filterable ?? []);
  return first.filter((field) => others.every((fields) => fields.includes(field)));
};

/** Collections are read side by side, so as many rounds as the slowest takes. */
const costOf = (sessions: readonly ReadSession[]): SearchCost => ({
  rounds: Math.max(...sessions.map(({ rounds }) => rounds)),
  requests: sessions.reduce((sum, { requests }) => sum + requests, 0),
  bytes: sessions.reduce((sum, { bytes }) => sum + bytes, 0),
});
