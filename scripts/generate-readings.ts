// Writes indexer/pinyin/readings.generated.ts: how Chinese characters are read, and the words of jieba's dictionary in
// which one is read otherwise than it mostly is, from pinyin-pro. Toneless; ü is v.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { pinyin } from 'pinyin-pro';
import { fold } from '../engine/analysis/fold.ts';
import { createWordReader } from '../indexer/pinyin/word-reader.ts';

const OUTPUT = new URL('../indexer/pinyin/readings.generated.ts', import.meta.url);

/** Two interjections are given without a vowel, or with one that no keyboard has. */
const RESPELT: Readonly<Record<string, string>> = { ê: 'ei', ng: 'en', n: 'en', m: 'mu', hm: 'hen', hng: 'heng' };

const OPTIONS = { toneType: 'none', type: 'array', v: true } as const;
const spell = (syllable: string): string => RESPELT[syllable] ?? syllable;
const isSyllable = (text: string): boolean => /^[a-z]+$/.test(text);

const jiebaWords = (): string[] =>
  readFileSync(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'), 'utf8')
    .split('\n')
    .map((line) => fold(line.split(' ')[0]!));

/** By folded character that modern words are written in, the most usual reading first. */
function readCharacters(): Map<string, string[]> {
  const readings = new Map<string, string[]>();
  for (const character of [...new Set(jiebaWords().join(''))].sort()) {
    if (character.length > 1 || !/\p{Script=Han}/u.test(character)) continue;
    const all = pinyin(character, { ...OPTIONS, multiple: true })
      .map(spell)
      .filter(isSyllable);
    if (all.length > 0) readings.set(character, [...new Set(all)]);
  }
  return readings;
}

/** The words that need saying, shorter ones first: what they say need not be said of longer ones that hold them. */
function readWords(readings: ReadonlyMap<string, readonly string[]>): [string, string[]][] {
  const words = new Set<string>();
  for (const word of jiebaWords()) {
    const characters = [...word];
    if (characters.length < 2 || characters.length > 8 || characters.some((one) => !readings.has(one))) continue;
    if (characters.some((one) => readings.get(one)!.length > 1)) words.add(word);
  }
  const found: [string, string[]][] = [];
  const known = new Map<string, string[]>();
  const reader = createWordReader((character) => readings.get(character), known);
  for (const word of [...words].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const syllables = pinyin(word, OPTIONS).map(spell);
    if (syllables.length !== [...word].length || !syllables.every(isSyllable)) continue;
    if (reader(word).join(' ') === syllables.join(' ')) continue;
    known.set(word, syllables);
    found.push([word, syllables]);
  }
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

export function generateReadings(): string {
  const readings = readCharacters();
  const characters = [...readings].map(([character, all]) => `${character}${all.join(' ')}`).join('\n');
  const words = readWords(readings).map(([word, syllables]) => `${word}${syllables.join(' ')}`);
  const pack = (text: string): string => brotliCompressSync(Buffer.from(text)).toString('base64');
  return [
    '// Written by scripts/generate-readings.ts; do not edit. Decoded by readings.ts.',
    '// From pinyin-pro (MIT), https://github.com/zh-lx/pinyin-pro, over the words of jieba (MIT), https://github.com/fxsjy/jieba',
    '/** A character and its readings a line, the most usual first; brotli, base64. */',
    `export const CHARACTER_READINGS = '${pack(characters)}';`,
    '/** A word and the readings of its characters a line. */',
    `export const WORD_READINGS = '${pack(words.join('\n'))}';`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(OUTPUT, generateReadings());
