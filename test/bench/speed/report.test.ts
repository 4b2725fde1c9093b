// The tables and the picture of the speed bench: every engine that was started is in them, whatever came of it.

import { expect, it } from 'vitest';
import { plotSpeed } from '../../../bench/speed/plot.ts';
import { reportSpeed } from '../../../bench/speed/report.ts';
import { failedBefore, withResult } from '../../../bench/speed/results.ts';
import { failedResult, resultOf, resultsOf } from './figures.ts';

const RESULTS = resultsOf([
  resultOf('xunwen', 1000, 100),
  resultOf('minisearch', 1000, 5000),
  resultOf('sqlite', 1000, 50),
  resultOf('xunwen', 10_000, 120),
  failedResult('minisearch', 10_000, 'over 600 s'),
]);

it('shows each size as a table with a row for each engine, and what was not measured with the reason', () => {
  const report = reportSpeed(RESULTS);
  expect(report.match(/^### .*$/gm)).toEqual([
    '### 1,000 articles, 3.0 MB of text',
    '### 10,000 articles, 30.0 MB of text',
  ]);
  const rows = report.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const row = (name: string, size: number) => rows.filter(([, engine]) => engine === name)[size];
  expect(row('xunwen', 0).slice(1, -1)).toEqual([
    'xunwen',
    's3',
    '500',
    '300',
    '0.50',
    '200 (50.0)',
    '4',
    '40.0',
    '120',
    '4.00 / 6.00',
    '2.00 / 3.00 / 3.00',
    '500',
    '80.0 / 90.0',
  ]);
  // A disk has neither rounds nor requests.
  expect(row('sqlite', 0).slice(7, 10)).toEqual(['', '', '']);
  expect(row('minisearch', 1)[3]).toBe('— over 600 s');
});

it('draws a line for each engine that answered, with a cross where it met a limit', () => {
  const svg = plotSpeed(RESULTS);
  expect(svg.match(/<svg/g)).toHaveLength(1);
  for (const name of ['xunwen', 'minisearch', 'sqlite']) expect(svg).toContain(`>${name}</text>`);
  // A circle for each answer: four in the picture of times, three of them in that of bytes.
  expect(svg.match(/<circle/g)).toHaveLength(4 + 3);
  expect(svg.match(/l12 12/g)).toHaveLength(2);
  expect(svg).toContain('prefers-color-scheme:dark');
  expect(svg).not.toContain('NaN');
});

it('refuses to draw figures of which none is an answer', () => {
  expect(() => plotSpeed(resultsOf([failedResult('orama', 10, 'over 600 s')]))).toThrow('no figures to plot');
});

it('knows what an engine failed at with fewer articles, and the first of it', () => {
  const results = [
    failedResult('orama', 30_000, 'over 600 s at 10,000'),
    failedResult('orama', 10_000, 'over 600 s'),
    resultOf('orama', 1000),
    failedResult('minisearch', 1000, 'over 1 MB of memory'),
  ];
  expect(failedBefore(results, 'orama', 10_000)).toBe(null);
  expect(failedBefore(results, 'orama', 100_000)).toBe('over 600 s at 10,000');
  expect(failedBefore(results, 'sqlite', 100_000)).toBe(null);
});

it('puts a newer result in the place of the older one, by size and in the order of engines', () => {
  const order = ['xunwen', 'lancedb', 'sqlite'];
  const added = [
    resultOf('sqlite', 10),
    resultOf('xunwen', 1000, 1),
    resultOf('xunwen', 10),
    resultOf('xunwen', 1000, 2),
  ].reduce<ReturnType<typeof resultOf>[]>((results, result) => withResult(results, result, order), []);
  expect(added.map(({ engine, articles, cold }) => [engine, articles, cold?.wall[0]])).toEqual([
    ['xunwen', 10, 100],
    ['sqlite', 10, 100],
    ['xunwen', 1000, 2],
  ]);
});
