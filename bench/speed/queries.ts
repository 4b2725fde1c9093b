// What every engine of the speed bench is asked: keywords and headlines in turn, without operators. The articles are
// recombined from the sets that these belong to, so most have answers.

import { readQueries } from '../data-set.ts';
import { plainText } from '../plain-text.ts';
import { createRandom, shuffled } from '../random.ts';

const SEED = 1;

/** @throws UsageError when a set is not there */
export async function readSpeedQueries(folder: string | undefined, count: number): Promise<string[]> {
  const [keywords, headlines] = await Promise.all(
    ['xwlb_kw', 'news_title'].map(async (set) =>
      shuffled(
        (await readQueries(folder, set)).map(({ text }) => oneLine(plainText(text))),
        createRandom(SEED),
      ),
    ),
  );
  return keywords.flatMap((query, at) => (at < headlines.length ? [query, headlines[at]] : [query])).slice(0, count);
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
