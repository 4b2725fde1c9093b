// The settings of one run: flag, then environment, then xunwen.config.json, then default.
// What cannot be understood is refused with the file, the key, the value and what is allowed.

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../../engine/errors.ts';
import { DEFAULT_FILTERABLE } from '../../engine/index/filter-values.ts';
import type { Recency } from '../../engine/index/manifest.ts';
import type { FieldMap } from '../sources/fields.ts';
import { jsonErrorSentence } from '../sources/json-error.ts';
import { BASE_URL_RULE, parseBaseUrl } from './base-url.ts';
import { COLLECTION_NAME, COLLECTION_RULE, type ConfigFile, checkConfig } from './schema.ts';

export const CONFIG_FILE = 'xunwen.config.json';

/** What an occurrence in the title counts beside one in the body: keywords that sites are asked for stand in titles. */
export const DEFAULT_TITLE_BOOST = 4;

export const DEFAULTS = {
  store: 'file:./.xunwen',
  collection: 'articles',
  timeZone: 'Asia/Shanghai',
  articlesPerCommit: 4000,
  articlesPerSegment: 2_000_000,
} as const;

/** Everything that a run is set to, for one collection. */
export interface Config {
  /** A store's URL; a relative `file:` store is relative to the current folder, wherever it was set. */
  store: string;
  collection: string;
  map: FieldMap;
  /** Address on the web of the folders that are read, ending with `/`; for pages that do not state theirs. */
  baseUrl?: string;
  /** IANA name; dates without an offset are in it. */
  timeZone: string;
  /** Fields that readers can filter by and count. */
  filterable: string[];
  /** Absolute path of the site's own dictionary. */
  dictionary?: string;
  /** Absolute paths of the lists that are applied to queries. */
  synonyms?: string;
  stopWords?: string;
  /** Absolute path of what is pinned, hidden and redirected. */
  curation?: string;
  boosts: { title: number };
  /** Whether /suggest is answered. */
  suggest: boolean;
  /** What newer articles are worth more; absent when their age does not count. */
  recency?: Recency;
  /** Whether near-duplicates are recognised. */
  duplicates: boolean;
  limits: {
    articlesPerCommit: number;
    articlesPerSegment: number;
    /** Threads that index. They decide nothing but the time. */
    threads: number;
  };
  /** Absolute path of the file that was read, or null. */
  file: string | null;
}

export interface LoadOptions {
  /** `--config`; without it xunwen.config.json of the current folder is read if it is there. */
  configPath?: string | undefined;
  /** Absolute. */
  cwd: string;
  env: Record<string, string | undefined>;
  flags: {
    store?: string | undefined;
    collection?: string | undefined;
    map?: FieldMap | undefined;
    baseUrl?: string | undefined;
  };
}

/**
 * Find the settings.
 * @throws UsageError when the file is missing (where it was asked for), unreadable, no JSON or against the
 *   schema, or when a flag or variable is wrong
 */
export async function loadConfig({ configPath, cwd, env, flags }: LoadOptions): Promise<Config> {
  const path = resolve(cwd, configPath ?? CONFIG_FILE);
  const file = await readConfigFile(path, configPath ?? CONFIG_FILE, configPath !== undefined);
  const collection = pickCollection([
    ['--collection', flags.collection],
    ['XUNWEN_COLLECTION', env.XUNWEN_COLLECTION || undefined],
    [CONFIG_FILE, file?.collection],
  ]);
  const own = Object.hasOwn(file?.collections ?? {}, collection) ? (file?.collections?.[collection] ?? {}) : {};
  if (flags.store === '') throw new UsageError('--store is empty; name a store such as file:./.xunwen');
  const config: Config = {
    store: flags.store ?? (env.XUNWEN_STORE || undefined) ?? file?.store ?? DEFAULTS.store,
    collection,
    map: { ...withoutUndefined(own.map ?? {}), ...flags.map },
    timeZone: own.timeZone ?? DEFAULTS.timeZone,
    filterable: own.filterable ?? [...DEFAULT_FILTERABLE],
    boosts: { title: own.boosts?.title ?? DEFAULT_TITLE_BOOST },
    suggest: own.suggest ?? true,
    duplicates: own.duplicates ?? true,
    limits: {
      articlesPerCommit: own.limits?.articlesPerCommit ?? DEFAULTS.articlesPerCommit,
      articlesPerSegment: own.limits?.articlesPerSegment ?? DEFAULTS.articlesPerSegment,
      threads: threadsFrom(env.XUNWEN_THREADS || undefined) ?? own.limits?.threads ?? availableParallelism(),
    },
    ...(own.recency ? { recency: own.recency } : {}),
    file: file ? path : null,
  };
  const baseUrl = flags.baseUrl ?? own.baseUrl;
  if (baseUrl !== undefined) {
    const parsed = parseBaseUrl(baseUrl);
    if (parsed === undefined) throw new UsageError(`--base-url: "${baseUrl}" is not ${BASE_URL_RULE}`);
    config.baseUrl = parsed;
  }
  for (const list of ['dictionary', 'synonyms', 'stopWords', 'curation'] as const) {
    const listed = own[list];
    if (listed !== undefined) config[list] = resolve(dirname(path), listed);
  }
  return config;
}

function threadsFrom(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^[1-9][0-9]{0,2}$/.test(given)) return Number(given);
  throw new UsageError(`XUNWEN_THREADS: "${given}" is not a number of threads; set it to a whole number from 1 to 999`);
}

async function readConfigFile(path: string, name: string, wanted: boolean): Promise<ConfigFile | null> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !wanted) return null;
    const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new UsageError(`${name} ${problem}; correct --config or remove it`, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name}: ${jsonErrorSentence(text)}; the file must be JSON`, { cause: error });
  }
  const checked = checkConfig(value);
  if ('problems' in checked) {
    throw new UsageError(checked.problems.map((problem) => `${name}: ${problem}`).join('\n'));
  }
  return checked.config;
}

function pickCollection(given: [from: string, name: string | undefined][]): string {
  for (const [from, name] of given) {
    if (name === undefined) continue;
    if (!COLLECTION_NAME.test(name)) throw new UsageError(`${from}: "${name}" is not ${COLLECTION_RULE}`);
    return name;
  }
  return DEFAULTS.collection;
}

function withoutUndefined(map: { [Name in keyof FieldMap]?: string | undefined }): FieldMap {
  return Object.fromEntries(Object.entries(map).filter(([, name]) => name !== undefined));
}
