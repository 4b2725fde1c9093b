// The parts of Xunwen that commands drive, opened when they are needed: `--help` and `serve` load no
// parser and no SDK. Tests hand in parts of their own.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Searcher } from '../../engine/search/contract.ts';
import { residentBytesFrom } from '../../engine/search/resident-bytes.ts';
import type { ObjectReader, ObjectStore } from '../../engine/store/store.ts';
import type { Build, BuildOptions } from '../build/build.ts';
import type { RunningServer, ServeOptions } from '../serve/serve.ts';

export interface Parts {
  /** @param url as in --store */
  openStore(url: string): Promise<ObjectStore>;
  /** @param collections the first is asked where none is named */
  openSearcher(reader: ObjectReader, collections: readonly string[]): Promise<Searcher>;
  buildIndex(options: BuildOptions): Promise<Build>;
  startServer(options: ServeOptions): Promise<RunningServer>;
}

export const PARTS: Parts = {
  openStore: async (url) => (await import('../../engine/store/open.ts')).openStore(url),
  openSearcher: async (reader, [collection, ...further]) => {
    const { openSearcher } = await import('../../engine/search/searcher.ts');
    return openSearcher({ reader, collection, further, ...residentBytesFrom(process.env) });
  },
  buildIndex: async (options) => (await import('../build/build.ts')).buildIndex(options),
  startServer: async (options) => (await import('../serve/serve.ts')).startServer(options),
};

/** The OpenAPI document: beside the bundle, or among the sources. */
export function readOpenApi(): Promise<string> {
  const candidates = ['openapi.json', '../../functions/openapi.json'];
  const paths = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return readFile(paths.find((path) => existsSync(path)) ?? paths[0], 'utf8');
}

/** The built demo page: beside the bundle, or in dist/ when run from the sources. Undefined before a build. */
export function pageFolder(): string | undefined {
  const candidates = ['web/', '../../dist/web/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return candidates.find((folder) => existsSync(`${folder}index.html`));
}
