// What a month costs: the sums, and that nobody is made to look dearer than his price list.

import { expect, it } from 'vitest';
import { ANSWER_KILOBYTES, LOADS, OTHERS, ourCost } from '../../bench/cost-model.ts';
import { reportCosts } from '../../bench/cost-report.ts';
import { resultOf } from './speed/figures.ts';

const [few, many] = LOADS;

it('adds up what is paid for each search and for the bucket', () => {
  const result = resultOf('xunwen', 10_000);
  const cost = ourCost(result, { queries: 1_000_000, coldShare: 0 });
  expect(cost.gateway).toBeCloseTo(1);
  // 4 ms, of which 3 are work that takes 1769 / 512 times as long there, of half a GB.
  const seconds = (1 + 3 * (1769 / 512)) / 1000;
  expect(cost.lambda).toBeCloseTo(0.2 + 1_000_000 * seconds * 0.5 * 0.0000133334, 6);
  expect(cost.s3Reads).toBeCloseTo(10 * 0.4);
  expect(cost.storage).toBeCloseTo(3 * 0.015 * 0.023, 6);
  expect(cost.egress).toBeCloseTo(ANSWER_KILOBYTES * 0.09);
  const { total, ...parts } = cost;
  expect(total).toBeCloseTo(Object.values(parts).reduce((sum, part) => sum + part));
});

it('takes the reads and the time of cold functions for their share of the queries', () => {
  const result = resultOf('xunwen', 10_000);
  const cold = ourCost(result, { queries: 1000, coldShare: 1 });
  const half = ourCost(result, { queries: 1000, coldShare: 0.5 });
  const warm = ourCost(result, { queries: 1000, coldShare: 0 });
  expect(cold.s3Reads).toBeCloseTo((1000 * 40 * 0.4) / 1e6, 9);
  expect(half.lambda).toBeCloseTo((cold.lambda + warm.lambda) / 2, 9);
});

it('refuses figures that are not whole', () => {
  expect(() => ourCost({ ...resultOf('xunwen', 10), warm: null }, few)).toThrow('all figures');
});

it('charges others what lies above what their plans include', () => {
  expect(OTHERS.Algolia(100_000, few).dollars).toBe(0);
  expect(OTHERS.Algolia(101_000, { queries: 12_000, coldShare: 0 }).dollars).toBeCloseTo(2 * 0.5 + 0.4);
  expect(OTHERS['Meilisearch Cloud'](1000, few)).toEqual({ dollars: 30, needs: 'Build' });
  expect(OTHERS['Meilisearch Cloud'](1_000_000, many)).toEqual({ dollars: 300 + 750 * 0.3, needs: 'Pro' });
});

it('reports every size that is measured whole at every load', () => {
  const report = reportCosts([resultOf('xunwen', 1000), resultOf('sqlite', 1000), resultOf('xunwen', 30_000)]);
  for (const load of ['10,000', '1,000,000', '100,000,000']) expect(report).toContain(`### ${load} queries a month`);
  expect(report.match(/^\| 30,000 /gm)).toHaveLength(1 + LOADS.length);
});
