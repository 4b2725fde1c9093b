// What the next version is made of: the published one, as far as it is whole, or the sources alone. Whatever keeps articles
// out of the next version without their being deleted is refused or said.

import { COMPANIONS, type Manifest, objectKey, pointerKey } from '../../engine/index/manifest.ts';
import type { ObjectStore } from '../../engine/store/store.ts';
import type { BuildBase } from '../build/build.ts';
import type { Config } from '../config/load.ts';
import { counted } from '../format.ts';
import type { UpdateMode } from '../incremental/changes.ts';
import { RefusedError } from '../publish/gates.ts';
import { type BrokenObject, brokenObjects, requireObjects } from '../publish/objects.ts';
import { findOldFormats } from '../publish/old-formats.ts';
import { newestInHistory } from '../publish/versions.ts';

export interface BaseOptions {
  store: ObjectStore;
  config: Config;
  /** The current version; null when there is none, and when it cannot be read and is to be replaced. */
  previous: Manifest | null;
  mode: UpdateMode;
  rebuild: boolean;
  allowShrink: boolean;
  /** Tell whoever runs the command one line. */
  say(line: string): void;
}

/**
 * The version that the next one is made of; null where it is built of the sources alone.
 * @throws RefusedError when there is nothing to add to; CorruptIndexError when what is to stay is not all there
 */
export async function findBase(options: BaseOptions): Promise<BuildBase | null> {
  const { store, config, previous, mode, rebuild, allowShrink, say } = options;
  if (mode === 'add') {
    if (!previous) {
      if (allowShrink) return null;
      await refuseLostPointer(store, config.collection);
      await refuseOldFormat(store, config.collection);
      return null;
    }
    const broken = await brokenObjects(store, previous);
    const kept = withoutCompanions(previous, broken);
    if (broken.length > 0) await requireObjects(store, kept);
    const { timeZone } = previous.settings;
    if (timeZone !== config.timeZone)
      say(
        `The time zone is ${config.timeZone} now, but the articles that stay were dated in ${timeZone}; ` +
          'to date them anew, index all sources without --add.',
      );
    return { store, manifest: kept, mode, rebuild };
  }
  if (!previous || rebuild) return null;
  const broken = await brokenObjects(store, previous);
  const lost = broken.find(({ object }) => !isCompanion(previous, object));
  if (!lost) return { store, manifest: withoutCompanions(previous, broken), mode, rebuild };
  // What a store has lost is written again, so all of it is built.
  say(builtAnew(`${objectKey(config.collection, lost.object)} ${lost.trouble}`));
  return null;
}

const isCompanion = ({ companions }: Manifest, object: string): boolean =>
  Object.values(companions ?? {}).some((companion) => companion.object === object);

/** A version without the companions that the store has lost: they are made anew of its segments. */
function withoutCompanions(manifest: Manifest, broken: readonly BrokenObject[]): Manifest {
  const isBroken = (object: string): boolean => broken.some((one) => one.object === object);
  const { companions: all = {}, duplicates, ...rest } = manifest;
  const companions: Manifest['companions'] = {};
  for (const name of COMPANIONS) if (all[name] && !isBroken(all[name].object)) companions[name] = all[name];
  // What is known of near-duplicates says little without the object that names them.
  const isKnown = duplicates && (!all.duplicates || companions.duplicates);
  return { ...rest, companions, ...(isKnown ? { duplicates } : {}) };
}

/** The line that says why unchanged articles are indexed again. @param damage in words */
export const builtAnew = (damage: string): string =>
  `Everything is built anew, since the published version is damaged: ${damage}`;

/** A version of the new articles alone must not take the place of one that only the pointer has lost. */
async function refuseLostPointer(store: ObjectStore, collection: string): Promise<void> {
  const lost = await newestInHistory(store, collection);
  if (!lost) return;
  throw new RefusedError(
    `there is nothing to add to: ${pointerKey(collection)} is missing in ${store.url}, but the history has version ` +
      `${lost.version} with ${counted(lost.documents, 'article')}; go back to it with: xunwen rollback ${lost.version}, ` +
      'index all articles once without --add, or start anew with --allow-shrink',
  );
}

/**
 * A format of its own is a store of its own: what an earlier one holds cannot be added to, and a version of the new
 * articles alone must not take its place unnoticed.
 */
async function refuseOldFormat(store: ObjectStore, collection: string): Promise<void> {
  const [old] = await findOldFormats(store, collection);
  if (!old) return;
  throw new RefusedError(
    `there is nothing to add to: ${store.url} has the collection "${collection}" in an earlier format ` +
      `(${old.folder}) only; index all articles once without --add, or start anew with --allow-shrink`,
  );
}
