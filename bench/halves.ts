// Constants are chosen on one half of the judged queries and reported on the other. The halves are fixed
// by the documents: all questions about one document fall on one side, so none is tuned on and tested.

import { createHash } from 'node:crypto';
import { UsageError } from '../engine/errors.ts';

export type Half = 'tuning' | 'held-out';

/** What is asked: one half, or both. */
export type Halves = Half | 'all';

/**
 * The half of a query: by the last bit of the SHA-256 of its first relevant document's id, 0 is `tuning`.
 * @param document the id in the set's own files, so that a set mixed with others is split as it is alone
 */
export function halfOf(document: string): Half {
  const hash = createHash('sha256').update(document).digest();
  return (hash[hash.length - 1] & 1) === 0 ? 'tuning' : 'held-out';
}

/** The value of `--half`. @throws UsageError for any other word */
export function parseHalves(half: string): Halves {
  if (half === 'all' || half === 'tuning' || half === 'held-out') return half;
  throw new UsageError(`--half ${half} is not one of tuning, held-out, all`);
}
