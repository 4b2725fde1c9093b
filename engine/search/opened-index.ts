// What a search runs on: a published version, opened, with the settings of the process that answers.

import type { Index } from 'flexsearch';
import type { PublishedIndex } from '../index/published-index.ts';

export interface OpenedIndex {
  published: PublishedIndex;
  /** FlexSearch, mounted on the version. */
  flexsearch: Index;
  /** The best candidates are scored by their texts in blocks of this many; 0 leaves them in the first phase's order. */
  rescoreDepth: number;
  /** Bytes read of a posting list at first; Infinity reads lists whole. */
  listBudget: number;
}
