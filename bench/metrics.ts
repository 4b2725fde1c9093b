// The figures that benches report. Relevance as in trec_eval: a query without a found answer counts as 0,
// and queries without any relevant document are for the caller to leave out.

/** Grades of the relevant documents by id, all above 0. */
export type Grades = ReadonlyMap<string, number>;

/**
 * One over the rank of the first relevant document among the best `depth`, else 0. Its mean over
 * queries is MRR@depth (Voorhees, TREC-8 question answering track, 1999); at depth 1 it is Success@1.
 * @param ranked ids, best first
 */
export function reciprocalRank(ranked: readonly string[], relevant: Grades, depth: number): number {
  const rank = rankOfFirst(ranked, relevant);
  return rank !== null && rank <= depth ? 1 / rank : 0;
}

/** The rank of the first relevant document, from 1, or null. */
export function rankOfFirst(ranked: readonly string[], relevant: Grades): number | null {
  const at = ranked.findIndex((id) => relevant.has(id));
  return at < 0 ? null : at + 1;
}

/** The share of the relevant documents that are among the best `depth`. @throws RangeError when there are none */
export function recall(ranked: readonly string[], relevant: Grades, depth: number): number {
  if (relevant.size === 0) throw new RangeError('recall of a query without relevant documents is not defined');
  const found = new Set(ranked.slice(0, depth).filter((id) => relevant.has(id)));
  return found.size / relevant.size;
}

/**
 * Normalised discounted cumulative gain of the best `depth` (Järvelin and Kekäläinen 2002). The gain is the
 * grade itself, as in trec_eval and BEIR, so figures can be compared with published ones; 2^grade - 1 would
 * only stretch grades that here mean "right" and "the very one", not a scale.
 * @param ranked ids, best first, each once
 * @throws RangeError when nothing is relevant
 */
export function ndcg(ranked: readonly string[], relevant: Grades, depth: number): number {
  if (relevant.size === 0) throw new RangeError('nDCG of a query without relevant documents is not defined');
  const ideal = [...relevant.values()].sort((a, b) => b - a);
  return (
    discounted(
      ranked.map((id) => relevant.get(id) ?? 0),
      depth,
    ) / discounted(ideal, depth)
  );
}

function discounted(gains: readonly number[], depth: number): number {
  return gains.slice(0, depth).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}

export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values to take a mean of');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The smallest value that at least `share` of the values do not exceed (nearest rank).
 * @param share in (0, 1], .5 is the median
 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values to take a percentile of');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
