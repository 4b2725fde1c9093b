// How the vocabulary of articles grows with their text, real and generated ones side by side (Heaps' law): what tells
// whether the generator keeps it.

import { firstArticles, readSources } from './generated-news.ts';
import { bigrams } from './peers/tokens.ts';
import { createRandom, shuffled } from './random.ts';
import { formatShare, formatTable } from './table.ts';

/** Rows begin here, thousands of characters, and double. */
const FIRST = 2500;

interface Row {
  articles: number;
  /** Thousands. */
  characters: number;
  terms: number;
  once: number;
  /** Of Heaps' law, from the row before: terms grow as characters to this power. */
  power: number | null;
}

/** @param count generated articles. @throws UsageError when a set is not there */
export async function countVocabulary(folder: string | undefined, count: number): Promise<string> {
  const [sources] = await readSources(folder);
  const real = await growth(shuffled(sources, createRandom(1)));
  const generated = await growth(firstArticles(folder, count));
  const rows = [...real.map((row) => ['real', row] as const), ...generated.map((row) => ['generated', row] as const)];
  return formatTable(
    ['articles', 'number', 'million characters', 'bigrams and words', 'in one article', 'power'],
    rows.map(([name, { articles, characters, terms, once, power }]) => [
      name,
      articles,
      (characters / 1000).toFixed(1),
      terms,
      `${((100 * once) / terms).toFixed(0)} %`,
      power === null ? '' : formatShare(power),
    ]),
  );
}

async function growth(
  articles: Iterable<{ title: string; text: string }> | AsyncIterable<{ title: string; text: string }>,
): Promise<Row[]> {
  const frequency = new Map<string, number>();
  const rows: Row[] = [];
  let next = FIRST;
  let characters = 0;
  let number = 0;
  for await (const { title, text } of articles) {
    for (const term of new Set(bigrams(`${title}\n${text}`))) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    number++;
    characters += (title.length + text.length) / 1000;
    if (characters < next) continue;
    const once = [...frequency.values()].filter((count) => count === 1).length;
    const before = rows.at(-1);
    const power =
      before === undefined ? null : Math.log(frequency.size / before.terms) / Math.log(characters / before.characters);
    rows.push({ articles: number, characters, terms: frequency.size, once, power });
    next *= 2;
  }
  return rows;
}
