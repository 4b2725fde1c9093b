// What a version knows of spelling: how characters sound, and which of its strings sound or look like what was typed. A
// companion, read only for queries that seem to be mistyped: its small tables in one round, blocks in a second one.
//
//   sounds      see sounds.ts
//   directory   sparse index of the blocks (sparse-terms.ts), u32 crc
//   blocks      see spelling-blocks.ts, by two kinds of keys, which no string is of both:
//                 two syllables (near-sound.ts): pairs of characters that may be read so, or nearly so
//                 a word, whole and without each of its units (deletions.ts): that word

import { checkedBytes } from './checksum.ts';
import { type CompanionSource, companionOf, companionPart } from './companion.ts';
import type { PublishedIndex } from './published-index.ts';
import type { ReadSession } from './reads.ts';
import { readSounds, type Sounds } from './sounds.ts';
import { blockOf, readSparseTerms, type SparseTerms } from './sparse-terms.ts';
import { readSpellingBlock, type Spelled } from './spelling-blocks.ts';

export interface Spelling {
  readonly sounds: Sounds;
  /** What is filed under keys: at most one round. Keys that have nothing are left out. */
  lookUp(session: ReadSession, keys: Iterable<string>): Promise<Map<string, readonly Spelled[]>>;
}

/** Null for a version that was built without. One round of reads, none when it is at hand. @throws CorruptIndexError */
export async function openSpelling(index: PublishedIndex, session: ReadSession): Promise<Spelling | null> {
  const companion = companionOf(index.manifest, 'spelling');
  if (!companion) return null;
  const { key } = companion.source;
  const [sounds, directory] = (await index.reads.fetch<unknown>(session, [
    wholeSection(companion, 'sounds', (bytes) => readSounds(bytes, `sounds of ${key}`), 4),
    wholeSection(companion, 'directory', (bytes) => readDirectory(bytes, key), 10),
  ])) as [Sounds, SparseTerms];
  return {
    sounds,
    async lookUp(readSession, keys) {
      const wanted = [...new Set(keys)];
      const numbers = [...new Set(wanted.map((one) => blockOf(directory, one)))].filter((number) => number >= 0);
      const blocks = await index.reads.fetch(
        readSession,
        numbers.map((number) => blockPart(companion, directory, number)),
      );
      const byNumber = new Map(numbers.map((number, i) => [number, blocks[i]]));
      const found = new Map<string, readonly Spelled[]>();
      for (const one of wanted) {
        const strings = byNumber.get(blockOf(directory, one))?.get(one);
        if (strings) found.set(one, strings);
      }
      return found;
    },
  };
}

const wholeSection = <T>(
  companion: CompanionSource,
  section: string,
  decode: (bytes: Uint8Array) => T,
  expansion: number,
) => companionPart(companion, section, 0, companion.sections[section].length, decode, expansion);

const readDirectory = (bytes: Uint8Array, key: string): SparseTerms =>
  readSparseTerms(checkedBytes(bytes, `the directory of ${key}`), key);

const blockPart = (companion: CompanionSource, { offsets }: SparseTerms, number: number) =>
  companionPart(
    companion,
    'blocks',
    offsets[number],
    offsets[number + 1] - offsets[number],
    (bytes) => readSpellingBlock(bytes, `spelling block ${number} of ${companion.source.key}`),
    20,
  );
