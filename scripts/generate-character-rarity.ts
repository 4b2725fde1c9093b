// Writes engine/analysis/character-rarity.generated.ts: how rare each Chinese character is, counted over
// jieba's dictionary (every word as often as its frequency says), after folding. Four bits a character.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { fold } from '../engine/analysis/fold.ts';

const OUTPUT = new URL('../engine/analysis/character-rarity.generated.ts', import.meta.url);

/** The block of CJK Unified Ideographs: all that dictionaries of modern Chinese are written in. */
const FIRST = 0x4e00;
const LAST = 0x9fff;

/** A level is -ln p in steps, from that of 的 to one character in 15 million. */
const LEAST_NATS = 3.2;
const NATS_PER_LEVEL = 0.9;
const RAREST_LEVEL = 15;

export function generateCharacterRarity(): string {
  const counts = new Float64Array(LAST - FIRST + 1);
  let total = 0;
  const dictionary = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt');
  for (const line of readFileSync(dictionary, 'utf8').split('\n')) {
    const [word, frequency] = line.split(' ');
    if (word === undefined || frequency === undefined) continue;
    for (const char of fold(word)) {
      const at = char.charCodeAt(0) - FIRST;
      if (at < 0 || at >= counts.length) continue;
      counts[at]! += Number(frequency);
      total += Number(frequency);
    }
  }
  const levels = [...counts].map((count) => {
    const nats = Math.log(total / Math.max(count, 0.5));
    return Math.max(0, Math.min(RAREST_LEVEL, Math.round((nats - LEAST_NATS) / NATS_PER_LEVEL)));
  });
  const pairs = levels.flatMap((level, i) => (i % 2 === 0 ? [(level << 4) | levels[i + 1]!] : []));
  const bytes = Buffer.from(pairs);
  return [
    '// Written by scripts/generate-character-rarity.ts; do not edit. Decoded by character-rarity.ts.',
    '// From the dictionary of jieba (MIT), https://github.com/fxsjy/jieba',
    `export const FIRST_CHARACTER = 0x${FIRST.toString(16)};`,
    '/** A level is -ln p, less LEAST_NATS, in steps of NATS_PER_LEVEL. */',
    `export const LEAST_NATS = ${LEAST_NATS};`,
    `export const NATS_PER_LEVEL = ${NATS_PER_LEVEL};`,
    '/** Two characters a byte, the first in the upper half, from FIRST_CHARACTER on; base64. */',
    `export const CHARACTER_LEVELS = '${bytes.toString('base64')}';`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(OUTPUT, generateCharacterRarity());
