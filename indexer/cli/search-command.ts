// `xunwen search`: what /search answers, for people or, with --json, as it is.

import { NoIndexError, UsageError } from '../../engine/errors.ts';
import type { SearchResponse } from '../../engine/search/contract.ts';
import type { ObjectStore } from '../../engine/store/store.ts';
import { noIndex, readPointer } from '../publish/pointer.ts';
import { ask } from '../serve/ask.ts';
import { type CommandContext, type GlobalFlags, openConfigured } from './command.ts';
import { showHits } from './show-hits.ts';
import { colorsFor } from './terminal.ts';

/** Flags as typed: the HTTP interface checks them, so that both refuse the same. */
export interface SearchFlags extends GlobalFlags {
  json?: boolean;
  match?: string;
  limit?: string;
  offset?: string;
  sort?: string;
  from?: string;
  to?: string;
  filter?: string[];
  facets?: string;
  snippets?: string;
  snippetLength?: string;
  exactTotal?: boolean;
  /** False with --no-collapse. */
  collapse?: boolean;
  explain?: boolean;
}

/**
 * @param words the query; several words are one query
 * @throws UsageError for flags that /search refuses; NoIndexError and the store's errors
 */
export async function searchCommand(context: CommandContext, words: string[], flags: SearchFlags): Promise<number> {
  const { io, parts } = context;
  const { config, store, collections } = await openConfigured(context, flags, true);
  const searcher = await parts.openSearcher(store, collections);
  const body = await ofPublished(store, config.collection, answer());
  if (flags.json) {
    io.stdout.write(`${body}\n`);
  } else {
    const length = flags.snippetLength === undefined ? undefined : Number(flags.snippetLength);
    io.stdout.write(showHits(JSON.parse(body) as SearchResponse, Number(flags.offset ?? 0), colorsFor(io), length));
  }
  return 0;

  async function answer(): Promise<string> {
    const { match, limit, offset, sort, from, to, facets, snippets, snippetLength, exactTotal, explain } = flags;
    const parameters = {
      ...{ q: words.join(' '), match, limit, offset, sort, from, to, facets, snippets, snippetLength },
      ...filterParameters(flags.filter ?? []),
    };
    try {
      const isOn = (flag: boolean | undefined): string | undefined => (flag ? 'true' : undefined);
      const more = { exactTotal: isOn(exactTotal), explain: isOn(explain) };
      return await ask(searcher, '/search', {
        ...parameters,
        ...more,
        ...(flags.collapse === false ? { collapse: 'false' } : {}),
        // One alone is what is asked anyway.
        ...(collections.length > 1 ? { collection: collections } : {}),
      });
    } catch (error) {
      throw error instanceof UsageError ? inFlags(error) : error;
    }
  }
}

/** What is answered from a collection; or, when nothing is published, in better words what is missing. */
export function ofPublished<T>(store: ObjectStore, collection: string, answer: Promise<T>): Promise<T> {
  return answer.catch(async (error: unknown) => {
    if (!(error instanceof NoIndexError)) throw error;
    // Reading the pointer says when it is the store that does not exist.
    throw (await readPointer(store, collection)) ? error : noIndex(store, collection);
  });
}

/** `source=徐汇报` as /search takes it: by field. @throws UsageError */
function filterParameters(filters: readonly string[]): Record<string, string[]> {
  const parameters: Record<string, string[]> = {};
  for (const filter of filters) {
    const equals = filter.indexOf('=');
    if (equals < 1) throw new UsageError(`--filter "${filter}" is not FIELD=VALUE, such as source=徐汇报`);
    const name = `filter.${filter.slice(0, equals)}`;
    parameters[name] = [...(parameters[name] ?? []), filter.slice(equals + 1)];
  }
  return parameters;
}

const FLAG_NAMES = ['match', 'limit', 'offset', 'sort', 'from', 'to', 'facets', 'snippets', 'snippetLength'];

/** The same words under the name that was typed: `snippetLength: ...` becomes `--snippet-length: ...`. */
export function inFlags(error: UsageError): UsageError {
  if (error.message.startsWith('filter.')) return new UsageError(`--filter ${error.message.slice('filter.'.length)}`);
  const name = /^(\w+): /.exec(error.message)?.[1];
  if (name === undefined) return error;
  if (name === 'id') return new UsageError(`ID: ${error.message.slice('id: '.length)}`);
  if (name === 'q') return new UsageError(`QUERY: ${error.message.slice('q: '.length)}`);
  if (!FLAG_NAMES.includes(name)) return error;
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return new UsageError(`--${flag}${error.message.slice(name.length)}`);
}
