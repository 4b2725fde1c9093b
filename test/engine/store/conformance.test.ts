// The conformance suite against a folder, the test server, and the S3 server that XUNWEN_S3_ENDPOINT
// names, if it does (see test/README.md).

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../engine/store/open.ts';
import { openReader } from '../../../engine/store/reader.ts';
import { environmentOf, startS3Server } from '../../s3-server/server.ts';
import { describeStore } from './conformance.ts';
import { describeS3 } from './s3-conformance.ts';

describeStore('a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xunwen-store-'));
  const url = `file:${folder}/store`;
  const close = () => rm(folder, { recursive: true });
  return { store: await openStore(url), reader: openReader(url), close };
});

for (const prefix of ['', '/some/prefix']) {
  describeStore(`the test server, s3://bucket${prefix}`, async () => {
    const server = await startS3Server({ buckets: ['bucket'] });
    const environment = environmentOf(server);
    const url = `s3://bucket${prefix}`;
    const store = await openStore(url, { environment });
    return { store, reader: openReader(url, { environment }), close: server.close };
  });
}

describeS3('the test server speaks S3', async () => {
  const server = await startS3Server({ buckets: ['bucket'] });
  return { bucket: 'bucket', environment: environmentOf(server), close: server.close };
});

const { XUNWEN_S3_ENDPOINT, XUNWEN_S3_BUCKET, XUNWEN_S3_ACCESS_KEY_ID, XUNWEN_S3_SECRET_ACCESS_KEY } = process.env;
if (XUNWEN_S3_ENDPOINT) {
  const bucket = XUNWEN_S3_BUCKET ?? 'xunwen-test';
  const environment = {
    AWS_ENDPOINT_URL_S3: XUNWEN_S3_ENDPOINT,
    AWS_REGION: process.env.XUNWEN_S3_REGION ?? 'us-east-1',
    AWS_ACCESS_KEY_ID: XUNWEN_S3_ACCESS_KEY_ID ?? '',
    AWS_SECRET_ACCESS_KEY: XUNWEN_S3_SECRET_ACCESS_KEY ?? '',
  };
  const close = async () => {};
  describeStore(`the store at ${XUNWEN_S3_ENDPOINT}`, async () => {
    const url = `s3://${bucket}/${randomUUID()}`;
    return { store: await openStore(url, { environment }), reader: openReader(url, { environment }), close };
  });
  describeS3(`the server at ${XUNWEN_S3_ENDPOINT} speaks S3`, async () => ({ bucket, environment, close }));
}
