// Asking with settings: what the peers with variants share. The bench asks the same queries with every
// variant; those that cannot differ are asked once.

import type { BenchDocument, BenchQuery } from '../data-set.ts';
import { type Grid, readVariant } from './variants.ts';

/** A grid with the factor of what the title adds to a score; the text counts once. */
export interface TitleGrid extends Grid {
  readonly title: readonly number[];
}

/** Ids of the best documents for each query, best first. */
export type AskWith<G extends Grid> = (
  queries: readonly BenchQuery[],
  limit: number,
  settings: Record<keyof G & string, number>,
) => Promise<string[][]>;

/**
 * The `search` of a peer whose variants are the names of `grid`.
 * @param documents to see whether the title's factor can change an order at all
 */
export function searchTuned<G extends TitleGrid>(
  grid: G,
  documents: readonly BenchDocument[],
  ask: AskWith<G>,
): (queries: readonly BenchQuery[], limit: number, variant?: string) => Promise<string[][]> {
  const oneField = documents.every(({ title }) => title === '') || documents.every(({ text }) => text === '');
  const remembered = rememberLast(ask);
  return (queries, limit, variant) => {
    const settings = readVariant(grid, variant);
    return remembered(queries, limit, oneField ? { ...settings, title: grid.title[0] } : settings);
  };
}

/** Answers are remembered as long as the same array of queries is asked. */
function rememberLast<G extends Grid>(ask: AskWith<G>): AskWith<G> {
  let asked: readonly BenchQuery[] | null = null;
  const answers = new Map<string, Promise<string[][]>>();
  return (queries, limit, settings) => {
    if (queries !== asked) answers.clear();
    asked = queries;
    const key = JSON.stringify([settings, limit]);
    const known = answers.get(key) ?? ask(queries, limit, settings);
    answers.set(key, known);
    return known;
  };
}
