// What Xunwen relies on in an S3 server, asked with the SDK and with bare signed requests. It holds the
// test server to what a real one does, and shows at once what another server lacks.

import { randomBytes, randomUUID } from 'node:crypto';
import http from 'node:http';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import aws4 from 'aws4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checksum } from '../../s3-server/checksums.ts';

export interface ServerUnderTest {
  bucket: string;
  environment: {
    AWS_ENDPOINT_URL_S3: string;
    AWS_REGION: string;
    AWS_ACCESS_KEY_ID: string;
    AWS_SECRET_ACCESS_KEY: string;
  };
  close(): Promise<void>;
}

interface BareAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

const PART = 5 * 1024 * 1024;

export function describeS3(name: string, open: () => Promise<ServerUnderTest>): void {
  describe(name, () => {
    let under: ServerUnderTest;
    let client: S3Client;
    let Bucket: string;
    const folder = `s3-conformance-${randomUUID()}`;
    const Key = `${folder}/寻文 object+1.bin`;

    beforeAll(async () => {
      under = await open();
      Bucket = under.bucket;
      client = connect(under.environment.AWS_SECRET_ACCESS_KEY);
      await client.send(new PutObjectCommand({ Bucket, Key, Body: '0123456789' }));
    });
    afterAll(async () => {
      const left = await client.send(new ListObjectsV2Command({ Bucket, Prefix: folder }));
      for (const object of left.Contents ?? []) await client.send(new DeleteObjectCommand({ Bucket, Key: object.Key }));
      client.destroy();
      await under.close();
    });

    function connect(secretAccessKey: string, accessKeyId = under.environment.AWS_ACCESS_KEY_ID): S3Client {
      return new S3Client({
        endpoint: under.environment.AWS_ENDPOINT_URL_S3,
        region: under.environment.AWS_REGION,
        forcePathStyle: true,
        credentials: { accessKeyId, secretAccessKey },
        maxAttempts: 1,
      });
    }

    /** A signed GET or HEAD whose parts a test can spoil before (`headers`) or after (`spoil`) it is signed. */
    function bare(
      headers: Record<string, string> = {},
      spoil: (headers: Record<string, string>) => void = () => {},
      method = 'GET',
    ): Promise<BareAnswer> {
      const url = new URL(under.environment.AWS_ENDPOINT_URL_S3);
      const path = `/${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`;
      const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } = under.environment;
      const signed = aws4.sign(
        { service: 's3', region: AWS_REGION, method, path, headers: { Host: url.host, ...headers } },
        { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
      );
      const sent = { ...(signed.headers as Record<string, string>) };
      spoil(sent);
      return new Promise((resolve, reject) => {
        const request = http.request(
          { host: url.hostname, port: url.port, method, path, headers: sent, agent: false },
          (incoming) => {
            const chunks: Buffer[] = [];
            incoming.on('data', (chunk) => chunks.push(chunk));
            incoming.on('end', () => {
              const body = Buffer.concat(chunks).toString();
              resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body });
            });
          },
        );
        request.on('error', reject);
        request.end();
      });
    }

    const refusal = (promise: Promise<unknown>) =>
      promise.then(
        () => ({ status: 200, name: 'none' }),
        (error) => ({ status: error.$metadata?.httpStatusCode, name: error.name }),
      );

    test.each([
      ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
      ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
      ['bytes=-3', 206, '789', 'bytes 7-9/10'],
      ['bytes=8-100', 206, '89', 'bytes 8-9/10'],
    ])('Range %s is answered by %i with %j', async (Range, status, body, contentRange) => {
      const answer = await bare({ Range });
      expect(answer).toMatchObject({ status, body });
      expect(answer.headers['content-range']).toBe(contentRange);
      expect(answer.headers['content-length']).toBe(String(body.length));
    });

    test('a range behind the end is 416 InvalidRange', async () => {
      const answer = await bare({ Range: 'bytes=10-12' });
      expect(answer.status).toBe(416);
      expect(answer.body).toContain('<Code>InvalidRange</Code>');
    });

    test('a reader that has the object already gets 304, one that wants another version 412', async () => {
      const { etag = '' } = (await bare()).headers;
      expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
      expect((await bare({ 'If-None-Match': etag })).status).toBe(304);
      expect((await bare({ 'If-Match': etag })).status).toBe(200);
      expect((await bare({ 'If-Match': '"other"' })).status).toBe(412);
    });

    test('HEAD is GET without its body', async () => {
      const answer = await bare({}, () => {}, 'HEAD');
      expect(answer).toMatchObject({ status: 200, body: '' });
      expect(answer.headers['content-length']).toBe('10');
    });

    test('a request that was changed after it was signed is SignatureDoesNotMatch', async () => {
      const answer = await bare({ 'X-Amz-Meta-Note': 'signed' }, (headers) => {
        headers['X-Amz-Meta-Note'] = 'changed';
      });
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('<Code>SignatureDoesNotMatch</Code>');
    });

    test('a request without a signature is AccessDenied', async () => {
      const answer = await bare({}, (headers) => {
        delete headers.Authorization;
      });
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('<Code>AccessDenied</Code>');
    });

    test('a clock that is an hour wrong is RequestTimeTooSkewed', async () => {
      const date = new Date(Date.now() - 3600_000).toISOString().replace(/[:-]|\.\d{3}/g, '');
      const answer = await bare({ 'X-Amz-Date': date });
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('<Code>RequestTimeTooSkewed</Code>');
    });

    test('a wrong secret and an unknown key are told apart', async () => {
      const get = new GetObjectCommand({ Bucket, Key });
      expect(await refusal(connect('wrong').send(get))).toEqual({ status: 403, name: 'SignatureDoesNotMatch' });
      expect(await refusal(connect('wrong', 'NOBODY').send(get))).toEqual({ status: 403, name: 'InvalidAccessKeyId' });
    });

    test('a missing bucket, a missing key and a missing upload are told apart', async () => {
      const missing = `${folder}/missing`;
      expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: missing })))).toEqual({
        status: 404,
        name: 'NoSuchKey',
      });
      expect(await refusal(client.send(new GetObjectCommand({ Bucket: 'no-such-bucket-here', Key })))).toEqual({
        status: 404,
        name: 'NoSuchBucket',
      });
      const abort = new AbortMultipartUploadCommand({ Bucket, Key, UploadId: 'nothing' });
      expect(await refusal(client.send(abort))).toEqual({ status: 404, name: 'NoSuchUpload' });
    });

    test('conditional writes: 412 when the condition does not hold, 404 when there is nothing to match', async () => {
      const put = (condition: object, key = Key) =>
        refusal(client.send(new PutObjectCommand({ Bucket, Key: key, Body: '0123456789', ...condition })));
      const failed = { status: 412, name: 'PreconditionFailed' };
      expect(await put({ IfNoneMatch: '*' })).toEqual(failed);
      expect(await put({ IfMatch: '"other"' })).toEqual(failed);
      expect(await put({ IfMatch: '"other"' }, `${folder}/missing`)).toEqual({ status: 404, name: 'NoSuchKey' });
      const { ETag } = await client.send(new HeadObjectCommand({ Bucket, Key }));
      expect(await put({ IfMatch: ETag })).toEqual({ status: 200, name: 'none' });
    });

    test('a stream of known length goes up in aws-chunked form and comes back whole', async () => {
      const bytes = randomBytes(300_000);
      const key = `${folder}/streamed`;
      for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'SHA256'] as const) {
        const Body = Readable.from([bytes.subarray(0, 100_001), bytes.subarray(100_001)]);
        const input = { Bucket, Key: key, Body, ContentLength: bytes.length, ChecksumAlgorithm };
        await client.send(new PutObjectCommand(input));
        const answer = await client.send(new GetObjectCommand({ Bucket, Key: key }));
        expect(Buffer.compare((await answer.Body?.transformToByteArray()) ?? new Uint8Array(), bytes)).toBe(0);
      }
    });

    test('a body that does not match its checksum is refused, and nothing is stored', async () => {
      const key = `${folder}/spoiled`;
      const ChecksumCRC32 = checksum('crc32', Buffer.from('another body'));
      const wrong = { ChecksumAlgorithm: 'CRC32' as const, ChecksumCRC32 };
      const answer = await refusal(client.send(new PutObjectCommand({ Bucket, Key: key, Body: 'x', ...wrong })));
      expect(answer.status).toBe(400);
      expect((await refusal(client.send(new HeadObjectCommand({ Bucket, Key: key })))).status).toBe(404);
    });

    test('a multipart upload is seen when it is completed, under its condition', async () => {
      const key = `${folder}/parts`;
      const parts = [randomBytes(PART), randomBytes(PART), randomBytes(10)];
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: key }));
      const uploaded = await Promise.all(
        parts.map(async (Body, index) => {
          const PartNumber = index + 1;
          const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key: key, UploadId, PartNumber, Body }));
          return { PartNumber, ETag };
        }),
      );
      expect((await refusal(client.send(new HeadObjectCommand({ Bucket, Key: key })))).status).toBe(404);
      const complete = { Bucket, Key: key, UploadId, MultipartUpload: { Parts: uploaded }, IfNoneMatch: '*' };
      const { ETag } = await client.send(new CompleteMultipartUploadCommand(complete));
      expect(ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
      const answer = await client.send(new GetObjectCommand({ Bucket, Key: key }));
      expect(
        Buffer.compare((await answer.Body?.transformToByteArray()) ?? new Uint8Array(), Buffer.concat(parts)),
      ).toBe(0);
    });

    test('a multipart upload that loses its condition leaves nothing after it is aborted', async () => {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'late' }));
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      const complete = new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload, IfNoneMatch: '*' });
      expect(await refusal(client.send(complete))).toEqual({ status: 412, name: 'PreconditionFailed' });
      const uploads = () => client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }));
      expect((await uploads()).Uploads?.map((upload) => upload.UploadId)).toEqual([UploadId]);
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      expect((await uploads()).Uploads ?? []).toEqual([]);
    });

    test('parts that are too small or unknown are refused by name', async () => {
      const key = `${folder}/bad-parts`;
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: key }));
      const part = async (PartNumber: number, size: number) => {
        const input = { Bucket, Key: key, UploadId, PartNumber, Body: randomBytes(size) };
        return { PartNumber, ETag: (await client.send(new UploadPartCommand(input))).ETag };
      };
      const [one, two] = [await part(1, 10), await part(2, PART)];
      const complete = async (Parts: object[]) => {
        const input = { Bucket, Key: key, UploadId, MultipartUpload: { Parts } };
        return (await refusal(client.send(new CompleteMultipartUploadCommand(input)))).name;
      };
      expect(await complete([one, two])).toBe('EntityTooSmall');
      expect(await complete([{ PartNumber: 3, ETag: one.ETag }])).toBe('InvalidPart');
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId }));
    });

    test('listings come in pages and in groups', async () => {
      const names = ['p/a', 'p/b/1', 'p/b/2', 'p/c', 'p/中文'].map((name) => `${folder}/${name}`);
      for (const key of names) await client.send(new PutObjectCommand({ Bucket, Key: key, Body: key }));
      const seen: (string | undefined)[] = [];
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket, Prefix: `${folder}/p/`, MaxKeys: 2, ContinuationToken: token }),
        );
        expect(page.Contents?.length).toBeLessThanOrEqual(2);
        seen.push(...(page.Contents ?? []).map((object) => object.Key));
        token = page.NextContinuationToken;
      } while (token);
      expect(seen).toEqual(names);
      const grouped = await client.send(new ListObjectsV2Command({ Bucket, Prefix: `${folder}/p/`, Delimiter: '/' }));
      expect(grouped.CommonPrefixes).toEqual([{ Prefix: `${folder}/p/b/` }]);
      expect(grouped.Contents).toHaveLength(3);
      const after = { Bucket, Prefix: `${folder}/p/`, StartAfter: names[2], EncodingType: 'url' as const };
      const rest = (await client.send(new ListObjectsV2Command(after))).Contents ?? [];
      expect(rest.map((object) => decodeURIComponent(object.Key ?? ''))).toEqual(names.slice(3));
    });

    test('several objects are deleted in one request, missing ones too', async () => {
      const keys = [`${folder}/d & <1>`, `${folder}/d"2"`, `${folder}/never`];
      for (const key of keys.slice(0, 2)) await client.send(new PutObjectCommand({ Bucket, Key: key, Body: 'x' }));
      const Delete = { Objects: keys.map((key) => ({ Key: key })) };
      const answer = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
      expect(answer.Errors ?? []).toEqual([]);
      expect(answer.Deleted).toHaveLength(3);
      expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: `${folder}/d` }))).KeyCount).toBe(0);
    });
  });
}
