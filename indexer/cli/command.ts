// What every command gets: the process it runs in, the parts it drives, and where to look.

import type { ObjectStore } from '../../engine/store/store.ts';
import { type Config, loadConfig } from '../config/load.ts';
import { parseMap } from '../config/map.ts';
import type { Io } from './io.ts';
import type { Parts } from './parts.ts';

/** Flags that every command takes. */
export interface GlobalFlags {
  store?: string;
  collection?: string;
  config?: string;
}

export interface CommandContext {
  io: Io;
  parts: Parts;
}

export interface Opened {
  config: Config;
  store: ObjectStore;
}

/**
 * Read the configuration and open its store.
 * @throws UsageError when a flag, a variable or the configuration file is wrong
 */
export async function openConfigured(
  { io, parts }: CommandContext,
  { store, collection, config: configPath, map, baseUrl }: GlobalFlags & { map?: string[]; baseUrl?: string },
): Promise<Opened> {
  const config = await loadConfig({
    configPath,
    cwd: io.cwd,
    env: io.env,
    flags: { store, collection, map: map && parseMap(map.join(',')), baseUrl },
  });
  return { config, store: await parts.openStore(config.store) };
}
