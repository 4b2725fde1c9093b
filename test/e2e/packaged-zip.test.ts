// The whole road: articles, the command line, S3, the zip that a deployment uploads, and events of API Gateway.
// What `serve` shows on a desk is, byte for byte, what the function answers.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Manifest } from '../../engine/index/manifest.ts';
import type { SearchResponse } from '../../engine/search/contract.ts';
import { metricTroubles } from '../functions/http/embedded-metrics.ts';
import { rawHits, wholeReads } from './support/answers.ts';
import { type CommandLine, createCommandLine, type Served } from './support/command-line.ts';
import { type Lambda, startLambda } from './support/lambda.ts';
import { buildCommandLine, makeFolder, packageFunction, ROOT, SAMPLES } from './support/product.ts';
import { objectsOf, POINTER, type Storage, startStorage } from './support/s3.ts';

/** Small enough for five commits and two segments of the sample articles. */
const LIMITS = { articlesPerCommit: 10, articlesPerSegment: 25 };

let folder: string;
let remove: () => Promise<void>;
let storage: Storage;
let xunwen: CommandLine;
let handler: string;

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
  const config = { collections: { articles: { limits: LIMITS } } };
  await writeFile(join(folder, 'xunwen.config.json'), JSON.stringify(config));
  expect(await xunwen.run(['index', SAMPLES, '--strict'])).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await xunwen?.stop();
  await storage?.server.close();
  await remove();
});

test('the index has two segments, of which the first took three commits', () => {
  const manifest = JSON.parse(Buffer.from(objectsOf(storage.server).get(POINTER)!.bytes).toString()) as Manifest;
  expect(manifest.segments.map(({ documents }) => documents)).toEqual([25, manifest.documents - 25]);
  expect(Math.ceil(25 / LIMITS.articlesPerCommit)).toBe(3);
});

const QUESTIONS: Record<string, string>[] = [
  { q: '一个' },
  { q: '城市 历史', limit: '20' },
  { q: '"人工智能"' },
  { q: '我们 -城市', sort: 'newest' },
  { q: '年', limit: '50', snippets: '3', snippetLength: '60' },
  { q: '這個 城市', match: 'some', exactTotal: 'true' },
  { q: '电池', sort: 'oldest', from: '2020' },
];

describe.each([
  ['kept in memory', {}],
  ['read in parts', { XUNWEN_RESIDENT_BYTES: '0' }],
])('an index that is %s', (kind, setting: Record<string, string>) => {
  let lambda: Lambda;
  let served: Served;
  beforeAll(async () => {
    storage.server.log.length = 0;
    [lambda, served] = await Promise.all([
      startLambda(handler, { ...storage.environment, ...setting }),
      xunwen.serve(setting),
    ]);
  });
  afterAll(async () => {
    await lambda?.stop();
    served?.running.child.kill('SIGTERM');
  });

  test.each(QUESTIONS)('answers $q from the zip and from serve with the same bytes', async (question) => {
    const answer = await lambda.get('/search', question);
    expect(answer.status).toBe(200);
    const response = await fetch(`${served.url}search?${new URLSearchParams(question)}`);
    const body = await response.text();
    expect(response.status).toBe(200);
    expect(rawHits(answer.body)).toBe(rawHits(body));
    const { hits, total } = JSON.parse(answer.body) as SearchResponse;
    expect(total).toBeGreaterThan(0);
    expect(hits.every((hit) => `${hit.titleHtml}${hit.snippets.map(({ html }) => html)}`.includes('<mark>'))).toBe(
      true,
    );
  });

  test('describes its interface by the document beside the code', async () => {
    const shipped = await readFile(join(ROOT, 'functions', 'openapi.json'), 'utf8');
    expect((await lambda.get('/openapi.json')).body).toBe(shipped);
    expect(await (await fetch(`${served.url}openapi.json`)).text()).toBe(shipped);
  });

  test('says so to S3: segments are fetched whole only to be kept', async () => {
    const { server } = storage;
    const reads = server.log.filter(({ key }) => key.endsWith('.seg'));
    expect(reads).not.toEqual([]);
    const whole = wholeReads(server.log, (key) => objectsOf(server).get(key)!.bytes.length);
    if (kind === 'read in parts') expect(whole).toEqual([]);
    // Two segments, once for the function and once for `serve`.
    else expect(whole).toHaveLength(4);
  });

  test('is complained about by nobody', () => {
    expect(lambda.log()).toBe('');
    expect(served.running.output()).not.toContain('xunwen:');
  });
});

test.each([
  ['metrics', 1],
  ['lines', 1],
  ['none', 0],
])('with XUNWEN_QUERY_LOG=%s a search is as many lines of the log as it should be: %i', async (kind, count) => {
  const lambda = await startLambda(handler, { ...storage.environment, XUNWEN_QUERY_LOG: kind });
  await lambda.get('/search', { q: '電池', 'filter.source': '甲' });
  await lambda.get('/search', { q: '電池' });
  await expect.poll(() => lambda.log().trim().split('\n').filter(Boolean)).toHaveLength(2 * count);
  for (const line of lambda.log().trim().split('\n').filter(Boolean)) {
    if (kind === 'metrics') expect(metricTroubles(line)).toEqual([]);
    expect(JSON.parse(line)).toMatchObject({ event: 'search', collection: 'articles', query: '电池' });
  }
  await lambda.stop();
});

describe('a function that runs for long', () => {
  let lambda: Lambda;
  let again: (() => Promise<void>) | undefined;
  beforeEach(async () => {
    lambda = await startLambda(handler, storage.environment);
  });
  afterEach(async () => {
    await lambda.stop();
    await again?.();
    again = undefined;
  });

  const version = async (): Promise<string> =>
    (JSON.parse((await lambda.get('/search', { q: '城市' })).body) as SearchResponse).index.version;

  test('goes on with its version for half a minute, and then serves the new one', async () => {
    const before = await version();
    await writeFile(join(folder, 'one.jsonl'), `${JSON.stringify({ id: 'one', title: '城市', body: '新的一版。' })}\n`);
    expect(await xunwen.run(['index', 'one.jsonl', '--allow-shrink'])).toMatchObject({ code: 0 });
    again = async () => void (await xunwen.run(['rollback']));
    expect(await version()).toBe(before);

    lambda.forward(31_000);
    // This one does not wait for the new pointer that it has asked for.
    expect(await version()).toBe(before);
    await expect.poll(version).not.toBe(before);
  });

  test('that was frozen for minutes looks before it answers', async () => {
    const before = await version();
    expect(await xunwen.run(['index', 'one.jsonl', '--allow-shrink'])).toMatchObject({ code: 0 });
    lambda.forward(301_000);
    expect(await version()).not.toBe(before);
    again = async () => void (await xunwen.run(['rollback']));
  });
});
