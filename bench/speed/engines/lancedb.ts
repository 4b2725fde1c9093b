// LanceDB's full-text index of character pairs, its best on Chinese in the relevance bench. The same files are read
// from a folder and from S3; its table holds the articles too.

import type { BenchDocument } from '../../data-set.ts';
import { HITS, type SpeedEngine } from '../engine.ts';

/** The part of the package that is used here. */
interface LanceDb {
  connect(url: string, options?: { storageOptions: Record<string, string> }): Promise<Connection>;
  Index: { fts(options: object): unknown };
  MatchQuery: new (query: string, column: string, options: { boost: number }) => object;
  BooleanQuery: new (clauses: [string, object][]) => object;
  Occur: { Should: string };
}

interface Connection {
  createTable(name: string, rows: readonly object[]): Promise<Table>;
  openTable(name: string): Promise<Table>;
}

interface Table {
  add(rows: readonly object[]): Promise<unknown>;
  optimize(): Promise<unknown>;
  createIndex(column: string, options: { config: unknown }): Promise<void>;
  query(): Query;
}

interface Query {
  fullTextSearch(query: object): Query;
  select(columns: string[]): Query;
  limit(count: number): Query;
  toArray(): Promise<{ id: string }[]>;
}

const TABLE = 'articles';
const BATCH = 5000;
const TOKENS = {
  baseTokenizer: 'ngram',
  ngramMinLength: 2,
  ngramMaxLength: 2,
  withPosition: false,
  stem: false,
  removeStopWords: false,
};

export function engine({ connect, Index, MatchQuery, BooleanQuery, Occur }: LanceDb): SpeedEngine {
  return {
    async build(articles, folder) {
      const connection = await connect(folder);
      let table: Table | null = null;
      for await (const rows of batches(articles)) {
        if (table === null) table = await connection.createTable(TABLE, rows);
        else await table.add(rows);
      }
      // One fragment instead of one for each batch, before the index is made over them.
      await table!.optimize();
      for (const column of ['title', 'text']) await table!.createIndex(column, { config: Index.fts(TOKENS) });
    },
    async open({ folder, store }) {
      const connection =
        store === null ? await connect(folder) : await connect(store, { storageOptions: fromEnvironment() });
      const table = await connection.openTable(TABLE);
      return async (text) => {
        const query = new BooleanQuery([
          [Occur.Should, new MatchQuery(text, 'title', { boost: 1 })],
          [Occur.Should, new MatchQuery(text, 'text', { boost: 1 })],
        ]);
        const rows = await table.query().fullTextSearch(query).select(['id', '_score']).limit(HITS).toArray();
        return rows.map(({ id }) => id);
      };
    },
  };
}

async function* batches(articles: AsyncIterable<BenchDocument>): AsyncGenerator<object[]> {
  let rows: object[] = [];
  for await (const { id, title, text } of articles) {
    rows.push({ id, title, text });
    if (rows.length < BATCH) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

function fromEnvironment(): Record<string, string> {
  const { AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  return {
    endpoint: AWS_ENDPOINT_URL_S3 ?? '',
    region: AWS_REGION ?? '',
    accessKeyId: AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
    allowHttp: 'true',
  };
}
