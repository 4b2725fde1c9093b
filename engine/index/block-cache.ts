// What was read, checked and decoded, kept while memory allows: found by where it lies, without making a key of that.

/** Values by the stretch of an object that they were made of, the least recently used dropped when they outgrow the bound. */
export interface BlockCache {
  /** @param offset bytes from the start of the object. @param length bytes */
  get(object: string, offset: number, length: number): unknown;
  /** @param bytes of memory that the value takes, about */
  set(object: string, offset: number, length: number, value: unknown, bytes: number): void;
}

/** A ring through all entries, from the least to the most recently used. */
interface Entry {
  object: string;
  offset: number;
  length: number;
  value: unknown;
  bytes: number;
  older: Entry;
  newer: Entry;
  /** Another stretch that starts at the same place: the beginning of a list and the whole of it. */
  twin: Entry | null;
}

/** @param capacity bytes */
export function createBlockCache(capacity: number): BlockCache {
  const objects = new Map<string, Map<number, Entry>>();
  let held = 0;
  const ring = { object: '', offset: 0, length: 0, value: undefined, bytes: 0, twin: null } as unknown as Entry;
  ring.older = ring;
  ring.newer = ring;

  const find = (object: string, offset: number, length: number): Entry | null => {
    let entry = objects.get(object)?.get(offset) ?? null;
    while (entry !== null && entry.length !== length) entry = entry.twin;
    return entry;
  };
  const unlink = (entry: Entry): void => {
    entry.older.newer = entry.newer;
    entry.newer.older = entry.older;
  };
  const makeNewest = (entry: Entry): void => {
    entry.older = ring.older;
    entry.newer = ring;
    ring.older.newer = entry;
    ring.older = entry;
  };
  const drop = (entry: Entry): void => {
    unlink(entry);
    held -= entry.bytes;
    const entries = objects.get(entry.object)!;
    const first = entries.get(entry.offset)!;
    if (first !== entry) {
      let before = first;
      while (before.twin !== entry) before = before.twin!;
      before.twin = entry.twin;
    } else if (entry.twin !== null) entries.set(entry.offset, entry.twin);
    else if (entries.size > 1) entries.delete(entry.offset);
    else objects.delete(entry.object);
  };

  return {
    get(object, offset, length) {
      const entry = find(object, offset, length);
      if (entry === null) return undefined;
      if (entry.newer !== ring) {
        unlink(entry);
        makeNewest(entry);
      }
      return entry.value;
    },
    set(object, offset, length, value, bytes) {
      const old = find(object, offset, length);
      if (old !== null) drop(old);
      if (bytes > capacity / 4) return;
      const entries = objects.get(object) ?? new Map<number, Entry>();
      objects.set(object, entries);
      const entry = {
        object,
        offset,
        length,
        value,
        bytes,
        older: ring,
        newer: ring,
        twin: entries.get(offset) ?? null,
      };
      entries.set(offset, entry);
      makeNewest(entry);
      held += bytes;
      while (held > capacity) drop(ring.newer);
    },
  };
}
