// The structural check of a segment: its own section table is whole and says what the manifest says,
// and what the manifest carries of it can be opened.

import { CorruptIndexError } from '../../engine/errors.ts';
import { objectKey, type SegmentManifest } from '../../engine/index/manifest.ts';
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
