// The reader of a Lambda when S3 or the network misbehaves: it tries again within bounds, ends in time,
// and never takes a refusal for an absence or a part for the whole.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  AccessDeniedError,
  DeadlineError,
  NotFoundError,
  StoreUnavailableError,
  UsageError,
} from '../../../engine/errors.ts';
import { openReader, type ReaderOptions } from '../../../engine/store/reader.ts';
import { storeBytes } from '../../s3-server/objects.ts';
import { environmentOf, type Fault, type Identity, type S3Server, startS3Server } from '../../s3-server/server.ts';
import { bytesOf } from './conformance.ts';

const OWNER: Identity = { accessKeyId: 'OWNER', secretAccessKey: 'owner-secret' };
const ROLE: Identity = { accessKeyId: 'ROLE', secretAccessKey: 'role-secret', sessionToken: 'token/of+role==' };
const EXPIRED: Identity = { accessKeyId: 'OLD', secretAccessKey: 'old-secret', sessionToken: 'old', expired: true };
const READ_ONLY: Identity = { accessKeyId: 'READER', secretAccessKey: 'reader-secret', allow: ['GetObject'] };
const WRITE_ONLY: Identity = { accessKeyId: 'WRITER', secretAccessKey: 'writer-secret', allow: ['PutObject'] };

let server: S3Server;
beforeEach(async () => {
  server = await startS3Server({ buckets: ['articles'], identities: [OWNER, ROLE, EXPIRED, READ_ONLY, WRITE_ONLY] });
  const bucket = server.objects.get('articles');
  if (bucket) storeBytes(bucket, 'index/segment', bytesOf('0123456789'));
});
afterEach(() => server.close());

const open = (options: ReaderOptions = {}, identity: Identity = OWNER) =>
  openReader('s3://articles/index', {
    environment: environmentOf(server, identity),
    retry: { baseMs: 1, capMs: 4 },
    ...options,
  });

/** The first `count` requests fail like this, the others work. */
function failFirst(count: number, fault: Fault): void {
  let left = count;
  server.faults = () => (left-- > 0 ? fault : undefined);
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('retries', () => {
  test.each([
    [500, 'InternalError'],
    [502, 'BadGateway'],
    [503, 'SlowDown'],
    [504, 'GatewayTimeout'],
    [429, 'TooManyRequests'],
  ])('a read survives a short storm of %i %s', async (status, code) => {
    failFirst(3, { kind: 'status', status, code });
    expect(text(await open().getRange('segment', 2, 3))).toBe('234');
    expect(server.log.map((entry) => entry.status)).toEqual([status, status, status, 206]);
  });

  test('a storm that does not end is an unavailable store after a bounded number of tries', async () => {
    server.faults = () => ({ kind: 'status', status: 503, code: 'SlowDown', message: 'Please reduce your rate' });
    await expect(open().get('segment')).rejects.toThrow(StoreUnavailableError);
    await expect(open().get('segment')).rejects.toThrow(/s3:\/\/articles\/index\/segment.*503 SlowDown.*reduce/);
    expect(server.log).toHaveLength(10);
  });

  test('waits are random below a bound that doubles up to its cap', async () => {
    const randoms: number[] = [];
    const retry = { attempts: 5, baseMs: 1, capMs: 3, random: () => randoms.push(0) && 0 };
    server.faults = () => ({ kind: 'status', status: 503, code: 'SlowDown' });
    await expect(open({ retry }).get('segment')).rejects.toThrow(StoreUnavailableError);
    expect(randoms).toHaveLength(4);
  });

  test.each([
    [404, 'NoSuchKey'],
    [403, 'AccessDenied'],
    [400, 'InvalidRequest'],
    [416, 'InvalidRange'],
  ])('%i %s is asked once: it will not change', async (status, code) => {
    server.faults = () => ({ kind: 'status', status, code });
    await expect(open().get('segment')).rejects.toThrow();
    expect(server.log).toHaveLength(1);
  });
});

describe('broken connections', () => {
  test('a reset connection is followed by a fresh one, and idle ones are not trusted either', async () => {
    const reader = open();
    await Promise.all([reader.get('segment'), reader.get('segment'), reader.get('segment')]);
    const used = new Set(server.log.map((entry) => entry.connection));
    failFirst(1, { kind: 'reset' });
    expect(text((await reader.get('segment')).bytes)).toBe('0123456789');
    expect(server.log).toHaveLength(5);
    expect(used).toContain(server.log[3]?.connection);
    expect(used).not.toContain(server.log[4]?.connection);
  });

  test('connections are kept alive between reads', async () => {
    const reader = open();
    for (let n = 0; n < 5; n++) await reader.getRange('segment', n, 1);
    expect(new Set(server.log.map((entry) => entry.connection)).size).toBe(1);
  });

  test('a connection that rested long, as in a frozen Lambda, is not tried again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const reader = open();
      await reader.get('segment');
      vi.setSystemTime(Date.now() + 5 * 60_000);
      await reader.get('segment');
    } finally {
      vi.useRealTimers();
    }
    expect(new Set(server.log.map((entry) => entry.connection)).size).toBe(2);
  });

  test('connections that always break are an unavailable store', async () => {
    server.faults = () => ({ kind: 'reset' });
    await expect(open().get('segment')).rejects.toThrow(StoreUnavailableError);
  });

  test.each([0, 1, 9])('a body that ends after %i of 10 bytes is read again', async (bytes) => {
    failFirst(2, { kind: 'truncate', bytes });
    expect(text((await open().get('segment')).bytes)).toBe('0123456789');
    failFirst(2, { kind: 'truncate', bytes });
    expect(text(await open().getRange('segment', 0, 10))).toBe('0123456789');
  });

  test('a body that always ends early is an error, never a short answer', async () => {
    server.faults = () => ({ kind: 'truncate', bytes: 4 });
    await expect(open().get('segment')).rejects.toThrow(StoreUnavailableError);
    await expect(open().getRange('segment', 0, 8)).rejects.toThrow(StoreUnavailableError);
  });

  test('a server that is not there is named', async () => {
    const environment = { ...environmentOf(server, OWNER), AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' };
    await expect(open({ environment }).get('segment')).rejects.toThrow(/ECONNREFUSED.*http:\/\/127\.0\.0\.1:1/);
  });
});

describe('time', () => {
  test.each([undefined, 4])('a stalled server (after %s bytes) ends in DeadlineError', async (afterBytes) => {
    server.faults = () => ({ kind: 'stall', ...(afterBytes === undefined ? {} : { afterBytes }) });
    await expect(open({ deadlineMs: 80 }).get('segment')).rejects.toThrow(DeadlineError);
    await expect(open({ deadlineMs: 80 }).get('segment')).rejects.toThrow(/segment.*80 ms/);
  });

  test('one silent connection is given up and the read goes on with another', async () => {
    failFirst(1, { kind: 'stall' });
    expect(text((await open({ idleTimeoutMs: 60 }).get('segment')).bytes)).toBe('0123456789');
  });

  test('retries end with the deadline, too', async () => {
    server.faults = () => ({ kind: 'status', status: 503, code: 'SlowDown' });
    const retry = { attempts: 1000, baseMs: 1000, capMs: 100_000, random: () => 0.9 };
    await expect(open({ deadlineMs: 50, retry }).get('segment')).rejects.toThrow(DeadlineError);
  });

  test('an aborted signal ends a read that is under way', async () => {
    server.faults = () => ({ kind: 'stall' });
    const controller = new AbortController();
    const read = open().get('segment', { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(read).rejects.toThrow(DeadlineError);
  });

  test('a hundred reads may share one signal', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    const { signal } = new AbortController();
    const reader = open();
    await Promise.all(Array.from({ length: 100 }, () => reader.getRange('segment', 0, 5, { signal })));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });
});

describe('credentials', () => {
  const withEnvironment = (changes: Record<string, string | undefined>, identity = OWNER) =>
    open({ environment: { ...environmentOf(server, identity), ...changes } });

  test('a session token is sent and signed', async () => {
    expect(text((await open({}, ROLE).get('segment')).bytes)).toBe('0123456789');
    await expect(withEnvironment({ AWS_SESSION_TOKEN: undefined }, ROLE).get('segment')).rejects.toThrow(
      /InvalidToken.*AWS_SESSION_TOKEN/,
    );
  });

  test.each([
    ['an unknown key', { AWS_ACCESS_KEY_ID: 'NOBODY' }, /InvalidAccessKeyId.*AWS_ACCESS_KEY_ID/],
    ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'wrong' }, /SignatureDoesNotMatch.*AWS_SECRET_ACCESS_KEY/],
    ['no key', { AWS_ACCESS_KEY_ID: undefined }, /no S3 credentials: AWS_ACCESS_KEY_ID not set/],
    ['no secret', { AWS_SECRET_ACCESS_KEY: '' }, /no S3 credentials: AWS_SECRET_ACCESS_KEY not set/],
  ])('%s is refused access, whether the object exists or not', async (_, changes, message) => {
    for (const key of ['segment', 'missing']) {
      const failure = await withEnvironment(changes)
        .get(key)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(AccessDeniedError);
      expect(String(failure)).toMatch(message);
    }
  });

  test('an expired token is refused access and says so', async () => {
    await expect(open({}, EXPIRED).get('segment')).rejects.toThrow(AccessDeniedError);
    await expect(open({}, EXPIRED).get('segment')).rejects.toThrow(/expired/);
  });

  test('credentials without GetObject are refused with the permission and the bucket', async () => {
    await expect(open({}, WRITE_ONLY).get('segment')).rejects.toThrow(AccessDeniedError);
    await expect(open({}, WRITE_ONLY).get('segment')).rejects.toThrow(/GetObject.*"articles"/);
  });

  test('without ListBucket a missing object is a refusal that names both causes', async () => {
    expect(text((await open({}, READ_ONLY).get('segment')).bytes)).toBe('0123456789');
    await expect(open({}, READ_ONLY).get('missing')).rejects.toThrow(AccessDeniedError);
    await expect(open({}, READ_ONLY).get('missing')).rejects.toThrow(/index\/missing.*ListBucket/);
  });

  test('the environment is read for every request, as Lambda replaces it', async () => {
    const environment: Record<string, string | undefined> = { ...environmentOf(server, OWNER) };
    const reader = open({ environment });
    await reader.get('segment');
    Object.assign(environment, { AWS_ACCESS_KEY_ID: 'NOBODY' });
    await expect(reader.get('segment')).rejects.toThrow(AccessDeniedError);
    Object.assign(environment, environmentOf(server, ROLE));
    await reader.get('segment');
  });
});

describe('wrong places', () => {
  test('a missing bucket is not found and points at --store', async () => {
    const reader = openReader('s3://nowhere', { environment: environmentOf(server, OWNER) });
    await expect(reader.get('segment')).rejects.toThrow(NotFoundError);
    await expect(reader.get('segment')).rejects.toThrow(/bucket "nowhere".*--store/);
  });

  test('a wrong region names the right one', async () => {
    const environment = { ...environmentOf(server, OWNER), AWS_REGION: 'eu-west-1' };
    await expect(open({ environment }).get('segment')).rejects.toThrow(/another region; set AWS_REGION=us-east-1/);
  });

  test('without a region there is no AWS to ask', () => {
    expect(() => openReader('s3://articles', { environment: {} })).toThrow(UsageError);
    expect(() => openReader('s3://articles', { environment: {} })).toThrow(/AWS_REGION/);
  });
});
