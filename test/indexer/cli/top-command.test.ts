import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHarness } from './harness.ts';

const line = (query: string, more: object = {}): string =>
  JSON.stringify({
    event: 'search',
    time: '2026-01-02T00:00:00.000Z',
    query,
    status: 200,
    page: 1,
    total: 3,
    relation: 'eq',
    ...more,
  });

describe('xunwen top', () => {
  test('prints what was looked for most, and what was looked for in vain', async () => {
    const harness = createHarness();
    await harness.file(
      'a.log',
      [
        ...Array(3).fill(line('电池')),
        line('电池', { time: '2026-01-03T00:00:00.000Z', total: 1200, relation: 'gte' }),
        line('连依裙', { total: 0 }),
        line('连依裙', { total: 0, time: '2026-01-01T00:00:00.000Z' }),
        line('iphone 15', { total: 1 }),
        'START RequestId: 1',
        line('cut').slice(0, -9),
      ].join('\n'),
    );
    const { code, out, err } = await harness.run('top', 'a.log');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      [
        'Searches        7 of 3 queries',
        'From, to        2026-01-01T00:00:00.000Z, 2026-01-03T00:00:00.000Z',
        'Without result  2 (28.6 %)',
        'Failed          0',
        'Unreadable      1',
        'Other lines     1',
        '',
        'Top queries',
        'Searches  Results  Query',
        '       4   ≥1,200  电池',
        '       2        0  连依裙',
        '       1        1  iphone 15',
        '',
        'Top queries without result',
        'Searches  Query',
        '       2  连依裙',
        '',
      ].join('\n'),
    );
  });

  test('does not count turned pages, refusals and failures as searches', async () => {
    const harness = createHarness();
    const lines = [line('茶'), line('茶', { page: 2 }), line('茶', { status: 400 }), line('茶', { status: 503 })];
    const { out } = await harness.runWith(lines.join('\n'), 'top', '-', '--json');
    expect(JSON.parse(out)).toMatchObject({ searches: 1, failed: 2, top: [{ query: '茶', searches: 1 }] });
  });

  test('counts a search whose asker had the answer already', async () => {
    const harness = createHarness();
    const lines = [line('茶'), JSON.stringify({ event: 'search', query: '茶', status: 304 })];
    const { out } = await harness.runWith(lines.join('\n'), 'top', '-', '--json');
    expect(JSON.parse(out).top).toEqual([{ query: '茶', searches: 2, empty: 0, total: 3, atLeast: false }]);
  });

  test('leaves a query out of those without result once it finds something', async () => {
    const harness = createHarness();
    // Exports are not always in order: the later line stands first.
    const lines = [line('茶', { time: '2026-01-03T00:00:00.000Z' }), line('茶', { total: 0 })];
    const { out } = await harness.runWith(lines.join('\n'), 'top', '-', '--json');
    expect(JSON.parse(out)).toMatchObject({ empty: 1, withoutResult: [] });
  });

  test('reads gzipped files of several members among others, and says what is cut off', async () => {
    const harness = createHarness();
    const members = Buffer.concat([gzipSync(`${line('茶')}\n`), gzipSync(`${line('酒')}\n`)]);
    await writeFile(join(harness.cwd, 'a.gz'), members);
    await writeFile(join(harness.cwd, 'cut.gz'), gzipSync(`${line('茶')}\n`.repeat(50_000)).subarray(0, -100));
    await harness.file('b.log', line('水'));
    const good = await harness.run('top', 'a.gz', 'b.log', '--json');
    expect(JSON.parse(good.out).top.map(({ query }: { query: string }) => query)).toEqual(['水', '茶', '酒']);
    const bad = await harness.run('top', 'cut.gz', 'b.log', '--json');
    expect(bad).toMatchObject({ code: 1, err: expect.stringMatching(/^xunwen: cut\.gz: cannot be read to its end/) });
    expect(JSON.parse(bad.out).top).toContainEqual(expect.objectContaining({ query: '水' }));
  });

  test('prints no control character that a stranger put into a query', async () => {
    const harness = createHarness();
    const { out } = await harness.runWith(line('茶\u001b[2J\u202e酒'), 'top', '-');
    expect(out).toContain('茶 [2J 酒');
  });

  test('names a query that is empty because only a date was asked for', async () => {
    const harness = createHarness();
    expect((await harness.runWith(line(''), 'top', '-')).out).toContain('(none: a date or a filter alone)');
  });

  test('says so when there is no search at all', async () => {
    const harness = createHarness();
    const { code, out } = await harness.runWith('START\nEND\n', 'top', '-');
    expect(code).toBe(0);
    expect(out).toContain('Searches        0 of 0 queries');
    expect(out).toContain('Other lines     2');
  });

  test.each([
    [['top', 'no-such.log'], 'no-such.log: there is no such file'],
    [['top', '.'], '.: is a folder'],
    [['top', '-', '--limit', '0'], '--limit: "0" is not a whole number'],
  ])('refuses %j', async (parameters, words) => {
    const { code, err } = await createHarness().run(...parameters);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  test('counts as a plain count does, whatever the order and the number of files', async () => {
    const queries = fc.array(fc.tuple(fc.constantFrom('茶', '酒', '水', 'a', 'b'), fc.integer({ min: 0, max: 2 })));
    await fc.assert(
      fc.asyncProperty(queries, fc.nat(3), async (asked, files) => {
        const harness = createHarness();
        const parts: string[][] = Array.from({ length: files + 1 }, () => []);
        for (const [i, [query, total]] of asked.entries()) {
          const time = `2026-01-02T00:00:${String(i).padStart(2, '0')}Z`;
          parts[i % parts.length]!.push(line(query, { total, time }));
        }
        for (const [i, lines] of parts.entries()) await harness.file(`${i}.log`, lines.join('\n'));
        const { out } = await harness.run('top', ...parts.map((_, i) => `${i}.log`), '--json', '--limit', '3');
        const { top, withoutResult } = JSON.parse(out);
        const names = [...new Set(asked.map(([query]) => query))];
        const count = (query: string): number => asked.filter(([other]) => other === query).length;
        const empty = (query: string): number =>
          asked.filter(([other, total]) => other === query && total === 0).length;
        const last = (query: string): number => asked.filter(([other]) => other === query).at(-1)![1];
        const byCount = (value: (query: string) => number) => (a: string, b: string) =>
          value(b) - value(a) || (a < b ? -1 : 1);
        const name = ({ query }: { query: string }): string => query;
        expect(top.map(name)).toEqual([...names].sort(byCount(count)).slice(0, 3));
        expect(withoutResult.map(name)).toEqual(
          names
            .filter((query) => last(query) === 0)
            .sort(byCount(empty))
            .slice(0, 3),
        );
      }),
      { numRuns: 40 },
    );
  });
});
