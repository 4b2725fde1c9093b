// Several questions to the same collections at once, beside the one that they are asked for: each has sessions of its own,
// and together they cost the rounds of the longest.

import { returnAccumulators } from '../index/accumulators.ts';
import { createReadSession } from '../index/reads.ts';
import type { ShardSource } from './shard.ts';

/**
 * Nothing of them goes on when it has failed.
 * @throws what the first that failed throws
 */
export async function atOnce<T extends readonly unknown[]>(
  sources: readonly ShardSource[],
  asks: readonly [...{ [K in keyof T]: (own: readonly ShardSource[]) => Promise<T[K]> }],
): Promise<T> {
  const own = asks.map(() =>
    sources.map((source) => ({ ...source, session: createReadSession(source.session.signal) })),
  );
  const done = await Promise.allSettled(asks.map((ask, i) => ask(own[i])));
  sources.forEach(({ session }, place) => {
    const sessions = own.map((some) => some[place].session);
    for (const one of sessions) {
      returnAccumulators(one);
      session.requests += one.requests;
      session.bytes += one.bytes;
    }
    session.rounds += Math.max(0, ...sessions.map(({ rounds }) => rounds));
  });
  const answers = done.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  return answers as readonly unknown[] as T;
}
