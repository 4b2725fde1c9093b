// The speed bench as a picture: what a first answer costs, in time and in bytes, by number of articles. A line ends
// with a cross where an engine met a limit.

import { percentile } from '../metrics.ts';
import { type Chart, drawCharts, type Line } from './chart.ts';
import { ENGINES } from './engines.ts';
import type { ColdFigures, Result, Results } from './results.ts';

const OURS = 'xunwen';

/** @returns an SVG document. @throws RangeError when nothing was answered */
export function plotSpeed({ results, latency, date }: Results): string {
  const charts: Chart[] = [
    {
      title: 'Time to the first answer of a fresh process',
      lines: linesOf(results, ({ wall }) => percentile(wall, 0.5)),
      formatX: formatCount,
      formatY: (y) => (y >= 1000 ? `${y / 1000} s` : `${y} ms`),
    },
    {
      title: 'Bytes read from S3 for it',
      // Of a disk, no bytes are counted.
      lines: linesOf(results, ({ bytes }) => percentile(bytes, 0.5)).filter(({ dashed }) => !dashed),
      formatX: formatCount,
      formatY: (y) => (y >= 1e9 ? `${y / 1e9} GB` : y >= 1e6 ? `${y / 1e6} MB` : `${y / 1e3} KB`),
    },
  ];
  if (charts.some(({ lines }) => lines.length === 0)) throw new RangeError('there are no figures to plot');
  const caption = `Articles. S3: ${latency} ms added to each read; dashed: index on a local disk; ×: met a limit at the next size. ${date}`;
  return drawCharts(charts, caption);
}

function linesOf(results: readonly Result[], figureOf: (cold: ColdFigures) => number): Line[] {
  return ENGINES.flatMap(({ name, reads }, colour) => {
    const own = results.filter(({ engine }) => engine === name);
    const points = own.flatMap(({ articles, cold }) =>
      cold === null ? [] : [[articles, Math.max(1, figureOf(cold))] as const],
    );
    if (points.length === 0) return [];
    const stops = own.some(({ failed }) => failed !== null);
    return [{ name, points, stops, isOurs: name === OURS, colour, dashed: reads === 'disk' }];
  });
}

/** 1k, 30k, 1M */
function formatCount(count: number): string {
  if (count >= 1e6) return `${count / 1e6}M`;
  return count >= 1e3 ? `${count / 1e3}k` : String(count);
}
