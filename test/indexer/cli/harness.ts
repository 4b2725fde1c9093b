// Runs the whole program in this process: its streams are buffers, its store is in memory, and the
// build is a stand-in that keeps the articles' ids, so that publishing has something to publish.

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll } from 'vitest';
import { ANALYSIS, FORMAT, manifestVersion } from '../../../engine/index/manifest.ts';
import type { Searcher } from '../../../engine/search/contract.ts';
import type { Build, BuildOptions } from '../../../indexer/build/build.ts';
import type { Io } from '../../../indexer/cli/io.ts';
import type { Parts } from '../../../indexer/cli/parts.ts';
import { run } from '../../../indexer/cli/run.ts';
import { startServer } from '../../../indexer/serve/serve.ts';
import { createMemoryStore, type MemoryStore } from '../../memory-store.ts';

export interface Harness {
  store: MemoryStore;
  /** The current folder of the program. */
  cwd: string;
  /** The folder for temporary folders. */
  temporary: string;
  /** URLs that stores were opened by. */
  opened: string[];
  parts: Parts;
  env: Record<string, string>;
  /** Milliseconds since the epoch. */
  now: number;
  /** Aborts `serve`. */
  interrupt: AbortController;
  isTTY: boolean;
  /** Write a file below the current folder. */
  file(path: string, content: string): Promise<void>;
  /** Run `xunwen` with these arguments. */
  run(...argv: string[]): Promise<Outcome>;
  /** The same with JSONL on standard input. */
  runWith(stdin: string, ...argv: string[]): Promise<Outcome>;
}

export interface Outcome {
  code: number;
  out: string;
  err: string;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-test-'));
  folders.push(folder);
  return folder;
}

/** @param searcher what `search` and `serve` ask; none by default */
export function createHarness(searcher?: Searcher): Harness {
  const harness: Harness = {
    store: createMemoryStore(),
    cwd: makeFolder(),
    temporary: makeFolder(),
    opened: [],
    env: {},
    now: Date.UTC(2026, 0, 1),
    interrupt: new AbortController(),
    isTTY: false,
    parts: {
      openStore: async (url) => {
        harness.opened.push(url);
        return harness.store;
      },
      openSearcher: async () => {
        if (!searcher) throw new Error('this test has no searcher');
        return searcher;
      },
      buildIndex: standInBuild,
      startServer,
    },
    async file(path, content) {
      await mkdir(dirname(join(harness.cwd, path)), { recursive: true });
      await writeFile(join(harness.cwd, path), content);
    },
    run: (...argv) => harness.runWith('', ...argv),
    async runWith(stdin, ...argv) {
      const outcome = { code: -1, out: '', err: '' };
      const append = (to: 'out' | 'err', text: string): void => {
        outcome[to] += text;
      };
      const io: Io = {
        stdin: Readable.from([Buffer.from(stdin)]),
        stdout: { write: (text) => append('out', text), isTTY: harness.isTTY },
        stderr: { write: (text) => append('err', text) },
        env: harness.env,
        cwd: harness.cwd,
        temporary: harness.temporary,
        now: () => harness.now,
        signal: harness.interrupt.signal,
        cleanups: new Set(),
      };
      harness.store.now = harness.now;
      outcome.code = await run(argv, io, harness.parts);
      return outcome;
    },
  };
  return harness;
}

/** Reads all items and makes one object of the articles' ids and titles. */
export async function standInBuild({ items, workFolder, config, now }: BuildOptions): Promise<Build> {
  const articles = new Map<string, string>();
  const counts: Build['counts'] = {
    articles: 0,
    skipped: [],
    leftOut: [],
    warnings: [],
    replaced: 0,
    terms: 7,
    bytes: 0,
    changes: null,
    duplicates: null,
  };
  for await (const item of items) {
    if (item.kind === 'skipped') counts.skipped.push(item);
    if (item.kind === 'leftOut') counts.leftOut.push(item);
    if (item.kind === 'warning') counts.warnings.push(item);
    if (item.kind !== 'article') continue;
    if (articles.has(item.article.id)) counts.replaced++;
    articles.set(item.article.id, item.article.title);
  }
  const content = JSON.stringify([...articles]);
  const object = `${createHash('sha256').update(content).digest('hex')}.seg`;
  const path = join(workFolder, object);
  await writeFile(path, content);
  const bytes = Buffer.byteLength(content);
  const segment = { object, bytes, documents: articles.size, sections: {} };
  const described = {
    format: FORMAT,
    analysis: ANALYSIS,
    collection: config.collection,
    documents: articles.size,
    pivots: { title: 10, body: 500 },
    settings: { timeZone: config.timeZone, titleBoost: config.boosts.title, filterable: config.filterable },
    termsDigest: '0123456789abcdef',
    segments: [{ ...segment, sparseTerms: '', longestWord: 0, dated: 0, terms: 7, storedDirectory: '' }],
  };
  const manifest = { ...described, version: manifestVersion(described), created: now.toISOString() };
  return {
    manifest,
    files: [{ object, path, bytes }],
    counts: { ...counts, articles: articles.size, bytes },
    damage: null,
  };
}

/** JSON Lines of so many articles. */
export const articleLines = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, i) =>
    JSON.stringify({ id: from + i, title: `标题${from + i}`, body: '正文' }),
  ).join('\n');
