// Every engine that can stand in the relevance table beside ours. Adding one is a file and a line here.

import { LUCENE_PEERS } from './lucene.ts';
import type { Peer } from './peer.ts';

export const PEERS: readonly Peer[] = [...LUCENE_PEERS];
