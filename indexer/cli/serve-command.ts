// `xunwen serve`: the endpoint and the demo page on this machine, until it is stopped.

import { UsageError } from '../../engine/errors.ts';
import { createApp } from '../../functions/http/app.ts';
import { BUILD_ID } from '../../functions/http/build-id.ts';
import { type CommandContext, type GlobalFlags, openConfigured } from './command.ts';
import { pageFolder } from './parts.ts';

export interface ServeFlags extends GlobalFlags {
  port: string;
  host: string;
  corsOrigin?: string;
}

/**
 * Serve until the signal aborts. A store without an index is served as well: /search answers 503
 * until one is published.
 * @throws UsageError when the port is taken or is none
 */
export async function serveCommand(context: CommandContext, flags: ServeFlags): Promise<number> {
  const { io, parts } = context;
  const port = parsePort(flags.port);
  const { config, store } = await openConfigured(context, flags);
  const searcher = await parts.openSearcher(store, config.collection);
  const app = createApp({
    searcher: () => searcher,
    build: BUILD_ID,
    log: (status, error) => io.stderr.write(`xunwen: ${status}: ${error instanceof Error ? error.message : error}\n`),
  });
  const staticDir = pageFolder();
  const server = await parts.startServer({
    app,
    port,
    host: flags.host,
    ...(flags.corsOrigin === undefined ? {} : { corsOrigin: flags.corsOrigin }),
    ...(staticDir === undefined ? {} : { staticDir }),
  });
  io.stdout.write(`Xunwen serves ${server.url}/ from ${config.store} (${config.collection})\n`);
  await new Promise<void>((resolve) => {
    if (io.signal.aborted) resolve();
    io.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
  return 0;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port: "${text}" is not a port; use a number from 1 to 65535, or 0 for any free one`);
}
