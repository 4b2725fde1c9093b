// The publisher's side of S3 when things go wrong: what is left behind, who has won, and what is said.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  AccessDeniedError,
  NotFoundError,
  PreconditionFailedError,
  StoreUnavailableError,
} from '../../../engine/errors.ts';
import { openStore } from '../../../engine/store/open.ts';
import { storeBytes } from '../../s3-server/objects.ts';
import { environmentOf, type Identity, type S3Request, type S3Server, startS3Server } from '../../s3-server/server.ts';
import { bytesOf, listed } from './conformance.ts';

const OWNER: Identity = { accessKeyId: 'OWNER', secretAccessKey: 'owner-secret', sessionToken: 'a/token+1=' };
const READER: Identity = { accessKeyId: 'READER', secretAccessKey: 's', allow: ['GetObject', 'ListBucket'] };

let server: S3Server;
let scratch: string;
let large: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'xunwen-s3-store-'));
  large = join(scratch, 'large.bin');
  await writeFile(large, randomBytes(33 * 1024 * 1024));
});
afterAll(() => rm(scratch, { recursive: true }));
beforeEach(async () => {
  server = await startS3Server({ buckets: ['articles'], identities: [OWNER, READER] });
});
afterEach(() => server.close());

const open = (changes: Record<string, string> = {}, identity = OWNER, url = 's3://articles/p') =>
  openStore(url, { environment: { ...environmentOf(server, identity), ...changes }, retry: { baseMs: 1, capMs: 2 } });

/** The first request of this kind meets a fault. */
function failOnce(method: string, query: string, fault: NonNullable<ReturnType<S3Server['faults']>>): void {
  let done = false;
  server.faults = (request: S3Request) => {
    if (done || request.method !== method || (query !== '' && !request.query.has(query))) return undefined;
    done = true;
    return fault;
  };
}

const uploadsLeft = (): number => server.objects.get('articles')?.uploads.size ?? -1;

test('a large file goes up in parts of 16 MB, several at once', async () => {
  const store = await open();
  await store.putFile('large', large, { ifNoneMatch: '*' });
  const parts = server.log.filter((entry) => entry.query.includes('partNumber'));
  expect(parts).toHaveLength(3);
  expect((await store.head('large'))?.bytes).toBe(33 * 1024 * 1024);
  expect(uploadsLeft()).toBe(0);
});

test('an upload whose part is refused is aborted', async () => {
  server.faults = (request) =>
    request.query.get('partNumber') === '2' ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined;
  const store = await open();
  await expect(store.putFile('large', large)).rejects.toThrow(AccessDeniedError);
  expect(await store.head('large')).toBeNull();
  expect(uploadsLeft()).toBe(0);
});

test('an upload that loses at its end is aborted', async () => {
  const store = await open();
  await store.put('large', bytesOf('there first'));
  await expect(store.putFile('large', large, { ifNoneMatch: '*' })).rejects.toThrow(PreconditionFailedError);
  expect((await store.head('large'))?.bytes).toBe(11);
  expect(uploadsLeft()).toBe(0);
});

test.each(['ConditionalRequestConflict', 'ConcurrentModification'])(
  'a conflict of two writes (%s) is asked again',
  async (code) => {
    failOnce('PUT', '', { kind: 'status', status: 409, code });
    const store = await open();
    await store.put('pointer', bytesOf('x'), { ifNoneMatch: '*' });
    failOnce('POST', 'uploadId', { kind: 'status', status: 409, code });
    await store.putFile('large', large, { ifNoneMatch: '*' });
    expect(uploadsLeft()).toBe(0);
  },
);

test('a conflict that does not end means that others won', async () => {
  server.faults = () => ({ kind: 'status', status: 409, code: 'ConcurrentModification' });
  const store = await open();
  await expect(store.put('pointer', bytesOf('x'), { ifNoneMatch: '*' })).rejects.toThrow(PreconditionFailedError);
});

test('a writer whose answer was lost knows that it has won', async () => {
  const store = await open();
  failOnce('PUT', '', { kind: 'lose-answer' });
  const created = await store.put('pointer', bytesOf('one'), { ifNoneMatch: '*' });
  failOnce('PUT', '', { kind: 'lose-answer' });
  const replaced = await store.put('pointer', bytesOf('two'), { ifMatch: created });
  expect((await store.get('pointer')).etag).toBe(replaced);
});

test('a large upload whose last answer was lost is done', async () => {
  const store = await open();
  failOnce('POST', 'uploadId', { kind: 'lose-answer' });
  await store.putFile('large', large, { ifNoneMatch: '*' });
  expect((await store.head('large'))?.bytes).toBe(33 * 1024 * 1024);
});

test('a writer whose answer was lost and who was replaced since has lost', async () => {
  const store = await open();
  const bucket = server.objects.get('articles');
  server.faults = (request) => {
    if (request.method !== 'PUT') return undefined;
    queueMicrotask(() =>
      bucket?.objects.set('p/pointer', { bytes: bytesOf('other'), etag: '"o"', modified: new Date() }),
    );
    server.faults = () => undefined;
    return { kind: 'reset' };
  };
  await expect(store.put('pointer', bytesOf('mine'), { ifNoneMatch: '*' })).rejects.toThrow(PreconditionFailedError);
});

test('a listing goes on after its first thousand, and a deletion too', async () => {
  const store = await open();
  const keys = Array.from({ length: 2003 }, (_, n) => `many/${String(n).padStart(5, '0')}`);
  const bucket = server.objects.get('articles');
  for (const key of keys) if (bucket) storeBytes(bucket, `p/${key}`, bytesOf(key));
  expect((await listed(store.list('many/'))).map(({ key }) => key)).toEqual(keys);
  server.log.length = 0;
  await store.delete(keys);
  expect(server.log.filter((entry) => entry.query === 'delete')).toHaveLength(3);
  expect(await listed(store.list(''))).toEqual([]);
});

test('a store sees nothing outside its prefix', async () => {
  await (await open({}, OWNER, 's3://articles')).put('pq/other', bytesOf('x'));
  expect(await listed((await open()).list(''))).toEqual([]);
});

test.each([
  ['an unknown key', { AWS_ACCESS_KEY_ID: 'NOBODY' }, /InvalidAccessKeyId/],
  ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'wrong' }, /SignatureDoesNotMatch/],
  ['a wrong token', { AWS_SESSION_TOKEN: 'other' }, /InvalidToken/],
  ['no key at all', { AWS_ACCESS_KEY_ID: '' }, /no S3 credentials/],
])('with %s every operation is refused access', async (_, changes, message) => {
  const store = await open(changes);
  const operations = [
    store.get('x'),
    store.put('x', bytesOf('x')),
    store.putFile('x', large),
    listed(store.list('')),
    store.delete(['x']),
  ];
  for (const failure of await Promise.allSettled(operations)) {
    expect(failure.status === 'rejected' && failure.reason).toBeInstanceOf(AccessDeniedError);
    expect(failure.status === 'rejected' && String(failure.reason)).toMatch(message);
  }
  await expect(store.head('x')).rejects.toThrow(AccessDeniedError);
});

test('a reader may not write or delete, and is told which permission is missing', async () => {
  const store = await open({}, READER);
  await expect(store.put('x', bytesOf('x'))).rejects.toThrow(/may not PutObject/);
  await expect(store.delete(['x'])).rejects.toThrow(AccessDeniedError);
});

test('a missing bucket is named with the way out', async () => {
  const store = await open({}, OWNER, 's3://nowhere');
  await expect(store.put('x', bytesOf('x'))).rejects.toThrow(NotFoundError);
  await expect(listed(store.list(''))).rejects.toThrow(/bucket "nowhere".*--store/);
});

test('a wrong region names the right one', async () => {
  const store = await open({ AWS_REGION: 'eu-west-1' });
  await expect(store.put('x', bytesOf('x'))).rejects.toThrow(/AWS_REGION/);
});

test('a server that is not there is an unavailable store', async () => {
  const store = await open({ AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' });
  await expect(store.put('x', bytesOf('x'))).rejects.toThrow(StoreUnavailableError);
});
