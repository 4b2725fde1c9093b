// A small site for the judged cases: the sample articles and those beside this file, indexed by the
// program itself, once for each set of settings.

import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Searcher } from '../../engine/search/contract.ts';
import { PARTS } from '../../indexer/cli/parts.ts';
import { run } from '../../indexer/cli/run.ts';
import { DEFAULTS } from '../../indexer/config/load.ts';
import { readArticles } from '../../indexer/sources/read.ts';
import { createMemoryStore } from '../memory-store.ts';
import { type Mode, openIn } from '../support/build-index.ts';
import type { FindArticle } from './expectation.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['samples/articles', 'test/relevance/articles'];
const CONFIG = 'test/relevance/settings/xunwen.config.json';

export interface Site {
  searchers: Record<Mode, Searcher>;
}

const sites = new Map<string | null, Promise<Site>>();

/**
 * The published site, built when it is first asked for.
 * @param settings a collection of the configuration; null for the defaults
 * @throws Error with what the program said, when it does not publish
 */
export function siteWith(settings: string | null): Promise<Site> {
  const site = sites.get(settings) ?? publishSite(settings);
  sites.set(settings, site);
  return site;
}

async function publishSite(settings: string | null): Promise<Site> {
  const store = createMemoryStore();
  const collection = settings ?? DEFAULTS.collection;
  const configured = settings === null ? [] : ['--config', CONFIG];
  const said: string[] = [];
  const output = { write: (text: string) => said.push(text) };
  const io = {
    stdin: Readable.from([]),
    stdout: output,
    stderr: output,
    env: {},
    cwd: ROOT,
    temporary: tmpdir(),
    now: () => store.now,
    signal: new AbortController().signal,
    cleanups: new Set<() => void>(),
  };
  const argv = ['index', ...SOURCES, '--strict', '--collection', collection, ...configured];
  const code = await run(argv, io, { ...PARTS, openStore: async () => store });
  if (code !== 0) throw new Error(`xunwen ${argv.join(' ')} ended with ${code}: ${said.join('').trim()}`);
  return {
    searchers: {
      resident: openIn('resident', { store }, { collection }),
      ranged: openIn('ranged', { store }, { collection }),
    },
  };
}

/** Finds articles of the site by a part of their title. */
export async function readNames(): Promise<FindArticle> {
  const titles: { id: string; title: string }[] = [];
  for await (const item of readArticles(SOURCES, { cwd: ROOT, timeZone: DEFAULTS.timeZone }))
    if (item.kind === 'article') titles.push(item.article);
  return (name) => {
    const found = titles.filter(({ title }) => title.includes(name));
    if (found.length === 1) return found[0].id;
    throw new Error(
      `"${name}" is in ${found.length} titles (${found.map(({ title }) => title).join(', ')}), not in one`,
    );
  };
}
