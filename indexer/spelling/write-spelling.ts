// Making the spelling companion as a piece of work that any thread can do: what it takes and gives can be sent.

import type { Companion } from '../../engine/index/companion.ts';
import type { SegmentManifest } from '../../engine/index/manifest.ts';
import type { ObjectReader } from '../../engine/store/store.ts';
import { createObjectReader } from '../build/built-objects.ts';
import { writeCompanion } from '../build/companion-writer.ts';
import type { BuiltFile } from '../publish/publish.ts';
import { spellingSections } from './spelling-companion.ts';

/** Make the spelling companion of segments whose files are all here, or in a store. */
export interface SpellingOrder {
  kind: 'spelling';
  collection: string;
  segments: readonly SegmentManifest[];
  files: readonly BuiltFile[];
  /** Existing folder of the build. */
  folder: string;
}

export interface WrittenSpelling {
  companion: Companion;
  file: BuiltFile;
}

/**
 * @param store of the segments that are not among the files; null where all are
 * @returns null where a segment does not say what is in it, or there is none
 */
export async function writeSpelling(
  { collection, segments, files, folder }: SpellingOrder,
  store: ObjectReader | null,
): Promise<WrittenSpelling | null> {
  const sections = await spellingSections(segments, createObjectReader(collection, files, store));
  return sections && writeCompanion(folder, 'spelling', sections);
}

/** Whether every segment is among the files, so that a thread without the store can do it. */
export const isHere = ({ segments, files }: SpellingOrder): boolean =>
  segments.every(({ object }) => files.some((file) => file.object === object));
