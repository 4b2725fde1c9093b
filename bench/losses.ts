// The queries that ours does not answer first, one JSON line each: what to read before changing a ranking.

import type { BenchDocument } from './data-set.ts';
import { rankOfFirst } from './metrics.ts';
import type { RowResult } from './rankings.ts';

/** Our best answers that a line shows, and UTF-16 units of each text. */
const SHOWN = 5;
const EXCERPT = 80;

/**
 * Lines without their ends. `rank` is that of the first relevant document, from 1, null beyond the depth;
 * `lostTo` names the peers in which it is better.
 * @param originals documents as in their set, by the ids of the rankings
 */
export function* describeLosses(row: RowResult, originals: ReadonlyMap<string, BenchDocument>): Generator<string> {
  const [ours, ...peers] = row.engines;
  const excerpt = (id: string): { document: string; title: string; text: string } => {
    const { id: document, title, text } = originals.get(id)!;
    return { document, title, text: text.slice(0, EXCERPT) };
  };
  for (const [i, { id, text, half, gold, grades }] of row.queries.entries()) {
    const rank = rankOfFirst(ours.rankings[i], grades);
    if (rank === 1) continue;
    const { total, relaxed, refused } = row.answers[i];
    const ofPeers = peers.map(({ engine, rankings }) => {
      const [first] = rankings[i];
      return { engine, rank: rankOfFirst(rankings[i], grades), first: first === undefined ? null : excerpt(first) };
    });
    const better = (other: number | null): boolean => other !== null && (rank === null || other < rank);
    yield JSON.stringify({
      set: row.name,
      id,
      query: text,
      half,
      rank,
      lostTo: ofPeers.filter((peer) => better(peer.rank)).map(({ engine }) => engine),
      total,
      relaxed,
      refused,
      gold: [...grades.keys()]
        .slice(0, SHOWN)
        .map((key, at) => (originals.has(key) ? excerpt(key) : { document: gold[at] })),
      top: ours.rankings[i].slice(0, SHOWN).map(excerpt),
      peers: Object.fromEntries(ofPeers.map(({ engine, ...answer }) => [engine, answer])),
    });
  }
}
