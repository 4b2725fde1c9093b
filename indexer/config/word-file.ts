// Reads a site's lists of words (dictionary, synonyms, stop words) in the charset that they are found to be
// in. Damage stops the build: a word that is read wrong is a word that is lost.

import { readFile } from 'node:fs/promises';
import { normalizeStored } from '../../engine/analysis/fold.ts';
import { UsageError } from '../../engine/errors.ts';
import { MOST_LIST_BYTES } from '../../engine/index/manifest.ts';
import { decodeText } from '../sources/charset.ts';

/** A list's text (NFC, as articles are stored) and its name for messages. */
export interface WordFile {
  text: string;
  source: string;
}

/**
 * @param path absolute
 * @param setting the key of the configuration that names it
 * @throws UsageError when it cannot be read, is no text, or has broken characters
 */
export async function readWordFile(path: string, setting: string): Promise<WordFile> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`${setting} ${path} cannot be read (${cause.code}); correct "${setting}"`, { cause });
  });
  const decoded = decodeText(bytes);
  if ('reason' in decoded) throw new UsageError(`${setting} ${path}: ${decoded.reason}; save it as UTF-8`);
  if (decoded.warning !== undefined) throw new UsageError(`${setting} ${path}: ${decoded.warning} Save it as UTF-8`);
  return { text: normalizeStored(decoded.text), source: path };
}

/**
 * Refuse a list that is too long to travel with every pointer.
 * @param source the file
 * @param what the list, in the plural
 * @throws UsageError with the size and the limit
 */
export function checkListSize(list: readonly unknown[], source: string, what: string): void {
  const bytes = Buffer.byteLength(JSON.stringify(list));
  if (bytes > MOST_LIST_BYTES)
    throw new UsageError(
      `${source}: its ${what} are ${bytes} bytes, and every search reads them: at most ${MOST_LIST_BYTES}; keep those that readers type`,
    );
}

/** A line of a list without its comment (`#` at its start or behind a blank: C# is a word) and without blanks around it. */
export function withoutComment(line: string): string {
  return line.replace(/(^|\s)[#＃].*$/u, '').trim();
}
