// Multipart uploads: parts are kept apart until they are completed, and nothing is seen before.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html

import { randomUUID } from 'node:crypto';
import { checkWriteCondition } from './conditions.ts';
import { accessDenied, S3Error } from './errors.ts';
import { type MultipartUpload, md5, storeBytes, type UploadPart } from './objects.ts';
import type { Context } from './route.ts';
import type { S3Response } from './types.ts';
import { element, elementsOf, textOf, xmlDocument } from './xml.ts';

const MIN_PART_BYTES = 5 * 1024 * 1024;

export function createUpload({ request, bucket, may }: Context): S3Response {
  if (!may('PutObject')) throw accessDenied();
  const id = randomUUID();
  bucket.uploads.set(id, { key: request.key, parts: new Map() });
  const inner = element('Bucket', request.bucket) + element('Key', request.key) + element('UploadId', id);
  return xmlResponse('InitiateMultipartUploadResult', inner);
}

export function uploadPart(context: Context): S3Response {
  const upload = findUpload(context);
  const number = Number(context.request.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new S3Error(400, 'InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  }
  const digest = md5(context.body.bytes);
  const etag = `"${digest.toString('hex')}"`;
  upload.parts.set(number, { bytes: context.body.bytes, etag, md5: digest });
  return { status: 200, headers: { etag } };
}

export function completeUpload(context: Context): S3Response {
  const { request, bucket, body } = context;
  const upload = findUpload(context);
  const parts = chosenParts(upload, body.bytes.toString('utf8'));
  checkWriteCondition(request, bucket);
  bucket.uploads.delete(request.query.get('uploadId') ?? '');
  const digest = md5(Buffer.concat(parts.map((part) => part.md5))).toString('hex');
  const whole = Buffer.concat(parts.map((part) => part.bytes));
  const { etag } = storeBytes(bucket, request.key, whole, `"${digest}-${parts.length}"`);
  const inner = element('Bucket', request.bucket) + element('Key', request.key) + element('ETag', etag);
  return xmlResponse('CompleteMultipartUploadResult', inner);
}

export function abortUpload(context: Context): S3Response {
  findUpload(context);
  context.bucket.uploads.delete(context.request.query.get('uploadId') ?? '');
  return { status: 204 };
}

export function listUploads({ request, bucket, may }: Context): S3Response {
  if (!may('ListBucket')) throw accessDenied();
  const prefix = request.query.get('prefix') ?? '';
  const uploads = [...bucket.uploads]
    .filter(([, upload]) => upload.key.startsWith(prefix))
    .map(([id, upload]) => `<Upload>${element('Key', upload.key)}${element('UploadId', id)}</Upload>`);
  const head = element('Bucket', request.bucket) + element('Prefix', prefix) + element('IsTruncated', false);
  return xmlResponse('ListMultipartUploadsResult', head + uploads.join(''));
}

export function listParts(context: Context): S3Response {
  const { request } = context;
  const parts = [...findUpload(context).parts]
    .sort(([a], [b]) => a - b)
    .map(([number, part]) => {
      const fields = element('PartNumber', number) + element('ETag', part.etag) + element('Size', part.bytes.length);
      return `<Part>${fields}</Part>`;
    });
  const head = element('Bucket', request.bucket) + element('Key', request.key) + element('IsTruncated', false);
  return xmlResponse('ListPartsResult', head + parts.join(''));
}

function findUpload({ request, bucket, may }: Context): MultipartUpload {
  if (!may('PutObject')) throw accessDenied();
  const upload = bucket.uploads.get(request.query.get('uploadId') ?? '');
  if (!upload || upload.key !== request.key) {
    throw new S3Error(404, 'NoSuchUpload', 'The specified upload does not exist.');
  }
  return upload;
}

/** The parts that the client names, which have to be there, in order, and large enough. */
function chosenParts(upload: MultipartUpload, xml: string): UploadPart[] {
  const named = elementsOf(xml, 'Part').map((part) => ({
    number: Number(textOf(part, 'PartNumber')),
    etag: (textOf(part, 'ETag') ?? '').replaceAll('"', ''),
  }));
  if (named.length === 0) throw new S3Error(400, 'MalformedXML', 'You must specify at least one part');
  if (named.some(({ number }, index) => index > 0 && number <= (named[index - 1]?.number ?? 0))) {
    throw new S3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const parts = named.map(({ number, etag }) => {
    const part = upload.parts.get(number);
    if (!part || part.etag.replaceAll('"', '') !== etag) {
      throw new S3Error(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
    }
    return part;
  });
  if (parts.slice(0, -1).some((part) => part.bytes.length < MIN_PART_BYTES)) {
    throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  return parts;
}

function xmlResponse(root: string, inner: string): S3Response {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: xmlDocument(root, inner) };
}
