// What is asked of similar articles, with answers that nobody had to judge: the two halves of an article share their
// subject and no sentence; articles that hold the same rare keywords share an event.

import { indexedId } from './collection.ts';
import { type BenchDocument, readJudgements } from './data-set.ts';
import type { Grades } from './metrics.ts';
import { createRandom, shuffled } from './random.ts';

export interface SimilarQuery {
  /** The document whose like is looked for, as it is indexed. */
  document: BenchDocument;
  grades: Grades;
}

export interface SimilarTask {
  name: 'halves' | 'keywords';
  queries: readonly SimilarQuery[];
}

const SEED = 7;
/** Articles of fewer UTF-16 units have no halves that say enough. */
const SHORTEST = 600;
const SECOND_HALF = '#2';

/**
 * Cut articles of a set in halves.
 * @param count so many of them, spread over all
 * @returns the documents to index, and what is asked of them
 */
export function cutHalves(
  documents: readonly BenchDocument[],
  set: string,
  count: number,
): { documents: BenchDocument[]; task: SimilarTask } {
  const long = documents.filter(
    ({ id, text }) => id.startsWith(`${set}/`) && text.length >= SHORTEST && middleOf(text) !== null,
  );
  const cut = new Set(shuffled(long, createRandom(SEED)).slice(0, count));
  const queries: SimilarQuery[] = [];
  const all = documents.flatMap((document) => {
    if (!cut.has(document)) return [document];
    const middle = middleOf(document.text)!;
    const first = { ...document, text: document.text.slice(0, middle) };
    const second = { id: document.id + SECOND_HALF, title: '', text: document.text.slice(middle) };
    queries.push({ document: first, grades: new Map([[indexedId(second.id), 1]]) });
    return [first, second];
  });
  return { documents: all, task: { name: 'halves', queries } };
}

/** The end of a sentence next to the middle of a text, or null where there is none near. */
function middleOf(text: string): number | null {
  const half = text.length / 2;
  let best: number | null = null;
  for (const { index, 0: end } of text.matchAll(/[。！？\n]+/g)) {
    const at = index + end.length;
    if (best === null || Math.abs(at - half) < Math.abs(best - half)) best = at;
  }
  return best !== null && Math.abs(best - half) < text.length / 5 ? best : null;
}

/**
 * Of each keyword query that several articles answer, one of them is asked for the others.
 * @param documents indexed under `SET/id`
 */
export async function readKeywordTask(
  folder: string | undefined,
  set: string,
  documents: readonly BenchDocument[],
  most: number,
): Promise<SimilarTask> {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const judgements = await readJudgements(folder, set);
  const queries: SimilarQuery[] = [];
  for (const grades of judgements.values()) {
    const ids = [...grades.keys()].map((id) => `${set}/${id}`).filter((id) => byId.has(id));
    if (ids.length < 2) continue;
    const [first, ...others] = ids;
    queries.push({ document: byId.get(first)!, grades: new Map(others.map((id) => [indexedId(id), 1])) });
  }
  return { name: 'keywords', queries: shuffled(queries, createRandom(SEED)).slice(0, most) };
}
