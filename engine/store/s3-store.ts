// The writing side of S3, by the SDK: what only the indexer loads. Reads go through the same signed
// reader as in Lambda, with the SDK's credential chain (profiles, SSO, OIDC).

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  DeleteObjectsCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import {
  AccessDeniedError,
  CorruptIndexError,
  NotFoundError,
  PreconditionFailedError,
  StoreUnavailableError,
  XunwenError,
} from '../errors.ts';
import { readError } from './file-errors.ts';
import { checkKey } from './keys.ts';
import { RETRY, withRetries } from './retry.ts';
import { environmentCredentials } from './s3-credentials.ts';
import { resolveS3Endpoint } from './s3-endpoint.ts';
import { type S3Target, s3Name } from './s3-errors.ts';
import { openS3Reader, type S3ReaderOptions } from './s3-reader.ts';
import { isConflict, isNoSuchUpload, sdkError, statusOf, wasRetried } from './sdk-errors.ts';
import type { ListedObject, ObjectStore, WriteCondition } from './store.ts';

/** Files above this size go up in parts of this size, bytes. */
const PART_BYTES = 16 * 1024 * 1024;
/** Parts under way at once. */
const PARALLEL_PARTS = 4;
/** The most that one DeleteObjects request takes. */
const DELETE_BATCH = 1000;

/** Patient, because CI has no visitor waiting: one read may take two minutes. */
const READER_DEFAULTS: S3ReaderOptions = { deadlineMs: 120_000, idleTimeoutMs: 20_000, connectTimeoutMs: 10_000 };

/**
 * Read and write objects of a bucket below `prefix` (empty, or without a `/` at its end).
 * @param options where the reader differs from its defaults; an `environment` replaces the SDK's chain
 * @throws UsageError when neither environment nor profile names a region, or the endpoint is wrong
 */
export async function openS3Store(
  url: string,
  bucket: string,
  prefix: string,
  options: S3ReaderOptions = {},
): Promise<ObjectStore> {
  const { client, reader } = await connect(url, bucket, prefix, options);
  const base = prefix === '' ? '' : `${prefix}/`;

  function targetOf(key: string, action: string): S3Target {
    checkKey(key);
    return { bucket, key: base + key, action };
  }

  async function put(key: string, bytes: Uint8Array, condition?: WriteCondition): Promise<string> {
    const target = targetOf(key, 'PutObject');
    const input = { Bucket: bucket, Key: target.key, Body: bytes, ...headersOf(condition) };
    try {
      const answer = await withRetries(() => client.send(new PutObjectCommand(input)), isConflict);
      return answer.ETag ?? '';
    } catch (error) {
      // The answer to an earlier try was lost: if the object is ours, that try has won.
      if (statusOf(error) === 412 && wasRetried(error)) {
        const current = await reader.get(key);
        if (Buffer.compare(current.bytes, bytes) === 0) return current.etag;
      }
      throw conditionError(target, error, condition);
    }
  }

  async function putFile(key: string, path: string, condition?: { ifNoneMatch: '*' }): Promise<void> {
    const target = targetOf(key, 'PutObject');
    const { size } = await stat(path).catch((error: unknown) => {
      throw readError(error, path);
    });
    try {
      await withRetries(() => upload(client, bucket, target.key, path, headersOf(condition)), isConflict);
    } catch (error) {
      // The answer to an earlier completion was lost: the upload is gone because it is done.
      if (isNoSuchUpload(error) && wasRetried(error) && (await head(key))?.bytes === size) return;
      throw conditionError(target, error, condition);
    }
  }

  async function head(key: string): Promise<ListedObject | null> {
    const target = targetOf(key, 'GetObject');
    try {
      const answer = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: target.key }));
      return { key, bytes: answer.ContentLength ?? 0, modified: answer.LastModified?.getTime() ?? 0 };
    } catch (error) {
      if (statusOf(error) === 404) return null;
      // A refused HEAD has no body to say why; the same question as a GET has.
      const why = await reader.getRange(key, 0, 1).catch((refusal: unknown) => refusal);
      throw why instanceof XunwenError && !(why instanceof CorruptIndexError) ? why : sdkError(target, error);
    }
  }

  async function* list(within: string): AsyncIterable<ListedObject> {
    const input = { Bucket: bucket, Prefix: base + within };
    try {
      for await (const page of paginateListObjectsV2({ client }, input)) {
        for (const object of page.Contents ?? []) {
          const key = (object.Key ?? '').slice(base.length);
          yield { key, bytes: object.Size ?? 0, modified: object.LastModified?.getTime() ?? 0 };
        }
      }
    } catch (error) {
      throw sdkError({ bucket, key: '', action: 'ListBucket' }, error);
    }
  }

  async function remove(keys: readonly string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += DELETE_BATCH) {
      const targets = keys.slice(start, start + DELETE_BATCH).map((key) => targetOf(key, 'DeleteObject'));
      const Delete = { Objects: targets.map((target) => ({ Key: target.key })), Quiet: true };
      const whole = { bucket, key: '', action: 'DeleteObject' };
      const answer = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete })).catch((error: unknown) => {
        throw sdkError(whole, error);
      });
      const refused = answer.Errors?.[0];
      if (!refused) continue;
      const name = s3Name({ ...whole, key: refused.Key ?? '' });
      const message = `${name}: cannot delete: ${refused.Code}: ${refused.Message} (${answer.Errors?.length} objects)`;
      throw refused.Code === 'AccessDenied' ? new AccessDeniedError(message) : new StoreUnavailableError(message);
    }
  }

  return { url, get: reader.get, getRange: reader.getRange, head, put, putFile, list, delete: remove };
}

/** In parts, in parallel; a part that fails aborts the upload, so that nothing is left (or billed). */
async function upload(
  client: S3Client,
  bucket: string,
  key: string,
  path: string,
  headers: { IfNoneMatch?: string; IfMatch?: string },
): Promise<void> {
  const body = createReadStream(path);
  try {
    const params = { Bucket: bucket, Key: key, Body: body, ...headers };
    await new Upload({ client, params, partSize: PART_BYTES, queueSize: PARALLEL_PARTS }).done();
  } finally {
    body.destroy();
  }
}

/** One server for both sides: the reader's idea of region and endpoint is what the SDK is told. */
async function connect(url: string, bucket: string, prefix: string, options: S3ReaderOptions) {
  const chain = new S3Client({}).config;
  const environment = options.environment ?? process.env;
  const fromProfile = options.environment ? undefined : await chain.region().catch(() => undefined);
  const region = options.region ?? fromProfile;
  const endpoint = resolveS3Endpoint(bucket, environment, region);
  const own = options.credentials ?? (options.environment ? environmentCredentials(environment) : null);
  const credentials = async () => {
    if (!own) return chain.credentials();
    const { accessKeyId, secretAccessKey, sessionToken } = await own();
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  };
  const name = { bucket, key: '', action: 'GetObject' };
  const reader = openS3Reader(url, bucket, prefix, {
    ...READER_DEFAULTS,
    ...options,
    region: endpoint.region,
    credentials: async () => {
      try {
        return await credentials();
      } catch (error) {
        throw sdkError(name, error);
      }
    },
  });
  const client = new S3Client({
    endpoint: endpoint.url,
    region: endpoint.region,
    forcePathStyle: endpoint.pathStyle,
    credentials,
    maxAttempts: RETRY.attempts,
  });
  return { client, reader };
}

function headersOf(condition: WriteCondition | undefined): { IfNoneMatch?: string; IfMatch?: string } {
  if (!condition) return {};
  return 'ifNoneMatch' in condition ? { IfNoneMatch: condition.ifNoneMatch } : { IfMatch: condition.ifMatch };
}

/** S3 answers 404 to an If-Match on an object that was deleted: the condition does not hold either. */
function conditionError(target: S3Target, error: unknown, condition: WriteCondition | undefined): Error {
  const mapped = sdkError(target, error);
  if (condition && 'ifMatch' in condition && mapped instanceof NotFoundError && !mapped.message.includes('bucket "')) {
    return new PreconditionFailedError(`${s3Name(target)}: was deleted meanwhile`, { cause: error });
  }
  return mapped;
}
