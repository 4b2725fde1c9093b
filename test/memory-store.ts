// An object store in memory for tests: conditional writes like S3's, a clock that the test turns,
// and failures that it injects before or after any write. Not for production: nothing is bounded.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CorruptIndexError, NotFoundError, PreconditionFailedError } from '../engine/errors.ts';
import type { ListedObject, ObjectStore, WriteCondition } from '../engine/store/store.ts';

/** A write about to happen or just done; throwing from the hook is the failure. */
export interface MemoryWrite {
  kind: 'put' | 'delete';
  key: string;
  /** How many writes came before this one. */
  index: number;
}

export interface MemoryStore extends ObjectStore {
  /** What is stored, by key; tests may damage it. */
  readonly objects: Map<string, { bytes: Uint8Array; modified: number }>;
  /** Every write that changed something, in order. */
  readonly writes: MemoryWrite[];
  /** Milliseconds since the epoch that writes are stamped with. */
  now: number;
  /** Called before a write changes anything: throw, and nothing is changed. */
  beforeWrite: (write: MemoryWrite) => void | Promise<void>;
  /** Called when a write is done: throw, and the writer never hears of its success. */
  afterWrite: (write: MemoryWrite) => void | Promise<void>;
}

const etagOf = (bytes: Uint8Array): string => `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`;

/** @param now what the store's clock starts with, milliseconds since the epoch */
export function createMemoryStore(now = Date.UTC(2026, 0, 1)): MemoryStore {
  const objects: MemoryStore['objects'] = new Map();

  function stored(key: string): { bytes: Uint8Array; modified: number } {
    const object = objects.get(key);
    if (!object) throw new NotFoundError(`memory:${key} does not exist`);
    return object;
  }

  function check(key: string, condition: WriteCondition | undefined): void {
    if (!condition) return;
    const object = objects.get(key);
    const holds = 'ifNoneMatch' in condition ? !object : object && etagOf(object.bytes) === condition.ifMatch;
    if (!holds) throw new PreconditionFailedError(`memory:${key} was written by somebody else`);
  }

  async function write(kind: MemoryWrite['kind'], key: string, change: () => void): Promise<void> {
    const record = { kind, key, index: store.writes.length };
    await store.beforeWrite(record);
    change();
    store.writes.push(record);
    await store.afterWrite(record);
  }

  const store: MemoryStore = {
    url: 'memory:',
    objects,
    writes: [],
    now,
    beforeWrite: () => {},
    afterWrite: () => {},

    async get(key) {
      const { bytes } = stored(key);
      return { bytes: bytes.slice(), etag: etagOf(bytes) };
    },
    async getRange(key, offset, length) {
      const { bytes } = stored(key);
      if (offset + length > bytes.length) throw new CorruptIndexError(`memory:${key} ends at ${bytes.length}`);
      return bytes.slice(offset, offset + length);
    },
    async head(key) {
      const object = objects.get(key);
      return object ? { key, bytes: object.bytes.length, modified: object.modified } : null;
    },
    async put(key, bytes, condition) {
      check(key, condition);
      await write('put', key, () => {
        check(key, condition);
        objects.set(key, { bytes: bytes.slice(), modified: store.now });
      });
      return etagOf(bytes);
    },
    async putFile(key, path, condition) {
      await store.put(key, new Uint8Array(await readFile(path)), condition);
    },
    async *list(prefix): AsyncGenerator<ListedObject> {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
      for (const key of keys) {
        const object = objects.get(key);
        if (object) yield { key, bytes: object.bytes.length, modified: object.modified };
      }
    },
    async delete(keys) {
      for (const key of keys) await write('delete', key, () => void objects.delete(key));
    },
  };
  return store;
}
