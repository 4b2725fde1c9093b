// The memory that searches take: one process, limited as a function is, asked all queries in every way that there is.

import { join } from 'node:path';
import type { KeptQueries } from './cold-kept.ts';
import { type Measured, runMeasured } from './speed/measured-process.ts';

/** Memory of the function by default. */
export const FUNCTION_MEGABYTES = 512;
/** What V8 chooses by itself where a process may have so much. */
const HEAP = `--max-old-space-size=${FUNCTION_MEGABYTES / 2}`;
const CHILD = join(import.meta.dirname, 'cold-memory-child.ts');
const LONGEST_SECONDS = 1800;

/** @throws GaveUpError when the process takes more than the function has */
export function measureMemory(folder: string, queries: readonly KeptQueries[]): Promise<Measured> {
  const lines = async function* () {
    for (const { texts } of queries) for (const text of texts) yield `${text}\n`;
  };
  const command = { command: process.execPath, args: [HEAP, CHILD, folder] };
  return runMeasured(command, { seconds: LONGEST_SECONDS, megabytes: FUNCTION_MEGABYTES }, { input: lines() });
}
