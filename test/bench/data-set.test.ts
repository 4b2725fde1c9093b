// Reading a test collection, and what is said when it is not there.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDocuments, readJudgements, readQueries } from '../../bench/data-set.ts';
import { UsageError } from '../../engine/errors.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunwen-data-'));
  mkdirSync(join(folder, 'tea'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string): void => writeFileSync(join(folder, 'tea', file), text);

describe('a test collection', () => {
  it('is read in the order of its files', async () => {
    write('corpus.jsonl', '{"id":"d2","title":"","text":"武夷岩茶"}\n\n{"id":"d1","title":"龙井","text":""}\n');
    write('queries.jsonl', '{"id":"q1","text":"岩茶"}\n');
    expect(await readDocuments(folder, 'tea')).toEqual([
      { id: 'd2', title: '', text: '武夷岩茶' },
      { id: 'd1', title: '龙井', text: '' },
    ]);
    expect(await readQueries(folder, 'tea')).toEqual([{ id: 'q1', text: '岩茶' }]);
  });

  it('keeps the grades of documents, and leaves out those that are not above 0', async () => {
    write('qrels.tsv', 'q1\td1\t2\nq1\td2\t0\nq1\td3\t1\nq2\td1\t0\n');
    expect(await readJudgements(folder, 'tea')).toEqual(
      new Map([
        [
          'q1',
          new Map([
            ['d1', 2],
            ['d3', 1],
          ]),
        ],
      ]),
    );
  });

  it('says which file is missing and how the folder must look', async () => {
    await expect(readDocuments(folder, 'coffee')).rejects.toThrow(
      /coffee.corpus\.jsonl does not exist; [\s\S]*DATA_FOLDER\/SET\/qrels\.tsv/,
    );
    await expect(readDocuments(undefined, 'tea')).rejects.toThrow(UsageError);
  });

  it('names a line that is no JSON', async () => {
    write('queries.jsonl', '{"id":"q1","text":"岩茶"}\n岩茶\n');
    await expect(readQueries(folder, 'tea')).rejects.toThrow(/queries\.jsonl: "岩茶" is not JSON/);
  });

  it('names a judgement that cannot be read', async () => {
    write('qrels.tsv', 'q1 d1 1\n');
    await expect(readJudgements(folder, 'tea')).rejects.toThrow(/"q1 d1 1"/);
  });
});
