// Another value for one constant of the ranking, without touching the engine: a child process is started with
// with-constant-loader.ts, which changes the line of the source as it is loaded. A constant that is not found
// exactly once is an error: an unchanged engine must never be measured as a changed one.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../engine/errors.ts';

const FOLDER = import.meta.dirname;

/** The module whose constants can be changed. */
export const RANKING_URL = pathToFileURL(join(FOLDER, '..', 'engine', 'search', 'ranking.ts')).href;

/** One constant and the value that it has instead of its own. */
export interface Change {
  name: string;
  value: number;
}

/** Arguments of Node, before the script, under which a process runs with the change. */
export function nodeArguments({ name, value }: Change): string[] {
  const url = pathToFileURL(join(FOLDER, 'with-constant-loader.ts'));
  url.searchParams.set('name', name);
  url.searchParams.set('value', String(value));
  return ['--import', url.href];
}

/** What `nodeArguments` put into the address of the loader. @throws UsageError when it is something else */
export function changeOf(loaderUrl: string): Change {
  const { searchParams } = new URL(loaderUrl);
  const name = searchParams.get('name');
  const value = Number(searchParams.get('value') ?? Number.NaN);
  if (name === null || !Number.isFinite(value))
    throw new UsageError(`${loaderUrl} names no constant and value; add ?name=WORD_WEIGHT&value=2`);
  return { name, value };
}

/**
 * The source with `export const NAME = VALUE;` changed.
 * @throws UsageError when that line is not there exactly once
 */
export function withConstant(source: string, { name, value }: Change): string {
  const start = `export const ${name} = `;
  const lines = source.split('\n');
  const found = [...lines.keys()].filter((i) => lines[i].startsWith(start) && lines[i].endsWith(';'));
  if (found.length !== 1)
    throw new UsageError(`"${start}...;" is a line of the ranking ${found.length} times instead of once`);
  lines[found[0]] = `${start}${value};`;
  return lines.join('\n');
}
