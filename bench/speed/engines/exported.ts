// What engines that live in memory have in common: their index is exported into files, and all of them are loaded
// before a first answer, from S3 in parallel and by the small reader that our own function uses.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openReader } from '../../../engine/store/reader.ts';
import type { Place } from '../engine.ts';

/** Hundreds of megabytes in one read take longer than our function ever waits. */
export const PATIENCE = { deadlineMs: 300_000, idleTimeoutMs: 300_000 };

/** The text of every file by its name. */
export async function loadFiles({ folder, store, files }: Place): Promise<Map<string, string>> {
  const reader = store === null ? null : openReader(store, PATIENCE);
  const load = async (name: string): Promise<string> => {
    const bytes = reader === null ? await readFile(join(folder, name)) : (await reader.get(name)).bytes;
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  };
  return new Map(await Promise.all(files.map(async (name) => [name, await load(name)] as const)));
}
