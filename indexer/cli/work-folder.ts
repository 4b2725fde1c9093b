// The temporary folder that a build works in. It is gone afterwards however the command ends: done, failed, or
// interrupted; what a killed one leaves behind, the next one removes.

import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { XunwenError } from '../../engine/errors.ts';
import type { Io } from './io.ts';
import { GONE, removeLeftBehind, signFolder, WORK_FOLDER_PREFIX } from './left-behind.ts';

/** Codes of the file system that mean: no room in here. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'ENOENT']);

/**
 * Run `work` with a fresh folder, empty but for the file that says whose it is, and remove the folder afterwards.
 * @throws XunwenError naming the folder and TMPDIR when the folder cannot be made or its disk is full
 */
export async function withWorkFolder<T>(io: Io, work: (folder: string) => Promise<T>): Promise<T> {
  for (const gone of await removeLeftBehind(io.temporary))
    io.stderr.write(`Removed ${gone}, which a run that was killed had left behind.\n`);
  let folder: string;
  try {
    // At once with what removes it: a signal in between would leave it.
    folder = mkdtempSync(join(io.temporary, WORK_FOLDER_PREFIX));
  } catch (error) {
    throw NO_ROOM.has(codeOf(error)) ? noRoom(io.temporary, error) : error;
  }
  const remove = (): void => {
    // Under another name first: a thread that is still at work cannot put another file in while it is emptied.
    const gone = folder + GONE;
    if (existsSync(folder)) renameSync(folder, gone);
    rmSync(gone, { recursive: true, force: true, maxRetries: 3 });
  };
  io.cleanups.add(remove);
  try {
    signFolder(folder);
    return await work(folder);
  } catch (error) {
    throw isFullDisk(error) ? noRoom(folder, error) : error;
  } finally {
    io.cleanups.delete(remove);
    remove();
  }
}

/** Only the bare error of the file system: a store's own full disk already has its own words. */
const isFullDisk = (error: unknown): boolean =>
  !(error instanceof XunwenError) && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error));

const noRoom = (folder: string, cause: unknown): XunwenError =>
  new XunwenError(
    codeOf(cause) === 'EFBIG'
      ? `cannot work in ${folder} (EFBIG: a file may not grow that large); raise the limit (ulimit -f), or set TMPDIR to a file system that allows it`
      : `cannot work in ${folder} (${codeOf(cause)}); set TMPDIR to a folder on a disk with room, about 3x the articles' text`,
    { cause },
  );

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
