// The figures of the speed bench as tables, by size: building, the first answer of a process, the answers after it.

import { percentile } from '../metrics.ts';
import { formatTable } from '../table.ts';
import { ENGINES } from './engines.ts';
import type { Result, Results } from './results.ts';

const KB = 1000;
const MB = 1_000_000;

/** A share of the text, a time, a size: three figures are what such a measurement gives. */
function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const median = (values: readonly number[]): string => figure(percentile(values, 0.5));
const figures = (...values: number[]): string => values.map(figure).join(' / ');

export function reportSpeed({ date, machine, latency, results }: Results): string {
  const sizes = [...new Set(results.map(({ articles }) => articles))];
  const head = `${date}; ${machine}; each read of S3 ${latency} ms longer.`;
  const tables = sizes.map((size) => {
    const ofSize = results.filter(({ articles }) => articles === size);
    const megabytes = (ofSize[0].textBytes / MB).toFixed(1);
    return `### ${size.toLocaleString('en')} articles, ${megabytes} MB of text\n\n${tableOf(ofSize)}`;
  });
  return [head, ...tables].join('\n\n');
}

const COLUMNS = [
  'engine',
  'reads',
  'built a second',
  'build MB',
  'index / text',
  'cold ms (CPU)',
  'rounds',
  'requests',
  'KB',
  'warm, new p50 / p95',
  'warm, again p50 / p95 / p99',
  'a second',
  'MB, cold / warm',
];

function tableOf(results: readonly Result[]): string {
  return formatTable(COLUMNS, results.map(rowOf));
}

function rowOf({ engine, articles, textBytes, failed, build, cold, warm }: Result): string[] {
  const { reads = '' } = ENGINES.find(({ name }) => name === engine) ?? {};
  const onDisk = reads === 'disk';
  const row = [engine, reads];
  if (build === null) row.push(`— ${failed}`, '', '');
  else
    row.push(figure(articles / build.seconds), figure(build.peakMegabytes), (build.indexBytes / textBytes).toFixed(2));
  if (cold === null) row.push(build === null ? '' : `— ${failed}`, '', '', '');
  else
    row.push(
      `${median(cold.wall)} (${median(cold.cpu)})`,
      ...(onDisk ? ['', '', ''] : [String(cold.rounds), median(cold.requests), median(cold.bytes.map((b) => b / KB))]),
    );
  if (warm === null || cold === null) row.push('', '', '', '');
  else
    row.push(
      figures(warm.fresh.p50, warm.fresh.p95),
      figures(warm.again.p50, warm.again.p95, warm.again.p99),
      figure(1000 / warm.again.mean),
      `${figure(cold.peakMegabytes)} / ${figure(warm.peakMegabytes)}`,
    );
  return row;
}
