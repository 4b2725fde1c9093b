// What every command gets: the process it runs in, the parts it drives, and where to look.

import { UsageError } from '../../engine/errors.ts';
import type { ObjectStore } from '../../engine/store/store.ts';
import { type Config, loadConfig } from '../config/load.ts';
import { parseMap } from '../config/map.ts';
import { COLLECTION_NAME, COLLECTION_RULE } from '../config/schema.ts';
import type { Io } from './io.ts';
import type { Parts } from './parts.ts';

/** Flags that every command takes. */
export interface GlobalFlags {
  store?: string;
  /** Several for the commands that ask questions. */
  collection?: string[];
  config?: string;
}

export interface CommandContext {
  io: Io;
  parts: Parts;
}

export interface Opened {
  config: Config;
  store: ObjectStore;
  /** The collection of the configuration first, then others that were named beside it. */
  collections: string[];
}

/**
 * Read the configuration and open its store.
 * @param takesSeveral whether the command can do with more than one collection
 * @throws UsageError when a flag, a variable or the configuration file is wrong
 */
export async function openConfigured(
  { io, parts }: CommandContext,
  {
    store,
    collection: named = [],
    config: configPath,
    map,
    baseUrl,
  }: GlobalFlags & { map?: string[]; baseUrl?: string },
  takesSeveral = false,
): Promise<Opened> {
  const [collection, ...further] = [...new Set(named)];
  if (further.length > 0 && !takesSeveral)
    throw new UsageError(
      `--collection: ${named.join(' and ')} are too many here; give one (search and serve take several)`,
    );
  for (const name of further)
    if (!COLLECTION_NAME.test(name)) throw new UsageError(`--collection: "${name}" is not ${COLLECTION_RULE}`);
  const config = await loadConfig({
    configPath,
    cwd: io.cwd,
    env: io.env,
    flags: { store, collection, map: map && parseMap(map.join(',')), baseUrl },
  });
  return { config, store: await parts.openStore(config.store), collections: [config.collection, ...further] };
}
