// `npm run bench:substring -- DATA_FOLDER`: whether everything that stands in an article can be found.
// Random strings out of the articles, each asked as a quoted phrase, against a look at every text.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fold } from '../engine/analysis/fold.ts';
import { runs } from '../engine/analysis/runs.ts';
import { UsageError } from '../engine/errors.ts';
import type { Searcher } from '../engine/search/contract.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openStore } from '../engine/store/open.ts';
import { BENCH_COLLECTION, indexedId, publishDocuments } from './collection.ts';
import { type BenchDocument, readDocuments } from './data-set.ts';
import { runBench } from './main.ts';
import { createProgress } from './progress.ts';
import { below, createRandom, type Random } from './random.ts';
import { formatTable } from './table.ts';

const HELP = `node bench/substring.ts DATA_FOLDER [--set cmrc2018] [--count 1000] [--seed 1]
  Exit code 1 when a document is missing from an answer or wrongly in it.`;

const SHORTEST = 2;
const LONGEST = 6;
const PAGE = 50;
/** The last offset that the search interface takes. */
const LAST_OFFSET = 1000;

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      set: { type: 'string', default: 'cmrc2018' },
      count: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
    },
  });
  const count = Number(values.count);
  if (!(count >= 1)) throw new UsageError(`--count ${values.count} is not a number of 1 or more`);
  const documents = await readDocuments(positionals[0], values.set);
  const progress = createProgress();
  const storeFolder = mkdtempSync(join(tmpdir(), 'xunwen-substring-'));
  try {
    const store = await openStore(`file:${storeFolder}`);
    await publishDocuments(store, documents, values.set, progress);
    const residentBytes = Number.POSITIVE_INFINITY;
    const searcher = openSearcher({ reader: store, collection: BENCH_COLLECTION, residentBytes });
    const found = await compareAll(searcher, documents, count, createRandom(Number(values.seed)), (done) =>
      progress.show(`${values.set}: ${done} of ${count} strings`),
    );
    progress.end();
    process.stdout.write(`${report(values.set, documents.length, count, found)}\n`);
    if (found.missing + found.wrong > 0) process.exitCode = 1;
  } finally {
    progress.end();
    rmSync(storeFolder, { recursive: true, force: true });
  }
});

interface Comparison {
  expected: number;
  missing: number;
  wrong: number;
  /** Strings that more documents hold than paging reaches. */
  cut: number;
  /** Strings whose answer was wrong. */
  failed: string[];
}

async function compareAll(
  searcher: Searcher,
  documents: readonly BenchDocument[],
  count: number,
  random: Random,
  progress: (done: number) => void,
): Promise<Comparison> {
  const texts = documents.map(({ id, title, text }) => ({ id: indexedId(id), title: fold(title), text: fold(text) }));
  const comparison: Comparison = { expected: 0, missing: 0, wrong: 0, cut: 0, failed: [] };
  for (let done = 0; done < count; done++) {
    const string = drawString(texts, random);
    const holders = texts.filter(({ title, text }) => title.includes(string) || text.includes(string));
    const expected = new Set(holders.map(({ id }) => id));
    const answered = await askAll(searcher, `"${string}"`);
    const missing = [...expected].filter((id) => !answered.has(id)).length;
    const wrong = [...answered].filter((id) => !expected.has(id)).length;
    comparison.expected += expected.size;
    comparison.wrong += wrong;
    if (answered.size === LAST_OFFSET + PAGE) comparison.cut++;
    else comparison.missing += missing;
    if (wrong > 0 || (missing > 0 && answered.size < LAST_OFFSET + PAGE)) comparison.failed.push(string);
    progress(done + 1);
  }
  return comparison;
}

/** Two to six characters out of the inside of one Han run of one text. */
function drawString(texts: readonly { title: string; text: string }[], random: Random): string {
  for (;;) {
    const { title, text } = texts[below(random, texts.length)];
    const source = text === '' ? title : text;
    const han = runs(source)
      .filter(({ kind }) => kind === 'han')
      .map(({ start, end }) => [...source.slice(start, end)])
      .filter((characters) => characters.length >= SHORTEST);
    if (han.length === 0) continue;
    const characters = han[below(random, han.length)];
    const length = Math.min(characters.length, SHORTEST + below(random, LONGEST - SHORTEST + 1));
    const start = below(random, characters.length - length + 1);
    return characters.slice(start, start + length).join('');
  }
}

/** Ids of all hits, page by page. */
async function askAll(searcher: Searcher, q: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let offset = 0; offset <= LAST_OFFSET; offset += PAGE) {
    const { response } = await searcher.search({
      q,
      limit: PAGE,
      offset,
      sort: 'relevance',
      snippets: 0,
      snippetLength: 120,
      exactTotal: true,
      // Every article that holds the string is due, copies too.
      collapse: false,
    });
    for (const { id } of response.hits) ids.add(id);
    if (response.hits.length < PAGE) break;
  }
  return ids;
}

function report(set: string, documents: number, count: number, comparison: Comparison): string {
  const { expected, missing, wrong, cut, failed } = comparison;
  const table = formatTable(
    ['set', 'documents', 'strings', 'hits due', 'missing', 'wrong', 'beyond paging'],
    [[set, documents, count, expected, missing, wrong, cut]],
  );
  return failed.length === 0 ? table : `${table}\n\nwrongly answered: ${failed.slice(0, 20).join(' ')}`;
}
