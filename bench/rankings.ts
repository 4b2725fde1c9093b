// What the engines answered to one row of queries, and the figures of any half of it.

import type { Halves } from './halves.ts';
import { type JudgedQuery, type RelevanceFigures, summarize } from './judged-queries.ts';
import { reciprocalRank } from './metrics.ts';
import type { OurAnswer } from './ours.ts';

export interface EngineRankings {
  engine: string;
  /** The settings chosen on the tuning half, where the engine has a choice. */
  variant: string | null;
  /** Ids, best first, for each query of the row. */
  rankings: readonly (readonly string[])[];
  /** MRR@10 on the tuning half, where that was asked to choose the variant. */
  tuningMrr: number | null;
}

export interface RowResult {
  name: string;
  documents: number;
  /** Those that were asked. */
  queries: readonly JudgedQuery[];
  /** Ours first. */
  engines: readonly EngineRankings[];
  answers: readonly OurAnswer[];
}

export function ofHalf(queries: readonly JudgedQuery[], half: Halves): JudgedQuery[] {
  return queries.filter((query) => half === 'all' || query.half === half);
}

/** The figures of one engine on the queries of a half; null when there are none. */
export function figuresOf(row: RowResult, { rankings }: EngineRankings, half: Halves): RelevanceFigures | null {
  const chosen = [...row.queries.keys()].filter((i) => half === 'all' || row.queries[i].half === half);
  if (chosen.length === 0) return null;
  return summarize(
    chosen.map((i) => row.queries[i]),
    chosen.map((i) => rankings[i]),
  );
}

/** Query by query, the reciprocal rank (at 10) of one engine less that of another. */
export function differences(row: RowResult, engine: EngineRankings, other: EngineRankings, half: Halves): number[] {
  return row.queries.flatMap((query, i) => {
    if (half !== 'all' && query.half !== half) return [];
    const of = ({ rankings }: EngineRankings): number => reciprocalRank(rankings[i], query.grades, 10);
    return [of(engine) - of(other)];
  });
}

const LUCENE = /^lucene-/;

/**
 * The peer that ours is compared with in a row: the named one, or the best by the tuning half of the lucene-*
 * peers, or where none of them ran, of all. Null without peers.
 */
export function opponent(row: RowResult, against: string | null): EngineRankings | null {
  const peers = row.engines.slice(1);
  if (against !== null) return peers.find(({ engine }) => engine === against) ?? null;
  const lucene = peers.filter(({ engine }) => LUCENE.test(engine));
  const candidates = lucene.length > 0 ? lucene : peers;
  const tuned = (peer: EngineRankings): number => figuresOf(row, peer, 'tuning')?.mrr10 ?? peer.tuningMrr ?? 0;
  const [best] = [...candidates].sort((a, b) => tuned(b) - tuned(a));
  return best ?? null;
}
