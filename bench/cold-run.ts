// Every kind of query at every depth of re-scoring, asked of searchers that have nothing in memory, that have all of
// the index in memory, and that have read before whatever a query needs.

import type { Searcher } from '../engine/search/contract.ts';
import { RESCORE_BLOCK } from '../engine/search/ranking.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import type { ObjectReader } from '../engine/store/store.ts';
import type { ColdOptions } from './cold-options.ts';
import type { CostQuery, QueryKind } from './cold-queries.ts';
import { BENCH_COLLECTION } from './collection.ts';
import type { Progress } from './progress.ts';
import { type Cost, costOf, worthOf } from './search-cost.ts';

/** Texts that are re-scored; 0 is the first phase's order. The judged kinds are asked at all of them ... */
export const DEPTHS = [0, 10, RESCORE_BLOCK, 50, 100] as const;
/** ... and every kind with and without. */
const WITH_AND_WITHOUT: readonly number[] = [0, RESCORE_BLOCK];

export interface Figures {
  kind: QueryKind;
  depth: number;
  /** MRR@10; null where nobody judged. */
  worth: { resident: number | null; ranged: number | null };
  cold: readonly Cost[];
  /** `fresh` and `resident` are empty for an index that is not held in memory. */
  warm: {
    /** The index is in memory, and the query was never asked: its texts are still compressed. */
    fresh: readonly Cost[];
    resident: readonly Cost[];
    ranged: readonly Cost[];
  };
}

/** @param open a new reader of the slow store. @param local the same store without the delay */
export async function measureKinds(
  kinds: readonly QueryKind[],
  { queries, warm, judged, index }: Pick<ColdOptions, 'queries' | 'warm' | 'judged' | 'index'>,
  open: () => ObjectReader,
  local: ObjectReader,
  progress: Progress,
): Promise<Figures[]> {
  const figures: Figures[] = [];
  for (const kind of kinds)
    for (const depth of DEPTHS) {
      // Of an index of any articles and any size, what a user of the defaults meets.
      if (index !== null && depth !== RESCORE_BLOCK) continue;
      const isJudged = kind.queries.some(({ grades }) => grades !== null);
      if (!isJudged && !WITH_AND_WITHOUT.includes(depth)) continue;
      const searcher = (reader: ObjectReader, residentBytes: number): Searcher =>
        openSearcher({
          reader,
          collection: BENCH_COLLECTION,
          rescoreDepth: depth,
          residentBytes,
          ...(reader === local ? { cacheBytes: ALL } : {}),
        });
      progress.show(`${kind.name}, ${depth} texts`);
      const sample = kind.queries.slice(0, judged);
      const ranged = searcher(local, 0);
      const resident = index === null ? searcher(local, ALL) : null;
      const { fresh, again } = resident === null ? NOTHING : await askWarm(resident, kind.queries, warm);
      figures.push({
        kind,
        depth,
        cold: await askCold(() => searcher(open(), 0), kind.queries.slice(0, queries)),
        warm: { fresh, resident: again, ranged: (await askWarm(ranged, kind.queries, warm)).again },
        worth: { resident: resident && (await worthOf(resident, sample)), ranged: await worthOf(ranged, sample) },
      });
    }
  return figures;
}

const NOTHING = { fresh: [], again: [] };

const ALL = Number.POSITIVE_INFINITY;

/** Answers of a process that has compiled little yet are not counted. */
const NOT_COUNTED = { cold: 5, warm: 100 };

async function askCold(open: () => Searcher, queries: readonly CostQuery[]): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const { text } of [...queries.slice(0, NOT_COUNTED.cold), ...queries]) costs.push(await costOf(open(), text));
  return costs.slice(-queries.length);
}

/** How often a warm query is measured: pauses of the collector fall on some of them. */
export const TIMES = 3;

/** Compile with the last queries, then ask the first: once as new ones, then with all they need at hand. */
async function askWarm(
  searcher: Searcher,
  queries: readonly CostQuery[],
  count: number,
): Promise<{ fresh: Cost[]; again: Cost[] }> {
  for (let i = 0; i < TIMES; i++) for (const { text } of queries.slice(-NOT_COUNTED.warm)) await costOf(searcher, text);
  const costs: Cost[] = [];
  const asked = queries.slice(0, count);
  for (let i = 0; i <= TIMES; i++) for (const { text } of asked) costs.push(await costOf(searcher, text));
  return { fresh: costs.slice(0, asked.length), again: costs.slice(asked.length) };
}
