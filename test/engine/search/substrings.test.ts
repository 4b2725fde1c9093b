import { beforeAll, describe, expect, test } from 'vitest';
import { fold } from '../../../engine/analysis/fold.ts';
import { runs } from '../../../engine/analysis/runs.ts';
import type { Article } from '../../../engine/article.ts';
import { ask, askAllPages, type BuiltIndex, buildAndPublish, idsOf, MODES, openIn } from '../../support/build-index.ts';
import { readSamples, seededRandom } from '../../support/samples.ts';

const STRINGS = 1000;

let articles: Article[];
let built: BuiltIndex;
/** Strings of 2-6 characters out of Han runs of the sample articles, as they are written there. */
const strings: string[] = [];

beforeAll(async () => {
  articles = await readSamples();
  built = await buildAndPublish(articles, { articlesPerCommit: 7, articlesPerSegment: 15 });
  const random = seededRandom(20171125);
  const pick = (most: number): number => Math.floor(random() * most);
  while (strings.length < STRINGS) {
    const { title, body } = articles[pick(articles.length)]!;
    const text = random() < 0.2 ? title : body;
    const han = runs(fold(text)).filter((run) => run.kind === 'han');
    if (han.length === 0) continue;
    const run = han[pick(han.length)]!;
    const characters = [...text.slice(run.start, run.end)];
    if (characters.length < 2) continue;
    const length = Math.min(characters.length, 2 + pick(5));
    const start = pick(characters.length - length + 1);
    strings.push(characters.slice(start, start + length).join(''));
  }
});

const holders = (text: string): string[] =>
  articles
    .filter(({ title, body }) => fold(title).includes(fold(text)) || fold(body).includes(fold(text)))
    .map(({ id }) => id)
    .sort();

describe.each(MODES)('%s: any string of 2-6 characters of the samples', (mode) => {
  test('quoted, finds every article that contains it and no other', async () => {
    const searcher = openIn(mode, built);
    for (const text of strings)
      expect({ text, ids: (await askAllPages(searcher, `"${text}"`)).sort() }).toEqual({ text, ids: holders(text) });
  });

  test('bare, finds the articles that contain it among its hits, and marks something in each hit', async () => {
    const searcher = openIn(mode, built);
    for (const text of strings.slice(0, 200)) {
      const { hits } = await ask(searcher, text, { limit: 50, snippets: 1 });
      const found = new Set(idsOf(hits));
      expect({ text, missed: holders(text).filter((id) => !found.has(id)) }).toEqual({ text, missed: [] });
      for (const { id, titleHtml, snippets } of hits) {
        const isMarked = titleHtml.includes('<mark>') || snippets.some(({ marks }) => marks.length > 0);
        expect({ text, id, isMarked }).toEqual({ text, id, isMarked: true });
      }
    }
  });
});
