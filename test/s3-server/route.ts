// Which operation a request is, by its method, its query and whether it names a key; and who may do it.

import type { DecodedBody } from './body.ts';
import { notImplemented, S3Error } from './errors.ts';
import { listObjects } from './listing.ts';
import { abortUpload, completeUpload, createUpload, listParts, listUploads, uploadPart } from './multipart.ts';
import type { Bucket, Buckets } from './objects.ts';
import { getObject } from './reading.ts';
import type { Action, Identity, S3Request, S3Response } from './types.ts';
import { deleteObject, deleteObjects, putObject } from './writing.ts';

/** All that an operation sees. */
export interface Context {
  request: S3Request;
  bucket: Bucket;
  body: DecodedBody;
  may: (action: Action) => boolean;
}

/** @throws S3Error */
export function route(request: S3Request, buckets: Buckets, body: DecodedBody, identity: Identity): S3Response {
  const bucket = buckets.get(request.bucket);
  if (!bucket) {
    throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: request.bucket });
  }
  const may = (action: Action): boolean => identity.allow?.includes(action) ?? true;
  const context = { request, bucket, body, may };
  if (request.key === '') return bucketOperation(context);
  if (Buffer.byteLength(request.key) > 1024) {
    throw new S3Error(400, 'KeyTooLongError', 'Your key is too long', { Size: String(request.key.length) });
  }
  return objectOperation(context);
}

function bucketOperation(context: Context): S3Response {
  const { method, query } = context.request;
  if (method === 'HEAD') return { status: 200 };
  if (method === 'GET' && query.has('uploads')) return listUploads(context);
  if (method === 'GET') return listObjects(context);
  if (method === 'POST' && query.has('delete')) return deleteObjects(context);
  throw notImplemented(`${method} on a bucket`);
}

function objectOperation(context: Context): S3Response {
  const { method, query } = context.request;
  const upload = query.has('uploadId');
  switch (method) {
    case 'GET':
      return upload ? listParts(context) : getObject(context);
    case 'HEAD':
      return getObject(context);
    case 'PUT':
      return upload ? uploadPart(context) : putObject(context);
    case 'DELETE':
      return upload ? abortUpload(context) : deleteObject(context);
    case 'POST':
      if (query.has('uploads')) return createUpload(context);
      if (upload) return completeUpload(context);
  }
  throw notImplemented(`${method} on an object`);
}
