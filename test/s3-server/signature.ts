// AWS Signature Version 4, from the server's side: who signed this request, and is it unchanged?
// Written from the specification and node:crypto alone, so that it checks our signer instead of echoing it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { accessDenied, S3Error } from './errors.ts';
import type { Identity, S3Request } from './types.ts';

/** A verified request: its identity, and what signed chunks of the body are chained to. */
export interface Verified {
  identity: Identity;
  /** The value of `x-amz-content-sha256`. */
  payload: string;
  signature: string;
  date: string;
  scope: string;
  signingKey: Buffer;
}

const MAX_SKEW_MS = 15 * 60 * 1000;
const keys = new Map<string, Buffer>();

export const sha256Hex = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
export const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * Check the `Authorization` header. The body is not looked at: `payload` says how it was signed.
 * @throws S3Error, with the codes of S3
 */
export function verifySignature(request: S3Request, identities: readonly Identity[], region: string): Verified {
  const authorization = header(request, 'authorization');
  if (authorization === '') throw accessDenied();
  const fields = /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  if (!fields) throw new S3Error(400, 'AuthorizationHeaderMalformed', 'The authorization header is malformed');
  const [, credential = '', signedHeaders = '', signature = ''] = fields;
  const [accessKeyId = '', day = '', signedRegion = '', service = '', terminator = ''] = credential.split('/');
  const identity = identities.find((known) => known.accessKeyId === accessKeyId);
  if (!identity) {
    throw new S3Error(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  if (signedRegion !== region) {
    const message = `The authorization header is malformed; the region '${signedRegion}' is wrong; expecting '${region}'`;
    throw new S3Error(400, 'AuthorizationHeaderMalformed', message, { Region: region });
  }
  const date = header(request, 'x-amz-date');
  if (service !== 's3' || terminator !== 'aws4_request' || !date.startsWith(day)) {
    throw new S3Error(400, 'AuthorizationHeaderMalformed', `The credential scope "${credential}" is wrong`);
  }
  checkDate(date);
  const names = signedHeaders.split(';');
  checkSignedHeaders(request, names);
  const payload = header(request, 'x-amz-content-sha256');
  if (payload === '') throw new S3Error(400, 'InvalidRequest', 'Missing required header: x-amz-content-sha256');
  const scope = `${day}/${signedRegion}/s3/aws4_request`;
  const canonical = canonicalRequest(request, names, payload);
  const signingKey = deriveKey(identity.secretAccessKey, day, signedRegion);
  const expected = hmac(signingKey, ['AWS4-HMAC-SHA256', date, scope, sha256Hex(canonical)].join('\n'));
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) {
    throw new S3Error(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match', {
      CanonicalRequest: canonical,
    });
  }
  checkToken(request, identity);
  return { identity, payload, signature, date, scope, signingKey };
}

function canonicalRequest(request: S3Request, names: readonly string[], payload: string): string {
  const query = [...request.query]
    .map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`)
    .sort((a, b) => (a < b ? -1 : 1));
  const headers = names.map((name) => `${name}:${header(request, name).trim().replace(/ +/g, ' ')}\n`);
  const path = request.rawPath.split('/').map((part) => uriEncode(decodeURIComponent(part)));
  return [request.method, path.join('/'), query.join('&'), headers.join(''), names.join(';'), payload].join('\n');
}

/** RFC 3986: everything but the unreserved characters, as upper-case percent-encoded UTF-8. */
function uriEncode(text: string): string {
  const encoded: string[] = [];
  for (const byte of Buffer.from(text)) {
    const character = String.fromCharCode(byte);
    encoded.push(
      /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    );
  }
  return encoded.join('');
}

function deriveKey(secret: string, day: string, region: string): Buffer {
  const name = `${secret}/${day}/${region}`;
  const known = keys.get(name);
  if (known) return known;
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), 's3'), 'aws4_request');
  keys.set(name, key);
  return key;
}

/** The host and every `x-amz-` header have to be signed, else somebody on the way could change them. */
function checkSignedHeaders(request: S3Request, names: readonly string[]): void {
  const unsigned = Object.keys(request.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !names.includes(name),
  );
  if (unsigned.length > 0) {
    throw new S3Error(403, 'AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: unsigned.join(', '),
    });
  }
}

function checkDate(date: string): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!parts) throw new S3Error(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  if (Math.abs(Date.now() - Date.UTC(year, month - 1, day, hour, minute, second)) > MAX_SKEW_MS) {
    throw new S3Error(403, 'RequestTimeTooSkewed', 'The difference between the request time and now is too large.');
  }
}

function checkToken(request: S3Request, identity: Identity): void {
  if (identity.expired) throw new S3Error(400, 'ExpiredToken', 'The provided token has expired.');
  if (header(request, 'x-amz-security-token') !== (identity.sessionToken ?? '')) {
    throw new S3Error(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
}

function header(request: S3Request, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}
