// MiniSearch with character pairs as tokens and its defaults otherwise: any term may match, BM25+.

import { importPeer } from './install.ts';
import type { Peer } from './peer.ts';
import { bigrams } from './tokens.ts';
import { searchTuned } from './tuned.ts';
import { variantsOf } from './variants.ts';

/** The part of the package that is used here. */
interface MiniSearchModule {
  default: new (options: {
    fields: string[];
    tokenize: (text: string) => string[];
  }) => {
    addAll(documents: readonly object[]): void;
    search(query: string, options: { boost: Record<string, number> }): { id: string }[];
  };
}

/** The boost of its README stands first. */
const GRID = { title: [2, 1, 0.3] };

export const MINISEARCH: Peer = {
  name: 'minisearch',
  variants: variantsOf(GRID),
  async open(documents) {
    const { default: MiniSearch } = await importPeer<MiniSearchModule>('minisearch');
    const index = new MiniSearch({ fields: ['title', 'text'], tokenize: bigrams });
    index.addAll(documents);
    return {
      search: searchTuned(GRID, documents, async (queries, limit, { title }) =>
        queries.map(({ text }) =>
          index
            .search(text, { boost: { title } })
            .slice(0, limit)
            .map(({ id }) => id),
        ),
      ),
      async close() {},
    };
  },
};
