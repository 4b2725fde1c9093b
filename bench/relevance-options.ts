// What `npm run bench:relevance` can be told, and what it says when it is told something else.

import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';
import { type Halves, parseHalves } from './halves.ts';
import { defaultSets } from './sets.ts';

const TUNING_QUERIES = 1000;

export const RELEVANCE_HELP = `node bench/relevance.ts DATA_FOLDER [options]
  --sets a,b            these sets only, or none (default: ${defaultSets().join(',')})
  --peers a,b           other engines in the same run; all or none (default)
  --against NAME        the peer that ours is compared with (default: of the lucene-* peers in the run, or
                        else of all, the one with the best MRR@10 on the tuning half, set by set)
  --half HALF           ask the tuning half of the queries, the held-out half, or all (default)
  --queries N           the first N queries of each row (then halved)
  --tuning N            settings of peers are chosen by the first N queries of the tuning half (default: ${TUNING_QUERIES})
  --ranged              also ask ours with its index read in parts, for ten hits, in a row of its own
  --mixed               also ask the small encyclopedia sets among 28,000 news articles, in one index
  --keywords            also ask keywords and names cut from each set's own documents
  --no-judged           leave out the sets' own queries: with --keywords, the keywords alone
  --write-queries DIR   with --keywords: write these queries and their judgements to DIR/SET/
  --losses FILE         write a JSON line for each query that ours does not answer first, with what each
                        peer did; "lostTo" names the peers that ranked a relevant document better
Queries are asked as plain text: without quotation marks and other operators. Peers get the same documents
in the same order under the same ids, and texts and queries folded as ours are.`;

export interface RelevanceOptions {
  /** The data folder; undefined when none was named. */
  folder: string | undefined;
  sets: readonly string[];
  /** Names, or all there are. */
  peers: readonly string[] | 'all';
  /** The peer to compare with, or null for the best. */
  against: string | null;
  half: Halves;
  /** Infinity without a limit. */
  mostQueries: number;
  /** Queries of the tuning half that choose a peer's settings. */
  tuningQueries: number;
  ranged: boolean;
  mixed: boolean;
  keywords: boolean;
  judged: boolean;
  writeQueries: string | null;
  losses: string | null;
}

/** @throws UsageError, and what `parseArgs` throws for unknown options */
export function parseRelevanceOptions(args: readonly string[]): RelevanceOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      sets: { type: 'string' },
      peers: { type: 'string', default: 'none' },
      against: { type: 'string' },
      half: { type: 'string', default: 'all' },
      queries: { type: 'string' },
      tuning: { type: 'string', default: String(TUNING_QUERIES) },
      ranged: { type: 'boolean', default: false },
      mixed: { type: 'boolean', default: false },
      keywords: { type: 'boolean', default: false },
      judged: { type: 'boolean', default: true },
      'write-queries': { type: 'string' },
      losses: { type: 'string' },
    },
  });
  if (positionals.length > 1)
    throw new UsageError(`one data folder, not ${positionals.length}: ${positionals.join(' ')}`);
  const mostQueries = values.queries === undefined ? Number.POSITIVE_INFINITY : Number(values.queries);
  if (!(mostQueries >= 1)) throw new UsageError(`--queries ${values.queries} is not a number of 1 or more`);
  const tuningQueries = Number(values.tuning);
  if (!(tuningQueries >= 1)) throw new UsageError(`--tuning ${values.tuning} is not a number of 1 or more`);
  const peers = values.peers === 'all' ? 'all' : names(values.peers);
  const against = values.against ?? null;
  if (against !== null && peers !== 'all' && !peers.includes(against))
    throw new UsageError(`--against ${against} is not among --peers ${values.peers}: add it there`);
  const writeQueries = values['write-queries'] ?? null;
  if (writeQueries !== null && !values.keywords)
    throw new UsageError('--write-queries writes the queries that --keywords cuts: add --keywords');
  const options: RelevanceOptions = {
    folder: positionals[0],
    sets: values.sets === undefined ? defaultSets() : names(values.sets),
    peers,
    against,
    half: parseHalves(values.half),
    mostQueries,
    tuningQueries,
    ranged: values.ranged,
    mixed: values.mixed,
    keywords: values.keywords,
    judged: values.judged,
    writeQueries,
    losses: values.losses ?? null,
  };
  const ofSets = options.sets.length > 0 && (options.judged || options.keywords);
  if (!ofSets && !options.mixed) throw new UsageError('nothing to ask: add --sets, --keywords or --mixed');
  return options;
}

/** A comma list without repetitions; `none` is empty. */
function names(list: string): string[] {
  if (list === 'none') return [];
  return [...new Set(list.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}
