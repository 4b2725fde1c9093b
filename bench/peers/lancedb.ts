// LanceDB's full-text index: character pairs, characters with pairs, and ICU words, each without stemming or
// stop words. Title and text are indexed on their own and summed by a Boolean query: that ranked better than
// its multi-match, which takes the better field, and than one column of both.

import { importPeer } from './install.ts';
import type { Peer } from './peer.ts';
import { searchTuned } from './tuned.ts';
import { variantsOf } from './variants.ts';

/** The part of the package that is used here. */
interface LanceDb {
  connect(folder: string): Promise<{ createTable(name: string, rows: readonly object[]): Promise<Table> }>;
  Index: { fts(options: object): unknown };
  MatchQuery: new (query: string, column: string, options: { boost: number }) => object;
  BooleanQuery: new (clauses: [string, object][]) => object;
  Occur: { Should: string };
}

interface Table {
  createIndex(column: string, options: { config: unknown }): Promise<void>;
  query(): Query;
  close(): void;
}

interface Query {
  fullTextSearch(query: object): Query;
  select(columns: string[]): Query;
  limit(count: number): Query;
  toArray(): Promise<{ id: string }[]>;
}

const GRID = { title: [1, 0.3, 2] };

/** Queries asked at once: its work is in native threads. */
const AT_ONCE = 4;

const PLAIN = { withPosition: false, stem: false, removeStopWords: false };

export const LANCEDB_PEERS: readonly Peer[] = [
  lancedb('lancedb-bigram', { ...PLAIN, baseTokenizer: 'ngram', ngramMinLength: 2, ngramMaxLength: 2 }),
  lancedb('lancedb-ngram', { ...PLAIN, baseTokenizer: 'ngram', ngramMinLength: 1, ngramMaxLength: 2 }),
  lancedb('lancedb-icu', { ...PLAIN, baseTokenizer: 'icu' }),
];

function lancedb(name: string, tokenizer: object): Peer {
  return {
    name,
    variants: variantsOf(GRID),
    async open(documents, folder) {
      const module = await importPeer<LanceDb>('@lancedb/lancedb');
      const database = await module.connect(folder);
      const table = await database.createTable('articles', documents);
      for (const column of ['title', 'text']) await table.createIndex(column, { config: module.Index.fts(tokenizer) });
      const ask = async (text: string, titleBoost: number, limit: number): Promise<string[]> => {
        const query = new module.BooleanQuery([
          [module.Occur.Should, new module.MatchQuery(text, 'title', { boost: titleBoost })],
          [module.Occur.Should, new module.MatchQuery(text, 'text', { boost: 1 })],
        ]);
        const rows = await table.query().fullTextSearch(query).select(['id', '_score']).limit(limit).toArray();
        return rows.map(({ id }) => id);
      };
      return {
        search: searchTuned(GRID, documents, async (queries, limit, { title }) => {
          const rankings: string[][] = [];
          for (let at = 0; at < queries.length; at += AT_ONCE)
            rankings.push(
              ...(await Promise.all(queries.slice(at, at + AT_ONCE).map(({ text }) => ask(text, title, limit)))),
            );
          return rankings;
        }),
        async close() {
          table.close();
        },
      };
    },
  };
}
