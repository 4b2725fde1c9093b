// What reading the beginnings of posting lists loses: every query is asked twice of the same index, with lists cut as a
// cold search cuts them and with lists read whole, and the first ten hits are held beside each other.

import type { Searcher } from '../engine/search/contract.ts';
import type { QueryKind } from './cold-queries.ts';
import { readTask } from './judged-queries.ts';
import { createRandom, shuffled } from './random.ts';
import { pageOf } from './search-cost.ts';

/** Sets whose queries are asked of an index of other articles too: words that its articles were not chosen for. */
const OTHER_SETS = ['cmrc2018', 'xquad_zh', 'dureader_robust', 'qbqtc'] as const;
const SEED = 1;

export interface KeptQueries {
  name: string;
  texts: readonly string[];
}

export interface Kept {
  name: string;
  queries: number;
  /** Queries of which lists were cut, so that their total is a lower bound. */
  cut: number;
  /** Of the ten hits with whole lists, the share that is there with cut ones. */
  sameHits: number;
  /** The share of hits with cut lists that score, by their texts, at least as high as the tenth with whole ones. */
  asGood: number;
}

/** Of each kind, and of each judged set, the first `most` queries. @throws UsageError when a set is not there */
export async function readKeptQueries(
  folder: string | undefined,
  kinds: readonly QueryKind[],
  most: number,
): Promise<KeptQueries[]> {
  const sets = OTHER_SETS.map(async (set) => {
    const { queries } = await readTask(folder, { set }, Number.POSITIVE_INFINITY);
    return { name: set, texts: shuffled(queries, createRandom(SEED)).map(({ text }) => text) };
  });
  const own = kinds.map(({ name, queries }) => ({ name, texts: queries.map(({ text }) => text) }));
  return [...own, ...(await Promise.all(sets))].map(({ name, texts }) => ({ name, texts: texts.slice(0, most) }));
}

/** @param cut a searcher as it is. @param whole one that never cuts a list */
export async function measureKept({ name, texts }: KeptQueries, cut: Searcher, whole: Searcher): Promise<Kept> {
  const kept: Kept = { name, queries: texts.length, cut: 0, sameHits: 0, asGood: 0 };
  let due = 0;
  for (const text of texts) {
    const { hits } = (await whole.search(pageOf(text, 0))).response;
    const { response } = await cut.search(pageOf(text, 0));
    const ids = new Set(hits.map(({ id }) => id));
    const tenth = Math.min(...hits.map(({ score }) => score));
    due += hits.length;
    kept.sameHits += response.hits.filter(({ id }) => ids.has(id)).length;
    kept.asGood += Math.min(hits.length, response.hits.filter(({ score }) => score >= tenth).length);
    if (response.totalRelation === 'gte') kept.cut++;
  }
  return { ...kept, sameHits: kept.sameHits / Math.max(1, due), asGood: kept.asGood / Math.max(1, due) };
}
