// Figures by half, differences by query, and which peer stands against ours, on answers written by hand.

import { describe, expect, it } from 'vitest';
import { differences, type EngineRankings, figuresOf, opponent, type RowResult } from '../../bench/rankings.ts';
import { reportRelevance } from '../../bench/relevance-report.ts';

/** Each of four queries has one relevant document; engines put it at these ranks (0: nowhere). */
const engine = (name: string, ranks: readonly number[], tuningMrr: number | null = null): EngineRankings => ({
  engine: name,
  variant: tuningMrr === null ? null : 'k1=1',
  rankings: ranks.map((rank, i) => [
    ...Array.from({ length: Math.max(0, rank - 1) }, (_, at) => `x${at}`),
    ...(rank ? [`gold${i}`] : []),
  ]),
  tuningMrr,
});

const row = (...engines: EngineRankings[]): RowResult => ({
  name: 'tea',
  documents: 50,
  queries: [0, 1, 2, 3].map((i) => ({
    id: `q${i}`,
    text: '茶',
    plain: '茶',
    grades: new Map([[`gold${i}`, 1]]),
    gold: [`d${i}`],
    half: i < 2 ? 'tuning' : 'held-out',
  })),
  engines,
  answers: [],
});

const ours = engine('xunwen', [1, 2, 1, 11]);

describe('figures of an engine', () => {
  it('are means over the queries of a half', () => {
    const only = row(ours);
    expect(figuresOf(only, ours, 'tuning')).toMatchObject({ queries: 2, mrr10: 0.75, success1: 0.5, recall10: 1 });
    expect(figuresOf(only, ours, 'held-out')).toMatchObject({ mrr10: 0.5, success1: 0.5, recall10: 0.5, recall100: 1 });
    expect(figuresOf(only, ours, 'all')).toMatchObject({ queries: 4, mrr10: 0.625, recall100: 1 });
    expect(figuresOf({ ...only, queries: [] }, ours, 'all')).toBeNull();
  });

  it('differ query by query', () => {
    const peer = engine('peer', [2, 1, 0, 1]);
    expect(differences(row(ours, peer), ours, peer, 'all')).toEqual([0.5, -0.5, 1, -1]);
    expect(differences(row(ours, peer), ours, peer, 'held-out')).toEqual([1, -1]);
  });
});

describe('the peer that ours is compared with', () => {
  // On the tuning half cjk is the better one, on both halves smartcn is.
  const smartcn = engine('lucene-smartcn', [1, 2, 1, 1]);
  const cjk = engine('lucene-cjk', [1, 1, 9, 9]);
  const other = engine('minisearch', [1, 1, 1, 1]);

  it('is the best Lucene by the tuning half, whatever the held-out half or other engines say', () => {
    expect(opponent(row(ours, smartcn, cjk, other), null)).toBe(cjk);
  });

  it('is the best of all where no Lucene ran, the named one where one is named, and none without peers', () => {
    expect(opponent(row(ours, engine('sqlite', [9, 9, 1, 1]), other), null)).toBe(other);
    expect(opponent(row(ours, smartcn, cjk), 'lucene-smartcn')).toBe(smartcn);
    expect(opponent(row(ours), null)).toBeNull();
  });

  it('is chosen by what was measured for tuning where the answers leave that half out', () => {
    const heldOut = row(ours, engine('lucene-a', [1, 1], 0.4), engine('lucene-b', [9, 9], 0.6));
    const queries = heldOut.queries.slice(2).map((query, i) => ({ ...query, grades: new Map([[`gold${i}`, 1]]) }));
    expect(opponent({ ...heldOut, queries }, null)?.engine).toBe('lucene-b');
  });
});

describe('the report', () => {
  it('has all figures, MRR@10 side by side, the difference with its interval, and the chosen settings', () => {
    const report = reportRelevance([row(ours, engine('lucene-cjk', [1, 1, 0, 0], 1))], 'all', null);
    const cells = (line: string): string[] =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
    const [figures, sideBySide, comparison, settings, notes] = report.split('\n\n');
    expect(figures.split('\n').map(cells)[3]).toEqual([
      'tea',
      'lucene-cjk',
      '50',
      '4',
      '.500',
      '1.000',
      '.000',
      '.500',
      '.500',
      '.500',
      '.500',
    ]);
    expect(
      sideBySide
        .split('\n')
        .map(cells)
        .filter((_, i) => i !== 1),
    ).toEqual([
      ['MRR@10', 'xunwen', 'lucene-cjk'],
      ['tea', '.625', '.500'],
    ]);
    // Differences 0, -.5, 1, 0 and on the held-out half 1, 0: a resample of two is all of the one or of the other.
    const [name, peer, better, worse, all, , heldOut, interval] = cells(comparison.split('\n')[2]);
    expect([name, peer, better, worse, all, heldOut, interval]).toEqual([
      'tea',
      'lucene-cjk',
      '1',
      '1',
      '+.125',
      '+.500',
      '.000 to +1.000',
    ]);
    expect(notes).toContain('Means over all queries');
    expect(cells(settings.split('\n')[2])).toEqual(['tea', 'k1=1']);
  });

  it('has one table and no word of peers without them', () => {
    const report = reportRelevance([row(ours)], 'all', null);
    expect(report).not.toContain('engine');
    expect(report).not.toContain('bootstrap');
    expect(report.split('\n\n').length).toBe(2);
  });
});
