// Work folders of runs that were killed: as large as the articles, and nobody else would ever remove them. A folder goes
// only when a file in it names a process of this very machine that has ended; a process that has ended never comes back,
// so nothing that is in use can go.

import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../engine/store/file-lock.ts';

/** What `mkdtemp` makes of it: followed by six characters. */
export const WORK_FOLDER_PREFIX = 'xunwen-';
/** Behind the name of a folder that is being removed, whoever does it. */
export const GONE = '-gone';

const WORK_FOLDER = /^xunwen-[A-Za-z0-9]{6}(-gone)?$/;
/** A folder that is being removed changes until it is gone; when it has not for so long, nobody is at it any more. */
const REMOVED_WITHIN_MS = 3_600_000;

const OWNER_FILE = 'owner.json';

interface Owner {
  pid: number;
  /** Where the number means this process. */
  machine: string;
}

/** Say in a work folder whose it is; until then nobody else will remove it. */
export function signFolder(folder: string): void {
  const owner: Owner = { pid: process.pid, machine: machineName() };
  writeFileSync(join(folder, OWNER_FILE), JSON.stringify(owner), { flag: 'wx' });
}

/**
 * Remove the work folders that killed runs of this user left behind. Any number of processes may do so at once, beside
 * others that make and use such folders. What cannot be removed stays.
 * @param temporary the folder that work folders are made in
 * @returns the folders that are gone now
 */
export async function removeLeftBehind(temporary: string): Promise<string[]> {
  const removed: string[] = [];
  const entries = await readdir(temporary, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory() || !WORK_FOLDER.test(entry.name)) continue;
    const folder = join(temporary, entry.name);
    const isGone = entry.name.endsWith(GONE);
    const gone = isGone ? folder : folder + GONE;
    try {
      if (!(await isOwn(folder)) || !(await isAbandoned(folder, isGone))) continue;
      // Of several that see it abandoned one gets to rename it.
      if (!isGone) await rename(folder, gone);
      await rm(gone, { recursive: true, force: true });
      removed.push(folder);
    } catch {
      // Somebody else was faster, or it may not be removed: neither is a reason not to do what was asked for.
    }
  }
  return removed;
}

const isOwn = async (folder: string): Promise<boolean> => {
  const user = process.getuid?.();
  return user === undefined || (await stat(folder)).uid === user;
};

/**
 * @param isGone it was being removed, and may have lost the file that says whose it is
 * @throws when a folder does not say whose it is
 */
async function isAbandoned(folder: string, isGone: boolean): Promise<boolean> {
  const signature = join(folder, OWNER_FILE);
  if (isGone && !existsSync(signature)) return Date.now() - (await stat(folder)).mtimeMs > REMOVED_WITHIN_MS;
  const { pid, machine } = JSON.parse(await readFile(signature, 'utf8')) as Partial<Owner>;
  return typeof pid === 'number' && pid > 0 && machine === machineName() && !isAlive(pid);
}

/**
 * What tells apart where process numbers are given out: the host, and on Linux its boot and the namespace too, since
 * containers share names and folders. After a restart nobody knows, so what was left before it stays.
 */
function machineName(): string {
  const boot = '/proc/sys/kernel/random/boot_id';
  const namespace = '/proc/self/ns/pid';
  const linux = existsSync(boot) ? ` ${readFileSync(boot, 'utf8').trim()} ${readlinkSync(namespace)}` : '';
  return hostname() + linux;
}
