// The server's signature check, held to the examples that AWS publishes with their signatures:
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html (and -trailers)

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decodeBody } from './body.ts';
import { checksum, crc32c } from './checksums.ts';
import { S3Error } from './errors.ts';
import { sha256Hex, verifySignature } from './signature.ts';
import type { Identity, S3Request } from './types.ts';

const IDENTITY: Identity = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2013, 4, 24), toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** A request as the examples have it; `headers` are the signed ones without the three that all share. */
function example(method: string, rawPath: string, payload: string, signature: string, headers: object): S3Request {
  const all: Record<string, string> = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': payload,
    'x-amz-date': '20130524T000000Z',
    ...headers,
  };
  const credential = `${IDENTITY.accessKeyId}/20130524/us-east-1/s3/aws4_request`;
  const signed = Object.keys(all).sort().join(';');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${signed},Signature=${signature}`;
  return { method, rawPath, bucket: '', key: '', query: new Map(), headers: { ...all, authorization } };
}

const verify = (request: S3Request) => verifySignature(request, [IDENTITY], 'us-east-1');

const GET = example(
  'GET',
  '/test.txt',
  sha256Hex(''),
  'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  { range: 'bytes=0-9' },
);

describe('published examples', () => {
  test('GET Object', () => {
    expect(verify(GET).identity).toBe(IDENTITY);
  });

  test('PUT Object, whose key has a dollar sign', () => {
    const body = Buffer.from('Welcome to Amazon S3.');
    const signature = '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd';
    const request = example('PUT', '/test$file.text', sha256Hex(body), signature, {
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    });
    expect(decodeBody(body, request, verify(request)).bytes).toEqual(body);
    expect(() => decodeBody(Buffer.from('Welcome to Amazon S4.'), request, verify(request))).toThrow(S3Error);
  });

  test('GET Bucket, whose parameters are sorted', () => {
    const signature = '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7';
    const request = example('GET', '/', sha256Hex(''), signature, {});
    const query = new Map([
      ['prefix', 'J'],
      ['max-keys', '2'],
    ]);
    expect(verify({ ...request, query }).identity).toBe(IDENTITY);
  });

  const CHUNKED = {
    host: 's3.amazonaws.com',
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': '66560',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  };
  const signedChunks = example(
    'PUT',
    '/examplebucket/chunkObject.txt',
    'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    { ...CHUNKED, 'content-length': '66824' },
  );
  const chunk = (size: number, signature: string, letter = 'a'): string =>
    `${size.toString(16)};chunk-signature=${signature}\r\n${letter.repeat(size)}${size > 0 ? '\r\n' : ''}`;
  const first = chunk(65536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648');
  const second = chunk(1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497');
  const last = `${chunk(0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9')}\r\n`;

  test('PUT Object in signed chunks', () => {
    const verified = verify(signedChunks);
    const body = decodeBody(Buffer.from(first + second + last), signedChunks, verified);
    expect(body.bytes.equals(Buffer.alloc(66560, 'a'))).toBe(true);
  });

  test.each([
    ['changed', first.replace('aa', 'ab') + second + last],
    ['dropped', first + last],
    ['swapped', second + first + last],
    ['cut short', first + second.slice(0, 500)],
    ['without an end', first + second],
  ])('signed chunks that are %s are refused', (_, body) => {
    const verified = verify(signedChunks);
    expect(() => decodeBody(Buffer.from(body), signedChunks, verified)).toThrow(S3Error);
  });

  const withTrailer = example(
    'PUT',
    '/examplebucket/chunkObject.txt',
    'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    { ...CHUNKED, 'x-amz-trailer': 'x-amz-checksum-crc32c' },
  );
  const trailerBody = (value: string): Buffer =>
    Buffer.from(
      chunk(65536, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2') +
        chunk(1024, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7') +
        chunk(0, '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992') +
        `x-amz-checksum-crc32c:${value}\r\n` +
        'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
    );

  test('PUT Object in signed chunks with a signed trailer', () => {
    const verified = verify(withTrailer);
    expect(decodeBody(trailerBody('sOO8/Q=='), withTrailer, verified)).toMatchObject({ checksums: 1 });
    expect(() => decodeBody(trailerBody('sOO8/A=='), withTrailer, verified)).toThrow(S3Error);
  });
});

describe('strictness', () => {
  const spoiled = (change: Partial<S3Request>, headers: Record<string, string> = {}): S3Request => ({
    ...GET,
    ...change,
    headers: { ...GET.headers, ...headers },
  });

  test.each([
    ['another method', spoiled({ method: 'PUT' }), 'SignatureDoesNotMatch'],
    ['another key', spoiled({ rawPath: '/test.tx' }), 'SignatureDoesNotMatch'],
    ['a further parameter', spoiled({ query: new Map([['acl', '']]) }), 'SignatureDoesNotMatch'],
    ['another range', spoiled({}, { range: 'bytes=0-8' }), 'SignatureDoesNotMatch'],
    ['an unsigned x-amz- header', spoiled({}, { 'x-amz-acl': 'public-read' }), 'AccessDenied'],
    ['another date', spoiled({}, { 'x-amz-date': '20130524T000001Z' }), 'SignatureDoesNotMatch'],
    ['a date that is none', spoiled({}, { 'x-amz-date': '20130524' }), 'AccessDenied'],
    ['no authorization', spoiled({}, { authorization: '' }), 'AccessDenied'],
    ['an older signature version', spoiled({}, { authorization: 'AWS key:sig' }), 'AuthorizationHeaderMalformed'],
    ['a token that nobody gave', spoiled({}, { 'x-amz-security-token': 't' }), 'AccessDenied'],
  ])('%s is refused', (_, request, code) => {
    expect(() => verify(request)).toThrow(expect.objectContaining({ code }));
  });

  test('an hour later the same request is too old', () => {
    vi.setSystemTime(Date.UTC(2013, 4, 24, 1));
    expect(() => verify(GET)).toThrow(expect.objectContaining({ code: 'RequestTimeTooSkewed' }));
  });

  test('no change of the authorization header is believed', () => {
    const authorization = String(GET.headers.authorization);
    const edit = fc.tuple(fc.nat(authorization.length - 1), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(edit, ([at, text]) => {
        const changed = authorization.slice(0, at) + text + authorization.slice(at + 1);
        fc.pre(changed.replace(/,\s*/g, ',') !== authorization);
        expect(() => verify(spoiled({}, { authorization: changed }))).toThrow(S3Error);
      }),
    );
  });

  test('chunked bodies that are noise are refused, never half accepted', () => {
    const verified = { ...verify(GET), payload: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' };
    const piece = fc.constantFrom('\r\n', '0', '3', 'abc', ';', 'x-amz-checksum-crc32:', ':', 'ff', '-1', ' ');
    const request = spoiled({}, { 'x-amz-decoded-content-length': '3', 'x-amz-trailer': 'x-amz-checksum-crc32' });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const decode = () => decodeBody(Buffer.from(pieces.join('')), request, verified);
        expect(decode).toThrow(S3Error);
      }),
    );
  });
});

describe('checksums', () => {
  test('known values', () => {
    const text = Buffer.from('123456789');
    expect(crc32c(text)).toBe(0xe3069283);
    expect(checksum('crc32', text)).toBe(Buffer.from('cbf43926', 'hex').toString('base64'));
    expect(checksum('sha256', Buffer.alloc(0))).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
  });
});
