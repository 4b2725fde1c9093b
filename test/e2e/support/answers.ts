// Looking at answers as they came, byte for byte.

import type { SearchResponse } from '../../../engine/search/contract.ts';
import type { LogEntry } from '../../s3-server/server.ts';

/**
 * The text of `hits` in an answer of /search, as it stands there.
 * @throws Error when the text is no such answer
 */
export function rawHits(body: string): string {
  const { hits } = JSON.parse(body) as SearchResponse;
  const text = JSON.stringify(hits);
  // Numbers and escapes have one form only in what JSON.stringify wrote, so this finds the very bytes or nothing.
  if (!body.includes(`"hits":${text},"facets":`)) throw new Error(`hits are not written as expected: ${body}`);
  return text;
}

/** The ids of an answer's hits, in their order. */
export const idsOf = (body: string): string[] => (JSON.parse(body) as SearchResponse).hits.map(({ id }) => id);

/** Reads of segments that were not of a part smaller than the whole; empty when all is well. */
export function wholeReads(log: readonly LogEntry[], sizeOf: (key: string) => number): string[] {
  const reads = log.filter(({ method, key }) => method === 'GET' && key.endsWith('.seg'));
  return reads
    .filter(({ key, range }) => {
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
      return from === undefined || Number(to) - Number(from) + 1 >= sizeOf(key);
    })
    .map(({ key, range }) => `${key} ${range}`);
}
