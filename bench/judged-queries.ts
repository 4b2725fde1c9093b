// Queries with their judgements, ready to be asked: every engine gets the same ones, and the answers of
// all are looked at in the same way.

import { indexedId } from './collection.ts';
import { type BenchQuery, type Judgements, readJudgements, readQueries } from './data-set.ts';
import { type Half, halfOf } from './halves.ts';
import { type Grades, mean, ndcg, recall, reciprocalRank } from './metrics.ts';
import { plainText } from './plain-text.ts';
import { type JudgedSet, rowName } from './sets.ts';

/** How deep a ranking is looked at. */
export const DEPTH = 100;

export interface JudgedQuery {
  id: string;
  /** What our searcher is asked. */
  text: string;
  /** Without anything that is an operator in our query language: what the others are asked. */
  plain: string;
  /** Grades by the id under which a document is indexed. */
  grades: Grades;
  /** Ids of the relevant documents in the set's own files. */
  gold: string[];
  half: Half;
}

/** A row of the table: queries asked of one index. */
export interface Task {
  name: string;
  queries: readonly JudgedQuery[];
}

/** Means over queries. */
export interface RelevanceFigures {
  queries: number;
  mrr10: number;
  ndcg10: number;
  success1: number;
  recall10: number;
  recall100: number;
}

/**
 * Read a row of the table. Queries without a relevant document are left out.
 * @param most so many queries at most, the first of the file
 * @param prefix stands before the ids of documents in the index
 * @throws UsageError when a file is not there or cannot be read
 */
export async function readTask(
  folder: string | undefined,
  row: JudgedSet,
  most: number,
  prefix = '',
  name = rowName(row),
): Promise<Task> {
  const judgements = await readJudgements(folder, row.set);
  const queries = judge(await readQueries(folder, row.set, row.queries), judgements, prefix).slice(0, most);
  return { name, queries: row.asTyped ? queries : queries.map((query) => ({ ...query, text: query.plain })) };
}

/** Queries as typed, with what is known about each; those without a relevant document are left out. */
export function judge(queries: readonly BenchQuery[], judgements: Judgements, prefix = ''): JudgedQuery[] {
  return queries.flatMap(({ id, text }) => {
    const known = judgements.get(id);
    if (known === undefined) return [];
    const gold = [...known.keys()];
    const grades = new Map([...known].map(([document, grade]) => [indexedId(prefix + document), grade]));
    return [{ id, text, plain: plainText(text), grades, gold, half: halfOf(gold[0]) }];
  });
}

/** @param rankings ids, best first, for each query. @throws RangeError without queries */
export function summarize(queries: readonly JudgedQuery[], rankings: readonly (readonly string[])[]): RelevanceFigures {
  const over = (figure: (ranked: readonly string[], grades: Grades) => number): number =>
    mean(queries.map(({ grades }, i) => figure(rankings[i], grades)));
  return {
    queries: queries.length,
    mrr10: over((ranked, grades) => reciprocalRank(ranked, grades, 10)),
    ndcg10: over((ranked, grades) => ndcg(ranked, grades, 10)),
    success1: over((ranked, grades) => reciprocalRank(ranked, grades, 1)),
    recall10: over((ranked, grades) => recall(ranked, grades, 10)),
    recall100: over((ranked, grades) => recall(ranked, grades, DEPTH)),
  };
}
