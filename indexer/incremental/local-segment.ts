// A segment as a file on this machine, with the very parts that a search reads of it, read from its beginning to its
// end. Memory is one window of the file and one part.

import { closeSync, openSync, readSync } from 'node:fs';
import { CorruptIndexError, REPAIR } from '../../engine/errors.ts';
import type { SegmentManifest } from '../../engine/index/manifest.ts';
import type { PostingsSlice } from '../../engine/index/postings.ts';
import type { Part } from '../../engine/index/reads.ts';
import {
  describeSegment,
  postingsPart,
  type Segment,
  storedBlocksOf,
  storedTablePart,
  termBlocksPart,
} from '../../engine/index/segment.ts';
import type { StoredArticle } from '../../engine/index/stored-fields.ts';
import type { PostingsEntry, TermEntry } from '../../engine/index/term-block.ts';

const WINDOW_BYTES = 1 << 20;

export interface LocalSegment {
  readonly segment: Segment;
  /** All its articles in order. */
  articles(): Generator<StoredArticle>;
  /** All its terms in order. */
  terms(): Generator<TermEntry>;
  /** A whole list; lists are read in the order of their terms. */
  postings(entry: PostingsEntry): PostingsSlice;
  close(): void;
}

/** @throws CorruptIndexError when the file does not hold what the manifest says */
export function openLocalSegment(collection: string, manifest: SegmentManifest, path: string): LocalSegment {
  const segment = describeSegment(collection, manifest, 0, null);
  const file = openSync(path, 'r');
  const windowReader = (): (<T>(part: Part<T>) => T) => {
    let window = new Uint8Array(0);
    let start = 0;
    return ({ offset, length, decode }) => {
      if (offset < start || offset + length > start + window.length) {
        window = new Uint8Array(Math.min(Math.max(WINDOW_BYTES, length), manifest.bytes - offset));
        start = offset;
        for (let done = 0; done < window.length; ) {
          const read = readSync(file, window, done, window.length - done, offset + done);
          if (read === 0) throw new CorruptIndexError(`${segment.source.key} ends too early; ${REPAIR}`);
          done += read;
        }
      }
      return decode(window.subarray(offset - start, offset - start + length));
    };
  };
  const readList = windowReader();
  return {
    segment,
    *articles() {
      const read = windowReader();
      const readTable = windowReader();
      for (const group of segment.storedGroups.keys())
        for (const block of storedBlocksOf(segment, readTable(storedTablePart(segment, group)))) yield* read(block);
    },
    *terms() {
      const read = windowReader();
      const blocks = segment.sparse.keys.length;
      for (let next = 0; next < blocks; ) {
        const some = read(termBlocksPart(segment, next));
        for (; next < some.end; next++) {
          const block = some.block(next);
          for (let place = 0; place < block.size; place++) yield block.entry(place);
        }
      }
    },
    postings: (entry) => entry.inline ?? readList(postingsPart(segment, entry, Number.POSITIVE_INFINITY)),
    close: () => closeSync(file),
  };
}
