// The test server where no other server can be asked: its faults, its log, its read-only identities,
// and the process that benches start.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReader } from '../../engine/store/reader.ts';
import { environmentOf, type S3Server, startS3Server, TEST_IDENTITY } from './server.ts';

const GUEST = { accessKeyId: 'GUEST', secretAccessKey: 'guest', allow: ['GetObject'] as const };

let server: S3Server;
let client: S3Client;
beforeEach(async () => {
  server = await startS3Server({ buckets: ['b-1'], identities: [TEST_IDENTITY, GUEST] });
  client = clientOf(TEST_IDENTITY);
  await client.send(new PutObjectCommand({ Bucket: 'b-1', Key: '文/x', Body: '0123456789' }));
  server.log.length = 0;
});
afterEach(() => server.close());

function clientOf(credentials: { accessKeyId: string; secretAccessKey: string }): S3Client {
  const { endpoint, region } = server;
  return new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1 });
}

test('the log says what was asked and what was answered', async () => {
  await openReader('s3://b-1', { environment: environmentOf(server) }).getRange('文/x', 2, 5);
  expect(server.log).toHaveLength(1);
  const [entry] = server.log;
  expect(entry).toMatchObject({ method: 'GET', key: '文/x', query: '', range: 'bytes=2-6', status: 206, bytes: 5 });
  expect(entry?.end).toBeGreaterThanOrEqual(entry?.start ?? Infinity);
});

test('a flipped bit is one bit of one byte', async () => {
  server.faults = () => ({ kind: 'flip', at: 3 });
  const { bytes } = await openReader('s3://b-1', { environment: environmentOf(server) }).get('文/x');
  expect(Buffer.from(bytes).toString()).toBe('0122456789');
});

test('parts out of order are InvalidPartOrder', async () => {
  const at = { Bucket: 'b-1', Key: 'parts' };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
  const upload = async (PartNumber: number) => {
    const part = new UploadPartCommand({ ...at, UploadId, PartNumber, Body: 'x' });
    return { PartNumber, ETag: (await client.send(part)).ETag };
  };
  const Parts = [await upload(2), await upload(1)];
  const complete = new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } });
  await expect(client.send(complete)).rejects.toThrow(expect.objectContaining({ name: 'InvalidPartOrder' }));
});

test('an identity does only what it is allowed to', async () => {
  const guest = clientOf(GUEST);
  const denied = expect.objectContaining({ name: 'AccessDenied' });
  await expect(guest.send(new ListObjectsV2Command({ Bucket: 'b-1' }))).rejects.toThrow(denied);
  await expect(guest.send(new PutObjectCommand({ Bucket: 'b-1', Key: 'y', Body: 'y' }))).rejects.toThrow(denied);
});

test('the process for benches prints the environment that reaches it, and ends when it is told to', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--bucket', 'b-2'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const line = await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve));
  const { endpoint, environment } = JSON.parse(line.toString());
  expect(environment.AWS_ENDPOINT_URL_S3).toBe(endpoint);
  await expect(openReader('s3://b-2', { environment }).get('x')).rejects.toThrow('no such object');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test.each([
  ['--help', 0],
  ['--nope', 2],
])('its process says with %s how it is used, and ends with %i', async (flag, code) => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, flag]);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(code);
  expect(said).toContain('--latency <ms>');
  expect(said).not.toMatch(/\n {4}at /);
});
