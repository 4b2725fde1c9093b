// The answer that the README shows is the answer to that question, and the constants that docs/design.md
// lists are those of the ranking.

import { expect, test } from 'vitest';
import { B, K1 } from '../../engine/index/slots.ts';
import type { SearchResponse } from '../../engine/search/contract.ts';
import * as ranking from '../../engine/search/ranking.ts';
import { DEFAULT_TITLE_BOOST } from '../../indexer/config/load.ts';
import { ask, buildAndPublish, openIn } from '../support/build-index.ts';
import { readSamples } from '../support/samples.ts';
import { codeBlocks, readDocument } from './markdown.ts';

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

test('the constants in docs/design.md are those of the ranking', () => {
  const exported: Record<string, unknown> = { ...ranking, K1, B, DEFAULT_TITLE_BOOST };
  const rows = [...readDocument('docs/design.md').matchAll(/^\| (`[A-Z][^|]*) \| ([^|]+) \|/gm)];
  expect(rows.length).toBeGreaterThan(5);
  for (const [, names, values] of rows) {
    const constants = [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
    expect([names, constants.map((name) => exported[name])]).toEqual([names, values!.split(',').map(Number)]);
  }
});
