// Figures of a speed bench that never ran, for tests of what is made of them.

import type { Result, Results } from '../../../bench/speed/results.ts';

export function resultOf(engine: string, articles: number, wall = 100): Result {
  const pass = { queries: 3, p50: 4, p95: 6, p99: 6, mean: 4, cpu: 3, requests: 10, bytes: 50_000 };
  return {
    engine,
    articles,
    textBytes: articles * 3000,
    failed: null,
    build: { seconds: articles / 500, peakMegabytes: 300, indexBytes: articles * 1500 },
    cold: {
      wall: [wall, wall * 2, wall * 3],
      cpu: [40, 50, 60],
      requests: [30, 40, 50],
      bytes: [100_000, 120_000, 140_000],
      rounds: 4,
      peakMegabytes: 80,
    },
    warm: {
      fresh: pass,
      again: { ...pass, p50: 2, p95: 3, p99: 3, mean: 2, requests: 0, bytes: 0 },
      peakMegabytes: 90,
    },
  };
}

export function failedResult(engine: string, articles: number, failed: string): Result {
  return { ...resultOf(engine, articles), failed, build: null, cold: null, warm: null };
}

export function resultsOf(results: Result[]): Results {
  return { date: '2026-11-22', machine: 'a machine', latency: 20, results };
}
