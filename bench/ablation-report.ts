// The ablation bench's tables: for each constant what every value gives on every set, and in the end which
// sets tell a value from the one as it is.

import type { AblationRow } from './ablation-run.ts';
import { type Interval, pairedBootstrap, RESAMPLES } from './bootstrap.ts';
import type { Half, Halves } from './halves.ts';
import { mean } from './metrics.ts';
import { formatShare, formatTable } from './table.ts';

const NOTHING = '-';
const NO_DIFFERENCE: Interval = { mean: 0, low: 0, high: 0 };

/** What a changed constant does to a row. */
interface Effect {
  row: string;
  tuning: number | null;
  heldOut: number | null;
  /** Of the queries that the report compares on; null without any. */
  difference: Interval | null;
  /** No query has its first relevant document elsewhere. */
  same: boolean;
}

interface Variation {
  name: string;
  value: number;
  effects: Effect[];
}

/**
 * @param constants the values as they are
 * @param half what was asked; with all, differences are those of the held-out half
 */
export function reportAblation(
  rows: readonly AblationRow[],
  constants: ReadonlyMap<string, number>,
  half: Halves,
): string {
  const compared: Half = half === 'all' ? 'held-out' : half;
  const variations = variationsOf(rows, compared);
  const names = [...new Set(variations.map(({ name }) => name))];
  const tables = names.map((name) => {
    const values = variations.filter((variation) => variation.name === name);
    return `### ${name} = ${constants.get(name)}\n\n${tableOf(rows, values, compared)}`;
  });
  return [...tables, `### In short\n\n${summary(variations, constants)}`, notes(compared)].join('\n\n');
}

function variationsOf(rows: readonly AblationRow[], compared: Half): Variation[] {
  const [first] = rows;
  return first.changed.map(({ change }, at) => ({
    ...change,
    effects: rows.map((row) => effectOf(row, row.changed[at].reciprocalRanks, compared)),
  }));
}

function effectOf(row: AblationRow, changed: readonly number[], compared: Half): Effect {
  const differences = changed.flatMap((value, i) => (row.halves[i] === compared ? [value - row.asItIs[i]] : []));
  const same = changed.every((value, i) => value === row.asItIs[i]);
  return {
    row: row.name,
    tuning: meanOf(row, changed, 'tuning'),
    heldOut: meanOf(row, changed, 'held-out'),
    difference: differences.length === 0 ? null : same ? NO_DIFFERENCE : pairedBootstrap(differences),
    same,
  };
}

function meanOf({ halves }: AblationRow, values: readonly number[], half: Half): number | null {
  const chosen = values.filter((_, i) => halves[i] === half);
  return chosen.length === 0 ? null : mean(chosen);
}

function tableOf(rows: readonly AblationRow[], values: readonly Variation[], compared: Half): string {
  const cells = rows.map((row, i) => [
    row.name,
    row.halves.filter((half) => half === compared).length,
    `${share(meanOf(row, row.asItIs, 'tuning'))} ${share(meanOf(row, row.asItIs, 'held-out'))}`,
    ...values.map(({ effects }) => cell(effects[i])),
  ]);
  return formatTable(['set', compared, 'as it is', ...values.map(({ value }) => String(value))], cells);
}

function cell({ tuning, heldOut, difference, same }: Effect): string {
  if (same) return '=';
  const figures = `${share(tuning)} ${share(heldOut)}`;
  if (difference === null) return figures;
  const { mean: middle, low, high } = difference;
  return `${figures} ${signed(middle)} (${signed(low)} to ${signed(high)})${isClear(difference) ? '*' : ''}`;
}

/** A line a value: on which sets the interval of the difference leaves out 0, and the plain mean over sets. */
function summary(variations: readonly Variation[], constants: ReadonlyMap<string, number>): string {
  const cells = variations.map(({ name, value, effects }) => {
    const clear = (sign: number): string => {
      const sets = effects.filter(({ difference }) => difference !== null && isClear(difference, sign));
      return sets.map(({ row, difference }) => `${row} ${signed(difference!.mean)}`).join(', ') || NOTHING;
    };
    const means = effects.flatMap(({ difference }) => (difference === null ? [] : [difference.mean]));
    const over = means.length === 0 ? NOTHING : signed(mean(means));
    return [`${name} ${constants.get(name)} -> ${value}`, over, clear(-1), clear(1)];
  });
  return formatTable(['change', 'mean over sets', 'clearly worse on', 'clearly better on'], cells);
}

/** Whether the interval leaves out 0, on the side of `sign` if one is given. */
function isClear({ low, high }: Interval, sign?: number): boolean {
  if (sign === undefined) return low > 0 || high < 0;
  return sign > 0 ? low > 0 : high < 0;
}

function share(value: number | null): string {
  return value === null ? NOTHING : formatShare(value);
}

function signed(value: number): string {
  const text = formatShare(value);
  return Number(value.toFixed(3)) > 0 ? `+${text}` : text.replace(/^-(\.000)$/, '$1');
}

function notes(compared: Half): string {
  return [
    'MRR@10 on the tuning and the held-out half, then the difference to the value as it is on the',
    `${compared} half with its 95 % interval (${RESAMPLES} paired bootstrap resamples of the queries); * where it leaves`,
    'out 0, which one in twenty does by chance. "=": every query has the same rank.',
  ].join(' ');
}
