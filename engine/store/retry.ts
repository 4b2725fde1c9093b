// Tries again what may work a moment later. Full jitter: a random wait between zero and a bound that
// doubles, so that many clients that failed together do not come back together.
// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/

import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryPolicy {
  /** How often to try in all. */
  attempts: number;
  /** Bound of the first wait, milliseconds. */
  baseMs: number;
  /** Bound of every wait, milliseconds. */
  capMs: number;
  /** In [0, 1). */
  random: () => number;
}

export const RETRY: RetryPolicy = { attempts: 5, baseMs: 50, capMs: 1000, random: Math.random };

/** The wait before try number `attempt` + 1, milliseconds; the first try is number 1. */
export function backoffMs(policy: RetryPolicy, attempt: number): number {
  return policy.random() * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1));
}

/**
 * Run `action` until it succeeds, fails for good, or the policy's attempts are used up; then the last
 * error is thrown.
 * @param retryable says whether an error may go away
 * @param signal ends a wait at once; its reason is thrown
 */
export async function withRetries<T>(
  action: (attempt: number) => Promise<T>,
  retryable: (error: unknown) => boolean,
  policy: RetryPolicy = RETRY,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action(attempt);
    } catch (error) {
      if (attempt >= policy.attempts || !retryable(error)) throw error;
      await wait(backoffMs(policy, attempt), signal);
    }
  }
}

async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal ? { signal } : {});
  } catch {
    throw signal?.reason;
  }
}
