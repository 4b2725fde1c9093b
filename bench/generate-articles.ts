// More news than there is: articles recombined from the sentences of real ones, for benches of size. The same seed
// gives the same articles, and a longer run begins with a shorter one. What must stay true is what an index feels:
// lengths, how often words stand in how many articles, and a vocabulary that keeps growing (Heaps' law).

import type { BenchDocument } from './data-set.ts';
import { below, createRandom, type Random } from './random.ts';

export interface GeneratedArticle extends BenchDocument {
  /** Civil, YYYY-MM-DD. */
  date: string;
}

/** Neighbouring sentences that are taken together, so that an article keeps to a few topics. */
const STRETCH = [2, 5] as const;
/**
 * The share of sentences in which a pair of characters is redrawn. Recombined sentences alone add no new terms; with
 * this many new names, 20 million characters have 756,000 different bigrams and words beside 717,000 of real ones, 40 %
 * beside 44 % of them in one article, and both grow alike (`node bench/generate.ts DATA_FOLDER --vocabulary`).
 */
const NEW_NAMES = 0.8;
const SENTENCE_END = /(?<=[。！？!?\n])/;
const HAN_PAIR = /\p{Script=Han}{2}/u;
const HAN = /\p{Script=Han}/u;
/** Years stay, or no query for one would find anything. */
const NUMBER = /\d{2,}(?![\d年月日])/g;
const FIRST_DAY = Date.UTC(2005, 0, 1);
const DAYS = 7305;
const DAY_MS = 86_400_000;

/**
 * Articles with titles, bodies as long as those of `lengthsOf`, and days spread over twenty years.
 * @param sources real articles, whose sentences are taken; some with titles
 * @param lengthsOf articles whose lengths are drawn
 * @throws RangeError when the sources have no sentences, or none has a title
 */
export function* generateArticles(
  sources: readonly BenchDocument[],
  lengthsOf: readonly BenchDocument[],
  seed = 1,
): Generator<GeneratedArticle, never> {
  const sentences = sources
    .map(({ text }) => text.split(SENTENCE_END).filter((sentence) => sentence.trim() !== ''))
    .filter(({ length }) => length > 0);
  const titles = sources.map(({ title }) => title).filter((title) => title !== '');
  const lengths = lengthsOf.map(({ text }) => text.length).filter((length) => length > 0);
  if (sentences.length === 0 || titles.length === 0 || lengths.length === 0)
    throw new RangeError('articles cannot be recombined without sentences and titles');
  const random = createRandom(seed);
  const character = (): string => drawCharacter(sources, random);
  for (let number = 1; ; number++) {
    const length = drawn(lengths, random);
    let text = '';
    while (text.length < length) {
      const article = drawn(sentences, random);
      const count = STRETCH[0] + below(random, STRETCH[1] - STRETCH[0] + 1);
      const start = below(random, article.length);
      for (const sentence of article.slice(start, start + count)) {
        if (text.length < length) text += renewed(sentence, random, character);
      }
    }
    yield {
      id: `g${number}`,
      title: `${firstHalf(drawn(titles, random))}${secondHalf(drawn(titles, random))}`,
      text: text.trimEnd(),
      date: new Date(FIRST_DAY + below(random, DAYS) * DAY_MS).toISOString().slice(0, 10),
    };
  }
}

const drawn = <T>(values: readonly T[], random: Random): T => values[below(random, values.length)];

/** A sentence with other figures, and sometimes with a name that no article has. */
function renewed(sentence: string, random: Random, character: () => string): string {
  const figures = sentence.replace(NUMBER, (number) =>
    [...number].map((digit, at) => (at === 0 ? digit : below(random, 10))).join(''),
  );
  if (random() >= NEW_NAMES) return figures;
  const start = below(random, figures.length);
  const found = HAN_PAIR.exec(figures.slice(start));
  if (found === null) return figures;
  const at = start + found.index;
  return `${figures.slice(0, at)}${character()}${character()}${figures.slice(at + found[0].length)}`;
}

/** A Han character, each as often as it is written. */
function drawCharacter(sources: readonly BenchDocument[], random: Random): string {
  for (;;) {
    const { text } = drawn(sources, random);
    const character = text.charAt(below(random, text.length));
    if (HAN.test(character)) return character;
  }
}

const firstHalf = (title: string): string => title.slice(0, middle(title));
const secondHalf = (title: string): string => title.slice(middle(title));

/** Behind the blank or comma nearest to the middle, or in the middle. */
function middle(title: string): number {
  const half = title.length >> 1;
  const borders = [...title.matchAll(/[\s，：、]/g)].map(({ index }) => index + 1);
  return borders.reduce(
    (best, border) => (Math.abs(border - half) < Math.abs(best - half) ? border : best),
    borders[0] ?? half,
  );
}
