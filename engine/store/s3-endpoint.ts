// Where a bucket answers, and how a key is written there. Reader and writer both ask here, so that
// they can never talk to different servers.

import { UsageError } from '../errors.ts';

export interface S3Endpoint {
  protocol: 'http:' | 'https:';
  /** Host name alone, without the brackets of an IPv6 address. */
  hostname: string;
  /** Empty for the protocol's own port. */
  port: string;
  /** What goes before the key: `/` or `/bucket/` (path style), percent-encoded. */
  basePath: string;
  region: string;
  /** The server without the bucket, as the SDK wants it. */
  url: string;
  pathStyle: boolean;
}

/** The way out when a server cannot be reached. */
export const CHECK_ENDPOINT = 'check the network, and AWS_ENDPOINT_URL_S3 or AWS_REGION, which say where the bucket is';

/** The variables that say where S3 is; the values of `process.env` unless a caller gives others. */
export type S3Environment = Readonly<Record<string, string | undefined>>;

/**
 * Find the server of a bucket: `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL` in path style, else AWS in
 * virtual-hosted style (path style for names with dots or capitals, which no certificate covers).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 * @param region overrides `AWS_REGION` and `AWS_DEFAULT_REGION`
 * @throws UsageError without a region, or with an endpoint that is no http(s) URL
 */
export function resolveS3Endpoint(bucket: string, environment: S3Environment, region?: string): S3Endpoint {
  const custom = environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL;
  const where = region || environment.AWS_REGION || environment.AWS_DEFAULT_REGION || (custom ? 'us-east-1' : '');
  if (where === '') {
    throw new UsageError(`bucket "${bucket}": no region is set; set AWS_REGION (for example ap-southeast-1)`);
  }
  if (!/^[a-z0-9-]+$/.test(where)) throw new UsageError(`AWS_REGION "${where}" is not a region`);
  const domain = where.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = customUrl(custom) ?? new URL(`https://s3.${where}.${domain}`);
  const pathStyle = custom !== undefined && custom !== '' ? true : !/^[a-z0-9-]+$/.test(bucket);
  const folder = url.pathname.replace(/\/+$/, '');
  return {
    protocol: url.protocol === 'http:' ? 'http:' : 'https:',
    hostname: `${pathStyle ? '' : `${bucket}.`}${url.hostname.replace(/^\[|\]$/g, '')}`,
    port: url.port,
    basePath: pathStyle ? `${folder}/${encodeKey(bucket)}/` : '/',
    region: where,
    url: `${url.origin}${folder}`,
    pathStyle,
  };
}

function customUrl(value: string | undefined): URL | null {
  if (!value) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new UsageError(`AWS_ENDPOINT_URL_S3 "${value}" is not a URL like https://s3.example.org`);
}

/**
 * Percent-encode a key for the path of a request, as the signature wants it: UTF-8, every byte but
 * RFC 3986's unreserved characters and `/`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replace(/%2F/g, '/')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
