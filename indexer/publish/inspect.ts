// The structural checks of a segment and of its deletions: what they say themselves is what the manifest says of
// them, and what the manifest carries of them can be opened.

import { CorruptIndexError } from '../../engine/errors.ts';
import { describeDeletions, wholeDeletionsPart } from '../../engine/index/deletions.ts';
import { type Companion, objectKey, type SegmentManifest } from '../../engine/index/manifest.ts';
import { describeSegment } from '../../engine/index/segment.ts';
import { readTail } from '../../engine/index/segment-file.ts';
import type { ObjectReader } from '../../engine/store/store.ts';

/** More than any section table needs. */
const TAIL_BYTES = 64 * 1024;

/**
 * Check a segment's frame against its manifest.
 * @throws CorruptIndexError, UnsupportedFormatError naming the segment and the section
 */
export async function inspectSegment(store: ObjectReader, collection: string, segment: SegmentManifest): Promise<void> {
  const key = objectKey(collection, segment.object);
  describeSegment(collection, segment, 0, null);
  const length = Math.min(TAIL_BYTES, segment.bytes);
  const tail = await store.getRange(key, segment.bytes - length, length);
  const table = readTail(tail, segment.bytes, key);
  for (const [name, { offset, length }] of Object.entries(segment.sections)) {
    const found = table[name];
    if (found?.offset === offset && found.length === length) continue;
    const place = found ? `at ${found.offset}, ${found.length} bytes long` : 'missing';
    throw new CorruptIndexError(`${key}: section "${name}" is ${place}; its manifest says ${offset}, ${length} bytes`);
  }
}

/**
 * Check the deletions of a segment, if it has any: all of their pages can be read, and name documents of the segment.
 * @throws CorruptIndexError naming the object
 */
export async function inspectDeletions(
  store: ObjectReader,
  collection: string,
  { documents, deletions }: SegmentManifest,
): Promise<void> {
  if (!deletions) return;
  const key = objectKey(collection, deletions.object);
  const part = wholeDeletionsPart(describeDeletions(collection, deletions, null));
  const { deleted } = part.decode(await store.getRange(key, part.offset, part.length));
  const last = deleted?.at(-1);
  if (last !== undefined && last >= documents)
    throw new CorruptIndexError(`${key} deletes document ${last} of a segment of ${documents}`);
}

/**
 * Check that the sections which a manifest says of a companion lie within it.
 * @throws CorruptIndexError naming the object and the section
 */
export function inspectCompanion(collection: string, { object, bytes, sections }: Companion): void {
  for (const [name, { offset, length }] of Object.entries(sections)) {
    if (offset >= 0 && length >= 0 && offset + length <= bytes) continue;
    const key = objectKey(collection, object);
    throw new CorruptIndexError(`${key}: section "${name}" is said to end at ${offset + length} of ${bytes} bytes`);
  }
}
