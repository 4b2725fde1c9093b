// Mutual exclusion between processes that write to the same directory, by a lock file. It is held for
// a check and a rename, milliseconds; so a lock that outlived its process or a long time is stale.

import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailableError } from '../errors.ts';
import { errorCode } from './file-errors.ts';

/** No writer holds a lock this long, milliseconds. */
const STALE_MS = 30_000;
/** How long to wait for another writer, milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * Run `action` while holding the lock file at `path`.
 * @param action is given a check to call before its last step: it throws when the lock was taken away
 *   because this process was stopped for too long
 * @throws StoreUnavailableError when another writer does not let go; names the file to remove
 */
export async function withFileLock<T>(
  path: string,
  action: (stillHeld: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const token = `${process.pid} ${hostname()} ${randomUUID()}`;
  await acquire(path, token);
  const held = async (): Promise<boolean> => (await readLock(path)) === token;
  try {
    return await action(async () => {
      if (!(await held())) throw new StoreUnavailableError(`${path}: another writer took over; try again`);
    });
  } finally {
    if (await held()) await rm(path, { force: true });
  }
}

async function acquire(path: string, token: string): Promise<void> {
  const giveUp = Date.now() + PATIENCE_MS;
  while (!(await createExclusively(path, token))) {
    if (Date.now() > giveUp) {
      throw new StoreUnavailableError(`${path}: another writer holds the store; if none runs, remove this file`);
    }
    if (await isStale(path)) await breakLock(path, token);
    else await sleep(5 + Math.random() * 15);
  }
}

async function createExclusively(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readLock(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  const content = await readLock(path);
  if (content === null) return false;
  const [pid, host] = content.split(' ');
  if (host === hostname() && !isAlive(Number(pid))) return true;
  try {
    return Date.now() - (await stat(path)).mtimeMs > STALE_MS;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Whether a process of this machine has not ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

/**
 * Remove a stale lock. Of several that saw it stale only the one that creates the second file looks
 * again and removes, so that nobody removes the lock of the next holder. The second file of a process
 * that was killed while it broke a lock is stale by the same rule; should two remove that at once, the
 * check that `withFileLock` gives its action still keeps them apart.
 */
async function breakLock(path: string, token: string): Promise<void> {
  const breaker = `${path}.break`;
  if (!(await createExclusively(breaker, token))) {
    if (await isStale(breaker)) await rm(breaker, { force: true });
    else await sleep(20);
    return;
  }
  try {
    if (await isStale(path)) await rm(path, { force: true });
  } finally {
    await rm(breaker, { force: true });
  }
}
