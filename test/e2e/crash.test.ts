// Publishers that are killed, that race, and that clean up under readers: whoever searches never notices.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SearchResponse } from '../../engine/search/contract.ts';
import type { Fault } from '../s3-server/types.ts';
import { idsOf, rawHits } from './support/answers.ts';
import { type CommandLine, createCommandLine } from './support/command-line.ts';
import { startGate } from './support/gate.ts';
import { startLambda } from './support/lambda.ts';
import { buildCommandLine, makeFolder, packageFunction } from './support/product.ts';
import { age, isWrite, objectsOf, POINTER, type Storage, segmentsOf, snapshot, startStorage } from './support/s3.ts';

const DAY = 86_400_000;

let folder: string;
let remove: () => Promise<void>;
let storage: Storage;
let xunwen: CommandLine;
let handler: string;
/** Puts the store back to the first version. */
let reset: () => void;

beforeAll(async () => {
  ({ folder, remove } = await makeFolder());
  const [program, packaged, started] = await Promise.all([
    buildCommandLine(folder),
    packageFunction(folder),
    startStorage(),
  ]);
  handler = packaged;
  storage = started;
  xunwen = createCommandLine(program, folder, storage.environment);
  // Two segments a version, so that there is a write between the first and the last of them.
  const config = { collections: { articles: { limits: { articlesPerSegment: 2 } } } };
  await writeFile(join(folder, 'xunwen.config.json'), JSON.stringify(config));
  for (const name of ['old', 'new', 'a', 'b', 'c', 'd']) await writeArticles(name);
  expect(await xunwen.run(['index', 'old'])).toMatchObject({ code: 0 });
  reset = snapshot(storage.server);
});
afterAll(async () => {
  await xunwen?.stop();
  await storage?.server.close();
  await remove();
});
beforeEach(() => reset());
afterEach(() => {
  storage.server.faults = () => undefined;
});

/** Four articles that all hold 城市 and the name of their version. */
async function writeArticles(version: string): Promise<void> {
  await mkdir(join(folder, version));
  for (const number of [1, 2, 3, 4]) {
    const text = `城市报道${version}${number}\n\n这是${version}版的第${number}篇，说的是城市。\n`;
    await writeFile(join(folder, version, `${number}.txt`), text);
  }
}

const search = (environment?: Record<string, string>) => xunwen.run(['search', '城市', '--json'], environment);

async function hitsNow(): Promise<string> {
  const { code, out, err } = await search();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return rawHits(out);
}

describe('an indexer that is killed', () => {
  test('after any of its writes leaves the version before or the new one, and the next run publishes', async () => {
    const before = await hitsNow();
    storage.server.log.length = 0;
    expect(await xunwen.run(['index', 'new'])).toMatchObject({ code: 0 });
    const after = await hitsNow();
    expect(after).not.toBe(before);
    const writes = storage.server.log.filter(isWrite);
    // Behind the pointer comes only its history entry.
    const pointerMove = writes.findIndex(({ key }) => key === POINTER);
    expect(pointerMove).toBe(writes.length - 2);
    expect(writes.length).toBeGreaterThanOrEqual(4);

    for (let done = 0; done < writes.length; done++) {
      reset();
      let seen = 0;
      const { child, ended } = xunwen.start(['index', 'new']);
      storage.server.faults = (request): Fault | undefined => {
        if (!isWrite(request) || seen++ < done) return undefined;
        // So many writes have been answered; the next one never happens.
        child.kill('SIGKILL');
        return { kind: 'reset' };
      };
      expect(await ended).toMatchObject({ code: 'SIGKILL' });
      storage.server.faults = () => undefined;
      expect(await hitsNow(), `after ${done} writes`).toBe(done <= pointerMove ? before : after);
      expect(await xunwen.run(['index', 'new']), `after ${done} writes`).toMatchObject({ code: 0 });
      expect(await hitsNow(), `after ${done} writes`).toBe(after);
    }
    expect(await xunwen.run(['verify', '--all'])).toMatchObject({ code: 0 });
  });

  test('before it heard of its last write leaves the new version whole', async () => {
    const { child, ended } = xunwen.start(['index', 'new']);
    let pointed = false;
    storage.server.faults = (request): Fault | undefined => {
      if (pointed) child.kill('SIGKILL');
      pointed ||= request.key === POINTER && isWrite(request);
      return pointed ? { kind: 'lose-answer' } : undefined;
    };
    expect(await ended).toMatchObject({ code: 'SIGKILL' });
    storage.server.faults = () => undefined;
    expect(await hitsNow()).toContain('new');
    const again = await xunwen.run(['index', 'new']);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('unchanged') });
  });
});

test('of two indexers at the same time one wins and the other says so', async () => {
  const [, first] = /^\* {2}(\w+)/.exec((await xunwen.run(['versions'])).out)!;
  const gate = await startGate(
    storage.server.endpoint,
    (method, path) => method === 'PUT' && path.endsWith(POINTER),
    2,
  );
  const environment = { AWS_ENDPOINT_URL_S3: gate.endpoint };
  const ended = await Promise.all([xunwen.run(['index', 'a'], environment), xunwen.run(['index', 'b'], environment)]);
  await gate.close();
  expect(ended.map(({ code }) => code).sort()).toEqual([0, 3]);
  const [winner, loser] = ended[0].code === 0 ? ['a', ended[1]] : ['b', ended[0]];
  expect(loser.err).toMatch(/somebody else published .* run the command again\n$/s);
  expect(loser.out).toBe('');
  // The loser was never current, so there is no going back to it.
  const { out } = await xunwen.run(['versions']);
  expect(out.trim().split('\n')).toHaveLength(2);
  expect(out).toMatch(new RegExp(`^\\* .*\\n   ${first} `));
  expect(JSON.parse((await search()).out)).toMatchObject({
    total: 4,
    hits: expect.arrayContaining([expect.objectContaining({ title: `城市报道${winner}1` })]),
  });
});

describe('readers with an old version open', () => {
  // 0: nothing is kept whole, so that every new query reads objects and notices those that are gone.
  const setting = { XUNWEN_RESIDENT_BYTES: '0' };

  test('are answered while versions are published, rolled back and collected', async () => {
    const lambda = await startLambda(handler, { ...storage.environment, ...setting });
    const served = await xunwen.serve(setting);
    let stopped = false;
    const statuses: number[] = [];
    const versions = new Set<string>();
    const failures: string[] = [];
    const ask = async (get: (query: string) => Promise<{ status: number; body: string }>): Promise<void> => {
      for (let number = 1; !stopped; number++) {
        // Other words each time, or else all would soon be in memory.
        const { status, body } = await get(['城市', '报道', `第${number % 5}篇`, '说的是', '这是'][number % 5]!);
        statuses.push(status);
        if (status === 200) versions.add((JSON.parse(body) as SearchResponse).index.version);
        else failures.push(body);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const asking = Promise.all([
      ask((q) => lambda.get('/search', { q })),
      ask(async (q) => {
        const response = await fetch(`${served.url}search?${new URLSearchParams({ q })}`);
        return { status: response.status, body: await response.text() };
      }),
    ]);
    const steps = [['index', 'a'], ['rollback'], ['index', 'b'], ['index', 'c'], ['rollback'], ['index', 'd'], ['gc']];
    for (const step of steps) {
      expect(await xunwen.run(step), step.join(' ')).toMatchObject({ code: 0 });
      // As if a day and more lay between the steps: what may be collected is.
      age(storage.server, 2 * DAY);
      lambda.forward(31_000);
    }
    expect(await xunwen.run(['gc'])).toMatchObject({ code: 0 });
    stopped = true;
    await asking;
    await lambda.stop();
    served.running.child.kill('SIGTERM');
    expect(failures).toEqual([]);
    expect(statuses.length).toBeGreaterThan(20);
    expect(versions.size).toBeGreaterThan(1);
  });

  test('find what was collected gone, look again, and answer from the new version', async () => {
    const lambda = await startLambda(handler, { ...storage.environment, ...setting });
    const first = await lambda.get('/status');
    const old = segmentsOf(storage.server);
    for (const version of ['a', 'b', 'c']) expect(await xunwen.run(['index', version])).toMatchObject({ code: 0 });
    age(storage.server, 2 * DAY);
    expect(await xunwen.run(['gc'])).toMatchObject({ code: 0, out: expect.stringContaining('Deleted 1 version') });
    for (const key of old) expect(objectsOf(storage.server).has(key)).toBe(false);
    const second = await lambda.get('/search', { q: '报道' });
    await lambda.stop();
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(idsOf(second.body)).toHaveLength(4);
    expect(second.body).toContain('报道</mark>c');
    expect(lambda.log()).toBe('');
  });
});
