// Credentials for S3 without the SDK: from the environment, read anew for every request, because
// Lambda replaces them while a process lives.

import { AccessDeniedError } from '../errors.ts';
import type { S3Environment } from './s3-endpoint.ts';

export interface S3Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/** Gives the credentials of the moment; called before every request. */
export type S3CredentialsProvider = () => S3Credentials | Promise<S3Credentials>;

/**
 * Credentials from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
 * The provider throws AccessDeniedError that names what is not set.
 */
export function environmentCredentials(environment: S3Environment): S3CredentialsProvider {
  return () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
    if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
      const missing = [
        ...(AWS_ACCESS_KEY_ID ? [] : ['AWS_ACCESS_KEY_ID']),
        ...(AWS_SECRET_ACCESS_KEY ? [] : ['AWS_SECRET_ACCESS_KEY']),
      ];
      throw new AccessDeniedError(
        `no S3 credentials: ${missing.join(' and ')} not set (and AWS_SESSION_TOKEN for temporary ones)`,
      );
    }
    return {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN || undefined,
    };
  };
}
