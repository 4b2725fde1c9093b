// The lexicon of a build: jieba's dictionary, which comes as a data file of a dependency, and the
// site's own.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createLexicon, type Lexicon } from '../../engine/analysis/lexicon.ts';
import { UsageError } from '../../engine/errors.ts';
import { ANALYSIS } from '../../engine/index/manifest.ts';

export interface BuildLexicon {
  lexicon: Lexicon;
  /** Digest over all that decides the terms of a text: 16 hex digits. */
  digest: string;
}

/** Without a site's dictionary it is always the same one, and reading it takes a second: kept. */
let common: Promise<BuildLexicon> | null = null;

/**
 * @param sitePath absolute path of the site's dictionary, if it has one
 * @throws UsageError when it cannot be read or a line is malformed
 */
export function loadLexicon(sitePath: string | undefined): Promise<BuildLexicon> {
  if (sitePath !== undefined) return readLexicon(sitePath);
  common ??= readLexicon(undefined);
  return common;
}

async function readLexicon(sitePath: string | undefined): Promise<BuildLexicon> {
  const jieba = await readFile(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'), 'utf8');
  const dictionaries = [{ text: jieba, source: 'dict.txt of jieba' }];
  if (sitePath !== undefined) {
    const text = await readFile(sitePath, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw new UsageError(`dictionary ${sitePath} cannot be read (${cause.code}); correct "dictionary"`, { cause });
    });
    dictionaries.push({ text, source: sitePath });
  }
  const hash = createHash('sha256').update(`${ANALYSIS}\n`);
  for (const { text } of dictionaries) hash.update(text).update('\0');
  return { lexicon: createLexicon(dictionaries), digest: hash.digest('hex').slice(0, 16) };
}
