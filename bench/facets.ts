// `node bench/facets.ts`: what filters and facets cost, cold and warm, by number of articles. The columns do not depend
// on the texts, so articles are a few generated words, with 50 sources and 5,000 tags, each used as often as its rank
// says (Zipf), on days of twenty years. Each search is also asked without them, counting every hit, for comparison.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Article } from '../engine/article.ts';
import { UsageError } from '../engine/errors.ts';
import { decodeManifest, type Manifest, pointerKey } from '../engine/index/manifest.ts';
import type { SearchRequest } from '../engine/search/contract.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openStore } from '../engine/store/open.ts';
import type { ObjectStore } from '../engine/store/store.ts';
import type { SourceItem } from '../indexer/sources/read.ts';
import { BENCH_COLLECTION, publishItems } from './collection.ts';
import { runBench } from './main.ts';
import { createProgress } from './progress.ts';
import { below, createRandom, type Random } from './random.ts';
import { formatTable } from './table.ts';

const HELP = `node bench/facets.ts [--articles 28000,100000] [--warm 20]
  --articles   numbers of articles, an index for each
  --warm       how often each search is asked of a searcher that has what it needs in memory`;

const SEED = 20171125;
const SOURCES = 50;
const TAGS = 5000;
const MOST_TAGS = 4;
const DAYS = 20 * 365;

/** In so many of a million articles. */
const WORDS = [
  { word: '城市', inMillion: 200_000 },
  { word: '地铁', inMillion: 20_000 },
  { word: '驷马桥', inMillion: 200 },
];

/** Ranks from 0, the lower the more often. */
function zipf(random: Random, ranks: number): number {
  return Math.floor(Math.exp(random() * Math.log(ranks + 1))) - 1;
}

function* articles(count: number): Generator<Article> {
  const random = createRandom(SEED);
  for (let i = 0; i < count; i++) {
    const instant = Date.UTC(2005, 0, 1) + below(random, DAYS) * 86_400_000;
    const words = WORDS.filter(({ inMillion }) => below(random, 1_000_000) < inMillion).map(({ word }) => word);
    const tags = new Set(Array.from({ length: below(random, MOST_TAGS + 1) }, () => `标签${zipf(random, TAGS)}`));
    yield {
      id: `a${i}`,
      title: '',
      body: `报道。${words.join('。')}`,
      source: `来源${zipf(random, SOURCES)}`,
      date: { instant, civil: new Date(instant).toISOString().slice(0, 10) },
      ...(tags.size > 0 ? { tags: [...tags] } : {}),
    };
  }
}

async function* items(count: number): AsyncGenerator<SourceItem> {
  for (const article of articles(count)) yield { kind: 'article', origin: article.id, article };
}

const filter = (field: string, ...values: string[]) => ({ field, values });

const ASKED: readonly { name: string; more: Partial<SearchRequest> }[] = [
  { name: 'neither', more: { exactTotal: true } },
  { name: 'filter by the first source', more: { filters: [filter('source', '来源0')] } },
  { name: 'by a rare tag', more: { filters: [filter('tags', '标签2000')] } },
  {
    name: 'by three sources and a tag',
    more: { filters: [filter('source', '来源3', '来源4', '来源5'), filter('tags', '标签1')] },
  },
  { name: 'facet source', more: { facets: ['source'] } },
  { name: 'facets source, tags, month', more: { facets: ['source', 'tags', 'month'] } },
];

interface Cost {
  total: number;
  rounds: number;
  requests: number;
  kilobytes: number;
  /** Milliseconds of CPU of a warm one, the median. */
  warm: number;
}

async function measure(store: ObjectStore, q: string, more: Partial<SearchRequest>, warm: number): Promise<Cost> {
  const base = {
    q,
    limit: 10,
    offset: 0,
    sort: 'relevance',
    snippets: 2,
    snippetLength: 120,
    exactTotal: false,
  } as const;
  const request: SearchRequest = { ...base, ...more };
  const searcher = openSearcher({ reader: store, collection: BENCH_COLLECTION, residentBytes: 0 });
  const { response, cost } = await searcher.search(request);
  const times: number[] = [];
  for (let i = 0; i < warm; i++) {
    const start = process.cpuUsage();
    await searcher.search(request);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const { rounds, requests, bytes } = cost;
  return { total: response.total, rounds, requests, kilobytes: bytes / 1000, warm: median };
}

function describeColumns({ segments }: Manifest): string {
  const bytes = (field: string): number =>
    segments.reduce((sum, { sections }) => sum + (sections[`column.${field}`]?.length ?? 0), 0);
  return ['source', 'tags'].map((field) => `${field} ${(bytes(field) / 1000).toFixed(1)} KB`).join(', ');
}

await runBench(HELP, async () => {
  const { values } = parseArgs({
    options: { articles: { type: 'string', default: '28000,100000' }, warm: { type: 'string', default: '20' } },
  });
  const counts = values.articles.split(',').map(Number);
  const warm = Number(values.warm);
  if (![...counts, warm].every((count) => Number.isInteger(count) && count > 0))
    throw new UsageError(`--articles ${values.articles} and --warm ${values.warm} have to be whole numbers`);
  const progress = createProgress();
  for (const count of counts) {
    const folder = mkdtempSync(join(tmpdir(), 'xunwen-facets-'));
    try {
      const store = await openStore(`file:${folder}`);
      await publishItems(store, () => items(count), `${count} articles`, progress);
      const key = pointerKey(BENCH_COLLECTION);
      const manifest = decodeManifest((await store.get(key)).bytes, key);
      const rows = [];
      for (const { word } of WORDS)
        for (const { name, more } of ASKED) {
          progress.show(`${count} articles: ${word}, ${name}`);
          const { total, rounds, requests, kilobytes, warm: milliseconds } = await measure(store, word, more, warm);
          rows.push([word, name, total, rounds, requests, kilobytes.toFixed(0), milliseconds.toFixed(1)]);
        }
      progress.end();
      const columns = ['word', 'with', 'hits', 'rounds', 'requests', 'KB', 'warm CPU ms'];
      process.stdout.write(
        `${count} articles; columns: ${describeColumns(manifest)}\n\n${formatTable(columns, rows)}\n\n`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
});
