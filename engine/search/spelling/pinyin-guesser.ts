// How letters read that are pinyin: cut into syllables in every way, and each way read as the most probable characters,
// as far as they may stand in an article: in pairs that do, or in words. One syllable is nobody's word and is not read.

import { nearSound, soundKey } from '../../analysis/near-sound.ts';
import type { Sounds } from '../../index/sounds.ts';
import { bestStrings, type Place } from './best-strings.ts';
import { NEAR_SOUND } from './channel.ts';
import { type Found, type Guess, type Guesser, isAllWords } from './guess.ts';
import type { LanguageModel, PairFigures } from './language-model.ts';

/** What letters are but a reading: drawn from the alphabet, each as probable as the others. */
const NATS_PER_LETTER = Math.log(26);

/** What a reading that is words has over two characters that merely stand side by side; three hardly do so by chance. */
const WORDS_BONUS = 4;

/** A character that is mostly read otherwise (家 as jie, 行 as heng), in nats. */
const UNUSUAL_READING = 3;

/** Ways to cut that are read, those with the longest syllables first (fang an before fan gan). */
const MOST_CUTS = 6;

/** Characters are read in one go up to so many. */
const MOST_SYLLABLES = 12;
const LONGEST_SYLLABLE = 6;

/** Beginnings remembered for each character of a place. */
const KEPT_BEGINNINGS = 6;

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
    guess: (found) => ways.flatMap((cut) => readings(cut, model, sounds, found)).sort((a, b) => b.gain - a.gain),
  };
}

function readings(cut: readonly string[], model: LanguageModel, sounds: Sounds, found: Found): Guess[] {
  const places = placesOf(cut, found, sounds);
  const pairOf = (text: string, end: number): PairFigures | undefined =>
    places[end].pairs.get(text.slice(end - 1, end + 1));
  const byChance = NATS_PER_LETTER * cut.join('').length;
  return bestStrings(places, model, KEPT_BEGINNINGS).flatMap(({ text, score }): Guess[] => {
    const mayStandApart = isAllWords(
      text.length,
      (start, end) => end - start === 2 && pairOf(text, start + 1)?.isWord === true,
    );
    const mayStand = places.every((_, i) => i === 0 || pairOf(text, i) !== undefined);
    return mayStand || mayStandApart
      ? [
          {
            text,
            gain: score + byChance + (mayStandApart || text.length > 2 ? WORDS_BONUS : 0),
            literal: text,
            mayStandApart,
          },
        ]
      : [];
  });
}

function placesOf(syllables: readonly string[], found: Found, { readingsOf }: Sounds): Place[] {
  const pairs = syllables
    .slice(1)
    .map((syllable, i) => new Map((found.get(soundKey(syllables[i], syllable)) ?? []).map((one) => [one.text, one])));
  return syllables.map((syllable, i) => {
    const characters = new Map<string, number>();
    const add = (char: string): void => {
      const readings = readingsOf(char);
      if (readings.includes(syllable)) characters.set(char, readings[0] === syllable ? 0 : UNUSUAL_READING);
      else if (readings.length > 0 && nearSound(readings[0]) === nearSound(syllable)) characters.set(char, NEAR_SOUND);
    };
    if (i > 0) for (const pair of pairs[i - 1].keys()) add(pair[1]);
    if (i < pairs.length) for (const pair of pairs[i].keys()) add(pair[0]);
    return { characters, pairs: i > 0 ? pairs[i - 1] : new Map<string, PairFigures>() };
  });
}
