// `xunwen top`: what readers look for, and what they look for in vain, from exported logs.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError, XunwenError } from '../../engine/errors.ts';
import { counted, formatCount } from '../format.ts';
import { parseLogLine } from '../query-log/parse-line.ts';
import { readLog } from '../query-log/read-log.ts';
import { createTally, type QueryCount, type Tally } from '../query-log/tally.ts';
import { type Column, displayWidth, tableLines } from './columns.ts';
import type { CommandContext } from './command.ts';
import { plainLine } from './terminal.ts';

export interface TopFlags {
  limit: string;
  json?: boolean;
}

/** Lines read that held no search, and searches that could not be read. */
interface Passed {
  other: number;
  unreadable: number;
}

/**
 * @param files paths, or `-` for standard input
 * @returns 1 when a file could not be read to its end: what it gave until then is counted
 * @throws UsageError for a file that is not there or is none, and for a limit that is no number
 */
export async function topCommand({ io }: CommandContext, files: string[], flags: TopFlags): Promise<number> {
  const limit = parseLimit(flags.limit);
  const paths = files.map((file) => (file === '-' ? file : existing(resolve(io.cwd, file), file)));
  const tally = createTally();
  const passed: Passed = { other: 0, unreadable: 0 };
  let code = 0;
  for (const [i, path] of paths.entries()) {
    try {
      await count(readLog(path === '-' ? io.stdin : path, files[i]), tally, passed);
    } catch (error) {
      if (!(error instanceof XunwenError)) throw error;
      io.stderr.write(`xunwen: ${error.message}\n`);
      code = 1;
    }
  }
  io.stdout.write(flags.json ? `${JSON.stringify(asJson(tally, passed, limit))}\n` : asTables(tally, passed, limit));
  return code;
}

async function count(log: ReturnType<typeof readLog>, tally: Tally, passed: Passed): Promise<void> {
  for await (const lines of log) {
    for (const line of lines) {
      const { searches, unreadable } = 'tooLong' in line ? { searches: [], unreadable: 1 } : parseLogLine(line.text);
      for (const search of searches) tally.add(search);
      passed.unreadable += unreadable;
      if (searches.length === 0 && unreadable === 0) passed.other++;
    }
  }
}

const asJson = (tally: Tally, { other, unreadable }: Passed, limit: number): object => ({
  from: tally.from,
  to: tally.to,
  searches: tally.searches,
  queries: tally.queries,
  empty: tally.empty,
  failed: tally.failed,
  unreadable,
  other,
  top: tally.top(limit),
  withoutResult: tally.withoutResult(limit),
});

function asTables(tally: Tally, passed: Passed, limit: number): string {
  const { searches, queries, empty, failed, from, to } = tally;
  const share = searches === 0 ? '' : ` (${((100 * empty) / searches).toFixed(1)} %)`;
  const facts: [string, string][] = [
    ['Searches', `${formatCount(searches)} of ${counted(queries, 'query', 'queries')}`],
    ['Without result', `${formatCount(empty)}${share}`],
    ['Failed', formatCount(failed)],
    ['Unreadable', formatCount(passed.unreadable)],
    ['Other lines', formatCount(passed.other)],
  ];
  if (from !== null && to !== null) facts.splice(1, 0, ['From, to', `${from}, ${to}`]);
  const width = Math.max(...facts.map(([name]) => displayWidth(name)));
  const lines = facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  const top = tally.top(limit);
  if (top.length > 0) lines.push('', 'Top queries', ...tableLines([SEARCHES, RESULTS, QUERY], top));
  const without = tally.withoutResult(limit);
  if (without.length > 0) lines.push('', 'Top queries without result', ...tableLines([EMPTY, QUERY], without));
  return `${lines.join('\n')}\n`;
}

const QUERY: Column<QueryCount> = {
  heading: 'Query',
  align: 'left',
  cell: ({ query }) => plainLine(query) || '(none: a date or a filter alone)',
};
const SEARCHES: Column<QueryCount> = {
  heading: 'Searches',
  align: 'right',
  cell: ({ searches }) => formatCount(searches),
};
const EMPTY: Column<QueryCount> = { heading: 'Searches', align: 'right', cell: ({ empty }) => formatCount(empty) };
const RESULTS: Column<QueryCount> = {
  heading: 'Results',
  align: 'right',
  cell: ({ total, atLeast }) => (total === null ? '?' : `${atLeast ? '≥' : ''}${formatCount(total)}`),
};

/** @throws UsageError */
function existing(path: string, file: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new UsageError(`${file}: there is no such file`);
  if (stats.isDirectory()) throw new UsageError(`${file}: is a folder; name the files in it, such as ${file}/*.gz`);
  return path;
}

/** @throws UsageError */
function parseLimit(text: string): number {
  const limit = Number(text);
  if (/^\d{1,6}$/.test(text) && limit > 0) return limit;
  throw new UsageError(`--limit: "${text}" is not a whole number from 1 to 999999`);
}
