// The relevance bench's tables: all figures of all engines, MRR@10 side by side, and how sure the
// difference to one peer is.

import { pairedBootstrap, RESAMPLES } from './bootstrap.ts';
import type { Halves } from './halves.ts';
import { OURS } from './ours.ts';
import { differences, type EngineRankings, figuresOf, opponent, type RowResult } from './rankings.ts';
import { formatShare, formatTable } from './table.ts';

/** Where there is nothing to take a mean of. */
const NOTHING = '-';

/** @param against the peer to compare with, or null for the best by the tuning half */
export function reportRelevance(rows: readonly RowResult[], half: Halves, against: string | null): string {
  const peers = rows.some(({ engines }) => engines.length > 1);
  const parts = [figures(rows, half)];
  if (peers) parts.push(sideBySide(rows), comparison(rows, half, against));
  const chosen = settings(rows);
  if (chosen !== null) parts.push(chosen);
  return [...parts, notes(half, peers)].join('\n\n');
}

function figures(rows: readonly RowResult[], half: Halves): string {
  const halves: readonly Halves[] = half === 'all' ? ['tuning', 'held-out'] : [];
  const several = rows.some(({ engines }) => engines.length > 1);
  const columns = ['set', ...(several ? ['engine'] : []), 'documents', 'queries', 'MRR@10', ...halves];
  const cells = rows.flatMap((row) =>
    row.engines.map((engine) => {
      const whole = figuresOf(row, engine, 'all');
      const share = (value: number | undefined): string => (value === undefined ? NOTHING : formatShare(value));
      return [
        row.name,
        ...(several ? [engine.engine] : []),
        row.documents,
        row.queries.length,
        share(whole?.mrr10),
        ...halves.map((one) => share(figuresOf(row, engine, one)?.mrr10)),
        share(whole?.ndcg10),
        share(whole?.success1),
        share(whole?.recall10),
        share(whole?.recall100),
      ];
    }),
  );
  return formatTable([...columns, 'nDCG@10', 'Success@1', 'Recall@10', 'Recall@100'], cells);
}

function sideBySide(rows: readonly RowResult[]): string {
  return byEngine('MRR@10', rows, (row, engine) => {
    const figure = figuresOf(row, engine, 'all');
    return figure === null ? NOTHING : formatShare(figure.mrr10);
  });
}

/** What was chosen for engines that have a choice; null where none has. */
function settings(rows: readonly RowResult[]): string | null {
  const chosen = rows.map((row) => ({ ...row, engines: row.engines.filter(({ variant }) => variant !== null) }));
  if (chosen.every(({ engines }) => engines.length === 0)) return null;
  return byEngine('settings', chosen, (_, { variant }) => variant!);
}

/** A table with a row a set and a column an engine. */
function byEngine(
  title: string,
  rows: readonly RowResult[],
  cell: (row: RowResult, engine: EngineRankings) => string,
): string {
  const names = [...new Set(rows.flatMap((row) => row.engines.map(({ engine }) => engine)))];
  const cells = rows.map((row) => [
    row.name,
    ...names.map((name) => {
      const engine = row.engines.find((one) => one.engine === name);
      return engine === undefined ? NOTHING : cell(row, engine);
    }),
  ]);
  return formatTable([title, ...names], cells);
}

function comparison(rows: readonly RowResult[], half: Halves, against: string | null): string {
  const halves: readonly Halves[] = half === 'all' ? ['all', 'held-out'] : ['all'];
  const cells = rows.flatMap((row) => {
    const other = opponent(row, against);
    if (other === null) return [];
    const [ours] = row.engines;
    const intervals = halves.flatMap((one) => {
      const pairs = differences(row, ours, other, one);
      if (pairs.length === 0) return [NOTHING, NOTHING];
      const { mean, low, high } = pairedBootstrap(pairs);
      return [signed(mean), `${signed(low)} to ${signed(high)}`];
    });
    const pairs = differences(row, ours, other, 'all');
    const count = (sign: number): number => pairs.filter((difference) => Math.sign(difference) === sign).length;
    return [[row.name, other.engine, count(1), count(-1), ...intervals]];
  });
  const columns = halves.flatMap((one) => (one === 'held-out' ? ['held-out', '95 %'] : ['MRR@10', '95 %']));
  return formatTable([`${OURS} less`, 'peer', 'better', 'worse', ...columns], cells);
}

function signed(value: number): string {
  const share = formatShare(value);
  return value > 0 ? `+${share}` : share;
}

function notes(half: Halves, peers: boolean): string {
  const asked = half === 'all' ? 'all queries' : `the ${half} half of the queries`;
  const general = [
    `Means over ${asked}; the halves are by the first relevant document (the last bit of the SHA-256 of its id).`,
    "nDCG takes a document's grade as its gain.",
  ];
  if (peers)
    general.push(
      'Documents are shuffled under hashed ids and, like queries, folded alike for all.',
      `Intervals are of ${RESAMPLES} paired bootstrap resamples of the queries; "better" and "worse" count queries.`,
      'A peer with settings has those that are best on the tuning half of each set.',
    );
  return general.join(' ');
}
