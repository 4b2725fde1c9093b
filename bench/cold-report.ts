// The price and the worth of re-scoring as tables: cold, warm, and by depth.

import { RESCORE_BLOCK } from '../engine/search/ranking.ts';
import type { Kept } from './cold-kept.ts';
import { FUNCTION_MEGABYTES } from './cold-memory.ts';
import { type Figures, TIMES } from './cold-run.ts';
import { SPEED_OF_BUDGETS } from './machine-speed.ts';
import { percentile } from './metrics.ts';
import type { Cost } from './search-cost.ts';
import { formatShare, formatTable } from './table.ts';

const isWithOrWithout = ({ depth }: Figures): boolean => depth === 0 || depth === RESCORE_BLOCK;
const worth = (value: number | null): string => (value === null ? '' : formatShare(value));

/** Percentiles of a figure, as p50 / p95. */
function spread(costs: readonly Cost[], shares: readonly number[], digits: number, of: (cost: Cost) => number): string {
  if (costs.length === 0) return '';
  return shares.map((share) => percentile(costs.map(of), share).toFixed(digits)).join(' / ');
}

/** @param latency milliseconds */
export function reportCold(figures: readonly Figures[], latency: number): string {
  const rows = figures.filter(isWithOrWithout).map(({ kind, depth, cold, worth: { ranged } }) => {
    const both = (of: (cost: Cost) => number, digits = 0): string => spread(cold, [0.5, 0.95], digits, of);
    return [
      kind.name,
      depth,
      cold.length,
      both(({ rounds }) => rounds),
      both(({ requests }) => requests),
      both(({ kilobytes }) => kilobytes),
      both(({ wall }) => wall),
      both(({ cpu }) => cpu),
      worth(ranged),
      kind.coldBudget,
    ];
  });
  const columns = ['cold, p50 / p95', 'texts', 'queries', 'rounds', 'requests', 'KB', 'ms', 'CPU ms', 'MRR@10'];
  return `Nothing in memory; every read takes ${latency} ms longer; connections are kept; at most \`texts\` are re-scored.\n\n${formatTable([...columns, 'budget (CPU: 80 ms)'], rows)}`;
}

/** @param speed of this machine, see `foldedPerSecond` */
export function reportWarm(figures: readonly Figures[], speed: number): string {
  const rows = figures.filter(isWithOrWithout).map(({ kind, depth, warm, worth: { resident } }) => {
    const cpu = (costs: readonly Cost[]): string => spread(costs, [0.5, 0.95, 0.99], 2, (cost) => cost.cpu);
    return [
      kind.name,
      depth,
      warm.ranged.length / TIMES,
      cpu(warm.resident),
      cpu(warm.ranged),
      cpu(warm.fresh),
      worth(resident),
    ];
  });
  const columns = ['warm, CPU ms, p50 / p95 / p99', 'texts', 'queries', 'in memory', 'ranged, cached'];
  return `10 hits with snippets; budget p50 1.5, p99 5 with up to ${RESCORE_BLOCK} texts. In memory and cached: asked before. New: the index is in memory, its texts are compressed. This machine folds ${speed.toFixed(0)} million characters a second; the budgets were set where it were ${SPEED_OF_BUDGETS}.\n\n${formatTable([...columns, 'in memory, new', 'MRR@10'], rows)}`;
}

export function reportDepths(figures: readonly Figures[]): string {
  const judged = figures.filter(({ worth: { resident } }) => resident !== null);
  const rows = judged.map(({ kind, depth, cold, warm, worth: of }) => {
    const cpu = (costs: readonly Cost[]): string => spread(costs, [0.5, 0.99], 2, (cost) => cost.cpu);
    return [
      kind.name,
      depth,
      worth(of.resident),
      cpu(warm.resident),
      worth(of.ranged),
      cpu(warm.ranged),
      spread(cold, [0.5, 0.95], 0, ({ requests }) => requests),
      spread(cold, [0.5, 0.95], 0, ({ kilobytes }) => kilobytes),
    ];
  });
  const columns = ['by depth', 'texts', 'in memory: MRR@10', 'CPU ms p50 / p99', 'ranged: MRR@10', 'CPU ms p50 / p99'];
  return formatTable([...columns, 'cold requests p50 / p95', 'cold KB p50 / p95'], rows);
}

/** @param kept of all kinds */
export function reportKept(kept: readonly Kept[]): string {
  const rows = kept.map(({ name, queries, cut, sameHits, asGood }) => [
    name,
    queries,
    cut,
    formatShare(sameHits),
    formatShare(asGood),
  ]);
  const columns = ['lists cut, beside whole ones', 'queries', 'cut', 'the same hits of 10', 'as good by their texts'];
  return `Of the ten hits that whole lists give, and of those that score at least as high as the tenth of them.\n\n${formatTable(columns, rows)}`;
}

export const reportMemory = ({ peakMegabytes }: { peakMegabytes: number }): string =>
  `One process that may take ${FUNCTION_MEGABYTES} MB, asked all of these by default, with match=all, newest first, with exactTotal and of four years: at most ${peakMegabytes.toFixed(0)} MB.`;
