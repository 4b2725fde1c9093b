// What a search engine must offer to stand in the relevance table beside ours: an index over documents,
// and ranked ids for a batch of queries, through its public interface alone.

import type { BenchDocument, BenchQuery } from '../data-set.ts';

/** One engine in one configuration that its users would choose. */
export interface Peer {
  /** As in the table and in `--peers`: lower case, no spaces (lucene-smartcn). */
  readonly name: string;
  /** Settings that can be changed when asking (k1, b, title boost); the bench keeps the best on the tuning half. */
  readonly variants?: readonly string[];
  /**
   * Index documents whose ids say nothing and whose texts are folded like ours.
   * @param folder an empty folder for the peer's files
   * @throws UsageError that says what must be installed, and by which command, when the peer is not there
   */
  open(documents: readonly BenchDocument[], folder: string): Promise<OpenedPeer>;
}

export interface OpenedPeer {
  /**
   * Ids of the best documents for each query, best first.
   * @param limit ids for each query at most
   * @param variant one of the peer's variants; the first of them without it
   */
  search(queries: readonly BenchQuery[], limit: number, variant?: string): Promise<string[][]>;
  close(): Promise<void>;
}
