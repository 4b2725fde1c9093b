// How rare a Chinese character is in Chinese writing as a whole. The index does not count documents by character (their
// lists would be most of its bytes); for re-scoring a text, what all writing says of 鲷 and of 大 is as good.

import { CHARACTER_LEVELS, FIRST_CHARACTER, LEAST_NATS, NATS_PER_LEVEL } from './character-rarity.generated.ts';

let levels: Buffer | null = null;

/**
 * Probability that any one character of a text is this one; null for what is no common Chinese ideograph
 * (kana, Hangul, rare planes).
 * @param char one folded character
 */
export function characterProbability(char: string): number | null {
  levels ??= Buffer.from(CHARACTER_LEVELS, 'base64');
  const at = char.charCodeAt(0) - FIRST_CHARACTER;
  const byte = char.length === 1 && at >= 0 ? levels[at >> 1] : undefined;
  if (byte === undefined) return null;
  const level = at % 2 === 0 ? byte >> 4 : byte & 15;
  return Math.exp(-(LEAST_NATS + level * NATS_PER_LEVEL));
}

/**
 * Share of the texts of a length that hold a character, if characters fell independently.
 * @param length mean length of the texts, in tokens
 */
export function expectedShare(probability: number, length: number): number {
  return 1 - Math.exp(-probability * length);
}
