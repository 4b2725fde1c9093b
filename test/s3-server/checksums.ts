// The checksums that clients send with a body; a body that does not match is refused, never stored.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { notImplemented, S3Error } from './errors.ts';
import { md5 } from './objects.ts';

const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0x82f63b78 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** CRC-32C (Castagnoli), RFC 3720. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC32C_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The value of `x-amz-checksum-ALGORITHM`: base64, big-endian. */
export function checksum(algorithm: string, bytes: Uint8Array): string {
  switch (algorithm) {
    case 'crc32':
      return bigEndian(crc32(bytes));
    case 'crc32c':
      return bigEndian(crc32c(bytes));
    case 'sha1':
    case 'sha256':
      return createHash(algorithm).update(bytes).digest('base64');
    default:
      throw notImplemented(`the checksum ${algorithm}`);
  }
}

/**
 * Check every checksum among the headers (and trailers) of a body.
 * @returns how many there were: DeleteObjects demands one
 * @throws S3Error BadDigest
 */
export function checkChecksums(bytes: Uint8Array, headers: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const [name, value] of Object.entries(headers)) {
    const algorithm = /^x-amz-checksum-(?!algorithm$|type$|mode$)(.+)$/.exec(name)?.[1];
    const expected = name === 'content-md5' ? md5(bytes).toString('base64') : algorithm && checksum(algorithm, bytes);
    if (!expected) continue;
    count++;
    if (value !== expected) {
      throw new S3Error(400, 'BadDigest', `The ${name} you specified did not match what we received.`);
    }
  }
  return count;
}

function bigEndian(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
}
