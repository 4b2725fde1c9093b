// Every engine that can stand in the relevance table beside ours. Adding one is a file and a line here.

import { FLEXSEARCH_PEERS } from './flexsearch.ts';
import { LANCEDB_PEERS } from './lancedb.ts';
import { LUCENE_PEERS } from './lucene.ts';
import { MINISEARCH } from './minisearch.ts';
import type { Peer } from './peer.ts';
import { SQLITE_PEERS } from './sqlite.ts';

export const PEERS: readonly Peer[] = [
  ...LUCENE_PEERS,
  ...LANCEDB_PEERS,
  MINISEARCH,
  ...SQLITE_PEERS,
  ...FLEXSEARCH_PEERS,
];
