// How Chinese texts are read, for the indexer alone: what a function needs of it travels in the index. Toneless, ü as v
// (lv, nv, lve, nve); characters are folded ones.

import { brotliDecompressSync } from 'node:zlib';
import { CHARACTER_READINGS, WORD_READINGS } from './readings.generated.ts';
import { createWordReader, type WordReader } from './word-reader.ts';

let characters: ReadonlyMap<string, readonly string[]> | null = null;
let reader: WordReader | null = null;

function* entries(packed: string): Generator<[string, string[]]> {
  for (const line of brotliDecompressSync(Buffer.from(packed, 'base64')).toString().split('\n')) {
    const letters = line.search(/[a-z]/);
    yield [line.slice(0, letters), line.slice(letters).split(' ')];
  }
}

/** All characters whose readings are known, with these, the most usual first. */
export function allReadings(): ReadonlyMap<string, readonly string[]> {
  characters ??= new Map(entries(CHARACTER_READINGS));
  return characters;
}

/** The readings of a folded character, the most usual first; none of what is not read in syllables. */
export const readingsOf = (character: string): readonly string[] => allReadings().get(character) ?? [];

/** The syllable of each character of a folded word, as it is read in this word; the character itself where it has none. */
export function readWord(word: string): string[] {
  reader ??= createWordReader((character) => allReadings().get(character), new Map(entries(WORD_READINGS)));
  return reader(word);
}
