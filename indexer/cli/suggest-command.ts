// `xunwen suggest`: what /suggest answers, a line each or, with --json, as it is.

import { UsageError } from '../../engine/errors.ts';
import type { SuggestResponse } from '../../engine/search/contract.ts';
import { ask } from '../serve/ask.ts';
import { type CommandContext, type GlobalFlags, openConfigured } from './command.ts';
import { inFlags, ofPublished } from './search-command.ts';
import { showMarkedHtml } from './show-hits.ts';
import { colorsFor } from './terminal.ts';

export interface SuggestFlags extends GlobalFlags {
  json?: boolean;
  limit?: string;
}

/**
 * @param words what is typed so far; several words are one query
 * @throws UsageError for flags that /suggest refuses; NoIndexError, NotBuiltError and the store's errors
 */
export async function suggestCommand(context: CommandContext, words: string[], flags: SuggestFlags): Promise<number> {
  const { io, parts } = context;
  const { config, store } = await openConfigured(context, flags);
  const searcher = await parts.openSearcher(store, [config.collection]);
  const asked = ask(searcher, '/suggest', { q: words.join(' '), limit: flags.limit }).catch((error: unknown) => {
    throw error instanceof UsageError ? inFlags(error) : error;
  });
  const body = await ofPublished(store, config.collection, asked);
  if (flags.json) {
    io.stdout.write(`${body}\n`);
    return 0;
  }
  const { suggestions } = JSON.parse(body) as SuggestResponse;
  const lines = suggestions.map(({ html }) => showMarkedHtml(html, colorsFor(io)));
  io.stdout.write([...lines, ''].join('\n'));
  return 0;
}
