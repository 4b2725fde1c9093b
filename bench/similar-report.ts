// The tables of the bench of similar articles.

import { mean, percentile, recall, reciprocalRank } from './metrics.ts';
import type { SimilarCost } from './similar-cost.ts';
import type { SimilarTask } from './similar-tasks.ts';
import { formatShare, formatTable } from './table.ts';

export interface SimilarRow {
  name: string;
  /** Ids, best first, by task and query. */
  rankings: readonly (readonly (readonly string[])[])[];
}

/** MRR@10, how often the first is right, and recall of the first ten, by task. */
export function reportSimilar(tasks: readonly SimilarTask[], rows: readonly SimilarRow[]): string {
  const columns = tasks.flatMap(({ name, queries }) => [`${name} (${queries.length}): MRR@10`, 'first', 'recall@10']);
  return formatTable(
    ['', ...columns],
    rows.map(({ name, rankings }) => [
      name,
      ...tasks.flatMap(({ queries }, task) => {
        const over = (figure: (ranked: readonly string[], query: number) => number): string =>
          formatShare(mean(rankings[task].map(figure)));
        return [
          over((ranked, i) => reciprocalRank(ranked, queries[i].grades, 10)),
          over((ranked, i) => reciprocalRank(ranked, queries[i].grades, 1)),
          over((ranked, i) => recall(ranked, queries[i].grades, 10)),
        ];
      }),
    ]),
  );
}

/** p50 / p95. */
export function reportSimilarCost(cold: readonly SimilarCost[], warm: readonly SimilarCost[], latency: number): string {
  const row = (name: string, costs: readonly SimilarCost[]): string[] => [
    name,
    ...(['rounds', 'requests', 'kilobytes', 'wall', 'cpu'] as const).map((figure) => {
      const values = costs.map((cost) => cost[figure]);
      return `${percentile(values, 0.5).toFixed(0)} / ${percentile(values, 0.95).toFixed(0)}`;
    }),
  ];
  return formatTable(
    ['', 'rounds', 'requests', 'KB', 'ms', 'CPU ms'],
    [row(`cold, ${latency} ms a read`, cold), row('warm', warm)],
  );
}
