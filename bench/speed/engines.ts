// The engines of the speed bench, and the commands that start each in a process of its own: ours, the two kinds of
// peers that read their index from S3, and those that read it from a local disk, where a function has none.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { UsageError } from '../../engine/errors.ts';
import { notInstalled } from '../peers/install.ts';
import { luceneClassPath } from '../peers/lucene/process.ts';

export interface EngineSpec {
  /** As in the tables and in `--engines`. */
  name: string;
  /** One GET and more for what is needed, or for all of it; or files of a local disk. */
  reads: 's3' | 's3, all of it' | 'disk';
  /** The engine whose index and file this one uses; itself without it. */
  as?: string;
  /** What is imported before the engine's file and handed to it; none for what Node has, null for Java. */
  library?: string | null;
}

const ROOT = join(import.meta.dirname, '..', '..');
const PEERS = join(ROOT, 'bench', 'peers');
const LUCENE = join(PEERS, 'lucene', 'LuceneSpeed.java');

export const ENGINES: readonly EngineSpec[] = [
  { name: 'xunwen', reads: 's3', library: join(ROOT, 'functions', 'search.ts') },
  { name: 'lancedb', reads: 's3', library: '@lancedb/lancedb' },
  { name: 'flexsearch', reads: 's3, all of it', library: 'flexsearch' },
  { name: 'minisearch', reads: 's3, all of it', library: 'minisearch' },
  { name: 'orama', reads: 's3, all of it', library: '@orama/orama' },
  { name: 'sqlite', reads: 'disk' },
  { name: 'sqlite-copied', reads: 's3, all of it', as: 'sqlite' },
  { name: 'lucene', reads: 'disk', library: null },
];

export interface Command {
  command: string;
  args: string[];
}

/** How an engine is started for a job. */
export interface Starter {
  build(articles: string, folder: string, jobFile: string): Command;
  /** @param queriesFile the queries of the job, one a line */
  ask(folder: string, jobFile: string, queriesFile: string, warmSeconds: number): Command;
  /** Articles come on standard input as Lucene's lines, not from the file. */
  readsLines: boolean;
}

/**
 * Bundle or compile what an engine's process runs.
 * @param folder for what is made
 * @param megabytes of memory that a process may take
 * @throws UsageError that names the install script when a peer is not there
 */
export async function prepare(spec: EngineSpec, folder: string, megabytes: number): Promise<Starter> {
  mkdirSync(folder, { recursive: true });
  return spec.library === null ? prepareLucene(folder, megabytes) : prepareNode(spec, folder, megabytes);
}

async function prepareNode(
  { name, as = name, library }: EngineSpec,
  folder: string,
  megabytes: number,
): Promise<Starter> {
  const outfile = join(folder, `${name}.cjs`);
  const file = (path: string): string => JSON.stringify(join(import.meta.dirname, path));
  const contents = [
    library ? `import * as library from ${JSON.stringify(library)};` : 'const library = undefined;',
    `import { engine } from ${file(`engines/${as}.ts`)};`,
    `import { runChild } from ${file('child.ts')};`,
    'runChild(engine(library));',
  ].join('\n');
  await build({
    // FlexSearch is the project's own dependency; the others are those of bench/peers.
    stdin: { contents, resolveDir: PEERS, loader: 'js' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'silent',
    define: { XUNWEN_BUILD: '"bench"' },
    plugins: [NATIVE],
  }).catch((cause) => {
    throw new UsageError(notInstalled(name, String(cause.message).split('\n')[0]), { cause });
  });
  const node = (args: string[]): Command => ({
    command: process.execPath,
    args: [`--max-old-space-size=${megabytes}`, ...args],
  });
  return {
    build: (articles, target, jobFile) =>
      name === 'xunwen'
        ? node([join(ROOT, 'indexer', 'cli.ts'), 'index', articles, '--map', 'body=text', '--store', `file:${target}`])
        : node([outfile, jobFile]),
    ask: (_, jobFile) => node([outfile, jobFile]),
    readsLines: false,
  };
}

/** LanceDB is a native module, which stays where it is. */
const NATIVE: Plugin = {
  name: 'native',
  setup({ onResolve }) {
    onResolve({ filter: /^@lancedb\/lancedb$/ }, ({ path }) => ({
      path: createRequire(join(PEERS, 'package.json')).resolve(path),
      external: true,
    }));
  },
};

function prepareLucene(folder: string, megabytes: number): Starter {
  const jars = luceneClassPath();
  // Compiled beforehand: a start is not to be measured with a compiler in it.
  try {
    execFileSync('javac', ['-cp', jars, '-d', folder, LUCENE], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (cause) {
    throw new UsageError(notInstalled('Java', `javac: ${cause instanceof Error ? cause.message : cause}`), { cause });
  }
  const java = (args: string[]): Command => ({
    command: 'java',
    args: [`-Xmx${megabytes}m`, '-Dfile.encoding=UTF-8', '-cp', `${jars}:${folder}`, 'LuceneSpeed', ...args],
  });
  return {
    build: (_, target) => java(['build', target]),
    ask: (target, _, queriesFile, warmSeconds) => java(['ask', target, queriesFile, String(warmSeconds)]),
    readsLines: true,
  };
}
