// How likely a text is Chinese writing, character by character: tells which of two charsets bytes are in
// when both can read them. Nearly every pair of bytes of Big5 is a character of GB18030 too, but a rare one.

import { characterProbability } from '../../engine/analysis/character-rarity.ts';
import { fold } from '../../engine/analysis/fold.ts';

/** -ln p, roughly: all that counts is that misread text is full of symbols and rare characters. */
const ASCII_NATS = 3;
const PUNCTUATION_NATS = 5;
const SYMBOL_NATS = 12;
const RARE_NATS = 17;
const BROKEN_NATS = 25;

/** Of what folding leaves beyond ASCII; other signs of these blocks are no part of every other sentence. */
const PUNCTUATION = new Set('　、。·…—‘’“”〈〉《》「」『』【】');

/** What all characters of a text cost together, in nats: of two readings of the same bytes the cheaper is right. */
export function chineseNats(text: string): number {
  let nats = 0;
  // Folded, Traditional characters are as common as their Simplified ones.
  for (const char of fold(text)) nats += natsOf(char);
  return nats;
}

function natsOf(char: string): number {
  if (char < '\u0080') return ASCII_NATS;
  if (char === '\uFFFD') return BROKEN_NATS;
  if (PUNCTUATION.has(char)) return PUNCTUATION_NATS;
  const probability = characterProbability(char);
  if (probability !== null) return -Math.log(probability);
  return char >= '\u2000' && char < '\uE000' ? SYMBOL_NATS : RARE_NATS;
}
