// `xunwen serve`: the endpoint and the demo page on this machine, until it is stopped.

import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { NoIndexError, UsageError } from '../../engine/errors.ts';
import type { ObjectStore } from '../../engine/store/store.ts';
import { createApp } from '../../functions/http/app.ts';
import { BUILD_ID } from '../../functions/http/build-id.ts';
import { withQueryLog } from '../../functions/http/query-log.ts';
import { noIndex, readPointer } from '../publish/pointer.ts';
import { type CommandContext, type GlobalFlags, openConfigured } from './command.ts';
import { pageFolder, readOpenApi } from './parts.ts';

export interface ServeFlags extends GlobalFlags {
  port: string;
  host: string;
  corsOrigin?: string;
  /** A file that takes a line for each search. */
  log?: string;
}

/**
 * Serve until the signal aborts. A store without an index is served as well: /search answers 503
 * until one is published.
 * @throws UsageError when the port is taken or is none
 */
export async function serveCommand(context: CommandContext, flags: ServeFlags): Promise<number> {
  const { io, parts } = context;
  const port = parsePort(flags.port);
  const { config, store, collections } = await openConfigured(context, flags, true);
  const log = flags.log === undefined ? null : openLog(resolvePath(io.cwd, flags.log));
  const searcher = await parts.openSearcher(store, collections);
  const app = createApp({
    searcher: () => searcher,
    build: BUILD_ID,
    explain: true,
    openApi: readOpenApi,
    log: (status, error) => io.stderr.write(`xunwen: ${status}: ${messageOf(error)}\n`),
  });
  const staticDir = pageFolder();
  const server = await parts.startServer({
    app: log ? withQueryLog(app, { write: log.write, collections, metrics: false }) : app,
    port,
    host: flags.host,
    ...(flags.corsOrigin === undefined ? {} : { corsOrigin: flags.corsOrigin }),
    ...(staticDir === undefined ? {} : { staticDir }),
  });
  io.stdout.write(`Xunwen serves ${server.url}/ from ${config.store} (${collections.join(', ')})\n`);
  // Opened before the first request; what is wrong with the index is said now and not only then.
  for (const collection of collections)
    searcher.status({ collections: [collection] }).catch(async (error: unknown) => {
      const words = error instanceof NoIndexError ? await whyNoIndex(store, collection) : messageOf(error);
      io.stderr.write(`xunwen: /search answers 503: ${words}\n`);
    });
  await new Promise<void>((resolve) => {
    if (io.signal.aborted) resolve();
    io.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
  log?.close();
  return 0;
}

interface Log {
  write(line: string): void;
  close(): void;
}

/** @throws UsageError when the file cannot be added to */
function openLog(path: string): Log {
  let file: number;
  try {
    file = openSync(path, 'a');
  } catch (cause) {
    throw new UsageError(`--log: ${path} cannot be written to (${messageOf(cause)})`, { cause });
  }
  return { write: (line) => void writeSync(file, `${line}\n`), close: () => closeSync(file) };
}

/** Reading the pointer says in better words when it is the store that does not exist. */
async function whyNoIndex(store: ObjectStore, collection: string): Promise<string> {
  return readPointer(store, collection).then(() => noIndex(store, collection).message, messageOf);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port: "${text}" is not a port; use a number from 1 to 65535, or 0 for any free one`);
}
