// The test's own S3 with a bucket for articles, and what tests do to it: fail, look, and put back.

import { ANALYSIS, FORMAT } from '../../../engine/index/manifest.ts';
import { environmentOf, type S3Server, startS3Server } from '../../s3-server/server.ts';
import type { S3Request } from '../../s3-server/types.ts';

export const BUCKET = 'articles';
export const STORE = `s3://${BUCKET}/index`;
/** Where the store's collection lies in the bucket. */
export const FOLDER = `index/articles/f${FORMAT}-a${ANALYSIS}`;
export const POINTER = `${FOLDER}/current.json`;

export interface Storage {
  server: S3Server;
  /** What a process needs to use it: the command line and the function alike. */
  environment: Record<string, string>;
}

export async function startStorage(): Promise<Storage> {
  const server = await startS3Server({ buckets: [BUCKET] });
  return { server, environment: { ...environmentOf(server), XUNWEN_STORE: STORE, XUNWEN_COLLECTION: 'articles' } };
}

/** The objects of the bucket by key. */
export function objectsOf(server: S3Server) {
  const bucket = server.objects.get(BUCKET);
  if (!bucket) throw new Error(`the test server has no bucket ${BUCKET}`);
  return bucket.objects;
}

export const segmentsOf = (server: S3Server): string[] =>
  [...objectsOf(server).keys()].filter((key) => key.endsWith('.seg')).sort();

/** Remember what the bucket holds; the answer puts it back. */
export function snapshot(server: S3Server): () => void {
  const objects = objectsOf(server);
  const kept = [...objects].map(([key, stored]) => [key, { ...stored }] as const);
  return () => {
    objects.clear();
    for (const [key, stored] of kept) objects.set(key, { ...stored });
  };
}

/** Everything in the bucket was written so long ago. */
export function age(server: S3Server, milliseconds: number): void {
  for (const stored of objectsOf(server).values()) stored.modified = new Date(Date.now() - milliseconds);
}

export const isWrite = ({ method }: { method: string }): boolean => method !== 'GET' && method !== 'HEAD';

/** Every request is refused once: half of all requests fail, and a second try always works. */
export function everySecondFails(): (
  request: S3Request,
) => { kind: 'status'; status: number; code: string } | undefined {
  const refused = new Set<string>();
  return ({ method, key, query, headers }) => {
    const name = `${method} ${key} ${[...query]} ${headers.range}`;
    if (refused.delete(name)) return undefined;
    refused.add(name);
    return { kind: 'status', status: 503, code: 'SlowDown' };
  };
}
