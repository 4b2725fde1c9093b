// Whether the suggestions of the version before are still right: they are while no title came, went or moved, and while so few
// articles changed that words are hardly more or less frequent. Titles are a digest, since none may outlive its article.

import { createHash } from 'node:crypto';
import { CorruptIndexError, NotFoundError } from '../../engine/errors.ts';
import { checkedBytes, withChecksum } from '../../engine/index/checksum.ts';
import type { Companion } from '../../engine/index/companion.ts';
import { liveDocuments, type SegmentManifest } from '../../engine/index/manifest.ts';
import type { ReadObject } from '../build/built-objects.ts';

/** What suggestions were made of. */
export interface MadeOf {
  /** See `digestOf`. */
  titles: string;
  /** Live documents by the object of their segment. */
  segments: Record<string, number>;
}

/** Share of a version's articles that its words' frequencies may know nothing of, or still count. */
const MOST_CHANGED = 0.02;

/** Titles that are hashed at once. */
const BATCH = 1000;

/** Hex digits over titles in their order: which are suggested, and how they are written, depends on all of it. */
export function digestOf(titles: Iterable<string>): string {
  const hash = createHash('sha256');
  let batch: string[] = [];
  const flush = (): void => {
    hash.update(JSON.stringify(batch));
    batch = [];
  };
  for (const title of titles) if (batch.push(title) === BATCH) flush();
  flush();
  return hash.digest('hex');
}

/** @param titles that may be suggested */
export const madeOf = (titles: Iterable<string>, segments: readonly SegmentManifest[]): MadeOf => ({
  titles: digestOf(titles),
  segments: Object.fromEntries(segments.map((segment) => [segment.object, liveDocuments(segment)])),
});

export const packMadeOf = (made: MadeOf): Uint8Array => withChecksum(Buffer.from(JSON.stringify(made)));

/** @returns null of suggestions that an earlier release made, and of damaged or lost ones: they have to be made anew */
export async function readMadeOf({ object, sections }: Companion, read: ReadObject): Promise<MadeOf | null> {
  const at = sections['made-of'];
  if (!at) return null;
  try {
    const bytes = checkedBytes(await read(object, at.offset, at.length), `section "made-of" of ${object}`);
    return JSON.parse(Buffer.from(bytes).toString());
  } catch (error) {
    if (error instanceof CorruptIndexError || error instanceof NotFoundError) return null;
    throw error;
  }
}

/** Whether what was made of `before` may stand for `now`. */
export function mayBeKept(before: MadeOf, now: MadeOf): boolean {
  if (before.titles !== now.titles) return false;
  const objects = new Set([...Object.keys(before.segments), ...Object.keys(now.segments)]);
  let documents = 0;
  let changed = 0;
  for (const object of objects) {
    const live = now.segments[object] ?? 0;
    documents += live;
    changed += Math.abs(live - (before.segments[object] ?? 0));
  }
  return changed <= MOST_CHANGED * documents;
}
