// Which documents of a version are near-duplicates of one another: a table of the few that are, made anew by each build
// of all live articles. A short one stands in the manifest, so that nobody reads it; a longer one is a companion, read
// along with the dictionary.
//
//   deflate(varint documents, per document in ascending order: varint distance from the one before, varint 0 where it
//   is the first of a group, else how many groups ago its own began, 1 for the last), u32 crc

import { deflateRawSync } from 'node:zlib';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import { checkedBytes, withChecksum } from './checksum.ts';
import { companionOf, companionPart } from './companion.ts';
import type { Manifest } from './manifest.ts';
import type { Part } from './reads.ts';
import { inflateChecked } from './sparse-terms.ts';

/** By document: the number of its group from 1 on, 0 for the many that are in none. */
export type DuplicateGroups = Uint32Array;

/** The section of the companion. */
export const GROUPS_SECTION = 'groups';

/** @param groups of at least two documents each */
export function packGroups(groups: DuplicateGroups): Uint8Array {
  const out = createByteWriter();
  const members: number[] = [];
  for (let document = 0; document < groups.length; document++) if (groups[document] !== 0) members.push(document);
  out.varint(members.length);
  /** By group: its place in the order of first documents, from 1 on. */
  const places = new Map<number, number>();
  let before = 0;
  for (const document of members) {
    out.varint(document - before);
    before = document;
    const place = places.get(groups[document]);
    out.varint(place === undefined ? 0 : places.size - place + 1);
    if (place === undefined) places.set(groups[document], places.size + 1);
  }
  return withChecksum(deflateRawSync(out.view(), { level: 9 }));
}

/**
 * @param documents of the version
 * @throws CorruptIndexError
 */
export function readGroups(packed: Uint8Array, documents: number, name: string): DuplicateGroups {
  const input = createByteReader(inflateChecked(checkedBytes(packed, name), name), name);
  const groups = new Uint32Array(documents);
  let begun = 0;
  let document = 0;
  for (let left = input.varint(); left > 0; left--) {
    document += input.varint();
    const ago = input.varint();
    const group = ago === 0 ? ++begun : begun - ago + 1;
    if (document >= documents || group < 1)
      throw new CorruptIndexError(`${name} names document ${document} in group ${group}; ${REPAIR}`);
    groups[document] = group;
  }
  return groups;
}

/** The read that the groups take; null where they stand in the manifest, or where there are none. */
export function groupsPart(manifest: Manifest): Part<DuplicateGroups> | null {
  const companion = companionOf(manifest, 'duplicates');
  if (!companion) return null;
  const { length } = companion.sections[GROUPS_SECTION];
  const decode = (bytes: Uint8Array) => readGroups(bytes, manifest.documents, companion.source.key);
  // A number for each document of the index, of which few are in the table.
  return companionPart(companion, GROUPS_SECTION, 0, length, decode, (4 * manifest.documents) / length);
}

/** The groups that stand in the manifest; null where none do. @throws CorruptIndexError */
export function inlineGroups({ duplicates, documents }: Manifest): DuplicateGroups | null {
  if (duplicates?.groups === undefined) return null;
  return readGroups(Buffer.from(duplicates.groups, 'base64'), documents, 'the table of duplicates in the manifest');
}
