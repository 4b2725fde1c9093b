// The lexicon of a build: jieba's dictionary, which comes as a data file of a dependency, and the
// site's own.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parseDictionary } from '../../engine/analysis/dictionary.ts';
import { createLexicon, type Lexicon } from '../../engine/analysis/lexicon.ts';
import { ANALYSIS } from '../../engine/index/manifest.ts';
import { checkListSize, readWordFile } from '../config/word-file.ts';

export interface BuildLexicon {
  lexicon: Lexicon;
  /** Folded words of the site's dictionary that are several runs: for the manifest. */
  mixedWords: string[];
  /** Lines of the site's dictionary that were left out, with the reason. */
  warnings: string[];
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
  const mixedWords: string[] = [];
  const warnings: string[] = [];
  if (sitePath !== undefined) {
    const site = await readWordFile(sitePath, 'dictionary');
    dictionaries.push(site);
    const parsed = parseDictionary(site);
    mixedWords.push(...parsed.mixed);
    warnings.push(...parsed.warnings);
    checkListSize(mixedWords, sitePath, 'words with letters, digits or signs inside');
  }
  const hash = createHash('sha256').update(`${ANALYSIS}\n`);
  for (const { text } of dictionaries) hash.update(text).update('\0');
  const digest = hash.digest('hex').slice(0, 16);
  return { lexicon: createLexicon(dictionaries), mixedWords, warnings, digest };
}
