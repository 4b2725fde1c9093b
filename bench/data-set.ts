// A test collection on disk: documents, queries and which documents answer which query. Every bench
// takes the folder from its caller; what is missing is named together with how it should look.

import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { UsageError } from '../engine/errors.ts';

export interface BenchDocument {
  id: string;
  title: string;
  text: string;
}

export interface BenchQuery {
  id: string;
  text: string;
}

/** Grades above 0 by id of the document, by id of the query; both in the order of the file. */
export type Judgements = Map<string, Map<string, number>>;

const LAYOUT = `the data folder must look like
  DATA_FOLDER/SET/corpus.jsonl    {"id", "title", "text"} a line
  DATA_FOLDER/SET/queries.jsonl   {"id", "text"} a line
  DATA_FOLDER/SET/qrels.tsv       query id, tab, document id, tab, grade (above 0 is relevant)`;

/**
 * The path of one file of a set.
 * @throws UsageError naming the file and the layout when it does not exist
 */
export function dataFile(folder: string | undefined, set: string, file: string): string {
  if (folder === undefined) throw new UsageError(`name the data folder; ${LAYOUT}`);
  const path = join(folder, set, file);
  if (!existsSync(path)) throw new UsageError(`${path} does not exist; ${LAYOUT}`);
  return path;
}

/** Documents in the order of the file. @throws UsageError when the set is not there */
export async function readDocuments(folder: string | undefined, set: string): Promise<BenchDocument[]> {
  return readLines<BenchDocument>(dataFile(folder, set, 'corpus.jsonl'));
}

/** @param file other than `queries.jsonl` for variants of the queries. @throws UsageError when it is not there */
export async function readQueries(
  folder: string | undefined,
  set: string,
  file = 'queries.jsonl',
): Promise<BenchQuery[]> {
  return readLines<BenchQuery>(dataFile(folder, set, file));
}

/** @throws UsageError when the set is not there or a line has not three columns */
export async function readJudgements(folder: string | undefined, set: string): Promise<Judgements> {
  const path = dataFile(folder, set, 'qrels.tsv');
  const judgements: Judgements = new Map();
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    if (line.trim() === '') continue;
    const [query, document, grade] = line.split('\t');
    if (grade === undefined || Number.isNaN(Number(grade)))
      throw new UsageError(`${path}: "${line}" is not a query id, a document id and a grade, tab between; ${LAYOUT}`);
    if (Number(grade) <= 0) continue;
    const known = judgements.get(query);
    if (known) known.set(document, Number(grade));
    else judgements.set(query, new Map([[document, Number(grade)]]));
  }
  return judgements;
}

async function readLines<T>(path: string): Promise<T[]> {
  const records: T[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== '') records.push(parseLine<T>(path, line));
  return records;
}

function parseLine<T>(path: string, line: string): T {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new UsageError(`${path}: "${line.slice(0, 80)}" is not JSON; ${LAYOUT}`, { cause: error });
  }
}
