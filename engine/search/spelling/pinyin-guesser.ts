// How letters read that are pinyin: cut into syllables in every way, and each way read as the characters that make the
// most frequent pairs. Letters that are one syllable are nobody's word and are not read.

import { nearSound, soundKey } from '../../analysis/near-sound.ts';
import type { Sounds } from '../../index/sounds.ts';
import { bestStrings, type Place } from './best-strings.ts';
import { NEAR_SOUND } from './channel.ts';
import type { Found, Guess, Guesser } from './guess.ts';
import type { LanguageModel, PairFigures } from './language-model.ts';

/** Letters that can be cut into syllables are hardly so by chance: what each further syllable says for it. */
const NATS_PER_SYLLABLE = 2;

/** Ways to cut that are read, those with the longest syllables first (fang an before fan gan). */
const MOST_CUTS = 6;

/** Characters are read in one go up to so many. */
const MOST_SYLLABLES = 12;
const LONGEST_SYLLABLE = 6;

/** Beginnings remembered for each character of a place. */
const KEPT_BEGINNINGS = 3;

/** Letters into syllables, several ways; none where they are not all pinyin. @param letters folded; blanks are borders */
export function cutSyllables(letters: string, syllables: ReadonlySet<string>): string[][] {
  const cuts: string[][] = [];
  const text = letters.split(/\s+/).filter((part) => part.length > 0);
  const walk = (part: number, at: number, taken: readonly string[]): void => {
    if (cuts.length === MOST_CUTS || taken.length > MOST_SYLLABLES) return;
    if (part === text.length) {
      cuts.push([...taken]);
      return;
    }
    for (let length = Math.min(LONGEST_SYLLABLE, text[part].length - at); length > 0; length--) {
      const syllable = text[part].slice(at, at + length);
      if (!syllables.has(syllable)) continue;
      const ends = at + length === text[part].length;
      walk(ends ? part + 1 : part, ends ? 0 : at + length, [...taken, syllable]);
    }
  };
  walk(0, 0, []);
  return cuts;
}

/** @param cuts of one stretch of letters, as `cutSyllables` gives them */
export function pinyinGuesser(cuts: readonly (readonly string[])[], model: LanguageModel, sounds: Sounds): Guesser {
  const ways = cuts.filter((cut) => cut.length > 1);
  return {
    keys: [...new Set(ways.flatMap((cut) => cut.slice(1).map((syllable, i) => soundKey(cut[i], syllable))))],
    guess: (found) =>
      ways
        .flatMap((cut) => bestStrings(placesOf(cut, found, sounds), model, KEPT_BEGINNINGS).slice(0, KEPT_BEGINNINGS))
        .sort((a, b) => b.score - a.score)
        .map(({ text, score }): Guess => {
          const apart = [...text].reduce((sum, char) => sum + model.character(char), 0);
          return { text, gain: score - apart + NATS_PER_SYLLABLE * ([...text].length - 1), literal: text };
        }),
  };
}

function placesOf(syllables: readonly string[], found: Found, { readingsOf }: Sounds): Place[] {
  const pairs = syllables
    .slice(1)
    .map((syllable, i) => new Map((found.get(soundKey(syllables[i], syllable)) ?? []).map((one) => [one.text, one])));
  return syllables.map((syllable, i) => {
    const characters = new Map<string, number>();
    const add = (char: string): void => {
      const readings = readingsOf(char);
      if (readings.includes(syllable)) characters.set(char, 0);
      else if (readings.some((reading) => nearSound(reading) === nearSound(syllable))) characters.set(char, NEAR_SOUND);
    };
    if (i > 0) for (const pair of pairs[i - 1].keys()) add(pair[1]);
    if (i < pairs.length) for (const pair of pairs[i].keys()) add(pair[0]);
    return { characters, pairs: i > 0 ? pairs[i - 1] : new Map<string, PairFigures>() };
  });
}
