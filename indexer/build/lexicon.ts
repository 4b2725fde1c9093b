// The dictionaries of a build: jieba's, which comes as a data file of a dependency, and the site's own.
// Reading them is quick; the lexicon that they make takes a second and is made where it is needed, for a few articles
// of the words that these may hold.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Dictionary, parseDictionary } from '../../engine/analysis/dictionary.ts';
import { createLexicon, type Lexicon } from '../../engine/analysis/lexicon.ts';
import { createStretchFilter } from '../../engine/analysis/stretch-filter.ts';
import type { Article } from '../../engine/article.ts';
import { ANALYSIS } from '../../engine/index/manifest.ts';
import { checkListSize, readWordFile } from '../config/word-file.ts';

export interface BuildDictionaries {
  dictionaries: Dictionary[];
  /** Folded words of the site's dictionary that are several runs: for the manifest. */
  mixedWords: string[];
  /** Lines of the site's dictionary that were left out, with the reason. */
  warnings: string[];
  /** Digest over all that decides the terms of a text: 16 hex digits. */
  digest: string;
}

/**
 * @param sitePath absolute path of the site's dictionary, if it has one
 * @throws UsageError when it cannot be read or a line is malformed
 */
export async function readDictionaries(sitePath: string | undefined): Promise<BuildDictionaries> {
  const jieba = await readFile(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'));
  const dictionaries: Dictionary[] = [{ text: jieba.toString(), source: 'dict.txt of jieba' }];
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
  const hash = createHash('sha256').update(`${ANALYSIS}\n`).update(jieba).update('\0');
  for (const { text } of dictionaries.slice(1)) hash.update(text).update('\0');
  return { dictionaries, mixedWords, warnings, digest: hash.digest('hex').slice(0, 16) };
}

/** Articles that are few enough for a lexicon of their own. */
export const FEW_ARTICLES = 300;

/** A whole lexicon takes as long as so many for a few articles: a process that needs more had better made it. */
const MOST_OF_FEW = 6;

/** The lexicon made last: it is mostly the same one for every build of a process. */
let last: { digest: string; lexicon: Lexicon } | null = null;
/** How many were made for a few articles. */
let ofFew = 0;

/**
 * The lexicon of dictionaries, in this thread.
 * @param articles when few, all that it is for: it may then lack words that do not occur in them
 */
export function lexiconOf(
  { digest, dictionaries }: BuildDictionaries,
  articles: readonly Pick<Article, 'title' | 'body'>[] | null,
): Lexicon {
  if (last?.digest === digest) return last.lexicon;
  if (articles !== null && articles.length <= FEW_ARTICLES && ofFew++ < MOST_OF_FEW)
    return createLexicon(dictionaries, createStretchFilter(articles.flatMap(({ title, body }) => [title, body])));
  last = { digest, lexicon: createLexicon(dictionaries) };
  return last.lexicon;
}
