// What an answer says of the index that it comes from. Of several collections the names and versions are joined by
// commas, which neither of them has, so that whoever compares versions compares all; each is told by itself, too.

import type { Manifest } from '../index/manifest.ts';
import type { CollectionInfo, IndexInfo } from './contract.ts';

/** @param manifests at least one, in the order of the collections */
export function infoOf(manifests: readonly Manifest[]): IndexInfo {
  const all = manifests.map(
    ({ collection, version, documents }): CollectionInfo => ({ collection, version, documents }),
  );
  if (all.length === 1) return all[0];
  return {
    collection: all.map(({ collection }) => collection).join(','),
    version: all.map(({ version }) => version).join(','),
    documents: all.reduce((sum, { documents }) => sum + documents, 0),
    collections: all,
  };
}
