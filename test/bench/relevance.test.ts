// The relevance bench as a whole, on a few sentences: what is asked of whom, and what it says.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { disguise, indexedId } from '../../bench/collection.ts';
import { readQueries } from '../../bench/data-set.ts';
import { halfOf } from '../../bench/halves.ts';
import type { Peer } from '../../bench/peers/peer.ts';
import type { RowResult } from '../../bench/rankings.ts';
import { parseRelevanceOptions } from '../../bench/relevance-options.ts';
import { reportRelevance } from '../../bench/relevance-report.ts';
import { runRelevance } from '../../bench/relevance-run.ts';
import { MIXED } from '../../bench/sets.ts';
import { fold } from '../../engine/analysis/fold.ts';
import { documentsOfThings, fakePeer, TEA, writeSet } from './tiny-data.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'bench', 'relevance.ts');
const QUIET = { show: () => {}, end: () => {} };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunwen-tiny-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: readonly string[], peers: readonly Peer[] = []): Promise<RowResult[]> {
  const rows: RowResult[] = [];
  await runRelevance(parseRelevanceOptions([folder, ...args]), peers, QUIET, (row) => rows.push(row));
  return rows;
}

describe('a run of the relevance bench', () => {
  it('asks ours the judged queries, and leaves out those that nothing answers', async () => {
    writeSet(folder, 'tea');
    const [row, ...others] = await run(['--sets', 'tea']);
    expect(others).toEqual([]);
    expect(row.documents).toBe(6);
    expect(row.queries.map(({ id, text, gold }) => [id, text, gold])).toEqual([
      ['q1', '岩茶怎么制作', ['d1', 'd5']],
      ['q2', '龍井產於哪裡', ['d2']],
      ['q3', '紫砂壶适合泡什么茶', ['d5']],
    ]);
    expect(row.engines.map(({ engine }) => engine)).toEqual(['xunwen']);
    expect(row.engines[0].rankings.map(([first]) => first)).toEqual(['d1', 'd2', 'd5'].map(indexedId));
  });

  it('asks ours once more in parts, where that is wanted, and gets the same', async () => {
    writeSet(folder, 'tea');
    const [row] = await run(['--sets', 'tea', '--ranged']);
    expect(row.engines.map(({ engine }) => engine)).toEqual(['xunwen', 'xunwen-ranged']);
    const [resident, ranged] = row.engines.map(({ rankings }) => rankings);
    expect(ranged).toEqual(resident);
  });

  it('gives peers the same documents in the same order under the same ids, all folded, and the same queries', async () => {
    writeSet(folder, 'tea');
    const peer = fakePeer('fake');
    const [row] = await run(['--sets', 'tea', '--peers', 'fake'], [peer, fakePeer('other')]);
    const [, documents] = peer.opened;
    expect(documents).toEqual(
      disguise(TEA).map(({ id, title, text }) => ({ id, title: fold(title), text: fold(text) })),
    );
    expect(new Set(documents.map(({ id }) => id))).toEqual(new Set(TEA.map(({ id }) => indexedId(id))));
    expect(peer.asked).toEqual([
      { texts: ['岩茶怎么制作', '龙井产于哪里', '紫砂壶适合泡什么茶'], limit: 100, variant: undefined },
    ]);
    expect(row.engines.map(({ engine, rankings }) => [engine, rankings.length])).toEqual([
      ['xunwen', 3],
      ['fake', 3],
    ]);
    // Once on one document, to see that it is there, and once on the set.
    expect([peer.opened.length, peer.closed]).toEqual([2, 2]);
  });

  it('asks ours for what was typed where a set says so, and peers only once', async () => {
    writeSet(folder, 'news_title');
    const peer = fakePeer('fake');
    const [plain, typed] = await run(['--sets', 'news_title', '--peers', 'fake'], [peer]);
    expect(plain.queries[2].text).toBe('紫砂壶适合泡什么茶');
    expect(typed.name).toBe('news_title (as typed)');
    expect(typed.queries[2].text).toBe('“紫砂壶”适合泡什么茶');
    expect(peer.asked.length).toBe(1);
    expect(typed.engines[1]).toEqual(plain.engines[1]);
  });

  it('chooses the variant of a peer on the tuning half, and asks both halves with it', async () => {
    writeSet(folder, 'tea');
    const peer = fakePeer('fake', ['worst', 'best']);
    const [row] = await run(['--sets', 'tea', '--peers', 'all'], [peer]);
    const tuning = row.queries.filter(({ half }) => half === 'tuning').length;
    expect(tuning).toBe(1);
    expect(peer.asked.map(({ texts, limit, variant }) => [texts.length, limit, variant])).toEqual([
      [tuning, 10, 'worst'],
      [tuning, 10, 'best'],
      [3, 100, 'best'],
    ]);
    expect(row.engines[1].variant).toBe('best');
  });

  it('asks one half alone when told so, and still tunes peers on the tuning half', async () => {
    writeSet(folder, 'tea');
    const peer = fakePeer('fake', ['worst', 'best']);
    const [row] = await run(['--sets', 'tea', '--peers', 'all', '--half', 'held-out'], [peer]);
    expect(row.queries.map(({ id }) => id)).toEqual(
      ['q1', 'q3'].filter((_, i) => halfOf(['d1', 'd5'][i]) === 'held-out'),
    );
    expect(peer.asked.at(-1)).toMatchObject({ limit: 100, variant: 'best' });
    expect(peer.asked.at(-1)!.texts.length).toBe(row.queries.length);
    expect(peer.asked[0].texts).toEqual(['龙井产于哪里']);
    const report = reportRelevance([row], 'held-out', null);
    expect(report).toContain('the held-out half of the queries');
    expect(report).not.toContain('tuning |');
  });

  it('refuses answers that cannot be ones', async () => {
    writeSet(folder, 'tea');
    const broken = (answers: string[][]): Peer => ({
      name: 'broken',
      open: async () => ({ search: async () => answers, close: async () => {} }),
    });
    const [id] = TEA.map((document) => indexedId(document.id));
    const ask = (answers: string[][]) => run(['--sets', 'tea', '--peers', 'broken'], [broken(answers)]);
    await expect(ask([[id], [id]])).rejects.toThrow('broken, tea: 2 answers to 3 queries');
    await expect(ask([[id, id], [], []])).rejects.toThrow('an id twice in the answer to q1');
    await expect(ask([[id], ['d1'], []])).rejects.toThrow('"d1", the answer to q2, is no document');
  });

  it('says before the work that a peer is unknown or not installed', async () => {
    writeSet(folder, 'tea');
    await expect(run(['--sets', 'tea', '--peers', 'elastic'], [fakePeer('fake')])).rejects.toThrow(
      '"elastic" is not one of the peers fake',
    );
    const missing: Peer = { name: 'missing', open: () => Promise.reject(new Error('run the installer')) };
    const rows = run(['--sets', 'nowhere', '--peers', 'all'], [missing]);
    await expect(rows).rejects.toThrow('run the installer');
  });

  it('mixes the small sets with the news without confusing their ids', async () => {
    for (const set of [...MIXED.asked, ...MIXED.distractors])
      writeSet(
        folder,
        set,
        TEA.map(({ id, title, text }) => ({ id, title, text: text === '' ? '' : `${text}见于${set}。` })),
      );
    const peer = fakePeer('fake');
    const rows = await run(['--sets', 'none', '--mixed', '--peers', 'all'], [peer]);
    expect(rows.map(({ name, documents, queries }) => [name, documents, queries.length])).toEqual(
      MIXED.asked.map((set) => [`${set} (among news)`, 30, 3]),
    );
    expect(peer.opened[1].length).toBe(30);
    expect(new Set(peer.opened[1].map(({ id }) => id)).size).toBe(30);
    for (const [i, { queries }] of rows.entries())
      expect([...queries[0].grades]).toEqual([
        [indexedId(`${MIXED.asked[i]}/d1`), 2],
        [indexedId(`${MIXED.asked[i]}/d5`), 1],
      ]);
  });

  it('asks keywords and names cut from the documents, and writes them as a data set', async () => {
    writeSet(folder, 'things', documentsOfThings(300));
    const out = join(folder, 'out');
    const rows = await run(['--sets', 'things', '--keywords', '--no-judged', '--write-queries', out]);
    expect(rows.map(({ name }) => name)).toEqual(['things (keywords)', 'things (names)']);
    const written = await readQueries(out, 'things', 'queries.keywords.jsonl');
    expect(written.map(({ text }) => text)).toEqual(rows[0].queries.map(({ text }) => text));
    expect(written.length).toBeGreaterThan(0);
    const grades = readFileSync(join(out, 'things', 'qrels.keywords.tsv'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(grades.length).toBe(rows[0].queries.reduce((sum, { gold }) => sum + gold.length, 0));
  });

  it('writes what it lost and to whom', async () => {
    writeSet(folder, 'tea', [...TEA, { id: 'd7', title: '制作岩茶', text: '岩茶怎么制作？岩茶制作。' }]);
    const file = join(folder, 'losses.jsonl');
    // The peer ranks d1 first by chance of nothing: it is told to.
    const told: Peer = {
      name: 'told',
      open: async () => ({
        search: async (queries) => queries.map(({ id }) => [indexedId(id === 'q1' ? 'd1' : 'd3')]),
        close: async () => {},
      }),
    };
    await run(['--sets', 'tea', '--peers', 'told', '--losses', file], [told]);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        set: 'tea',
        id: 'q1',
        half: halfOf('d1'),
        lostTo: ['told'],
        gold: [expect.objectContaining({ document: 'd1' }), expect.objectContaining({ document: 'd5' })],
        peers: { told: { rank: 1, first: expect.objectContaining({ document: 'd1' }) } },
      }),
    ]);
    const [{ rank, top }] = lines.map((line) => JSON.parse(line));
    expect(top[0].document).toBe('d7');
    expect(top[rank - 1].document).toBe('d1');
  });
});

describe('bench:relevance', () => {
  const command = (...args: string[]) => promisify(execFile)(process.execPath, [MAIN, ...args]);

  it('prints Markdown on standard output', async () => {
    writeSet(folder, 'tea');
    const { stdout } = await command(folder, '--sets', 'tea');
    expect(stdout).toMatch(
      /^\| set \| documents \| queries \| MRR@10 \| tuning \| held-out \| nDCG@10 \| Success@1 \|/,
    );
    expect(stdout).toMatch(/\n\| tea \| +6 \| +3 \| +1\.000 \| +1\.000 \| +1\.000 \|/);
  });

  it('ends with 2 and says how the data must look where there is none', async () => {
    await expect(command(folder, '--sets', 'tea')).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /tea.corpus\.jsonl does not exist; the data folder must look like[\s\S]*--sets a,b/,
      ),
    });
  });
});
