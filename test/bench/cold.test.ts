// The bench of costs: what it asks, what it refuses, and its tables on a few sentences.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openColdStore, readColdDocuments } from '../../bench/cold-index.ts';
import { measureKept, readKeptQueries } from '../../bench/cold-kept.ts';
import { measureMemory } from '../../bench/cold-memory.ts';
import { parseColdOptions } from '../../bench/cold-options.ts';
import { drawCharacters, drawPhrases, drawQuestions, readKinds, unjudged } from '../../bench/cold-queries.ts';
import { reportCold, reportDepths, reportKept, reportMemory, reportWarm } from '../../bench/cold-report.ts';
import { DEPTHS, measureKinds, TIMES } from '../../bench/cold-run.ts';
import { BENCH_COLLECTION } from '../../bench/collection.ts';
import { openSearcher } from '../../engine/search/searcher.ts';
import { TEA, writeSet } from './tiny-data.ts';

const QUIET = { show: () => {}, end: () => {} };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunwen-costs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['--queries', '0', '--queries 0 is not a whole number of 1 or more'],
  ['--warm', 'all', '--warm all is not a whole number of 1 or more'],
  ['--judged', '1.5', '--judged 1.5 is not a whole number of 1 or more'],
  ['--kept', '0', '--kept 0 is not a whole number of 1 or more'],
  ['--latency', 'x', '--latency x is not a number of milliseconds'],
])('refuses %s %s and says what it should be', (option, value, message) => {
  expect(() => parseColdOptions(['data', option, value])).toThrow(message);
});

it('asks about whole clauses of the articles, in about twenty characters', () => {
  const clause = '武夷山的茶农在岩缝之中种茶制茶';
  const documents = [{ id: 'd', title: '', text: `这里，${clause}。也${clause}，短句，${'长'.repeat(30)}。` }, ...TEA];
  const [question, ...others] = drawQuestions(documents, 10).filter((text) => text.startsWith('武夷山的'));
  expect(others).toEqual([]);
  expect(question.startsWith(clause)).toBe(true);
  for (const text of drawQuestions(documents, 10)) expect(text.length).toBeLessThanOrEqual(22);
});

it('draws each character once, and phrases that stand in the articles', () => {
  const characters = drawCharacters(TEA, 10);
  expect(new Set(characters).size).toBe(characters.length);
  const phrases = drawPhrases(TEA, 10);
  expect(phrases).toEqual(drawPhrases(TEA, 10));
  expect(phrases.length).toBe(TEA.filter(({ text }) => text !== '').length);
  for (const phrase of phrases) {
    const inside = phrase.slice(1, -1);
    expect(inside.length).toBeGreaterThanOrEqual(4);
    expect(TEA.some(({ text }) => text.includes(inside))).toBe(true);
  }
});

it('measures judged kinds at every depth, the others with and without re-scoring, and finds the judged articles', async () => {
  for (const set of ['xwlb_kw', 'news_title']) writeSet(folder, set);
  const documents = await readColdDocuments(folder);
  const store = await openColdStore(join(folder, 'store'), documents, QUIET);
  const kinds = (await readKinds(folder, documents, 3)).filter(({ queries }) => queries.length > 0);
  const figures = await measureKinds(kinds, { queries: 1, warm: 2, judged: 3, index: null }, () => store, store, QUIET);
  const keywords = figures.filter(({ kind }) => kind.name === 'keywords');
  expect(keywords.map(({ depth }) => depth)).toEqual(DEPTHS);
  for (const { worth, cold } of keywords) {
    expect(worth.resident).toBeGreaterThan(0.5);
    expect(worth.ranged).toBeGreaterThan(0.5);
    expect(cold[0]?.requests).toBeGreaterThan(0);
  }
  const phrases = figures.filter(({ kind }) => kind.name === 'phrases');
  expect(phrases.map(({ depth, worth }) => [depth, worth.resident])).toEqual([
    [0, null],
    [20, null],
  ]);
  for (const { warm } of figures) expect(warm.ranged.map(({ requests }) => requests)).toEqual(warm.ranged.map(() => 0));
  expect(reportCold(figures, 20)).toContain('| keywords');
  expect(reportWarm(figures, 100)).toContain('| phrases');
  expect(reportDepths(figures)).not.toContain('| phrases');
});

it('asks an index of other articles cold and from its cache alone', async () => {
  for (const set of ['xwlb_kw', 'news_title']) writeSet(folder, set);
  const documents = await readColdDocuments(folder);
  const store = await openColdStore(join(folder, 'store'), documents, QUIET);
  const [keywords] = (await readKinds(folder, documents, 3)).map(unjudged);
  const figures = await measureKinds(
    [keywords],
    { queries: 1, warm: 2, judged: 3, index: 'store' },
    () => store,
    store,
    QUIET,
  );
  expect(figures.map(({ depth, worth, warm }) => [depth, worth.ranged, warm.resident, warm.ranged.length])).toEqual([
    [20, null, [], 2 * TIMES],
  ]);
  expect(reportCold(figures, 20)).toContain('| keywords');
  expect(reportWarm(figures, 100)).toContain('| keywords');
});

it('holds lists that are cut beside whole ones, for all kinds and for the sets of other articles', async () => {
  const sets = ['xwlb_kw', 'news_title', 'cmrc2018', 'xquad_zh', 'dureader_robust', 'qbqtc'];
  for (const set of sets) writeSet(folder, set);
  const documents = await readColdDocuments(folder);
  const reader = await openColdStore(join(folder, 'store'), documents, QUIET);
  const open = (listBudget: number) =>
    openSearcher({ reader, collection: BENCH_COLLECTION, residentBytes: 0, listBudget });
  const queries = await readKeptQueries(folder, await readKinds(folder, documents, 3), 2);
  expect(queries.map(({ name }) => name).slice(-4)).toEqual(sets.slice(2));
  for (const { texts } of queries) expect(texts.length).toBeLessThanOrEqual(2);
  const [keywords] = queries;
  const kept = await measureKept(keywords!, open(1), open(Number.POSITIVE_INFINITY));
  // Lists of so few articles are never cut.
  expect(kept).toEqual({ name: 'keywords', queries: 2, cut: 0, sameHits: 1, asGood: 1 });
  expect(reportKept([kept])).toContain('1.000');
  const memory = await measureMemory(join(folder, 'store'), queries);
  expect(reportMemory(memory)).toMatch(/at most \d+ MB/);
});
