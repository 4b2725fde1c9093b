// SQLite FTS5, as Node brings it: its trigram tokenizer, which needs nothing, and unicode61 over text that
// was cut into character pairs before. Any term may match; bm25() with a factor for the title.

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Peer } from './peer.ts';
import { bigrams, trigrams } from './tokens.ts';
import { searchTuned } from './tuned.ts';
import { variantsOf } from './variants.ts';

const GRID = { title: [1, 0.3, 2] };

interface Tokens {
  /** FTS5's name of the tokenizer. */
  tokenizer: string;
  /** What is stored for a text. */
  stored: (text: string) => string;
  /** The terms of a query, as the tokenizer makes them of what is stored. */
  asked: (text: string) => string[];
}

export const SQLITE_PEERS: readonly Peer[] = [
  sqlite('sqlite-trigram', { tokenizer: 'trigram', stored: (text) => text, asked: trigrams }),
  sqlite('sqlite-bigram', { tokenizer: 'unicode61', stored: (text) => bigrams(text).join(' '), asked: bigrams }),
];

function sqlite(name: string, { tokenizer, stored, asked }: Tokens): Peer {
  return {
    name,
    variants: variantsOf(GRID),
    async open(documents, folder) {
      const database = new DatabaseSync(join(folder, 'fts5.db'));
      database.exec(`CREATE VIRTUAL TABLE articles USING fts5(title, text, content='', tokenize='${tokenizer}')`);
      const insert = database.prepare('INSERT INTO articles(rowid, title, text) VALUES (?, ?, ?)');
      database.exec('BEGIN');
      for (const [at, { title, text }] of documents.entries()) insert.run(at, stored(title), stored(text));
      database.exec('COMMIT');
      const select = database.prepare(
        'SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, ?, 1) LIMIT ?',
      );
      const rank = (text: string, title: number, limit: number): string[] => {
        const query = anyOf(asked(text));
        if (query === '') return [];
        return select.all(query, title, limit).map(({ rowid }) => documents[Number(rowid)].id);
      };
      return {
        search: searchTuned(GRID, documents, async (queries, limit, { title }) =>
          queries.map(({ text }) => rank(text, title, limit)),
        ),
        async close() {
          database.close();
        },
      };
    },
  };
}

/** A query of FTS5 that any of the terms answers; empty without terms. */
export function anyOf(terms: readonly string[]): string {
  return terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR ');
}
