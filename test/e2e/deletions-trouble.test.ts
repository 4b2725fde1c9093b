// Deletions that cannot be read are what a damaged segment is, whichever of the two reads ends first: an error of the
// command line, a 503 of what serves, and never the end of the process.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault, S3Request } from '../s3-server/types.ts';
import { rawHits } from './support/answers.ts';
import { type CommandLine, createCommandLine } from './support/command-line.ts';
import { startLambda } from './support/lambda.ts';
import { buildCommandLine, makeFolder, packageFunction } from './support/product.ts';
import { objectsOf, type Storage, snapshot, startStorage } from './support/s3.ts';

/** More articles than are written again when one of them goes. */
const MANY = 1100;

let remove: () => Promise<void>;
let storage: Storage;
let xunwen: CommandLine;
let handler: string;
let healthy: () => void;
let hits: string;

beforeAll(async () => {
  let folder: string;
  ({ folder, remove } = await makeFolder());
  const [program, packaged, started] = await Promise.all([
    buildCommandLine(folder),
    packageFunction(folder),
    startStorage(),
  ]);
  handler = packaged;
  storage = started;
  xunwen = createCommandLine(program, folder, storage.environment);
  const lines = Array.from({ length: MANY }, (_, id) => JSON.stringify({ id, title: '', body: `城市${id}` }));
  for (const kept of [MANY, MANY - 1]) {
    await writeFile(join(folder, 'news.jsonl'), lines.slice(0, kept).join('\n'));
    expect(await xunwen.run(['index', 'news.jsonl'])).toMatchObject({ code: 0 });
  }
  hits = rawHits((await xunwen.run(['search', '城市', '--json'])).out);
  healthy = snapshot(storage.server);
});
afterAll(async () => {
  await xunwen?.stop();
  await storage?.server.close();
  await remove();
});
afterEach(() => well());

const deletionsKey = (): string => [...objectsOf(storage.server).keys()].find((key) => key.endsWith('.del'))!;

/** The segment is not read before its third try: its deletions have failed by then. */
function segmentsAreSlow(): void {
  let tries = 0;
  storage.server.faults = ({ method, key }: S3Request): Fault | undefined =>
    method === 'GET' && key.endsWith('.seg') && tries++ < 2 ? { kind: 'reset' } : undefined;
}

function well(): void {
  healthy();
  storage.server.faults = () => undefined;
}

const TROUBLES: Record<string, () => void> = {
  missing: () => void objectsOf(storage.server).delete(deletionsKey()),
  damaged: () => {
    const stored = objectsOf(storage.server).get(deletionsKey())!;
    const bytes = Buffer.from(stored.bytes);
    bytes[20]! ^= 1;
    stored.bytes = bytes;
  },
};

describe.each(Object.entries(TROUBLES))('deletions that are %s', (_name, cause) => {
  test('are an error of search that names them', async () => {
    cause();
    segmentsAreSlow();
    const { code, out, err } = await xunwen.run(['search', '城市', '--json']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^xunwen: .*\.del\b.*\n$/);
  });

  test('are a 503 of serve, which answers when they are back', async () => {
    cause();
    segmentsAreSlow();
    const { url, running } = await xunwen.serve();
    const ask = () => fetch(`${url}search?q=%E5%9F%8E%E5%B8%82`);
    expect((await ask()).status).toBe(503);
    expect(running.output()).toMatch(/\.del\b/);
    well();
    const answer = await ask();
    expect([answer.status, rawHits(await answer.text())]).toEqual([200, hits]);
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(143);
  });

  test('are a 503 of the function, which answers when they are back', async () => {
    cause();
    segmentsAreSlow();
    const lambda = await startLambda(handler, storage.environment);
    expect((await lambda.get('/search', { q: '城市' })).status).toBe(503);
    expect(lambda.log()).toMatch(/\.del\b/);
    well();
    const answer = await lambda.get('/search', { q: '城市' });
    expect([answer.status, rawHits(answer.body)]).toEqual([200, hits]);
    await lambda.stop();
  });
});
