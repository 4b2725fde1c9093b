// What a month costs as tables: ours and the others by size and queries, where ours goes, and the prices.

import { LOADS, type Load, OTHERS, type OurCost, ourCost } from './cost-model.ts';
import { mean } from './metrics.ts';
import { PRICES, PRICES_DATE } from './prices.ts';
import type { Result } from './speed/results.ts';
import { formatTable } from './table.ts';

const OURS = 'xunwen';

/** @param results of the speed bench; sizes at which ours is measured whole are told */
export function reportCosts(results: readonly Result[]): string {
  const ours = results.filter(({ engine, failed }) => engine === OURS && failed === null);
  return [
    `### What a search takes\n\n${measuredTable(ours)}`,
    ...LOADS.map((load) => `### ${formatCount(load.queries)} queries a month\n\n${loadTable(ours, load)}`),
    `### Where it goes\n\n${partsTable(ours)}`,
    `### Prices of ${PRICES_DATE}\n\n${priceTable()}`,
  ].join('\n\n');
}

function measuredTable(ours: readonly Result[]): string {
  const rows = ours.map(({ articles, build, cold, warm }) => [
    formatCount(articles),
    ((build?.indexBytes ?? 0) / 1e6).toFixed(0),
    ...[mean(cold!.wall), mean(cold!.cpu), mean(cold!.requests), mean(cold!.bytes) / 1000].map((f) => f.toFixed(0)),
    ...[warm!.fresh.mean, warm!.fresh.cpu, warm!.fresh.requests, warm!.fresh.bytes / 1000].map((f) => f.toFixed(1)),
  ]);
  const each = ['ms', 'of CPU', 'reads', 'KB'];
  return formatTable(
    ['articles', 'index MB', ...each.map((f) => `cold: ${f}`), ...each.map((f) => `warm: ${f}`)],
    rows,
  );
}

function loadTable(ours: readonly Result[], load: Load): string {
  const rows = ours.map((result) => [
    formatCount(result.articles),
    `**${formatDollars(ourCost(result, load).total)}**`,
    ...Object.values(OTHERS).map((cost) => {
      const { dollars, needs } = cost(result.articles, load);
      return `${formatDollars(dollars)} (${needs})`;
    }),
  ]);
  return formatTable(['articles', 'Xunwen', ...Object.keys(OTHERS)], rows);
}

const PARTS: readonly (readonly [name: string, part: keyof OurCost])[] = [
  ['HTTP API', 'gateway'],
  ['Lambda', 'lambda'],
  ['S3 reads', 's3Reads'],
  ['S3 storage', 'storage'],
  ['logs', 'logs'],
  ['data out', 'egress'],
  ['together', 'total'],
];

function partsTable(ours: readonly Result[]): string {
  const rows = LOADS.flatMap((load) =>
    ours.map((result) => {
      const cost = ourCost(result, load);
      return [
        formatCount(load.queries),
        formatCount(result.articles),
        ...PARTS.map(([, part]) => formatDollars(cost[part])),
      ];
    }),
  );
  return formatTable(['queries', 'articles', ...PARTS.map(([name]) => name)], rows);
}

function priceTable(): string {
  return formatTable(
    ['what', 'dollars', 'a', 'page'],
    Object.values(PRICES).map(({ what, dollars, unit, page }) => [what, String(dollars), unit, page]),
  );
}

/** Cents where they matter. */
function formatDollars(dollars: number): string {
  if (dollars > 0 && dollars < 0.01) return '< $0.01';
  return dollars < 100 ? `$${dollars.toFixed(2)}` : `$${Math.round(dollars).toLocaleString('en')}`;
}

function formatCount(count: number): string {
  return count.toLocaleString('en');
}
