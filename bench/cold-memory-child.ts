// A searcher with the defaults of the function, asked every line of standard input in every way, one after another.
//   node bench/cold-memory-child.ts STORE_FOLDER < queries

import { createInterface } from 'node:readline';
import type { SearchRequest } from '../engine/search/contract.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openReader } from '../engine/store/reader.ts';
import { BENCH_COLLECTION } from './collection.ts';
import { pageOf } from './search-cost.ts';

/** The default, and what reads lists whole. */
const WAYS: readonly Partial<SearchRequest>[] = [
  {},
  { match: 'all' },
  { sort: 'newest' },
  { exactTotal: true },
  { from: '2020', to: '2023' },
];

const searcher = openSearcher({ reader: openReader(`file:${process.argv[2]}`), collection: BENCH_COLLECTION });
for await (const q of createInterface({ input: process.stdin }))
  for (const way of WAYS) await searcher.search({ ...pageOf(q, 2), ...way });
