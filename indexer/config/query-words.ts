// The site's lists that only queries need: they travel in the manifest, so other lists make another version of
// the very same segments.

import type { SearchSettings } from '../../engine/index/manifest.ts';
import { type CurationFileRule, parseCuration } from './curation.ts';
import type { Config } from './load.ts';
import { parseStopWords } from './stop-words.ts';
import { parseSynonyms } from './synonyms.ts';
import { readWordFile } from './word-file.ts';

/** @throws UsageError when a list cannot be read or a line of it is malformed */
export async function readQueryWords({
  synonyms,
  stopWords,
}: Pick<Config, 'synonyms' | 'stopWords'>): Promise<Pick<SearchSettings, 'synonyms' | 'stopWords'>> {
  const rules = synonyms === undefined ? [] : parseSynonyms(await readWordFile(synonyms, 'synonyms'));
  const stops = stopWords === undefined ? [] : parseStopWords(await readWordFile(stopWords, 'stopWords'));
  return {
    ...(rules.length > 0 ? { synonyms: rules } : {}),
    ...(stops.length > 0 ? { stopWords: stops } : {}),
  };
}

/** The site's rules for given queries. @throws UsageError when they cannot be read or one of them cannot be meant */
export async function readCuration({ curation }: Pick<Config, 'curation'>): Promise<CurationFileRule[]> {
  return curation === undefined ? [] : parseCuration(await readWordFile(curation, 'curation'));
}
