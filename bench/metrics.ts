// The figures that benches report. Relevance as in trec_eval: binary, a query without a found answer
// counts as 0, and queries without any relevant document are for the caller to leave out.

/**
 * One over the rank of the first relevant document among the best `depth`, else 0. Its mean over
 * queries is MRR@depth (Voorhees, TREC-8 question answering track, 1999).
 * @param ranked ids, best first
 */
export function reciprocalRank(ranked: readonly string[], relevant: ReadonlySet<string>, depth: number): number {
  const rank = rankOfFirst(ranked, relevant);
  return rank !== null && rank <= depth ? 1 / rank : 0;
}

/** The rank of the first relevant document, from 1, or null. */
export function rankOfFirst(ranked: readonly string[], relevant: ReadonlySet<string>): number | null {
  const at = ranked.findIndex((id) => relevant.has(id));
  return at < 0 ? null : at + 1;
}

/** The share of the relevant documents that are among the best `depth`. */
export function recall(ranked: readonly string[], relevant: ReadonlySet<string>, depth: number): number {
  if (relevant.size === 0) throw new RangeError('recall of a query without relevant documents is not defined');
  const found = new Set(ranked.slice(0, depth).filter((id) => relevant.has(id)));
  return found.size / relevant.size;
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
