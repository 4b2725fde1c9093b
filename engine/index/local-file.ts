// Files of a build, written and read from their beginning to their end through a buffer.

import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const BUFFER_BYTES = 1 << 20;

export interface FileWriter {
  /** Bytes written so far. */
  readonly size: number;
  /** The bytes are copied. */
  write(bytes: Uint8Array): void;
  close(): void;
}

/**
 * @param path of a file that does not exist yet
 * @param onBytes told all bytes in order, in large pieces that are valid during the call
 */
export function createFileWriter(path: string, onBytes: (bytes: Uint8Array) => void = () => {}): FileWriter {
  const file = openSync(path, 'wx');
  const buffer = new Uint8Array(BUFFER_BYTES);
  let filled = 0;
  let size = 0;
  const put = (bytes: Uint8Array): void => {
    onBytes(bytes);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  };
  const flush = (): void => {
    put(buffer.subarray(0, filled));
    filled = 0;
  };
  return {
    get size() {
      return size;
    },
    write(bytes) {
      size += bytes.length;
      if (filled + bytes.length > BUFFER_BYTES) flush();
      if (bytes.length > BUFFER_BYTES) put(bytes);
      else {
        buffer.set(bytes, filled);
        filled += bytes.length;
      }
    },
    close() {
      try {
        flush();
      } finally {
        closeSync(file);
      }
    },
  };
}

/** The bytes of a file in large pieces, each valid until the next one. */
export function* readPieces(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(BUFFER_BYTES);
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
