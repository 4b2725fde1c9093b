// `npm run bench:similar -- DATA_FOLDER`: how well similar articles are found, and what that costs. 28,000 news articles
// are indexed, some of them cut in halves; beside ours stand a search for the beginning of the article, and Lucene's
// MoreLikeThis.

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';
import { pointerKey } from '../engine/index/manifest.ts';
import type { Searcher } from '../engine/search/contract.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openStore } from '../engine/store/open.ts';
import { openReader } from '../engine/store/reader.ts';
import { readColdDocuments } from './cold-index.ts';
import { BENCH_COLLECTION, disguise, indexedId, publishDocuments } from './collection.ts';
import { runBench } from './main.ts';
import { openLuceneSimilar } from './peers/lucene-similar.ts';
import { createProgress } from './progress.ts';
import { startS3Process } from './s3-process.ts';
import { pageOf } from './search-cost.ts';
import { beginningOf, HITS, type SimilarCost, similarCost } from './similar-cost.ts';
import { reportSimilar, reportSimilarCost, type SimilarRow } from './similar-report.ts';
import { cutHalves, readKeywordTask, type SimilarQuery, type SimilarTask } from './similar-tasks.ts';

const HELP = `node bench/similar.ts DATA_FOLDER [options]
  --queries 500   articles of each task whose like is looked for
  --cold 60       articles that are asked for of a searcher with nothing in memory
  --latency 20    milliseconds that every read of the store takes longer
  --peers lucene  also ask Lucene's MoreLikeThis
  --work FOLDER   keep the built index there and use it the next time (delete it when the indexer changed)`;

const HALVES_SET = 'news_title';
const KEYWORDS_SET = 'xwlb_kw';
/** Articles that are cut in halves. */
const HALVES = 1000;
const S3_URL = 's3://bench';

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      queries: { type: 'string', default: '500' },
      cold: { type: 'string', default: '60' },
      latency: { type: 'string', default: '20' },
      peers: { type: 'string', default: '' },
      work: { type: 'string' },
    },
  });
  const count = (name: 'queries' | 'cold' | 'latency'): number => {
    const number = Number(values[name]);
    if (Number.isInteger(number) && number >= (name === 'latency' ? 0 : 1)) return number;
    throw new UsageError(`--${name} ${values[name]} is not a whole number of 1 or more`);
  };
  if (!['', 'lucene'].includes(values.peers)) throw new UsageError(`--peers ${values.peers}: there is lucene`);
  const [queries, cold, latency] = [count('queries'), count('cold'), count('latency')];
  const temporary = mkdtempSync(join(tmpdir(), 'xunwen-similar-'));
  const folder = values.work === undefined ? join(temporary, 'index') : resolve(values.work);
  mkdirSync(folder, { recursive: true });
  const progress = createProgress();
  try {
    const whole = await readColdDocuments(positionals[0]);
    const { documents, task } = cutHalves(whole, HALVES_SET, HALVES);
    const tasks = [task, await readKeywordTask(positionals[0], KEYWORDS_SET, whole, queries)].map(
      ({ name, queries: all }): SimilarTask => ({ name, queries: all.slice(0, queries) }),
    );
    const store = await openStore(`file:${folder}`);
    if (!existsSync(join(folder, pointerKey(BENCH_COLLECTION))))
      await publishDocuments(store, documents, 'news', progress);

    const remote = { reader: store, collection: BENCH_COLLECTION, residentBytes: 0, cacheBytes: 1 << 30 };
    const searcher = openSearcher(remote);
    const rows: SimilarRow[] = [
      { name: 'similar', rankings: await rankAll(tasks, (query) => likeOf(searcher, query)) },
      {
        name: 'a search for its first 30 characters',
        rankings: await rankAll(tasks, (query) => beginning(searcher, query)),
      },
    ];
    if (values.peers === 'lucene')
      for (const analyzer of ['cjk', 'smartcn'] as const) {
        progress.show(`Lucene, ${analyzer}`);
        const own = join(temporary, analyzer);
        mkdirSync(own);
        const lucene = await openLuceneSimilar(analyzer, disguise(documents), own);
        const rankings: string[][][] = [];
        for (const { queries: asked } of tasks) {
          const found = await lucene.like(
            asked.map(({ document }) => document),
            HITS + 1,
          );
          rankings.push(found.map((ids, i) => others(ids, asked[i])));
        }
        await lucene.close();
        rows.push({ name: `Lucene MoreLikeThis, ${analyzer === 'cjk' ? 'bigrams' : 'SmartCN'}`, rankings });
      }
    progress.show('costs');
    const server = await startS3Process('bench', folder, latency);
    const costs: SimilarCost[] = [];
    try {
      Object.assign(process.env, server.environment);
      for (const { document } of tasks.flatMap((one) => one.queries.slice(0, Math.ceil(cold / tasks.length))))
        costs.push(await similarCost(openSearcher({ ...remote, reader: openReader(S3_URL) }), indexedId(document.id)));
    } finally {
      server.stop();
    }
    const warm: SimilarCost[] = [];
    for (const { document } of tasks.flatMap((one) => one.queries.slice(0, cold)))
      warm.push(await similarCost(searcher, indexedId(document.id)));
    progress.end();
    process.stdout.write(`${reportSimilar(tasks, rows)}\n\n${reportSimilarCost(costs, warm, latency)}\n`);
  } finally {
    progress.end();
    rmSync(temporary, { recursive: true, force: true });
  }
});

async function rankAll(
  tasks: readonly SimilarTask[],
  rank: (query: SimilarQuery) => Promise<string[]>,
): Promise<string[][][]> {
  const rankings: string[][][] = [];
  for (const { queries } of tasks) {
    const ranked: string[][] = [];
    for (const query of queries) ranked.push(await rank(query));
    rankings.push(ranked);
  }
  return rankings;
}

/** What is found besides the article itself. */
function others(ids: readonly string[], { document }: SimilarQuery): string[] {
  return ids.filter((id) => id !== indexedId(document.id)).slice(0, HITS);
}

async function likeOf(searcher: Searcher, { document }: SimilarQuery): Promise<string[]> {
  const { response } = await searcher.similar({
    id: indexedId(document.id),
    limit: HITS,
    snippets: 0,
    snippetLength: 120,
  });
  return response.hits.map(({ id }) => id);
}

async function beginning(searcher: Searcher, query: SimilarQuery): Promise<string[]> {
  const asked = { ...pageOf(beginningOf(query.document), 0), limit: HITS + 1 };
  const { response } = await searcher.search(asked);
  return others(
    response.hits.map(({ id }) => id),
    query,
  );
}
