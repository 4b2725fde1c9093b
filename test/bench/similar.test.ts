// The bench of similar articles: what it asks for, and its tables.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { indexedId } from '../../bench/collection.ts';
import type { BenchDocument } from '../../bench/data-set.ts';
import { beginningOf } from '../../bench/similar-cost.ts';
import { reportSimilar, reportSimilarCost } from '../../bench/similar-report.ts';
import { cutHalves, readKeywordTask } from '../../bench/similar-tasks.ts';
import { writeSet } from './tiny-data.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunwen-similar-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sentences = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `这是第${from + i}句话，说的是茶叶和山水。`).join('');
const documents: BenchDocument[] = [
  { id: 'a/1', title: '茶', text: sentences(0, 60) },
  { id: 'a/2', title: '', text: sentences(100, 50) },
  { id: 'a/3', title: '', text: sentences(200, 5) },
  { id: 'b/1', title: '', text: sentences(300, 60) },
];

it('cuts long articles of the set at the end of a sentence, and asks for the second half by the first', () => {
  const { documents: indexed, task } = cutHalves(documents, 'a', 10);
  expect(indexed.map(({ id }) => id)).toEqual(['a/1', 'a/1#2', 'a/2', 'a/2#2', 'a/3', 'b/1']);
  for (const id of ['a/1', 'a/2']) {
    const [first, second] = [id, `${id}#2`].map((one) => indexed.find((document) => document.id === one)!);
    expect(first!.text + second!.text).toBe(documents.find((document) => document.id === id)!.text);
    expect(first!.text.endsWith('。')).toBe(true);
    expect(Math.abs(first!.text.length - second!.text.length)).toBeLessThan(30);
    expect(second!.title).toBe('');
  }
  const asked = new Map(task.queries.map(({ document, grades }) => [document.id, [...grades.keys()]]));
  expect(asked).toEqual(
    new Map([
      ['a/1', [indexedId('a/1#2')]],
      ['a/2', [indexedId('a/2#2')]],
    ]),
  );
});

it('asks for the other articles of keywords that several answer', async () => {
  writeSet(folder, 'a');
  writeFileSync(join(folder, 'a', 'qrels.tsv'), 'q1\t1\t2\nq1\t2\t1\nq1\t3\t1\nq2\t2\t1\nq3\t9\t1\nq3\t1\t1\n');
  const { queries } = await readKeywordTask(folder, 'a', documents, 10);
  expect(queries.map(({ document, grades }) => [document.id, [...grades.keys()]])).toEqual([
    ['a/1', [indexedId('a/2'), indexedId('a/3')]],
  ]);
});

it('takes the beginning of an article as a plain query', () => {
  expect(beginningOf({ id: '', title: '“茶”-馆', text: 'x'.repeat(100) })).toMatch(/^ ?茶.*馆 x+$/);
});

it('prints shares of each task, and costs as medians and 95th percentiles', () => {
  const { task } = cutHalves(documents, 'a', 10);
  const right = task.queries.map(({ grades }) => [...grades.keys()]);
  const table = reportSimilar(
    [task],
    [
      { name: 'all', rankings: [right] },
      { name: 'none', rankings: [right.map(() => [])] },
    ],
  );
  expect(table).toContain('halves (2): MRR@10');
  expect(table).toMatch(/\| all +\| +1\.000 \| 1\.000 \| +1\.000 \|/);
  expect(table).toMatch(/\| none +\| +\.000 \| +\.000 \| +\.000 \|/);
  const cost = { rounds: 6, requests: 60, kilobytes: 200.4, wall: 150, cpu: 40 };
  expect(reportSimilarCost([cost], [{ ...cost, rounds: 0 }], 20)).toMatch(
    /cold, 20 ms a read \| +6 \/ 6 \| +60 \/ 60 \| 200 \/ 200/,
  );
});
