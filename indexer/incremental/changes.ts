// What of a published version stays: articles are known by their ids, and unchanged when their stored rows are the
// same to the byte.

import type { Spool } from '../build/spool.ts';
import { liveLocals, type PublishedVersion } from './published.ts';

/**
 * `replace`: the sources are the whole collection, and what is not in them any more is deleted;
 * `add`: they are added to what there is, or take its place where they have its ids.
 */
export type UpdateMode = 'replace' | 'add';

export interface Changes {
  /** By segment: ascending numbers of the documents that are live no longer. */
  gone: number[][];
  /** Places in the spool of articles that the version has as they are. */
  unchanged: Set<number>;
  /** How many articles came, have another content, went, and stay as they are. */
  counts: ChangeCounts;
}

export interface ChangeCounts {
  added: number;
  changed: number;
  deleted: number;
  unchanged: number;
}

/** @param spool closed */
export function findChanges({ segments }: PublishedVersion, spool: Spool, mode: UpdateMode): Changes {
  const gone: number[][] = segments.map(() => []);
  const unchanged = new Set<number>();
  const counts: ChangeCounts = { added: 0, changed: 0, deleted: 0, unchanged: 0 };
  segments.forEach((segment, place) => {
    for (const local of liveLocals(segment)) {
      const { id, digest } = segment.at(local);
      const i = spool.find(id);
      if (i === -1 && mode === 'add') counts.unchanged++;
      else if (i !== -1 && spool.identify(i).digest === digest) {
        unchanged.add(i);
        counts.unchanged++;
      } else {
        gone[place].push(local);
        counts[i === -1 ? 'deleted' : 'changed']++;
      }
    }
  });
  counts.added = spool.size - unchanged.size - counts.changed;
  return { gone, unchanged, counts };
}
