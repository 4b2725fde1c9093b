// What of a published version stays: articles are known by their ids, and unchanged when their stored rows are the
// same to the byte.

import type { StoredArticle } from '../../engine/index/stored-fields.ts';
import type { KnownArticles, Spool } from '../build/spool.ts';
import { liveLocals, type PublishedVersion } from './published.ts';

/**
 * `replace`: the sources are the whole collection, and what is not in them any more is deleted;
 * `add`: they are added to what there is, or take its place where they have its ids.
 */
export type UpdateMode = 'replace' | 'add';

export interface Changes {
  /** By segment: ascending numbers of the documents that are live no longer. */
  gone: number[][];
  /** How many articles came, have another content, went, and stay as they are. */
  counts: ChangeCounts;
}

export interface ChangeCounts {
  added: number;
  changed: number;
  deleted: number;
  unchanged: number;
}

/** The live articles of a version, segment by segment. */
export function knownArticles({ segments }: PublishedVersion): KnownArticles {
  const locals = segments.map((segment) => Uint32Array.from(liveLocals(segment)));
  const size = locals.reduce((sum, { length }) => sum + length, 0);
  const segmentOf = new Uint32Array(size);
  const localOf = new Uint32Array(size);
  let first = 0;
  for (const [place, each] of locals.entries()) {
    segmentOf.fill(place, first, first + each.length);
    localOf.set(each, first);
    first += each.length;
  }
  return {
    size,
    idOf: (known) => segments[segmentOf[known]].idOf(localOf[known]),
    digestOf: (known) => segments[segmentOf[known]].digestOf(localOf[known]),
  };
}

/** @param spool closed, and made for the articles that the version is known to have */
export function findChanges({ segments }: PublishedVersion, spool: Spool, mode: UpdateMode): Changes {
  const gone: number[][] = segments.map(() => []);
  const counts: ChangeCounts = { added: 0, changed: 0, deleted: 0, unchanged: 0 };
  let known = 0;
  for (const [place, segment] of segments.entries())
    for (const local of liveLocals(segment)) {
      const state = spool.stateOf(known++);
      if (state === 'same' || (state === 'absent' && mode === 'add')) counts.unchanged++;
      else {
        gone[place].push(local);
        counts[state === 'absent' ? 'deleted' : 'changed']++;
      }
    }
  counts.added = spool.size - counts.changed;
  return { gone, counts };
}

/**
 * The texts that are live no longer, as `gone` has them; none of a segment that goes as a whole.
 * @returns null when they are more than `most`
 */
export async function readFewGone(
  version: PublishedVersion,
  { gone }: Changes,
  most: number,
): Promise<StoredArticle[][] | null> {
  if (gone.reduce((sum, { length }) => sum + length, 0) > most) return null;
  const texts: StoredArticle[][] = gone.map(() => []);
  for (const [place, locals] of gone.entries()) {
    if (locals.length === [...liveLocals(version.segments[place])].length) continue;
    for await (const text of version.read(place, locals)) texts[place].push(text);
  }
  return texts;
}
