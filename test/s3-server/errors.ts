// The errors of S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

import type { S3Response } from './types.ts';
import { element, XML_HEAD } from './xml.ts';

/** An answer that is an error; handlers throw it. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;
  /** Further elements of the body: `Region`, `ActualObjectSize`. */
  readonly details: Readonly<Record<string, string>>;
  constructor(status: number, code: string, message: string, details: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export function errorResponse(error: S3Error, resource: string): S3Response {
  const fields = { Code: error.code, Message: error.message, ...error.details, Resource: resource, RequestId: 'test' };
  const inner = Object.entries(fields).map(([name, value]) => element(name, value));
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml' },
    body: `${XML_HEAD}<Error>${inner.join('')}</Error>`,
  };
}

export const noSuchKey = (key: string): S3Error =>
  new S3Error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });

export const accessDenied = (): S3Error => new S3Error(403, 'AccessDenied', 'Access Denied');

export const preconditionFailed = (condition: string): S3Error =>
  new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });

export const notImplemented = (what: string): S3Error =>
  new S3Error(501, 'NotImplemented', `The test server does not implement ${what}`);
