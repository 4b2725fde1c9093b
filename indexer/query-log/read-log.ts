// The lines of an exported log, gzipped or not, one after another: a log may be larger than memory.

import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { XunwenError } from '../../engine/errors.ts';
import { type Line, splitLines } from '../sources/lines.ts';

/**
 * Read a log line by line.
 * @param source path of a file, or the stream of standard input
 * @param name what errors call it
 * @throws XunwenError when it cannot be read, or its compression is cut off or damaged: what came before has been given
 */
export async function* readLog(source: string | Readable, name: string): AsyncGenerator<Line[]> {
  try {
    yield* splitLines(textOf(typeof source === 'string' ? createReadStream(source) : source));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new XunwenError(`${name}: cannot be read to its end (${reason})`, { cause });
  }
}

async function* textOf(bytes: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of unzipped(bytes)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** By the magic number of gzip (RFC 1952, section 2.3.1) and not by the name: standard input has none. */
async function* unzipped(bytes: Readable): AsyncGenerator<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const first = await chunks.next();
  if (first.done) return;
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield first.value;
    yield* rest(chunks);
    return;
  }
  const gunzip = createGunzip();
  gunzip.write(first.value);
  pump(chunks, gunzip).catch((error: Error) => gunzip.destroy(error));
  yield* gunzip as AsyncIterable<Uint8Array>;
}

async function pump(chunks: AsyncIterator<Uint8Array>, into: NodeJS.WritableStream): Promise<void> {
  for await (const chunk of rest(chunks)) {
    if (!into.write(chunk)) await new Promise((resolve) => into.once('drain', resolve));
  }
  into.end();
}

async function* rest(chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}
