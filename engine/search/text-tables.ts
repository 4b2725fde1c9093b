// The tables that say where texts lie, where they are worth reading in a round that has to be made anyway: texts then
// cost no round more.

import type { PublishedIndex } from '../index/published-index.ts';
import type { Part } from '../index/reads.ts';
import { storedTablePart } from '../index/segment.ts';

/** Tables of stored fields up to this many bytes are read along. */
const TABLES_ALONG = 128 * 1024;

/** All of them, or none where they are too long. */
export function textTables({ segments }: PublishedIndex): Part<unknown>[] {
  const tables = segments.flatMap((segment) => segment.storedGroups.map((_, group) => storedTablePart(segment, group)));
  return tables.reduce((sum, { length }) => sum + length, 0) <= TABLES_ALONG ? tables : [];
}
