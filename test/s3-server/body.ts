// Takes a request's body out of its wire form: whole and signed, unsigned, or in the chunks of
// `aws-chunked` with signatures and trailers. What comes out is what the client meant to store.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

import { checkChecksums } from './checksums.ts';
import { S3Error } from './errors.ts';
import { hmac, sha256Hex, type Verified } from './signature.ts';
import type { S3Request } from './types.ts';

export interface DecodedBody {
  bytes: Buffer;
  /** How many checksums came with it, all of them right. */
  checksums: number;
}

/** @throws S3Error when signature, length or checksum do not fit the bytes */
export function decodeBody(raw: Buffer, request: S3Request, verified: Verified): DecodedBody {
  const { payload } = verified;
  if (payload.startsWith('STREAMING-')) {
    const { bytes, trailers } = decodeChunks(raw, verified);
    const declared = request.headers['x-amz-decoded-content-length'];
    if (Number(declared) !== bytes.length) {
      throw new S3Error(400, 'IncompleteBody', `${declared} bytes declared, ${bytes.length} received`);
    }
    const promised = String(request.headers['x-amz-trailer'] ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    if (promised.some((name) => trailers[name] === undefined)) {
      throw new S3Error(400, 'MalformedTrailerError', `The trailer ${promised.join(', ')} is missing`);
    }
    return { bytes, checksums: checkChecksums(bytes, { ...request.headers, ...trailers }) };
  }
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256Hex(raw)) {
    throw new S3Error(400, 'XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' header does not match");
  }
  return { bytes: raw, checksums: checkChecksums(raw, request.headers) };
}

function decodeChunks(raw: Buffer, verified: Verified): { bytes: Buffer; trailers: Record<string, string> } {
  const kind = /^STREAMING-(UNSIGNED-PAYLOAD|AWS4-HMAC-SHA256-PAYLOAD)(-TRAILER)?$/.exec(verified.payload);
  if (!kind) throw new S3Error(400, 'InvalidRequest', `x-amz-content-sha256 "${verified.payload}" is not known`);
  const signed = kind[1] !== 'UNSIGNED-PAYLOAD';
  const chunks: Buffer[] = [];
  let previous = verified.signature;
  let at = 0;
  for (;;) {
    const end = raw.indexOf('\r\n', at);
    const head = /^([0-9a-fA-F]+)(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(
      raw.toString('latin1', at, Math.max(end, at)),
    );
    if (end < 0 || !head) throw malformed('a chunk has no size');
    const size = Number.parseInt(head[1] ?? '', 16);
    const data = raw.subarray(end + 2, end + 2 + size);
    at = end + 2 + size;
    if (data.length !== size) throw malformed('the last chunk is cut');
    if (signed) {
      previous = chainedSignature('PAYLOAD', `${sha256Hex('')}\n${sha256Hex(data)}`, previous, verified);
      if (head[2] !== previous) throw new S3Error(403, 'SignatureDoesNotMatch', 'A chunk signature does not match');
    }
    if (size === 0) break;
    if (raw.toString('latin1', at, at + 2) !== '\r\n') throw malformed('a chunk is longer than it says');
    at += 2;
    chunks.push(data);
  }
  const trailers = parseTrailers(raw.toString('latin1', at));
  if (signed && kind[2]) checkTrailerSignature(trailers, previous, verified);
  return { bytes: Buffer.concat(chunks), trailers };
}

function parseTrailers(text: string): Record<string, string> {
  const lines = text.split('\r\n').filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      if (colon < 0) throw malformed('a trailer has no colon');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

function checkTrailerSignature(trailers: Record<string, string>, previous: string, verified: Verified): void {
  const { 'x-amz-trailer-signature': signature, ...rest } = trailers;
  const text = Object.entries(rest)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`);
  if (signature !== chainedSignature('TRAILER', sha256Hex(text.join('')), previous, verified)) {
    throw new S3Error(403, 'SignatureDoesNotMatch', 'The trailer signature does not match');
  }
}

/** Each signature signs the one before it, so that chunks cannot be dropped or swapped. */
function chainedSignature(kind: 'PAYLOAD' | 'TRAILER', hashes: string, previous: string, verified: Verified): string {
  const text = [`AWS4-HMAC-SHA256-${kind}`, verified.date, verified.scope, previous, hashes].join('\n');
  return hmac(verified.signingKey, text).toString('hex');
}

const malformed = (why: string): S3Error => new S3Error(400, 'IncompleteBody', `The chunked body is malformed: ${why}`);
