// What `npm run bench:ablation` can be told, and what it says when it is told something else.

import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';
import { constantsAsTheyAre, NOT_TRIED } from './ablation-values.ts';
import { type Halves, parseHalves } from './halves.ts';
import { defaultSets } from './sets.ts';

/** As a name in --sets: the small sets among many news articles. */
const MIXED_NAME = 'mixed';
const QUERIES = 3000;

export const ABLATION_HELP = `node bench/ablation.ts DATA_FOLDER [options]
  --sets a,b         these sets only; ${MIXED_NAME} is small sets among 28,000 news articles
                     (default: ${[...defaultSets(), MIXED_NAME].join(',')})
  --queries N        at most N queries of each row, evenly spread over its file (default: ${QUERIES})
  --constants A,B    these constants of engine/search/ranking.ts only (default: all that a set can judge)
  --half HALF        ask the tuning half of the queries, the held-out half, or all (default)
  --keywords         also ask keywords and names cut from each set's own documents
  --no-judged        leave out the sets' own queries: with --keywords, the keywords alone
Each index is built once; then its queries are asked with the constants as they are, and with each changed alone.
Only tried when named:
${Object.entries(NOT_TRIED)
  .map(([name, why]) => `  ${name.padEnd(21)}${why}`)
  .join('\n')}`;

export interface AblationOptions {
  /** The data folder; undefined when none was named. */
  folder: string | undefined;
  sets: readonly string[];
  mixed: boolean;
  mostQueries: number;
  constants: readonly string[];
  half: Halves;
  keywords: boolean;
  judged: boolean;
}

/** @throws UsageError, and what `parseArgs` throws for unknown options */
export function parseAblationOptions(args: readonly string[]): AblationOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      sets: { type: 'string' },
      queries: { type: 'string', default: String(QUERIES) },
      constants: { type: 'string' },
      half: { type: 'string', default: 'all' },
      keywords: { type: 'boolean', default: false },
      judged: { type: 'boolean', default: true },
    },
  });
  if (positionals.length > 1)
    throw new UsageError(`one data folder, not ${positionals.length}: ${positionals.join(' ')}`);
  const mostQueries = Number(values.queries);
  if (!(mostQueries >= 1)) throw new UsageError(`--queries ${values.queries} is not a number of 1 or more`);
  if (!values.judged && !values.keywords) throw new UsageError('nothing to ask: with --no-judged, add --keywords');
  const sets = values.sets === undefined ? [...defaultSets(), MIXED_NAME] : names(values.sets);
  if (sets.length === 0) throw new UsageError('--sets names nothing to ask');
  return {
    folder: positionals[0],
    sets: sets.filter((set) => set !== MIXED_NAME),
    mixed: sets.includes(MIXED_NAME),
    mostQueries,
    constants: chooseConstants(values.constants === undefined ? null : names(values.constants)),
    half: parseHalves(values.half),
    keywords: values.keywords,
    judged: values.judged,
  };
}

/** @param wanted null for all that a set can judge */
function chooseConstants(wanted: readonly string[] | null): string[] {
  const all = [...constantsAsTheyAre().keys()];
  if (wanted === null) return all.filter((name) => !Object.hasOwn(NOT_TRIED, name));
  for (const name of wanted)
    if (!all.includes(name)) throw new UsageError(`--constants ${name} is not one of ${all.join(', ')}`);
  return all.filter((name) => wanted.includes(name));
}

function names(list: string): string[] {
  return [...new Set(list.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}
