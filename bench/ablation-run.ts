// One run of the ablation bench: index by index, the same questions are asked with the constants as they
// are and with each changed alone. Only what a constant does at query time is seen: the index stays as built.

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { XunwenError } from '../engine/errors.ts';
import type { AblationOptions } from './ablation-options.ts';
import { changesOf, constantsAsTheyAre } from './ablation-values.ts';
import type { Half } from './halves.ts';
import type { JudgedQuery } from './judged-queries.ts';
import { buildOurs } from './ours.ts';
import { type Pool, readPools } from './pools.ts';
import type { Progress } from './progress.ts';
import { ofHalf } from './rankings.ts';
import { type Change, nodeArguments } from './with-constant.ts';

/** Ranks are looked at down to this one. */
export const FIGURE_DEPTH = 10;

/** Processes at a time: each holds an index in memory and keeps a core busy. */
const AT_A_TIME = 2;

/** Bytes that a child may print: some 20 for each of its questions. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * Rows of the relevance bench that ask the questions of another row again, in another writing or among more
 * documents. They would cost time and say little more about a constant.
 */
const REPEATED: readonly string[] = ['cmrc2018 (queries.trad.jsonl)', 'news_title (as typed)', 'cmrc2018 (among news)'];

const CHILD = join(import.meta.dirname, 'ablation-child.ts');
const run = promisify(execFile);

/** What a child is asked. */
export interface Question {
  text: string;
  /** Ids of relevant documents, as indexed. */
  relevant: string[];
}

/** What a child prints. */
export interface ChildAnswer {
  /** The constants that it ran with. */
  constants: Record<string, number>;
  /** By question; 0 where nothing relevant was found. */
  reciprocalRanks: number[];
}

/** The figures of one row of queries. */
export interface AblationRow {
  name: string;
  /** By query. */
  halves: readonly Half[];
  /** Reciprocal ranks by query, with the constants as they are. */
  asItIs: readonly number[];
  /** The same, with one constant changed. */
  changed: readonly { change: Change; reciprocalRanks: readonly number[] }[];
}

/**
 * Ask everything that the options name, and hand on each row when it is complete.
 * @throws UsageError for data that is not there
 * @throws XunwenError when a child fails or did not run with the change
 */
export async function runAblation(
  options: AblationOptions,
  progress: Progress,
  onRow: (row: AblationRow) => void,
): Promise<void> {
  const constants = constantsAsTheyAre();
  const changes = options.constants.flatMap((name) => changesOf(name, constants.get(name)!));
  const all = { ...options, mostQueries: Number.POSITIVE_INFINITY, writeQueries: null };
  for await (const pool of readPools(all))
    for (const row of await runPool(pool, changes, options, progress)) onRow(row);
}

async function runPool(
  pool: Pool,
  changes: readonly Change[],
  { half, mostQueries }: AblationOptions,
  progress: Progress,
): Promise<AblationRow[]> {
  const rows = pool.tasks
    .filter(({ name }) => !REPEATED.includes(name))
    .map(({ name, queries }) => ({ name, queries: ofHalf(spread(queries, mostQueries), half) }))
    .filter(({ queries }) => queries.length > 0);
  const questions = rows.flatMap(({ queries }) => queries.map(toQuestion));
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-ablation-'));
  try {
    const index = join(folder, 'index');
    mkdirSync(index);
    await buildOurs(pool.documents, index, pool.name, progress);
    const questionsFile = join(folder, 'questions.json');
    writeFileSync(questionsFile, JSON.stringify(questions));
    let done = 0;
    const answers = await mapAtATime([null, ...changes], AT_A_TIME, async (change) => {
      const answer = await askChild(index, questionsFile, change);
      progress.show(`${pool.name}: ${++done} of ${changes.length + 1} variations of ${questions.length} queries`);
      return answer;
    });
    let start = 0;
    return rows.map(({ name, queries }): AblationRow => {
      const part = [start, start + queries.length] as const;
      start += queries.length;
      const [asItIs, ...others] = answers.map((ranks) => ranks.slice(...part));
      return {
        name,
        halves: queries.map((query) => query.half),
        asItIs,
        changed: changes.map((change, i) => ({ change, reciprocalRanks: others[i] })),
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param change null for the constants as they are */
async function askChild(index: string, questionsFile: string, change: Change | null): Promise<number[]> {
  const args = [...(change === null ? [] : nodeArguments(change)), CHILD, index, questionsFile];
  const { constants, reciprocalRanks } = await run(process.execPath, args, { maxBuffer: MOST_OUTPUT }).then(
    ({ stdout }): ChildAnswer => JSON.parse(stdout),
    (cause) => {
      const what = change === null ? 'the constants as they are' : `${change.name} = ${change.value}`;
      throw new XunwenError(`the process with ${what} failed: ${cause.stderr || cause.message}`, { cause });
    },
  );
  const expected = new Map(constantsAsTheyAre());
  if (change !== null) expected.set(change.name, change.value);
  for (const [name, value] of expected)
    if (constants[name] !== value)
      throw new XunwenError(`a process ran with ${name} = ${constants[name]} instead of ${value}`);
  return reciprocalRanks;
}

function toQuestion({ text, grades }: JudgedQuery): Question {
  return { text, relevant: [...grades.keys()] };
}

/**
 * At most so many, evenly from the whole list: neighbours in a file are often questions about one document,
 * and say less than as many about different ones.
 */
export function spread<T>(values: readonly T[], most: number): T[] {
  if (values.length <= most) return [...values];
  return Array.from({ length: most }, (_, i) => values[Math.floor((i * values.length) / most)]);
}

/** Results in the order of the values, so many under way at a time. The first failure is thrown. */
export async function mapAtATime<T, R>(
  values: readonly T[],
  atATime: number,
  work: (value: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < values.length) {
      const at = next++;
      results[at] = await work(values[at]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, values.length) }, worker));
  return results;
}
