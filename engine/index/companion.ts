// Companions: objects that stand beside the segments of a version and are made anew of all its articles by each build
// (suggestions, groups of duplicates), since they say what no segment can know alone. A companion is sections one after
// another; where each lies is in the manifest, so that a reader plans its reads without a read. Each section carries
// checksums of its own for what is read on its own.

import { type Companion, type CompanionName, type Manifest, objectKey, type SectionRange } from './manifest.ts';
import type { Part, SegmentSource } from './reads.ts';

export type { Companion, CompanionName };

/** A companion to read from. */
export interface CompanionSource {
  readonly source: SegmentSource;
  readonly sections: Readonly<Record<string, SectionRange>>;
}

/** What a version has of this name; null where it was built without. */
export function companionOf(manifest: Manifest, name: CompanionName): CompanionSource | null {
  const companion = manifest.companions?.[name];
  if (!companion) return null;
  return {
    source: { key: objectKey(manifest.collection, companion.object), resident: null },
    sections: companion.sections,
  };
}

/**
 * A stretch of a section, as SegmentReads fetch it.
 * @param offset bytes from the start of the section
 * @param expansion memory of the decoded value per stored byte, about
 */
export function companionPart<T>(
  { source, sections }: CompanionSource,
  section: string,
  offset: number,
  length: number,
  decode: (bytes: Uint8Array) => T,
  expansion = 1,
): Part<T> {
  return { source, offset: sections[section].offset + offset, length, decode, expansion };
}
