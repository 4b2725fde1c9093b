// The words and titles of the live articles of a version, of all its segments: by the same counts and in the same order as
// if they were one segment that was built at once.

import { describeDeletions, wholeDeletionsPart } from '../../engine/index/deletions.ts';
import type { Manifest, SegmentManifest } from '../../engine/index/manifest.ts';
import { readOrder } from '../../engine/index/numbering.ts';
import type { Field } from '../../engine/index/term-block.ts';
import { readTitles } from '../../engine/index/titles.ts';
import { readWords } from '../../engine/index/words.ts';
import type { ReadObject } from '../build/built-objects.ts';
import type { LiveWord } from './collect.ts';

type Version = Pick<Manifest, 'collection' | 'segments' | 'order'>;
type Frequency = Record<Field, number>;

/**
 * In the order of the index.
 * @returns null where a segment does not say: it was built by an earlier release
 * @throws CorruptIndexError
 */
export async function readLiveTitles(
  { collection, segments, order }: Version,
  read: ReadObject,
): Promise<Iterable<string> | null> {
  const titles: Iterator<string>[] = [];
  for (const segment of segments) {
    const at = segment.sections.titles;
    if (!at) return null;
    const deleted = await readDeleted(collection, segment, read, () => {});
    const packed = await read(segment.object, at.offset, at.length);
    titles.push(without(readTitles(packed, nameOf(segment)), deleted));
  }
  return interleaved(titles, segments, order);
}

/** As `readLiveTitles`. */
export async function readLiveWords(
  { collection, segments }: Version,
  read: ReadObject,
): Promise<ReadonlyMap<string, LiveWord> | null> {
  const words = new Map<string, { cost: number; frequency: Frequency }>();
  for (const segment of segments) {
    const at = segment.sections.words;
    if (!at) return null;
    for (const { word, cost, frequency } of readWords(
      await read(segment.object, at.offset, at.length),
      nameOf(segment),
    )) {
      const known = words.get(word);
      if (known) add(known.frequency, frequency, 1);
      else words.set(word, { cost, frequency: { ...frequency } });
    }
    await readDeleted(collection, segment, read, (word, frequency) => {
      const known = words.get(word);
      if (known) add(known.frequency, frequency, -1);
    });
  }
  const live = new Map<string, LiveWord>();
  for (const [word, { cost, frequency }] of words) {
    // As the search counts: see the dictionary.
    const articles = Math.max(frequency.body, frequency.title);
    if (articles > 0) live.set(word, { cost, frequency: articles });
  }
  return live;
}

const nameOf = ({ object }: SegmentManifest): string => `a section of ${object}`;

function add(to: Frequency, of: Readonly<Frequency>, sign: 1 | -1): void {
  to.body += sign * of.body;
  to.title += sign * of.title;
}

async function readDeleted(
  collection: string,
  { deletions }: SegmentManifest,
  read: ReadObject,
  onWord: (word: string, frequency: Readonly<Frequency>) => void,
): Promise<ReadonlySet<number>> {
  if (!deletions) return new Set();
  const part = wholeDeletionsPart(describeDeletions(collection, deletions, null));
  const { deleted, pages } = part.decode(await read(deletions.object, part.offset, part.length));
  for (const page of pages.values()) for (const [word, frequency] of page) onWord(word, frequency);
  return new Set(deleted);
}

function* without(titles: Iterable<string>, deleted: ReadonlySet<number>): Generator<string> {
  let local = 0;
  for (const title of titles) if (!deleted.has(local++)) yield title;
}

function* interleaved(
  titles: readonly Iterator<string>[],
  segments: readonly SegmentManifest[],
  order: string | undefined,
): Generator<string> {
  const runs =
    order === undefined ? segments.map(({ documents }, segment) => ({ segment, documents })) : readOrder(order);
  for (const { segment, documents } of runs) {
    for (let left = documents; left > 0; left--) {
      const { value, done } = titles[segment].next();
      if (done) break;
      yield value;
    }
  }
}
