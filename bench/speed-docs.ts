// `node bench/speed-docs.ts RESULTS`: puts the figures of `npm run bench:speed` into the documents: the figures as they
// are, the picture, and the tables of docs/speed.md and docs/cost.md. A test holds the documents to the figures.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../engine/errors.ts';
import { runBench } from './main.ts';
import { documentsOf } from './speed/documents.ts';
import { readResults } from './speed/results.ts';

const HELP = `node bench/speed-docs.ts RESULTS
  RESULTS  the speed.json that bench:speed leaves in its --work folder`;

const DOCS = join(import.meta.dirname, '..', 'docs');

await runBench(HELP, async () => {
  const [path] = process.argv.slice(2);
  const results = path === undefined ? null : readResults(path);
  if (results === null) throw new UsageError(`there are no figures in ${path ?? 'no file'}; name one`);
  const documents = documentsOf(results, (name) => readFileSync(join(DOCS, name), 'utf8'));
  for (const [name, text] of documents) writeFileSync(join(DOCS, name), text);
});
