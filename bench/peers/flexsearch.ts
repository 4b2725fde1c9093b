// FlexSearch in memory with its own ranking: the encoder that its README names for Chinese, and words as
// ICU cuts them through its documented custom encoder. `suggest`, because it wants every term otherwise.

import { Charset, Document, type DocumentOptions } from 'flexsearch';
import type { Peer } from './peer.ts';
import { words } from './tokens.ts';

export const FLEXSEARCH_PEERS: readonly Peer[] = [
  flexsearch('flexsearch-cjk', { encoder: Charset.CJK }),
  flexsearch('flexsearch-words', { encode: words }),
];

function flexsearch(name: string, encoding: Pick<DocumentOptions, 'encoder' | 'encode'>): Peer {
  return {
    name,
    async open(documents) {
      const index = new Document({ document: { id: 'id', index: ['title', 'text'] }, ...encoding });
      for (const { id, title, text } of documents) index.add({ id, title, text });
      return {
        async search(queries, limit) {
          return queries.map(({ text }) =>
            index
              .search(text, { limit, suggest: true, merge: true })
              // The limit is for each field.
              .slice(0, limit)
              .map(({ id }) => String(id)),
          );
        },
        async close() {},
      };
    },
  };
}
