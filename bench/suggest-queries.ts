// What people type for what they mean, in the six ways, from the suggestions that an index has: words as often as they are
// met, titles by lot.

import { allReadings, readingsOf, readWord } from '../indexer/pinyin/readings.ts';
import { type CollectOptions, collectSuggestions, type Suggestion } from '../indexer/suggest/collect.ts';
import { createSpeller } from '../indexer/suggest/spelling.ts';
import { below, createRandom, type Random } from './random.ts';

export interface TypedMode {
  name: string;
  queries: { typed: string; wanted: string }[];
}

const SEED = 20260101;
const HAN = /^\p{Script=Han}+$/u;

export function typedModes(options: CollectOptions, count: number): TypedMode[] {
  const random = createRandom(SEED);
  const suggestions = collectSuggestions(options);
  const words = suggestions.filter(({ isTitle, text }) => !isTitle && HAN.test(text) && text.length >= 3);
  const titles = suggestions.filter(({ isTitle, units }) => isTitle && units.length >= 8);
  const draw = byFrequency(words, random);
  const speller = createSpeller(options.words);
  const ofWords = (name: string, type: (word: string, syllables: string[]) => string | null): TypedMode => {
    const queries: TypedMode['queries'] = [];
    while (queries.length < count) {
      const { text } = draw();
      const typed = type(text, readWord(text));
      if (typed !== null) queries.push({ typed, wanted: text });
    }
    return { name, queries };
  };
  const ofTitles = (name: string, type: (title: Suggestion) => string | null): TypedMode => {
    const queries: TypedMode['queries'] = [];
    while (queries.length < count && titles.length > 0) {
      const title = titles[below(random, titles.length)];
      const typed = type(title);
      if (typed !== null) queries.push({ typed, wanted: title.text });
    }
    return { name, queries };
  };
  return [
    ofWords('two characters of a word', (word) => word.slice(0, 2)),
    ofTitles('eight characters of a title', ({ units }) => units.slice(0, 8)),
    ofWords('full pinyin', (_, syllables) => syllables.join('')),
    ofWords(
      'pinyin, the last syllable begun',
      (_, syllables) => syllables.slice(0, -1).join('') + syllables.at(-1)![0],
    ),
    ofWords('initials', (_, syllables) => syllables.map((one) => one[0]).join('')),
    ofWords('a character and pinyin', (word, syllables) => word[0] + syllables.slice(1).join('')),
    ofWords('pinyin and a character', (word, syllables) => syllables[0] + word.slice(1, 2)),
    ofTitles('six characters in the middle of a title', (title) => {
      const inside = speller(title).starts.filter((start) => start > 0 && start + 6 <= title.units.length);
      const start = inside[below(random, inside.length)];
      return start === undefined ? null : title.units.slice(start, start + 6);
    }),
    ofWords('other characters of the same sound', (word, syllables) => sameSound(word, syllables, random)),
  ];
}

/** Words as often as they are met. */
function byFrequency(words: readonly Suggestion[], random: Random): () => Suggestion {
  const sums = new Float64Array(words.length);
  let sum = 0;
  words.forEach(({ frequency }, i) => {
    sum += frequency;
    sums[i] = sum;
  });
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = words.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return words[low];
  };
}

let bySound: Map<string, string[]> | null = null;

/** Two characters replaced by others that are mostly read so; null where there are none. */
function sameSound(word: string, syllables: readonly string[], random: Random): string | null {
  if (!bySound) {
    bySound = new Map();
    for (const [character, [usual]] of allReadings()) {
      const known = bySound.get(usual);
      if (known) known.push(character);
      else bySound.set(usual, [character]);
    }
  }
  const typed = [...word];
  for (const place of [0, 1]) {
    const others = (bySound.get(syllables[place]) ?? []).filter(
      (one) => one !== word[place] && readingsOf(one).length === 1,
    );
    if (others.length === 0) return null;
    typed[place] = others[below(random, others.length)];
  }
  return typed.join('');
}
