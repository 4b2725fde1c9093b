// Counts what passes through a reader. A meter is as cheap as a closure, so each search has its own
// and concurrent searches never count one another's reads.

import type { ObjectReader, ReadOptions } from './store.ts';

export interface Meter {
  /** Reads like the reader that was given. */
  reader: ObjectReader;
  /** Reads asked for so far (failed ones too; retries inside the store are not seen) and bytes received. */
  cost(): { requests: number; bytes: number };
}

/** Wrap a reader so that its requests and bytes are counted from zero. */
export function meter(reader: ObjectReader): Meter {
  let requests = 0;
  let bytes = 0;
  return {
    reader: {
      url: reader.url,
      async get(key: string, options?: ReadOptions) {
        requests++;
        const object = await reader.get(key, options);
        bytes += object.bytes.byteLength;
        return object;
      },
      async getRange(key: string, offset: number, length: number, options?: ReadOptions) {
        requests++;
        const part = await reader.getRange(key, offset, length, options);
        bytes += part.byteLength;
        return part;
      },
    },
    cost: () => ({ requests, bytes }),
  };
}
