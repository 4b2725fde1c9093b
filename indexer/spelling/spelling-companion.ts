// The spelling companion of a version: what its segments know of their words and pairs of characters, put together by how
// these sound and by what they have in common with what is mistyped. A version of nearly the same articles takes that of
// the version before: guesses are hardly better for a few articles more, and making it is most of a small update's work.

import { checkedBytes, withChecksum } from '../../engine/index/checksum.ts';
import type { Companion } from '../../engine/index/companion.ts';
import { readFrequentTerms } from '../../engine/index/frequent-terms.ts';
import { liveDocuments, type SegmentManifest } from '../../engine/index/manifest.ts';
import { packSounds } from '../../engine/index/sounds.ts';
import { packSpelling } from '../../engine/index/spelling-blocks.ts';
import { readWords } from '../../engine/index/words.ts';
import type { ReadObject } from '../build/built-objects.ts';
import type { CompanionSections } from '../build/companion-writer.ts';
import { allReadings, readingsOf } from '../pinyin/readings.ts';
import { type SegmentStrings, spellingStrings } from './spelling-strings.ts';

/** Share of a version's articles that its spelling may know nothing of. */
const MOST_UNKNOWN = 0.02;

/** The same for every version. */
let packedSounds: Uint8Array | null = null;

/** @returns null where a segment does not say: it was built by an earlier release, or there is none. @throws CorruptIndexError */
export async function spellingSections(
  segments: readonly SegmentManifest[],
  read: ReadObject,
): Promise<CompanionSections | null> {
  if (segments.length === 0) return null;
  const strings: SegmentStrings[] = [];
  for (const { object, sections } of segments) {
    const { words, frequentTerms } = sections;
    if (!words || !frequentTerms) return null;
    const name = `a section of ${object}`;
    strings.push({
      words: readWords(await read(object, words.offset, words.length), name),
      terms: readFrequentTerms(await read(object, frequentTerms.offset, frequentTerms.length), name),
    });
  }
  const documents = documentsOf(segments);
  const { blocks, directory } = packSpelling(spellingStrings(strings, documents, readingsOf));
  packedSounds ??= packSounds(allReadings());
  const made = Buffer.from(JSON.stringify(segments.map(({ object }) => object)));
  // The small tables side by side: a reader takes both in one request.
  return [
    ['sounds', packedSounds],
    ['directory', directory],
    ['blocks', blocks],
    ['segments', withChecksum(made)],
  ];
}

/** Whether a companion was made of nearly all articles of a version, and of hardly any others. @throws CorruptIndexError */
export async function isFresh(
  { object, sections }: Companion,
  segments: readonly SegmentManifest[],
  read: ReadObject,
): Promise<boolean> {
  const { offset, length } = sections.segments;
  const bytes = checkedBytes(await read(object, offset, length), `the segments of ${object}`);
  const made = new Set<string>(JSON.parse(Buffer.from(bytes).toString()));
  const known = segments.filter((segment) => made.has(segment.object));
  const documents = documentsOf(segments);
  return known.length === made.size && documents - documentsOf(known) <= MOST_UNKNOWN * documents;
}

const documentsOf = (segments: readonly SegmentManifest[]): number =>
  segments.reduce((sum, segment) => sum + liveDocuments(segment), 0);
