// The answer that the README shows is the answer to that question, and the constants that docs/design.md
// lists are those of the ranking.

import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { B, K1 } from '../../engine/index/slots.ts';
import type { SearchResponse } from '../../engine/search/contract.ts';
import * as ranking from '../../engine/search/ranking.ts';
import { showHits } from '../../indexer/cli/show-hits.ts';
import { DEFAULT_TITLE_BOOST } from '../../indexer/config/load.ts';
import { ask, buildAndPublish, openIn } from '../support/build-index.ts';
import { readSamples } from '../support/samples.ts';
import { codeBlocks, examples, readDocument } from './markdown.ts';

test('the answer in the README is that of the sample articles', async () => {
  const blocks = codeBlocks(readDocument('README.md')).filter(({ text }) => text.includes('"hits"'));
  const shown = JSON.parse(blocks[0]!.text) as SearchResponse;

  const built = await buildAndPublish(await readSamples());
  const answer = await ask(openIn('resident', built), shown.query, { limit: 1, snippets: 1, snippetLength: 60 });

  expect(withoutFigures(answer)).toEqual(withoutFigures(shown));
});

/** Scores and versions change with every measured improvement; that they are there does not. */
function withoutFigures(answer: SearchResponse): unknown {
  return {
    ...answer,
    index: { ...answer.index, version: typeof answer.index.version },
    hits: answer.hits.map((hit) => ({ ...hit, score: typeof hit.score })),
  };
}

test('the explanation in the README is that of the sample articles', async () => {
  const shown = examples(readDocument('README.md')).find(({ words }) => words.includes('--explain'))!;

  const built = await buildAndPublish(await readSamples());
  const more = { limit: 1, snippets: 0, explain: true };
  const answer = await ask(openIn('resident', built), '电池 充电', more);

  expect(shown.words.join(' ')).toBe('npx xunwen search 电池 充电 --limit 1 --snippets 0 --explain');
  const lines = showHits(answer, 0, picocolors.createColors(false)).split('\n');
  expect(withoutFiguresAndOrder(lines)).toEqual(withoutFiguresAndOrder(shown.output.replace(/```$/, '').split('\n')));
});

/** Rows stand in the order of their scores, and are as wide as their figures. */
const withoutFiguresAndOrder = (lines: string[]): string[] =>
  lines.map((line) => line.replace(/\d+\.\d\d/g, '#').replace(/\s+/g, ' ')).sort();

test('the constants in docs/design.md are those of the ranking', () => {
  const exported: Record<string, unknown> = { ...ranking, K1, B, DEFAULT_TITLE_BOOST };
  const rows = [...readDocument('docs/design.md').matchAll(/^\| (`[A-Z][^|]*) \| ([^|]+) \|/gm)];
  expect(rows.length).toBeGreaterThan(5);
  for (const [, names, values] of rows) {
    const constants = [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
    expect([names, constants.map((name) => exported[name])]).toEqual([names, values!.split(',').map(Number)]);
  }
});
