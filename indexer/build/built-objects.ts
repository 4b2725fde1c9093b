// Objects of a version that is being made: those that were built just now from their files, those that are taken as they
// are from the store.

import { open } from 'node:fs/promises';
import { objectKey } from '../../engine/index/manifest.ts';
import type { ObjectReader } from '../../engine/store/store.ts';
import type { BuiltFile } from '../publish/publish.ts';

/** Read bytes of an object. */
export type ReadObject = (object: string, offset: number, length: number) => Promise<Uint8Array>;

/** @param store of the objects that are not among the files; null where all are */
export function createObjectReader(
  collection: string,
  files: readonly BuiltFile[],
  store: ObjectReader | null,
): ReadObject {
  const paths = new Map(files.map(({ object, path }) => [object, path]));
  return async (object, offset, length) => {
    const path = paths.get(object);
    if (path === undefined) {
      if (store === null) throw new Error(`${object} is neither built nor published`);
      return store.getRange(objectKey(collection, object), offset, length);
    }
    const file = await open(path, 'r');
    try {
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
        if (bytesRead === 0) throw new Error(`${path} was cut off while the index was built`);
        done += bytesRead;
      }
      return bytes;
    } finally {
      await file.close();
    }
  };
}
