// The ablation bench on a few sentences: real indexes, real processes.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAblationOptions } from '../../bench/ablation-options.ts';
import { type AblationRow, mapAtATime, runAblation, spread } from '../../bench/ablation-run.ts';
import { MIXED } from '../../bench/sets.ts';
import { documentsOfThings, TEA, writeSet } from './tiny-data.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'bench', 'ablation.ts');
const QUIET = { show: () => {}, end: () => {} };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunwen-tiny-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<AblationRow[]> {
  const rows: AblationRow[] = [];
  await runAblation(parseAblationOptions([folder, ...args]), QUIET, (row) => rows.push(row));
  return rows;
}

const FILLER = '到了春天大家上山去看风景，风景很好，';
/** What q1 asks for, in one sentence of a long text and in two of a shorter one. */
const TOGETHER = { id: 'd1', title: '', text: `${FILLER}岩茶要制作。${FILLER}${FILLER}。` };
const APART = { id: 'd7', title: '', text: `岩茶。${FILLER}。制作。` };

describe('a run of the ablation bench', () => {
  it('asks the same questions with the constants as they are and with each changed alone', async () => {
    const others = TEA.filter(({ id }) => id !== 'd1').map((one) => (one.id === 'd5' ? { ...one, text: '茶壶' } : one));
    writeSet(folder, 'tea', [TOGETHER, ...others, APART]);
    const [row, ...more] = await run('--sets', 'tea', '--constants', 'SENTENCE_WEIGHT,MOST_UNITS');
    expect(more).toEqual([]);
    expect(row.name).toBe('tea');
    expect(row.halves.length).toBe(3);
    const ranksOf = (name: string) => row.changed.filter(({ change }) => change.name === name);
    // Ascending: without the best sentence at first, and in the end with much of it.
    const sentence = ranksOf('SENTENCE_WEIGHT');
    expect(sentence[0]).toMatchObject({ change: { value: 0 }, reciprocalRanks: [0.5, 1, 1] });
    expect(sentence.at(-1)!.reciprocalRanks).toEqual([1, 1, 1]);
    // The queries have fewer units than that.
    for (const { reciprocalRanks } of ranksOf('MOST_UNITS')) expect(reciprocalRanks).toEqual(row.asItIs);
  });

  it('asks at most so many queries of a row, and one half alone when told so', async () => {
    writeSet(folder, 'tea');
    const [few] = await run('--sets', 'tea', '--constants', 'MOST_UNITS', '--queries', '2');
    expect(few.halves.length).toBe(2);
    const [half] = await run('--sets', 'tea', '--constants', 'MOST_UNITS', '--half', 'held-out');
    expect(half.halves).toEqual(['held-out', 'held-out']);
    expect(half.changed.map(({ reciprocalRanks }) => reciprocalRanks.length)).toEqual(half.changed.map(() => 2));
  });

  it('asks keywords and names of documents, alone or beside the judged queries', async () => {
    writeSet(folder, 'things', documentsOfThings(300));
    const names = async (...args: string[]): Promise<string[]> => {
      const rows = await run('--sets', 'things', '--constants', 'MOST_UNITS', '--queries', '5', '--keywords', ...args);
      return rows.map(({ name }) => name);
    };
    const cut = ['things (keywords)', 'things (names)'];
    expect(await names('--no-judged')).toEqual(cut);
    expect(await names()).toEqual(['things', ...cut]);
  });

  it('leaves out rows that only repeat the questions of others', async () => {
    for (const set of [...MIXED.asked, ...MIXED.distractors])
      writeSet(
        folder,
        set,
        TEA.map(({ id, title, text }) => ({ id, title, text: text === '' ? '' : `${text}见于${set}。` })),
      );
    const rows = await run('--sets', 'news_title,mixed', '--constants', 'MOST_UNITS');
    expect(rows.map(({ name }) => name)).toEqual([
      'news_title',
      'xquad_zh (among news)',
      'dureader_robust (among news)',
    ]);
  });
});

describe('queries that are spread evenly', () => {
  it('are in order, different, and as many as wanted, with gaps that differ by one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 220 }), (length, most) => {
        const chosen = spread([...Array(length).keys()], most);
        expect(chosen.length).toBe(Math.min(length, most));
        const gaps = chosen.slice(1).map((value, i) => value - chosen[i]);
        expect(gaps.every((gap) => gap >= 1)).toBe(true);
        expect(Math.max(1, ...gaps) - Math.min(...gaps, Math.max(1, ...gaps))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('work at a time', () => {
  it('keeps the order of results and never has more under way than allowed', async () => {
    let underWay = 0;
    let most = 0;
    const results = await mapAtATime([5, 1, 4, 2, 3], 2, async (value) => {
      most = Math.max(most, ++underWay);
      for (let turn = 0; turn < value; turn++) await Promise.resolve();
      underWay--;
      return value * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30]);
    expect(most).toBe(2);
  });

  it('fails with the first failure', async () => {
    await expect(
      mapAtATime([1, 2, 3], 2, async (value) => {
        if (value === 2) throw new Error('two');
        return value;
      }),
    ).rejects.toThrow('two');
  });
});

describe('bench:ablation', () => {
  const command = (...args: string[]) => promisify(execFile)(process.execPath, [MAIN, ...args]);

  it('prints Markdown on standard output', async () => {
    writeSet(folder, 'tea');
    const { stdout } = await command(folder, '--sets', 'tea', '--constants', 'MOST_UNITS');
    expect(stdout).toMatch(/^### MOST_UNITS = \d+\n\n\| set \| held-out \| +as it is \|/);
    expect(stdout).toMatch(/\n\| tea \| +2 \| 1\.000 1\.000 \| +=/);
    expect(stdout).toContain('### In short');
  });

  it('ends with 2 and the constants that there are when told another', async () => {
    await expect(command(folder, '--sets', 'tea', '--constants', 'SPEED')).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('--constants SPEED is not one of CHARACTER_WEIGHT, '),
    });
  });
});
