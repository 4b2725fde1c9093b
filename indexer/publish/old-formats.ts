// Folders that an earlier format or analysis of Xunwen left behind. A function that was not deployed
// anew still reads them, so they go only when asked for, and never those of a newer Xunwen.

import { ANALYSIS, FORMAT } from '../../engine/index/manifest.ts';
import type { ObjectStore } from '../../engine/store/store.ts';

export interface OldFormat {
  /** Folder below the store's URL: `<collection>/f<format>-a<analysis>`. */
  folder: string;
  /** Keys in the order in which they are to be deleted: the pointer first. */
  keys: string[];
  bytes: number;
}

/** Find the folders of earlier formats of a collection. */
export async function findOldFormats(store: ObjectStore, collection: string): Promise<OldFormat[]> {
  const found = new Map<string, OldFormat>();
  for await (const { key, bytes } of store.list(`${collection}/f`)) {
    const name = key.split('/')[1];
    const numbers = /^f(\d+)-a(\d+)$/.exec(name);
    if (!numbers || !isOlder(Number(numbers[1]), Number(numbers[2]))) continue;
    const folder = `${collection}/${name}`;
    const format = found.get(folder) ?? { folder, keys: [], bytes: 0 };
    format.keys.push(key);
    format.bytes += bytes;
    found.set(folder, format);
  }
  for (const { folder, keys } of found.values()) {
    const pointer = `${folder}/current.json`;
    keys.sort((a, b) => Number(b === pointer) - Number(a === pointer));
  }
  return [...found.values()];
}

/** Remove such a folder: a reader then says that there is no index, and never finds half of one. */
export async function removeOldFormat(store: ObjectStore, format: OldFormat): Promise<void> {
  const [pointer, ...rest] = format.keys;
  await store.delete([pointer]);
  await store.delete(rest);
}

const isOlder = (format: number, analysis: number): boolean =>
  format < FORMAT || (format === FORMAT && analysis < ANALYSIS);
