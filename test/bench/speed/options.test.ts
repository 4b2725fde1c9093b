// What the speed bench is told, and what it refuses.

import { expect, it } from 'vitest';
import { parseSpeedOptions } from '../../../bench/speed/options.ts';

it('measures every engine at the default sizes, and others when told', () => {
  const { sizes, engines, folder } = parseSpeedOptions(['data']);
  expect({ sizes, folder }).toEqual({ sizes: [1000, 10_000], folder: 'data' });
  expect(engines.map(({ name }) => name)).toContain('lucene');
  const told = parseSpeedOptions(['--sizes', '30000,100000', '--engines', 'sqlite,xunwen', '--limit-minutes', '2']);
  expect(told.sizes).toEqual([30_000, 100_000]);
  expect(told.engines.map(({ name }) => name)).toEqual(['sqlite', 'xunwen']);
  expect(told.limits.seconds).toBe(120);
});

it.each([
  ['--sizes', '1000,many', '--sizes many is not a whole number of 1 or more'],
  ['--engines', 'xunwen,solr', '--engines solr is none of xunwen, lancedb'],
  ['--cold', '0', '--cold 0 is not a whole number of 1 or more'],
])('refuses %s %s and says what it should be', (option, value, message) => {
  expect(() => parseSpeedOptions([option, value])).toThrow(message);
});
