// `npm run bench:incremental`: what `xunwen index` takes after a change, over building everything. The whole command
// in a process of its own each time; then what many small changes one after the other cost those who search.

import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError, XunwenError } from '../engine/errors.ts';
import type { SearchCost } from '../engine/search/contract.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openFileStore } from '../engine/store/file-store.ts';
import { pointedManifest, readPointer } from '../indexer/publish/pointer.ts';
import { bundleCommandLine } from '../scripts/bundle.ts';
import { COLD_SETS } from './cold-queries.ts';
import { BENCH_COLLECTION } from './collection.ts';
import { type BenchDocument, readDocuments, readQueries } from './data-set.ts';
import { firstArticles } from './generated-news.ts';
import type { IndexRun } from './incremental-child.ts';
import { runBench } from './main.ts';
import { percentile } from './metrics.ts';
import { createProgress, type Progress } from './progress.ts';
import { createRandom, shuffled } from './random.ts';
import { formatTable } from './table.ts';

const HELP = `node bench/incremental.ts DATA_FOLDER [options]
  --articles 28000   news articles of the collection, each with a date
  --recombined       articles of 1,200 characters, recombined as in the other benches of building, in any number
  --queries 40       queries of each news set that are asked of a searcher with nothing in memory`;

/** Numbers of one-article changes after which queries are asked. */
const INCREMENTS = [0, 1, 5, 20];
/** Stands in the changed article alone. */
const MARKER = '增量索引只读改动之处';
/** The command as it is shipped: within the repository, for packages are found from there. */
const BUNDLE_FOLDER = join(import.meta.dirname, '../dist/bench-incremental');
const FIRST_DAY = Date.UTC(2010, 0, 1);

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      articles: { type: 'string', default: '28000' },
      recombined: { type: 'boolean', default: false },
      queries: { type: 'string', default: '40' },
    },
  });
  const [articles, queries] = (['articles', 'queries'] as const).map((name) => {
    const number = Number(values[name]);
    if (Number.isInteger(number) && number >= 1) return number;
    throw new UsageError(`--${name} ${values[name]} is not a whole number of 1 or more`);
  });
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-incremental-'));
  const progress = createProgress();
  try {
    const documents = await documentsOf(positionals[0], articles, values.recombined);
    await measure(positionals[0], documents, queries, folder, progress);
  } finally {
    progress.end();
    for (const made of [folder, BUNDLE_FOLDER]) rmSync(made, { recursive: true, force: true });
  }
});

async function documentsOf(data: string | undefined, articles: number, recombined: boolean): Promise<BenchDocument[]> {
  if (recombined) {
    const documents: BenchDocument[] = [];
    for await (const document of firstArticles(data, articles)) documents.push(document);
    return documents;
  }
  const sets = await Promise.all(COLD_SETS.map((set) => readDocuments(data, set)));
  return shuffled(sets.flat(), createRandom(1)).slice(0, articles);
}

async function measure(
  data: string | undefined,
  documents: readonly BenchDocument[],
  queries: number,
  folder: string,
  progress: Progress,
): Promise<void> {
  const articles = documents.length;
  const asked = (await Promise.all(COLD_SETS.map((set) => readQueries(data, set)))).flatMap((all) =>
    all.slice(0, queries).map(({ text }) => text),
  );
  const source = join(folder, 'articles.jsonl');
  const store = join(folder, 'store');
  /** The same again, for the small changes. */
  const second = join(folder, 'second');
  progress.show('bundle');
  const program = await bundleCommandLine(BUNDLE_FOLDER, 'bench/incremental-child.ts');
  const index = (label: string, into = store, ...flags: string[]): IndexRun => {
    progress.show(label);
    return runIndex(program.path, into, source, flags);
  };
  const write = (isChanged: (i: number) => boolean, text: string): void => {
    writeFileSync(source, '');
    documents.forEach((document, i) => {
      appendFileSync(source, line(document, i, isChanged(i) ? text : ''));
    });
  };

  write(() => false, '');
  const full = index('everything');
  cpSync(store, second, { recursive: true });
  const rows = [describe('everything', full, full)];
  rows.push(describe('nothing changed', index('nothing changed'), full));
  const middle = Math.floor(articles / 2);
  write((i) => i === middle, MARKER);
  rows.push(describe('one article changed', index('one article changed'), full));
  const found = (await searchCold(store, `"${MARKER}"`)).response;
  if (found.total !== 1) throw new XunwenError(`the changed article was not found (${found.total} hits)`);
  write((i) => i % 100 === 0, `${MARKER}，而且百里挑一。`);
  rows.push(describe('1 % changed', index('1 % changed'), full));
  process.stdout.write(
    `${articles} articles, ${(documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6).toFixed(1)} MB of text\n\n` +
      `${formatTable(['', 'seconds', 'of everything', 'CPU seconds', 'of everything', 'MB read', 'MB written', 'peak MB'], rows)}\n\n`,
  );

  const costs: (string | number)[][] = [];
  let done = 0;
  for (const increments of INCREMENTS) {
    for (; done < increments; done++) {
      writeFileSync(source, line(documents[done * 7], done * 7, `${MARKER}，第${done}次。`));
      index(`change ${done + 1}`, second, '--add');
    }
    costs.push(await coldCosts(second, increments, asked));
  }
  const columns = [
    'changes',
    'segments',
    'deletions KB',
    'pointer KB',
    'rounds',
    'requests p50',
    'p95',
    'KB p50',
    'p95',
  ];
  process.stdout.write(
    `${asked.length} cold queries, after so many changes of one article each\n\n${formatTable(columns, costs)}\n`,
  );
}

/** A line of the source; dates are spread over ten years, as the documents come. */
function line({ id, title, text }: BenchDocument, i: number, more: string): string {
  const date = new Date(FIRST_DAY + ((i * 7919) % 3650) * 86_400_000).toISOString();
  return `${JSON.stringify({ id, title, body: `${text}${more}`, date })}\n`;
}

function runIndex(program: string, store: string, source: string, flags: readonly string[]): IndexRun {
  const output = execFileSync(process.execPath, [program, store, 'index', source, ...flags], { encoding: 'utf8' });
  const result = JSON.parse(output) as IndexRun;
  if (result.code !== 0) throw new XunwenError(`xunwen index failed: ${result.output}`);
  return result;
}

function describe(name: string, run: IndexRun, full: IndexRun): (string | number)[] {
  const shareOf = (figure: 'seconds' | 'cpuSeconds'): string => `${((100 * run[figure]) / full[figure]).toFixed(1)} %`;
  return [
    name,
    run.seconds.toFixed(1),
    shareOf('seconds'),
    run.cpuSeconds.toFixed(1),
    shareOf('cpuSeconds'),
    (run.bytesRead / 1e6).toFixed(1),
    (run.bytesWritten / 1e6).toFixed(1),
    Math.round(run.peakMegabytes),
  ];
}

async function coldCosts(folder: string, increments: number, asked: readonly string[]): Promise<(string | number)[]> {
  const pointer = await readPointer(openFileStore(`file:${folder}`, folder), BENCH_COLLECTION);
  const { segments } = pointedManifest(pointer!, BENCH_COLLECTION);
  const costs: SearchCost[] = [];
  for (const q of asked) costs.push((await searchCold(folder, q)).cost);
  const at = (figure: 'rounds' | 'requests' | 'bytes', share: number): number =>
    Math.round(
      percentile(
        costs.map((cost) => cost[figure]),
        share,
      ) / (figure === 'bytes' ? 1000 : 1),
    );
  return [
    increments,
    segments.length,
    (segments.reduce((sum, { deletions }) => sum + (deletions?.bytes ?? 0), 0) / 1000).toFixed(1),
    (pointer!.bytes.length / 1000).toFixed(1),
    at('rounds', 0.5),
    at('requests', 0.5),
    at('requests', 0.95),
    at('bytes', 0.5),
    at('bytes', 0.95),
  ];
}

/** Ask a searcher that has nothing in memory. */
function searchCold(folder: string, q: string) {
  const searcher = openSearcher({
    reader: openFileStore(`file:${folder}`, folder),
    collection: BENCH_COLLECTION,
    residentBytes: 0,
  });
  return searcher.search({
    q: q.slice(0, 200),
    limit: 10,
    offset: 0,
    sort: 'relevance',
    snippets: 2,
    snippetLength: 120,
    exactTotal: false,
  });
}
