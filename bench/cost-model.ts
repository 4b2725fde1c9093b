// What a month of searches costs: ours from what the speed bench measured, the others from their price lists and from
// what their size asks for. Nothing is cached by browsers or a CDN, and no free tier is counted.

import { mean } from './metrics.ts';
import { HOURS_A_MONTH, PRICES } from './prices.ts';
import type { Result } from './speed/results.ts';

export interface Load {
  queries: number;
  /** The share of the queries that meets a function with nothing in memory. */
  coldShare: number;
}

/** The rarer the queries, the more of them find no warm function. */
export const LOADS: readonly Load[] = [
  { queries: 10_000, coldShare: 0.5 },
  { queries: 1_000_000, coldShare: 0.02 },
  { queries: 100_000_000, coldShare: 0.002 },
];

/** The function's memory, and the share of a processor that comes with it (1,769 MB are one). */
const FUNCTION_GIGABYTES = 0.5;
const FUNCTION_PROCESSORS = 512 / 1769;
/** Versions that stay in the bucket: what `xunwen gc` keeps. */
const VERSIONS = 3;
/** Ten hits with two snippets each, measured on generated news (mean 14.4, at most 19.8), and the headers. */
export const ANSWER_KILOBYTES = 15;
/** START, END and REPORT of one invocation, and the line of a search with its metrics (600 bytes). */
const LOG_KILOBYTES = 1.1;

const MILLION = 1e6;
const GIGABYTE = 1e9;

/** Of a month, dollars. */
export interface OurCost {
  gateway: number;
  lambda: number;
  s3Reads: number;
  storage: number;
  logs: number;
  egress: number;
  total: number;
}

/** @param result ours at one size, measured whole */
export function ourCost({ build, cold, warm }: Pick<Result, 'build' | 'cold' | 'warm'>, load: Load): OurCost {
  if (build === null || cold === null || warm === null) throw new RangeError('costs need all figures of a size');
  const { queries, coldShare } = load;
  const blend = (ofCold: number, ofWarm: number): number => coldShare * ofCold + (1 - coldShare) * ofWarm;
  // Every warm query is taken for one that the function has not met.
  const milliseconds = blend(inFunction(mean(cold.wall), mean(cold.cpu)), inFunction(warm.fresh.mean, warm.fresh.cpu));
  const reads = blend(mean(cold.requests), warm.fresh.requests);
  const cost = {
    gateway: (queries / MILLION) * PRICES.httpApi.dollars,
    lambda:
      (queries / MILLION) * PRICES.lambdaRequests.dollars +
      queries * (milliseconds / 1000) * FUNCTION_GIGABYTES * PRICES.lambdaGigabyteSecond.dollars,
    s3Reads: ((queries * reads) / MILLION) * PRICES.s3Get.dollars,
    storage: ((VERSIONS * build.indexBytes) / GIGABYTE) * PRICES.s3Storage.dollars,
    logs: ((queries * LOG_KILOBYTES) / MILLION) * PRICES.logs.dollars,
    egress: ((queries * ANSWER_KILOBYTES) / MILLION) * PRICES.egress.dollars,
  };
  return { ...cost, total: Object.values(cost).reduce((sum, dollars) => sum + dollars, 0) };
}

/** Milliseconds that a function is billed for: waiting takes as long as here, work as much longer as it has less of a processor. */
function inFunction(wall: number, cpu: number): number {
  return Math.max(0, wall - cpu) + cpu / FUNCTION_PROCESSORS;
}

/** What others cost, by name; each takes part of what stays equal: data to the internet, where it is billed. */
export const OTHERS: Readonly<Record<string, (articles: number, load: Load) => { dollars: number; needs: string }>> = {
  OpenSearch(articles, { queries }) {
    const { openSearchSmall, openSearchMedium, openSearchLarge } = PRICES;
    const node = articles <= 30_000 ? openSearchSmall : articles <= 100_000 ? openSearchMedium : openSearchLarge;
    // 100 million a month are 40 a second in the mean and several times that by day.
    const busy = queries > 10 * MILLION;
    const [count, kind] = busy ? [3, openSearchLarge] : [queries >= MILLION ? 2 : 1, node];
    // Text, postings and room for merges; 10 GB is the least.
    const gigabytes = Math.max(10, (articles * 4 * 3500) / GIGABYTE);
    const dollars =
      count * (kind.dollars * HOURS_A_MONTH + gigabytes * PRICES.openSearchStorage.dollars) + egress(queries);
    return { dollars, needs: `${count} × ${kind.what.split(' ')[0]}` };
  },
  Algolia(articles, { queries }) {
    const dollars =
      above(queries, 10_000) * PRICES.algoliaSearches.dollars +
      above(articles, 100_000) * PRICES.algoliaRecords.dollars;
    return { dollars, needs: 'Grow' };
  },
  'Meilisearch Cloud'(articles, { queries }) {
    const build =
      PRICES.meilisearchBuild.dollars +
      above(queries, 50_000) * PRICES.meilisearchBuildSearches.dollars +
      above(articles, 100_000) * PRICES.meilisearchBuildDocuments.dollars;
    const pro =
      PRICES.meilisearchPro.dollars +
      above(queries, 250_000) * PRICES.meilisearchProSearches.dollars +
      above(articles, 1_000_000) * PRICES.meilisearchProDocuments.dollars;
    return build <= pro ? { dollars: build, needs: 'Build' } : { dollars: pro, needs: 'Pro' };
  },
  'Meilisearch, own server'(articles, { queries }) {
    const { serverSmall, serverMedium, serverLarge } = PRICES;
    const size = articles <= 30_000 ? serverSmall : articles <= 100_000 ? serverMedium : serverLarge;
    const [count, kind] = queries > 10 * MILLION ? [3, serverLarge] : [1, size];
    // Such servers come with terabytes of traffic.
    return { dollars: count * kind.dollars, needs: `${count} × ${kind.what.split(', ')[1]}` };
  },
};

/** Thousands above what is included. */
const above = (count: number, included: number): number => Math.max(0, count - included) / 1000;

const egress = (queries: number): number => ((queries * ANSWER_KILOBYTES) / MILLION) * PRICES.egress.dollars;
