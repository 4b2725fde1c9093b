// `xunwen similar`: what /similar answers, for people or, with --json, as it is.

import { UsageError } from '../../engine/errors.ts';
import type { SimilarResponse } from '../../engine/search/contract.ts';
import { ask } from '../serve/ask.ts';
import { type CommandContext, type GlobalFlags, openConfigured } from './command.ts';
import { inFlags, ofPublished } from './search-command.ts';
import { showSimilar } from './show-hits.ts';
import { colorsFor } from './terminal.ts';

export interface SimilarFlags extends GlobalFlags {
  json?: boolean;
  limit?: string;
  snippets?: string;
  snippetLength?: string;
}

/**
 * @param id of the article
 * @throws UsageError for flags that /similar refuses; NoIndexError, XunwenError when no article has the id, and the
 *   store's errors
 */
export async function similarCommand(context: CommandContext, id: string, flags: SimilarFlags): Promise<number> {
  const { io, parts } = context;
  const { config, store } = await openConfigured(context, flags);
  const searcher = await parts.openSearcher(store, [config.collection]);
  const { json, limit, snippets, snippetLength } = flags;
  const asked = ask(searcher, '/similar', { id, limit, snippets, snippetLength }).catch((error: unknown) => {
    throw error instanceof UsageError ? inFlags(error) : error;
  });
  const body = await ofPublished(store, config.collection, asked);
  const length = snippetLength === undefined ? undefined : Number(snippetLength);
  io.stdout.write(json ? `${body}\n` : showSimilar(JSON.parse(body) as SimilarResponse, colorsFor(io), length));
  return 0;
}
