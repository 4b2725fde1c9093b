// Which URL means which store, and where a bucket answers.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../engine/errors.ts';
import { parseStoreUrl } from '../../../engine/store/location.ts';
import { encodeKey, resolveS3Endpoint } from '../../../engine/store/s3-endpoint.ts';

describe('store URLs', () => {
  test.each([
    ['file:./folder', resolve('folder')],
    ['file:folder/deeper', resolve('folder/deeper')],
    ['file:/abs/folder', '/abs/folder'],
    ['file:///abs/folder', '/abs/folder'],
    ['file:///with%20space', '/with space'],
    ['file:./文章 索引', resolve('文章 索引')],
  ])('%s is the folder %s', (url, folder) => {
    expect(parseStoreUrl(url)).toEqual({ kind: 'file', url, folder });
  });

  test.each([
    ['s3://bucket', 'bucket', ''],
    ['s3://bucket/', 'bucket', ''],
    ['s3://my.bucket-1/a/b', 'my.bucket-1', 'a/b'],
    ['s3://bucket/a/b/', 'bucket', 'a/b'],
    ['s3://bucket/寻文', 'bucket', '寻文'],
  ])('%s is bucket %s, prefix "%s"', (url, bucket, prefix) => {
    expect(parseStoreUrl(url)).toEqual({ kind: 's3', url, bucket, prefix });
  });

  test.each([
    '',
    'folder',
    './folder',
    '/abs',
    'file:',
    'file://host/folder',
    's3:bucket',
    's3://',
    's3:///key',
    's3://b/x',
    's3://bucket//x',
    's3://bucket/../x',
    's3://bucket?x=1',
    's3://bu cket',
    's3://-bucket',
    'https://bucket.s3.amazonaws.com/',
    'S3://bucket',
  ])('%j is refused with the right forms', (url) => {
    expect(() => parseStoreUrl(url)).toThrow(UsageError);
    expect(() => parseStoreUrl(url)).toThrow(/file:/);
  });

  test('no text is taken for a URL by accident, and none breaks the parser', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `s3://${text}`),
        ),
        (url) => {
          try {
            expect(parseStoreUrl(url).url).toBe(url);
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
    );
  });
});

describe('where a bucket answers', () => {
  test('on AWS the bucket is part of the host', () => {
    expect(resolveS3Endpoint('articles', { AWS_REGION: 'ap-southeast-1' })).toMatchObject({
      protocol: 'https:',
      hostname: 'articles.s3.ap-southeast-1.amazonaws.com',
      basePath: '/',
      region: 'ap-southeast-1',
      pathStyle: false,
    });
  });

  test('in China AWS has a domain of its own', () => {
    const { hostname } = resolveS3Endpoint('articles', { AWS_DEFAULT_REGION: 'cn-northwest-1' });
    expect(hostname).toBe('articles.s3.cn-northwest-1.amazonaws.com.cn');
  });

  test('a bucket with dots is part of the path, since no certificate covers its host', () => {
    expect(resolveS3Endpoint('www.site.cn', { AWS_REGION: 'eu-west-1' })).toMatchObject({
      hostname: 's3.eu-west-1.amazonaws.com',
      basePath: '/www.site.cn/',
      pathStyle: true,
    });
  });

  test.each([
    ['http://127.0.0.1:9000', 'http:', '127.0.0.1', '9000', '/b-1/'],
    ['http://[::1]:9000/', 'http:', '::1', '9000', '/b-1/'],
    ['https://s3.example.org/gateway/', 'https:', 's3.example.org', '', '/gateway/b-1/'],
  ])('the endpoint %s is used in path style', (url, protocol, hostname, port, basePath) => {
    const endpoint = resolveS3Endpoint('b-1', { AWS_ENDPOINT_URL_S3: url });
    expect(endpoint).toMatchObject({ protocol, hostname, port, basePath, region: 'us-east-1', pathStyle: true });
    expect(resolveS3Endpoint('b-1', { AWS_ENDPOINT_URL: url })).toEqual(endpoint);
  });

  test('the endpoint for S3 goes before the one for everything', () => {
    const environment = { AWS_ENDPOINT_URL_S3: 'http://one', AWS_ENDPOINT_URL: 'http://two' };
    expect(resolveS3Endpoint('b-1', environment).hostname).toBe('one');
  });

  test.each(['127.0.0.1:9000', 'ftp://host', 'nonsense'])('the endpoint %s is refused', (url) => {
    expect(() => resolveS3Endpoint('b-1', { AWS_ENDPOINT_URL_S3: url })).toThrow(UsageError);
  });

  test('a region that could change the host is refused', () => {
    expect(() => resolveS3Endpoint('b-1', { AWS_REGION: 'evil.com/' })).toThrow(UsageError);
  });
});

test('an encoded key has only unreserved characters and slashes, and decodes to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (key) => {
      expect(encodeKey(key)).toMatch(/^(?:[A-Za-z0-9\-._~/]|%[0-9A-F]{2})*$/);
      expect(decodeURIComponent(encodeKey(key))).toBe(key);
    }),
  );
});

test('what runs in Lambda never imports the SDK, not even through another module', async () => {
  const seen = new Set<string>();
  const visit = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const source = await readFile(new URL(path), 'utf8');
    expect(source, path).not.toMatch(/['"]@(?:aws-sdk|smithy)\//);
    for (const [, name = ''] of source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      await visit(new URL(name, path).href);
    }
  };
  await visit(new URL('../../../engine/store/reader.ts', import.meta.url).href);
  expect([...seen].some((path) => path.endsWith('/s3-reader.ts'))).toBe(true);
});
