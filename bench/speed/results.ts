// The figures of the speed bench as a file: runs add to it, so that engines and sizes can be measured one by one, and
// the plot and the page of costs are made from it.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface BuildFigures {
  seconds: number;
  /** Of all threads; not in all figures that are kept. */
  cpuSeconds?: number;
  peakMegabytes: number;
  indexBytes: number;
}

/** Of several processes, each with another first query. */
export interface ColdFigures {
  /** Milliseconds from the start of the process to its first answer. */
  wall: number[];
  cpu: number[];
  requests: number[];
  bytes: number[];
  /** Dependent rounds, of one process behind answers that take so long that nothing else matters; 0 on a disk. */
  rounds: number;
  peakMegabytes: number;
}

/** Of queries asked one after the other, milliseconds each. */
export interface PassFigures {
  queries: number;
  p50: number;
  p95: number;
  p99: number;
  mean: number;
  /** Mean of a query, all threads. */
  cpu: number;
  /** Means of a query; 0 on a disk. */
  requests: number;
  bytes: number;
}

/** Of the process that answered a first query before. */
export interface WarmFigures {
  /** Queries that it had not met. */
  fresh: PassFigures;
  /** The same ones again. */
  again: PassFigures;
  peakMegabytes: number;
}

export interface Result {
  engine: string;
  articles: number;
  /** UTF-8 bytes of all titles and texts. */
  textBytes: number;
  /** What could not be done, in a few words; null when everything was. */
  failed: string | null;
  build: BuildFigures | null;
  cold: ColdFigures | null;
  warm: WarmFigures | null;
}

export interface Results {
  /** Of the last run that added to it. */
  date: string;
  machine: string;
  /** Milliseconds that each read of S3 took longer. */
  latency: number;
  results: Result[];
}

/** @returns null when there is no such file yet */
export function readResults(path: string): Results | null {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/** Put a result in the place of an older one of the same engine and size, by size and in the order of engines. */
export function withResult(results: readonly Result[], added: Result, engines: readonly string[]): Result[] {
  const others = results.filter(({ engine, articles }) => engine !== added.engine || articles !== added.articles);
  const place = ({ engine }: Result): number => engines.indexOf(engine);
  return [...others, added].sort((a, b) => a.articles - b.articles || place(a) - place(b));
}

/** Why an engine need not be tried with so many articles: what it failed at with fewer; null when nothing is known. */
export function failedBefore(results: readonly Result[], name: string, articles: number): string | null {
  const fewer = results.filter((result) => result.engine === name && result.articles < articles);
  const [first] = fewer.filter(({ failed }) => failed !== null).sort((a, b) => a.articles - b.articles);
  return first === undefined ? null : `${first.failed} at ${first.articles.toLocaleString('en')}`;
}

export function writeResults(path: string, results: Results): void {
  writeFileSync(path, formatResults(results));
}

/** A line for each result. */
export function formatResults({ results, ...rest }: Results): string {
  const lines = results.map((result) => `  ${JSON.stringify(result, rounded)}`);
  return `${JSON.stringify(rest, null, 1).slice(0, -2)},\n "results": [\n${lines.join(',\n')}\n ]\n}\n`;
}

/** Figures below a microsecond or a byte say nothing. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
