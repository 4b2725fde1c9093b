// Generated queries as files in the layout of a data set, so that others can ask the very same.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedQueries } from './keyword-queries.ts';

/** Writes queries.NAME.jsonl and qrels.NAME.tsv into `folder`/`set`, over what is there. */
export function writeGenerated(folder: string, set: string, { name, queries, judgements }: GeneratedQueries): void {
  const target = join(folder, set);
  mkdirSync(target, { recursive: true });
  const lines = queries.map(({ id, text }) => JSON.stringify({ id, text }));
  const grades = [...judgements].flatMap(([query, relevant]) =>
    [...relevant].map(([document, grade]) => `${query}\t${document}\t${grade}`),
  );
  writeFileSync(join(target, `queries.${name}.jsonl`), `${lines.join('\n')}\n`);
  writeFileSync(join(target, `qrels.${name}.tsv`), `${grades.join('\n')}\n`);
}
