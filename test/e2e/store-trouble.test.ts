// What goes wrong between us and S3, or in what S3 keeps. The command line ends with 1 and the function answers 503,
// never with "0 hits"; both say why, and both answer again as soon as the store is well.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { encodeManifest, FORMAT, type Manifest } from '../../engine/index/manifest.ts';
import { rawHits } from './support/answers.ts';
import { type CommandLine, createCommandLine } from './support/command-line.ts';
import { startLambda } from './support/lambda.ts';
import { buildCommandLine, makeFolder, packageFunction } from './support/product.ts';
import {
  everySecondFails,
  objectsOf,
  POINTER,
  type Storage,
  segmentsOf,
  snapshot,
  startStorage,
} from './support/s3.ts';

let remove: () => Promise<void>;
let storage: Storage;
let xunwen: CommandLine;
let handler: string;
let healthy: () => void;
/** The hits of the index that is published, as text. */
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
  for (const name of ['news', 'more']) {
    await mkdir(join(folder, name));
    for (const number of [1, 2, 3])
      await writeFile(join(folder, name, `${number}.txt`), `城市${name}\n\n第${number}篇。\n`);
  }
  expect(await xunwen.run(['index', 'news'])).toMatchObject({ code: 0 });
  hits = rawHits((await xunwen.run(['search', '城市', '--json'])).out);
  healthy = snapshot(storage.server);
});
afterAll(async () => {
  await xunwen?.stop();
  await storage?.server.close();
  await remove();
});
afterEach(async () => {
  healthy();
  storage.server.faults = () => undefined;
  expect(rawHits((await xunwen.run(['search', '城市', '--json'])).out)).toBe(hits);
});

interface Trouble {
  /** What the person who runs it reads: the thing, and the way out. */
  says: RegExp;
  environment?: Record<string, string>;
  /** Does it to the store; `healthy` undoes it. */
  cause?: () => void;
  /** The name of the error's class in the function's log. */
  logs: string;
  /** `index` needs nothing of what is wrong: it is the way out. */
  indexes?: true;
}

const deny = (): void => {
  storage.server.faults = () => ({ kind: 'status', status: 503, code: 'SlowDown', message: 'Reduce your rate' });
};

function truncateSegment(): void {
  const stored = objectsOf(storage.server).get(segmentsOf(storage.server)[0]!)!;
  stored.bytes = stored.bytes.subarray(0, 100);
}

function writeNewerFormat(): void {
  const stored = objectsOf(storage.server).get(POINTER)!;
  const manifest = JSON.parse(Buffer.from(stored.bytes).toString()) as Manifest;
  stored.bytes = encodeManifest({ ...manifest, format: manifest.format + 1 });
}

const TROUBLES: Record<string, Trouble> = {
  'a bucket that is not there': {
    environment: { XUNWEN_STORE: 's3://typo/index' },
    says: /bucket "typo" does not exist.*check --store/,
    logs: 'NoIndexError',
  },
  'a wrong secret key': {
    environment: { AWS_SECRET_ACCESS_KEY: 'wrong' },
    says: /the secret key is wrong; check AWS_SECRET_ACCESS_KEY/,
    logs: 'AccessDeniedError',
  },
  'an access key that nobody knows': {
    environment: { AWS_ACCESS_KEY_ID: 'NOBODY' },
    says: /the access key does not exist there; check AWS_ACCESS_KEY_ID/,
    logs: 'AccessDeniedError',
  },
  'an S3 that answers everything with 503': {
    cause: deny,
    says: /s3:\/\/articles.*(SlowDown|503|busy|later)/,
    logs: 'StoreUnavailableError',
  },
  'an S3 that is not there': {
    environment: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' },
    says: /s3:\/\/articles.*127\.0\.0\.1:9/,
    logs: 'StoreUnavailableError',
  },
  'a segment that was cut short': {
    cause: truncateSegment,
    says: /\.seg.*(publish again|--rebuild)/,
    logs: 'CorruptIndexError',
    indexes: true,
  },
  'an index of a newer format': {
    cause: writeNewerFormat,
    says: new RegExp(`current\\.json has format ${FORMAT + 1}, newer than ${FORMAT}: update Xunwen`),
    logs: 'UnsupportedFormatError',
  },
};

describe.each(Object.entries(TROUBLES))('%s', (_name, { says, environment = {}, cause, logs, indexes }) => {
  test('is no empty result for search', async () => {
    cause?.();
    const { code, out, err } = await xunwen.run(['search', '城市', '--json'], environment);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(says);
  });

  test('is a 503 of serve, which says so where it runs', async () => {
    cause?.();
    const { url, running } = await xunwen.serve(environment);
    const response = await fetch(`${url}search?q=%E5%9F%8E%E5%B8%82`);
    expect(response.status).toBe(503);
    await expect.poll(running.output).toMatch(says);
    running.child.kill('SIGTERM');
    await running.ended;
  });

  test(indexes ? 'is repaired by index' : 'ends index with the same words, and publishes nothing', async () => {
    cause?.();
    const before = Buffer.from(objectsOf(storage.server).get(POINTER)!.bytes);
    const { code, err } = await xunwen.run(['index', 'more'], environment);
    expect(code).toBe(indexes ? 0 : 1);
    if (indexes) expect(rawHits((await xunwen.run(['search', '城市', '--json'])).out)).toContain('more');
    else expect(err).toMatch(says);
    expect(Buffer.from(objectsOf(storage.server).get(POINTER)!.bytes).equals(before)).toBe(!indexes);
  });

  test.each([
    ['kept in memory', {}],
    ['read in parts', { XUNWEN_RESIDENT_BYTES: '0' }],
  ])('is a 503 of the function and a line in its log, index %s', async (_kind, setting: Record<string, string>) => {
    cause?.();
    const lambda = await startLambda(handler, { ...storage.environment, ...environment, ...setting });
    const answer = await lambda.get('/search', { q: '城市' });
    expect(answer.status).toBe(503);
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('problem+json'),
      'retry-after': '5',
    });
    expect(answer.body).not.toMatch(/articles|typo|127\.0/);
    const line = JSON.parse(lambda.log().trim().split('\n')[0]!);
    expect(line).toMatchObject({ status: 503, error: logs });
    expect(`${line.message} ${line.cause}`).toMatch(says);

    if (cause) {
      healthy();
      storage.server.faults = () => undefined;
      const again = await lambda.get('/search', { q: '城市' });
      expect(again.status).toBe(200);
      expect(rawHits(again.body)).toBe(hits);
    }
    await lambda.stop();
  });
});

test('the same articles again repair what the store has lost of their version', async () => {
  truncateSegment();
  expect((await xunwen.run(['search', '城市'])).code).toBe(1);
  const { code, out } = await xunwen.run(['index', 'news']);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('(repaired: missing from the store, ') });
  expect(await xunwen.run(['verify', '--all'])).toMatchObject({ code: 0 });
  expect(rawHits((await xunwen.run(['search', '城市', '--json'])).out)).toBe(hits);
});

test('an S3 that refuses every first try is only slower', async () => {
  storage.server.faults = everySecondFails();
  expect(await xunwen.run(['index', 'more'])).toMatchObject({ code: 0 });
  expect(await xunwen.run(['verify'])).toMatchObject({ code: 0 });
  const lambda = await startLambda(handler, storage.environment);
  const answer = await lambda.get('/search', { q: '城市' });
  await lambda.stop();
  expect(answer.status).toBe(200);
  expect(rawHits(answer.body)).toContain('more');
  const refused = storage.server.log.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(10);
});

test('a function that already serves goes on with its version while S3 is out of order', async () => {
  const lambda = await startLambda(handler, storage.environment);
  expect((await lambda.get('/search', { q: '城市' })).status).toBe(200);
  deny();
  lambda.forward(31_000);
  const answers = [await lambda.get('/search', { q: '城市' }), await lambda.get('/search', { q: '第1篇' })];
  // Nothing holds it, and what may have been meant would have to be read.
  answers.push(await lambda.get('/search', { q: '第一' }));
  await lambda.stop();
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 503]);
  expect(rawHits(answers[0]!.body)).toBe(hits);
});

test('a setting that is no number is named', async () => {
  const setting = { XUNWEN_RESIDENT_BYTES: '4MB' };
  const ended = await xunwen.run(['search', '城市'], setting);
  expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('XUNWEN_RESIDENT_BYTES "4MB"') });
  const lambda = await startLambda(handler, { ...storage.environment, ...setting });
  expect((await lambda.get('/search', { q: '城市' })).status).toBe(503);
  expect(lambda.log()).toContain('XUNWEN_RESIDENT_BYTES');
  await lambda.stop();
});
