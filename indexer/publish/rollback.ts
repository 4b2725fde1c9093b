// Going back to an earlier version: a move of the pointer, after making sure that everything the
// earlier version needs is still there.

import { XunwenError } from '../../engine/errors.ts';
import { type Manifest, pointerKey } from '../../engine/index/manifest.ts';
import type { ObjectStore } from '../../engine/store/store.ts';
import { requireObjects } from './objects.ts';
import { keepInHistory, movePointer, noIndex } from './pointer.ts';
import { type HistoryEntry, readHistory } from './versions.ts';

export interface Rollback {
  /** The version before; null when there was no pointer that could be read. */
  from: string | null;
  to: Manifest;
}

/**
 * Point the collection at an earlier version.
 * @param version default: the one created before the current one
 * @throws NoIndexError when nothing was ever published; XunwenError when there is no such version, or the
 *   pointer cannot be read, or is missing, and no version is named; CorruptIndexError when the version's objects are not all
 *   there; PreconditionFailedError when somebody published meanwhile. In all of these the pointer is
 *   as it was.
 */
export async function rollback(store: ObjectStore, collection: string, version?: string): Promise<Rollback> {
  const { pointer, current, problem, entries } = await readHistory(store, collection);
  if (!pointer && entries.length === 0) throw noIndex(store, collection);
  let to: Manifest;
  if (version !== undefined) {
    to = named(entries, version, collection);
  } else {
    if (!current) {
      const why = problem?.message ?? `${pointerKey(collection)} is missing; xunwen rollback VERSION goes back`;
      throw new XunwenError(`${why}; "xunwen versions" lists the versions that can be named`);
    }
    to = before(entries, current);
  }
  if (current?.version === to.version) throw new XunwenError(`version ${to.version} is already the current one`);
  await requireObjects(store, to);
  // Young again before anything points to it, so that a gc that starts now leaves its objects.
  await keepInHistory(store, collection, to);
  await movePointer(store, collection, pointer, to);
  return { from: current?.version ?? null, to };
}

function before(entries: readonly HistoryEntry[], current: Manifest): Manifest {
  const found = entries.find(({ manifest }) => manifest && manifest.created < current.created);
  if (!found?.manifest) {
    throw new XunwenError(
      `there is no version before ${current.version} to go back to; see "xunwen versions", or name one: xunwen rollback VERSION`,
    );
  }
  return found.manifest;
}

function named(entries: readonly HistoryEntry[], version: string, collection: string): Manifest {
  const found = entries.find((entry) => entry.version === version);
  if (found?.manifest) return found.manifest;
  if (found?.problem) throw new XunwenError(`version ${version} cannot be read: ${found.problem}`);
  const known = entries.filter(({ manifest }) => manifest).map((entry) => entry.version);
  throw new XunwenError(
    `no version "${version}" of the collection "${collection}" (there are: ${known.join(', ') || 'none'})`,
  );
}
