// PutObject, DeleteObject and DeleteObjects.

import { checkWriteCondition } from './conditions.ts';
import { accessDenied, notImplemented, S3Error } from './errors.ts';
import { storeBytes } from './objects.ts';
import type { Context } from './route.ts';
import type { S3Response } from './types.ts';
import { element, elementsOf, textOf, xmlDocument } from './xml.ts';

export function putObject({ request, bucket, body, may }: Context): S3Response {
  if (!may('PutObject')) throw accessDenied();
  if (request.headers['x-amz-copy-source'] !== undefined) throw notImplemented('CopyObject');
  checkWriteCondition(request, bucket);
  const { etag } = storeBytes(bucket, request.key, body.bytes);
  return { status: 200, headers: { etag } };
}

export function deleteObject({ request, bucket, may }: Context): S3Response {
  if (!may('DeleteObject')) throw accessDenied();
  bucket.objects.delete(request.key);
  return { status: 204 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export function deleteObjects({ bucket, body, may }: Context): S3Response {
  if (body.checksums === 0) {
    throw new S3Error(400, 'InvalidRequest', 'Missing required header for this request: Content-MD5 or a checksum');
  }
  const xml = body.bytes.toString('utf8');
  const keys = elementsOf(xml, 'Object').map((object) => textOf(object, 'Key') ?? '');
  if (keys.length === 0 || keys.length > 1000 || keys.includes('')) {
    throw new S3Error(400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate');
  }
  const quiet = textOf(xml, 'Quiet') === 'true';
  const results = keys.map((key) => {
    if (!may('DeleteObject')) {
      const error = element('Key', key) + element('Code', 'AccessDenied') + element('Message', 'Access Denied');
      return `<Error>${error}</Error>`;
    }
    bucket.objects.delete(key);
    return quiet ? '' : `<Deleted>${element('Key', key)}</Deleted>`;
  });
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument('DeleteResult', results.join('')),
  };
}
