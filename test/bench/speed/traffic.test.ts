// Requests, bytes and rounds from a log of requests.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Logged, trafficOf } from '../../../bench/speed/traffic.ts';

const request = (start: number, end: number, bytes = 1): Logged => ({ start, end, bytes });

it('counts requests that are under way together as one round', () => {
  expect(trafficOf([request(0, 20, 5), request(1, 22, 7), request(30, 50), request(31, 55), request(60, 80)])).toEqual({
    requests: 5,
    bytes: 15,
    rounds: 3,
  });
  expect(trafficOf([])).toEqual({ requests: 0, bytes: 0, rounds: 0 });
});

it('finds the longest chain of requests of which each began after the one before had ended', () => {
  const interval = fc
    .tuple(fc.nat(30), fc.integer({ min: 1, max: 10 }))
    .map(([at, length]) => request(at, at + length));
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 12 }), (log) => {
      const chain = (after: number): number =>
        Math.max(0, ...log.filter(({ start }) => start >= after).map(({ end }) => 1 + chain(end)));
      expect(trafficOf(log).rounds).toBe(chain(0));
    }),
  );
});
