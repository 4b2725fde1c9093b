// ListObjectsV2: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html

import { accessDenied, notImplemented, S3Error } from './errors.ts';
import { sortedKeys } from './objects.ts';
import type { Context } from './route.ts';
import type { S3Response } from './types.ts';
import { element, xmlDocument } from './xml.ts';

export function listObjects({ request, bucket, may }: Context): S3Response {
  if (!may('ListBucket')) throw accessDenied();
  const { query } = request;
  if (query.get('list-type') !== '2') throw notImplemented('ListObjects version 1');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const limit = readLimit(query.get('max-keys'));
  const after = readToken(query.get('continuation-token')) ?? query.get('start-after') ?? '';
  const rows = group(sortedKeys(bucket.objects.keys()), prefix, delimiter).filter((row) => isAfter(row, after));
  const page = rows.slice(0, limit);
  const truncated = rows.length > page.length && limit > 0;
  const write =
    query.get('encoding-type') === 'url' ? (text: string) => encodeURIComponent(text) : (text: string) => text;
  const contents = page.map((name) => {
    const stored = bucket.objects.get(name);
    if (!stored || isGroup(name, prefix, delimiter)) {
      return `<CommonPrefixes>${element('Prefix', write(name))}</CommonPrefixes>`;
    }
    const fields =
      element('Key', write(name)) +
      element('LastModified', stored.modified.toISOString()) +
      element('ETag', stored.etag) +
      element('Size', stored.bytes.length) +
      element('StorageClass', 'STANDARD');
    return `<Contents>${fields}</Contents>`;
  });
  const head =
    element('Name', request.bucket) +
    element('Prefix', write(prefix)) +
    (delimiter === '' ? '' : element('Delimiter', write(delimiter))) +
    element('MaxKeys', limit) +
    element('KeyCount', page.length) +
    element('IsTruncated', truncated) +
    (query.has('encoding-type') ? element('EncodingType', 'url') : '') +
    (truncated ? element('NextContinuationToken', Buffer.from(page.at(-1) ?? '').toString('base64url')) : '');
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument('ListBucketResult', head + contents.join('')),
  };
}

/** Keys below the prefix; what continues past a delimiter is one row for the whole group. */
function group(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const rows = new Set<string>();
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    rows.add(end < 0 ? key : key.slice(0, end + delimiter.length));
  }
  return [...rows];
}

const isGroup = (name: string, prefix: string, delimiter: string): boolean =>
  delimiter !== '' && name.length > prefix.length && name.indexOf(delimiter, prefix.length) >= 0;

const isAfter = (name: string, after: string): boolean =>
  after === '' || Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0;

function readLimit(text: string | undefined): number {
  const limit = text === undefined ? 1000 : Number(text);
  if (!Number.isInteger(limit) || limit < 0) throw new S3Error(400, 'InvalidArgument', 'max-keys is not a number');
  return Math.min(limit, 1000);
}

function readToken(token: string | undefined): string | null {
  if (token === undefined) return null;
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (key === '') throw new S3Error(400, 'InvalidArgument', 'The continuation token provided is incorrect');
  return key;
}
