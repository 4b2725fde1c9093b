// Words with a mistake of each kind, drawn from the articles with a fixed seed: what people type, as far as a program can
// make it up. A mistyped word that itself stands in the articles is none.

import { nearSound } from '../engine/analysis/near-sound.ts';
import { allReadings, readingsOf } from '../indexer/pinyin/readings.ts';
import { below, createRandom, type Random } from './random.ts';

export interface Mistyped {
  typed: string;
  meant: string;
}

const CLAUSE = /(?<=[，。；：！？\n“”《》])\p{Script=Han}{3,6}(?=[，。；：！？\n“”《》])/gu;
const LATIN = /(?<![A-Za-z0-9])[A-Za-z]{5,}(?![A-Za-z0-9])/g;

/** Strings that stand between signs in at least so many articles: names, sayings, words of the day. */
const FEWEST = 10;
const FEWEST_LATIN = 4;

type Mistake = (text: string, random: Random, common: readonly string[]) => string;

const replaceAt = (text: string, at: number, by: string): string => text.slice(0, at) + by + text.slice(at + 1);

/** A character, with others of which a reading passes a test beside one of its own. */
const soundsLike =
  (test: (a: string, b: string) => boolean): Mistake =>
  (text, random, common) => {
    const at = below(random, text.length);
    const own = readingsOf(text[at]);
    const others = common.filter((char) => readingsOf(char).some((one) => own.some((other) => test(one, other))));
    return others.length === 0 ? text : replaceAt(text, at, others[below(random, others.length)]);
  };

const KINDS: readonly [string, 'han' | 'latin', Mistake][] = [
  ['same sound', 'han', soundsLike((a, b) => a === b)],
  ['near sound', 'han', soundsLike((a, b) => a !== b && nearSound(a) === nearSound(b))],
  [
    'another character',
    'han',
    (text, random, common) => replaceAt(text, below(random, text.length), common[below(random, common.length)]),
  ],
  ['missing', 'han', (text, random) => replaceAt(text, below(random, text.length), '')],
  [
    'superfluous',
    'han',
    (text, random, common) => {
      const at = 1 + below(random, text.length - 1);
      return text.slice(0, at) + common[below(random, common.length)] + text.slice(at);
    },
  ],
  ['swapped', 'han', (text, random) => swapped(text, below(random, text.length - 1))],
  ['pinyin', 'han', (text) => [...text].map((char) => readingsOf(char)[0] ?? char).join('')],
  ['Latin', 'latin', (text, random) => latinMistake(text, random)],
];

const swapped = (text: string, at: number): string => text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);

function latinMistake(text: string, random: Random): string {
  const at = below(random, text.length);
  const letter = String.fromCharCode(97 + below(random, 26));
  switch (below(random, 4)) {
    case 0:
      return replaceAt(text, at, letter);
    case 1:
      return replaceAt(text, at, '');
    case 2:
      return text.slice(0, at) + letter + text.slice(at);
    default:
      return swapped(text, Math.min(at, text.length - 2));
  }
}

/** @param most of each kind */
export function mistypedWords(texts: readonly string[], most: number, seed: number): [string, Mistyped[]][] {
  const random = createRandom(seed);
  const words = { han: frequent(texts, CLAUSE, FEWEST), latin: frequent(texts, LATIN, FEWEST_LATIN) };
  const all = texts.join('\n');
  // The characters of the words themselves: rare ones are nobody's mistake.
  const common = [...new Set(words.han.join(''))].filter((char) => allReadings().has(char));
  return KINDS.map(([name, script, mistake]) => {
    const made: Mistyped[] = [];
    for (let tries = 0; made.length < most && tries < most * 20; tries++) {
      const meant = words[script][below(random, words[script].length)];
      const typed = mistake(meant, random, common);
      if (typed.length < 2 || typed === meant || all.includes(typed)) continue;
      made.push({ typed, meant });
    }
    return [name, made];
  });
}

/** In UTF-16 order. */
function frequent(texts: readonly string[], pattern: RegExp, fewest: number): string[] {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set((text.match(pattern) ?? []).map((one) => one.toLowerCase())))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= fewest)
    .map(([word]) => word)
    .sort();
}
